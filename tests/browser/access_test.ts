// For everybody: by keyboard, by ear, in both languages, from right to left, on small screens.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {test} from "node:test";
import type {Page} from "playwright-core";

import {caseFile, drop, licensed, marked, sample, texts, verdict, visit, withBrowser, write} from "./support";

withBrowser();

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await (window as unknown as {axe: {run(): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>}}).axe.run();
    return found.violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join("\n")}`);
  });
}

async function press(page: Page, key: string, until: string): Promise<void> {
  for (let times = 0; times < 60; ++times) {
    await page.keyboard.press(key);
    if (await page.evaluate((selector) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) {
        active = active.shadowRoot.activeElement;
      }
      return active?.matches(selector) === true;
    }, until)) {
      return;
    }
  }
  assert.fail(`${key} never reaches ${until}`);
}

test("everything is done by the keyboard alone", () =>
  visit({}, async (page) => {
    await press(page, "Tab", ".skip");
    await page.keyboard.press("Enter");
    await page.keyboard.insertText(sample);
    await verdict(page, "forbidden");
    await page.keyboard.press("F8");
    await page.locator("#status", {hasText: "1 of 1: Restriction"}).waitFor({state: "attached"});
    await page.locator("#editor mark.current").first().waitFor();
    // Out of the editor forwards: no key press is swallowed by it.
    await press(page, "Tab", ".finding > button");
    await page.keyboard.press("Enter");
    await page.locator(".facts dt", {hasText: "Checked"}).waitFor();
    await press(page, "Tab", ".facts a");
    await press(page, "Tab", ".drafts .draft");
    await press(page, "Tab", "#new");
    await page.keyboard.press("Enter");
    await page.keyboard.insertText("It rained.");
    await verdict(page, "unknown");
    // And backwards, to the question.
    await press(page, "Shift+Tab", "#use");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.locator("#use").inputValue(), "publish");
    await press(page, "Shift+Tab", "#to-rules");
    await page.keyboard.press("Enter");
    await press(page, "Tab", "#rules-query");
    await page.keyboard.insertText("anadolu.has-footer");
    await page.waitForFunction(() => document.querySelectorAll(".entries a").length === 1);
    await press(page, "Tab", ".entries a");
    await page.keyboard.press("Enter");
    await page.locator(".entry h1", {hasText: "anadolu.has-footer"}).waitFor();
  }));

test("a change of the answer is said once, when it has settled", () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const heard: string[] = [];
      (window as unknown as {heard: string[]}).heard = heard;
      const status = document.getElementById("status")!;
      new MutationObserver(() => heard.push(status.textContent ?? "")).observe(status, {childList: true});
    });
    await page.locator(".cm-content").focus();
    await page.keyboard.type("Rain. Copyright 2022 Example Media Group. All rights reserved.");
    await verdict(page, "permission-required");
    await page.locator("#status", {hasText: "Ask first. permission required"}).waitFor({state: "attached"});
    const heard = await page.evaluate(() => (window as unknown as {heard: string[]}).heard);
    assert.equal(heard.filter((text) => text.startsWith("Ask first.")).length, 1, heard.join("\n"));
  }));

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing (${colorScheme})`, () =>
    visit({colorScheme}, async (page) => {
      assert.deepEqual(await faults(page), []);
      await write(page, `${sample}\n\nPhoto: J. Roe / Example Pictures. All rights reserved.\n`);
      await verdict(page, "forbidden");
      await page.locator(".finding > button").first().click();
      await page.locator(".facts dt", {hasText: "Checked"}).waitFor();
      assert.deepEqual(await faults(page), []);
      await page.keyboard.press("Control+A");
      await write(page, licensed);
      await page.locator("#new").click();
      await write(page, licensed);
      await verdict(page, "conditional");
      assert.deepEqual(await faults(page), []);
      await drop(page, [{name: "valley.docx", bytes: caseFile("fuzz/corpus/office/a.docx")}]);
      await page.locator("#file .quotes mark").first().waitFor();
      await verdict(page, "permission-required");
      assert.deepEqual(await faults(page), []);
      await page.locator("#to-rules").click();
      await page.locator("#rules-query").fill("anadolu");
      await page.locator('.entries a[data-id="anadolu"]').click();
      await page.locator(".entry h1", {hasText: "Anadolu Agency"}).waitFor();
      assert.deepEqual(await faults(page), []);
    }));
}

test("the page speaks Turkish", () =>
  visit({}, async (page) => {
    await write(page, sample);
    await verdict(page, "forbidden");
    await page.locator('[data-language="tr"]').click();
    await verdict(page, "forbidden");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "tr");
    assert.deepEqual(await texts(page, "#verdict h1 .says"), ["Hayır."]);
    assert.match((await texts(page, "#verdict .why"))[0] ?? "", /^Anadolu Agency şunu yasaklıyor: yayımlama/);
    assert.match((await texts(page, ".question"))[0] ?? "", /^Bu metni .*miyim\?$/);
    assert.equal(await page.locator(".cm-content").getAttribute("aria-label"), "Taslak");
    assert.deepEqual(await texts(page, ".finding .role"), ["Kısıtlama"]);
    assert.deepEqual(await texts(page, "#history .said"), ["yeniden yayımlama: yasak"]);
    assert.match(page.url(), /lang=tr/);
    await page.reload();
    await page.locator("#to-check", {hasText: "Denetle"}).waitFor();
    assert.deepEqual(await faults(page), []);
  }));

test("a browser in Turkish is answered in Turkish", () =>
  visit({locale: "tr-TR"}, async (page) => {
    await page.locator("#to-rules", {hasText: "Kurallar"}).waitFor();
  }));

test("every word of the page stands in both languages", () => {
  const messages = JSON.parse(readFileSync(`${process.env["IMPRIMATUR_ROOT"]}/src/serve/page/messages.json`, "utf8")) as
    Record<string, Record<string, string>>;
  for (const [key, both] of Object.entries(messages)) {
    assert.deepEqual(Object.keys(both), ["en", "tr"], key);
    const places = (text = "") => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    assert.deepEqual(places(both["en"]), places(both["tr"]), key);
  }
});

test("a draft in Arabic runs from right to left, with its marks on its words", () =>
  visit({}, async (page) => {
    await write(page, "The report in English first.\n\nأنقرة / الأناضول\n\nجميع الحقوق محفوظة © 2024 وكالة الأناضول. لا يجوز نشر هذه المادة دون إذن.\n");
    await verdict(page, "forbidden");
    const directions = await page.locator(".cm-line").evaluateAll((lines) =>
      lines.map((line) => getComputedStyle(line).direction));
    // An empty line goes on as the one before it, and so does the place to write at.
    assert.deepEqual(directions, ["ltr", "ltr", "rtl", "rtl", "rtl", "rtl"]);
    assert.match((await marked(page)).join("|"), /أنقرة \/ الأناضول\|جميع الحقوق محفوظة.*دون إذن/);
    assert.match((await texts(page, ".finding .quote")).join("|"), /وكالة الأناضول/);
  }));

test("a screen of 320 pixels scrolls in one direction only", () =>
  visit({viewport: {width: 320, height: 640}}, async (page) => {
    await write(page, sample);
    await verdict(page, "forbidden");
    await page.locator(".finding > button").first().click();
    await page.locator(".facts dt", {hasText: "Checked"}).waitFor();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(await overflow(), 0);
    assert.deepEqual(await faults(page), []);
    await page.locator("#to-rules").click();
    await page.locator(".entries a").first().waitFor();
    assert.equal(await overflow(), 0);
    await page.locator(".entries a").first().click();
    await page.locator(".entry .back a").click();
    await page.locator(".entries").waitFor();
  }));

test("nothing moves where motion is unwelcome", () =>
  visit({reducedMotion: "reduce"}, async (page) => {
    await write(page, sample);
    const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((one) =>
      getComputedStyle(one).transitionDuration !== "0s" || getComputedStyle(one).animationName !== "none").length);
    assert.equal(moving, 0);
  }));
