// An editor writes, pastes and asks: the answer follows the text.
import assert from "node:assert/strict";
import {test} from "node:test";

import {clipboard, licensed, marked, notice, paste, sample, texts, verdict, visit, withBrowser, write} from "./support";

withBrowser();

test("the pasted sample is forbidden, with reason, next step and evidence", () =>
  visit(clipboard, async (page) => {
    await paste(page, sample);
    await verdict(page, "forbidden");
    assert.deepEqual(await texts(page, "#verdict h1 .says"), ["No."]);
    assert.deepEqual(await texts(page, "#verdict h1 .word"), ["forbidden"]);
    assert.match((await texts(page, "#verdict .why"))[0] ?? "", /Anadolu Agency forbids publishing/);
    assert.match((await texts(page, "#verdict .next"))[0] ?? "", /Ask Anadolu Agency for permission/);
    assert.match(await page.locator("#verdict .next a").getAttribute("href") ?? "", /^https:\/\/www\.aa\.com\.tr\//);
    const evidence = (await marked(page)).join(" ");
    assert.match(evidence, /^Copyright 2022 Anadolu Agency\..*redistributed$/);
  }));

test("a finding opens to rule, holder, uses, terms and date", () =>
  visit({}, async (page) => {
    await write(page, sample);
    await verdict(page, "forbidden");
    await page.locator(".finding > button").click();
    await page.locator(".facts dt", {hasText: "Checked"}).waitFor();
    const facts = Object.fromEntries(await page.locator(".facts dl > div").evaluateAll((rows) =>
      rows.map((row) => [row.children[0]?.textContent ?? "", row.children[1]?.textContent ?? ""])));
    assert.equal(facts["Holder"], "Anadolu Agency");
    assert.match(facts["Prohibits"] ?? "", /publish.*rewrite/);
    assert.equal(facts["Rule"], "en.restriction.may-not-be");
    assert.match(facts["Terms"] ?? "", /aa\.com\.tr/);
    assert.match(facts["Checked"] ?? "", /20\d\d/);
    await page.locator(".facts a", {hasText: "en.restriction.may-not-be"}).click();
    await page.locator("#rules .entry h1", {hasText: "en.restriction.may-not-be"}).waitFor();
  }));

test("the answer follows what is typed and deleted", () =>
  visit({}, async (page) => {
    await page.locator(".cm-content").focus();
    await page.keyboard.type("It rained on Sunday.");
    await verdict(page, "unknown");
    assert.deepEqual(await marked(page), []);
    await page.keyboard.type(` ${notice}`);
    await verdict(page, "permission-required");
    assert.deepEqual(await texts(page, "#verdict h1 .says"), ["Ask first."]);
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await verdict(page, "empty");
    await page.keyboard.press("Control+Z");
    await verdict(page, "permission-required");
  }));

test("the marks stand on the words after letters of two, three and four bytes", () =>
  visit({}, async (page) => {
    await write(page, `\u00fc \u4e2d \u{1f600}\u{1f600} \ud800 e\u0301\n\n\u{1f4f0} ${notice}`);
    await verdict(page, "permission-required");
    assert.equal((await marked(page)).join(" "), notice.slice(0, -1));
  }));

test("another use has another answer", () =>
  visit({}, async (page) => {
    await write(page, sample);
    await verdict(page, "forbidden");
    await page.locator("#use").selectOption("excerpt");
    await verdict(page, "permission-required");
    assert.match((await texts(page, "#verdict .why"))[0] ?? "", /excerpting/);
    await page.locator('#uses button[data-use="translate"]').click();
    await verdict(page, "forbidden");
    assert.equal(await page.locator("#use").inputValue(), "translate");
    assert.equal(await page.locator('#uses button[data-use="translate"]').getAttribute("aria-pressed"), "true");
  }));

test("the credit line is copied, and added to the text", () =>
  visit(clipboard, async (page) => {
    await write(page, licensed);
    await verdict(page, "conditional");
    const line = await page.locator("#verdict .next q").textContent() ?? "";
    assert.match(line, /^Riverbend Courier, /);
    await page.locator("#verdict .next button").first().click();
    await page.locator("#verdict .next button", {hasText: "Copied"}).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), line);
    await page.locator("#verdict .next button", {hasText: "Add to the text"}).click();
    await page.locator(".cm-line", {hasText: line}).waitFor();
  }));

test("what is seen but does not decide is shown as such", () =>
  visit({}, async (page) => {
    await write(page, `The bridge opened on Sunday.\n\nPhoto: J. Roe / Example Pictures. All rights reserved.\n`);
    await verdict(page, "unknown");
    await page.locator("#evidence h3", {hasText: "Seen, but not decisive"}).waitFor();
    await page.locator(".finding.context > button").first().click();
    await page.locator(".facts dt", {hasText: "Not decisive"}).waitFor();
  }));

test("rules are searched, read and tried", () =>
  visit({path: "#rules"}, async (page) => {
    await page.locator("#rules-query").fill("anadolu");
    await page.locator('.entries a[data-id="anadolu"]').click();
    await page.locator(".entry h1", {hasText: "Anadolu Agency"}).waitFor();
    assert.match((await texts(page, ".entry dl")).join(" "), /Languages ?Turkish, English, Arabic/);
    assert.ok((await texts(page, ".entry h2")).includes("Is found in"));
    assert.ok((await texts(page, ".entry h2")).includes("Is not found in"));
    await page.locator("#rules-kind").selectOption("licence");
    await page.waitForFunction(() => [...document.querySelectorAll(".entries .kind")].every((one) => one.textContent === "licence"));
    await page.locator(".examples button").first().click();
    await verdict(page, "permission-required");
  }));

test("the answers of the session are listed, and can be opened again", () =>
  visit({}, async (page) => {
    await write(page, `It rained on Sunday.\n\n${notice}`);
    await verdict(page, "permission-required");
    await page.locator("#use").selectOption("translate");
    await page.locator("#history li", {hasText: "translate: permission required"}).waitFor();
    await page.locator(".drafts .close").first().click();
    await verdict(page, "empty");
    await page.locator("#history button", {hasText: "republish"}).click();
    await verdict(page, "permission-required");
    assert.match((await texts(page, ".cm-content"))[0] ?? "", /Example Media Group/);
    assert.equal(await page.locator("#use").inputValue(), "republish");
  }));
