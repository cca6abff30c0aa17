// Files of every kind, several at once, and those that cannot be read.
import assert from "node:assert/strict";
import {test} from "node:test";

import {caseFile, drop, marked, notice, sample, texts, verdict, visit, withBrowser} from "./support";

withBrowser();

const word = {name: "valley.docx", bytes: caseFile("fuzz/corpus/office/a.docx")};

test("a dropped Word document is read and its evidence quoted", () =>
  visit({}, async (page) => {
    await drop(page, [word]);
    await verdict(page, "permission-required");
    assert.match((await texts(page, "#verdict .why"))[0] ?? "", /Example Media Group/);
    assert.match((await texts(page, "#file .quotes mark")).join("\n"), /2022 Example Media Group/);
    assert.deepEqual(await texts(page, ".drafts .draft .title"), ["valley.docx"]);
    assert.equal(await page.locator("#drop").isVisible(), false);
    await page.locator("#about", {hasText: "Word document"}).waitFor();
  }));

test("several files have a list, each with its answer", () =>
  visit({}, async (page) => {
    await page.locator("#files").setInputFiles([
      {name: "port.txt", mimeType: "text/plain", buffer: Buffer.from(sample)},
      {name: "rain.md", mimeType: "text/markdown", buffer: Buffer.from("It rained on Sunday.\n")},
      {name: "valley.docx", mimeType: "application/octet-stream", buffer: word.bytes},
    ]);
    await page.waitForFunction(() => document.querySelectorAll(".drafts .draft .said:not(:empty)").length === 3);
    assert.deepEqual(await texts(page, ".drafts .draft"),
      ["port.txtforbidden", "rain.mdunknown", "valley.docxpermission required"]);
    await page.locator(".drafts .draft", {hasText: "port.txt"}).click();
    await verdict(page, "forbidden");
    await page.keyboard.press("F8"); // the mark is far down, where the editor draws nothing yet
    await page.locator("#editor mark", {hasText: "Copyright 2022 Anadolu"}).waitFor();
    await page.locator('[aria-label="Close port.txt"]').click();
    assert.deepEqual(await texts(page, ".drafts .draft .title"), ["rain.md", "valley.docx"]);
  }));

test("a text in an older encoding is shown as the server reads it", () =>
  visit({}, async (page) => {
    // "Göl kıyısında yağmur." and a notice in windows-1254.
    const turkish = Buffer.from(`G\xf6l k\xfdy\xfds\xfdnda ya\xf0mur ba\xfelad\xfd. \xc7ocuklar ko\xfetu, \xfeehir g\xfcl\xfcmsedi.\n\n` +
      `Her hakk\xfd sakl\xfdd\xfdr. \xdczerinde \xe7al\xfd\xfeanlar\xfdn izni olmadan yay\xfdmlanamaz.\n`, "latin1");
    await drop(page, [{name: "gol.txt", bytes: turkish}]);
    await page.locator(".cm-line", {hasText: "kıyısında yağmur başladı"}).waitFor();
    await verdict(page, "forbidden");
    assert.match((await marked(page)).join(" "), /yayımlanamaz/);
  }));

test("a page is judged by what a reader would see", () =>
  visit({}, async (page) => {
    await drop(page, [{name: "page.html",
      bytes: Buffer.from(`<!doctype html><title>Rain</title><article><p>It rained.</p><p>&copy; 2022 Example Media Group. All rights reserved.</p></article>`)}]);
    await verdict(page, "permission-required");
    assert.match((await marked(page)).join(" "), /^&copy; 2022 Example Media Group/);
  }));

test("a document that cannot be read never looks clean", () =>
  visit({}, async (page) => {
    await drop(page, [{name: "broken.docx", bytes: word.bytes.subarray(0, 900)}]);
    await verdict(page, "none");
    assert.deepEqual(await texts(page, "#verdict h1 .says"), ["Not read completely."]);
    assert.match((await texts(page, "#verdict"))[0] ?? "", /could (not )?be read|cannot be read/i);
  }));

test("a file above the server's limit is refused with both sizes", () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(64_000_001)], "huge.pdf"));
      window.document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
    });
    await verdict(page, "failed");
    assert.match((await texts(page, "#verdict .why"))[0] ?? "", /64 MB.*reads up to/);
  }));

test("an address is no text, and a server that fetches none says what to do", () =>
  visit({}, async (page) => {
    assert.equal(await page.locator("#address").isVisible(), false);
    await page.locator(".cm-content").focus();
    await page.keyboard.insertText("https://courier.example/valley");
    await verdict(page, "unknown");
    assert.match((await texts(page, "#verdict .warning"))[0] ?? "", /paste the text/);
    await page.keyboard.insertText(" says that it rained.");
    await page.waitForFunction(() => document.querySelector("#verdict .warning") === null);
  }));

test("the text that is pasted beside a file stays", () =>
  visit({}, async (page) => {
    await page.locator(".cm-content").focus();
    await page.keyboard.insertText(notice);
    await verdict(page, "permission-required");
    await drop(page, [{name: "rain.txt", bytes: Buffer.from("It rained on Sunday.\n")}]);
    await verdict(page, "unknown");
    await page.locator(".drafts .draft", {hasText: "Copyright 2022"}).click();
    await verdict(page, "permission-required");
    assert.equal((await texts(page, ".cm-content"))[0], notice);
  }));

test("of a feed each item can be looked at, the one that decides first", () =>
  visit({}, async (page) => {
    const item = (title: string, text: string) =>
      `<item><title>${title}</title><guid>${title}</guid><description>${text}</description></item>`;
    await drop(page, [{name: "feed.rss", bytes: Buffer.from(`<?xml version="1.0"?><rss version="2.0"><channel><title>Valley</title>` +
      item("rain", "It rained on Sunday.") + item("port", `The port opened. ${notice}`) + `</channel></rss>`)}]);
    await verdict(page, "permission-required");
    const options = await texts(page, "#verdict .note option");
    assert.equal(options.length, 2);
    assert.match(options[1] ?? "", /permission required$/);
    assert.match((await marked(page)).join(" "), /^Copyright 2022 Example Media Group/);
    await page.locator("#verdict .note select").selectOption("0");
    await verdict(page, "unknown");
    assert.deepEqual(await marked(page), []);
    assert.deepEqual(await texts(page, ".drafts .draft .said"), ["permission required"]);
  }));
