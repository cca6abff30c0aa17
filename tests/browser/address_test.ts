// Pages by their address, where the server may fetch them; the site is one of this test.
import assert from "node:assert/strict";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {after, before, test} from "node:test";

import {texts, verdict, visit, withBrowser, write} from "./support";

let asked: string[] = [];
const site = createServer((request, answer) => {
  asked.push(request.url ?? "");
  if (request.url === "/valley") {
    answer.setHeader("Content-Type", "text/html; charset=utf-8");
    answer.end("<!doctype html><title>Rain</title><article><p>It rained in the valley.</p></article>" +
      "<footer>&copy; 2024 Valley Courier. All rights reserved.</footer>");
  } else {
    answer.statusCode = 404;
    answer.end();
  }
});
const address = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}/valley`;

before(() => new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve)));
after(() => site.close());
withBrowser(["--allow-urls", "--allow-private-network"]);

test("a page is checked by its address, and its evidence quoted", () =>
  visit({}, async (page) => {
    await page.locator("#address").fill(address());
    await page.keyboard.press("Enter");
    await verdict(page, "permission-required");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "check");
    assert.match((await texts(page, "#verdict .why"))[0] ?? "", /Valley Courier/);
    assert.match((await texts(page, "#file .quotes mark")).join(" "), /2024 Valley Courier/);
    assert.equal(await page.locator("#file h2 a").getAttribute("href"), address());
    assert.deepEqual(await texts(page, ".drafts .draft"), [`${address()}permission required`]);
    const before = asked.length;
    await page.locator("#use").selectOption("search");
    await page.waitForFunction(() => document.querySelector("#uses [data-use=search][aria-pressed=true]") !== null &&
      document.getElementById("verdict")?.getAttribute("aria-busy") === "false");
    assert.equal(asked.length, before, "another use does not ask the site again");
  }));

test("an address that is pasted as a text is offered to be fetched", () =>
  visit({}, async (page) => {
    await write(page, address());
    await page.locator("#verdict .warning button").click();
    await verdict(page, "permission-required");
    assert.deepEqual(await texts(page, ".drafts .draft .title"), [address()]);
    await page.locator("#history button").first().click();
    await verdict(page, "permission-required");
  }));

test("a page that is not there never looks clean", () =>
  visit({}, async (page) => {
    await page.locator("#address").fill(`${address()}/none`);
    await page.keyboard.press("Enter");
    await verdict(page, "none");
    assert.match((await texts(page, "#verdict .warning"))[0] ?? "", /404/);
  }));

test("what is no address is told", () =>
  visit({}, async (page) => {
    await page.locator("#address").fill("http://name:word@127.0.0.1/");
    await page.keyboard.press("Enter");
    await verdict(page, "failed");
    assert.match((await texts(page, "#verdict .why"))[0] ?? "", /name|password/);
  }, /400/));
