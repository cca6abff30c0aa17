// A server that asks for a token: by its address, or by hand.
import assert from "node:assert/strict";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, test} from "node:test";

import {notice, verdict, visit, withBrowser, write} from "./support";

const token = "a-token-of-thirty-two-characters";
const folder = mkdtempSync(join(tmpdir(), "imprimatur-page-"));
writeFileSync(join(folder, "token"), `${token}\n`, {mode: 0o600});
withBrowser(["--token", join(folder, "token")]);
after(() => rmSync(folder, {recursive: true}));

test("the token comes in the address and does not stay there", () =>
  visit({path: `#token=${token}`}, async (page) => {
    assert.doesNotMatch(page.url(), /token/);
    await write(page, notice);
    await verdict(page, "permission-required");
    await page.locator("#to-rules").click();
    await page.locator(".entries a").first().waitFor();
  }));

test("without one it is asked for, and a wrong one again", () =>
  visit({}, async (page) => {
    await page.locator("#token").fill("wrong");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => (document.getElementById("token") as HTMLInputElement | null)?.value === "");
    await write(page, notice);
    await verdict(page, "failed");
    await page.locator("#token").fill(token);
    await page.keyboard.press("Enter");
    await verdict(page, "permission-required");
    assert.equal(await page.locator("#notice").isVisible(), false);
  }, /401/));
