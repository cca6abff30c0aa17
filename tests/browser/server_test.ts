// The page and its server: gone and back, late answers, long texts, and what never leaves or stays.
import assert from "node:assert/strict";
import {mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";

import {clipboard, marked, notice, paste, sample, server, texts, verdict, visit, withBrowser, write} from "./support";

withBrowser();

const refused = /ERR_CONNECTION_REFUSED|Failed to load resource|ERR_FAILED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/;

test("the server may go and come back", () =>
  visit({}, async (page) => {
    await write(page, "It rained on Sunday.");
    await verdict(page, "unknown");
    const port = server.port;
    await server.stop();
    await page.keyboard.insertText(` ${notice}`);
    await page.locator("#notice", {hasText: "The server does not answer."}).waitFor();
    await verdict(page, "failed");
    assert.deepEqual(await texts(page, "#verdict h1"), ["Not checked."]);
    assert.match((await texts(page, "#status"))[0] ?? "", /does not answer|Not checked/);
    await page.keyboard.insertText(" And more.");
    await verdict(page, "failed");
    await page.locator("#notice", {hasText: /Next try in [48] s/}).waitFor();
    await server.start(port);
    await page.locator("#notice button").click();
    await verdict(page, "permission-required");
    assert.equal(await page.locator("#notice").isVisible(), false);
    await server.stop();
    await page.keyboard.insertText(" Again.");
    await page.locator("#notice:not([hidden])").waitFor();
    await server.start(port);
    // Of its own accord this time.
    await verdict(page, "permission-required");
  }, refused));

test("answers follow the server's policy and rules when they change", () =>
  visit({}, async (page) => {
    const folder = mkdtempSync(join(tmpdir(), "rules-"));
    const rules = join(folder, "own.toml");
    const holder = (name: string) => `schema = 1\nkind = "holder"\nid = "own"\nname = "${name}"\ntype = "newspaper"\nlanguages = ["en"]\n` +
      `terms = "https://courier.example/terms"\nsource = "public usage"\nchecked = 2026-01-31\n` +
      `match = ["Source: ${name}", "(c) 2026 ${name}. All rights reserved."]\nmiss = ["It rained.", "A courier came."]\n`;
    writeFileSync(rules, holder("Example Media Group"));
    const port = server.port;
    await server.stop();
    await server.start(port, ["--rules", rules]);
    try {
      await page.reload();
      await write(page, notice);
      await page.locator("#verdict .steps a[href='https://courier.example/terms']").waitFor();
      const told = async (problem: boolean): Promise<void> => {
        for (let tries = 0; tries < 200; tries += 1) {
          const said = (await (await page.request.get(`${server.url}v1/health`)).json()) as {problem: string | null};
          if ((said.problem !== null) === problem) {
            return;
          }
          await page.waitForTimeout(100);
        }
        assert.fail("the server does not take the change");
      };
      const comeBack = () => page.evaluate(() => window.dispatchEvent(new Event("focus")));
      writeFileSync(rules, "schema = 1\nkind = 1\n");
      await told(true);
      await comeBack();
      await page.locator("#bottom", {hasText: "what held before is in force"}).waitFor();
      writeFileSync(rules, holder("Somebody Else"));
      await told(false);
      await comeBack();
      await page.locator("#verdict .steps a").waitFor({state: "detached"});
      await verdict(page, "permission-required");
      assert.doesNotMatch((await texts(page, "#bottom"))[0] ?? "", /mistake/);
    } finally {
      rmSync(folder, {recursive: true});
      await server.stop();
      await server.start(port);
    }
  }, refused));

test("an answer that comes late does not replace a newer one", () =>
  visit({}, async (page) => {
    let first = true;
    await page.route("**/v1/check", async (route) => {
      if (first) {
        first = false;
        const answer = await route.fetch();
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await route.fulfill({response: answer}).catch(() => undefined); // the page has hung up
        return;
      }
      await route.continue();
    });
    const sent = page.waitForRequest("**/v1/check");
    await write(page, notice);
    await sent;
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("It rained on Sunday.");
    await verdict(page, "unknown");
    await page.waitForTimeout(2000);
    await verdict(page, "unknown");
    assert.deepEqual(await marked(page), []);
  }, refused));

test("a server that is busy is asked again", () =>
  visit({}, async (page) => {
    let times = 0;
    await page.route("**/v1/check", (route) => (times++ === 0
      ? route.fulfill({status: 503, headers: {"Retry-After": "1", "Content-Type": "application/problem+json"},
        body: JSON.stringify({title: "Service Unavailable", status: 503, detail: "busy", next: "try again"})})
      : route.continue()));
    await write(page, notice);
    await verdict(page, "permission-required");
    assert.equal(times, 2);
  }, refused));

test("a server that breaks off at a text is not asked for ever", () =>
  visit({}, async (page) => {
    let times = 0;
    await page.route("**/v1/check", (route) => {
      times += 1;
      return route.abort("connectionreset");
    });
    await write(page, notice);
    await page.locator("#verdict .why", {hasText: "breaks off the connection"}).waitFor();
    assert.equal(times, 3);
    await page.unroute("**/v1/check");
    await page.locator("#verdict button", {hasText: "Try now"}).click();
    await verdict(page, "permission-required");
  }, refused));

test("what the server refuses is told with its remedy", () =>
  visit({}, async (page) => {
    await page.route("**/v1/check", (route) => route.fulfill({status: 413, headers: {"Content-Type": "application/problem+json"},
      body: JSON.stringify({title: "Payload Too Large", status: 413, detail: "the body has 17 MB", next: "send less at once"})}));
    await write(page, notice);
    await verdict(page, "failed");
    assert.match((await texts(page, "#verdict"))[0] ?? "", /the body has 17 MB.*send less at once/);
  }, refused));

for (const [long, bytes] of [["10,000 words", 60_000], ["1 MB", 1_000_000]] as const) {
  test(`in a draft of ${long} typing stays fluent`, (context) => visit(clipboard, async (page) => {
    const paragraph = "The pilot boats answered with their horns, and the crowd on the quay went home before dusk.\n";
    await paste(page, paragraph.repeat(Math.ceil(bytes / paragraph.length)));
    await verdict(page, "unknown");
    await page.evaluate(() => {
      const seen = {key: 0, mark: 0, slowest: 0};
      (window as unknown as {seen: typeof seen}).seen = seen;
      const root = document.getElementById("editor")!.shadowRoot!;
      root.addEventListener("keydown", () => { seen.key = performance.now(); }, true);
      new MutationObserver(() => {
        if (seen.mark === 0 && root.querySelector("mark") !== null) {
          seen.mark = performance.now();
        }
      }).observe(root, {subtree: true, childList: true});
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          seen.slowest = Math.max(seen.slowest, entry.duration);
        }
      }).observe({type: "longtask"});
    });
    await page.keyboard.type("Copyright 2022 Example Media Grou");
    await page.keyboard.insertText("p. All rights reserved");
    await page.keyboard.type(".");
    await page.locator("#editor mark").first().waitFor();
    await verdict(page, "permission-required");
    const seen = await page.evaluate(() => (window as unknown as {seen: {key: number; mark: number; slowest: number}}).seen);
    context.diagnostic(`from key to mark ${Math.round(seen.mark - seen.key)} ms, longest task ${Math.round(seen.slowest)} ms`);
    assert.ok(seen.mark - seen.key < 3000, `${seen.mark - seen.key} ms from key to mark`);
    assert.ok(seen.slowest < 1000, `a task of ${seen.slowest} ms`);
  }));
}

test("nothing is stored, and nothing goes elsewhere", () =>
  visit({}, async (page) => {
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url)) {
        elsewhere.push(request.url());
      }
    });
    await write(page, sample);
    await verdict(page, "forbidden");
    await page.locator(".finding > button").first().click();
    await page.locator(".facts dt", {hasText: "Checked"}).waitFor();
    assert.deepEqual(elsewhere, []);
    assert.deepEqual(await page.evaluate(async () => [
      localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length,
    ]), [0, 0, "", 0, 0]);
    await page.reload();
    await verdict(page, "empty");
    assert.deepEqual(await texts(page, ".drafts .draft .title"), ["Untitled"]);
  }));

test("the policy of the page allows its own files only, and it is small", () =>
  visit({}, async (page) => {
    const answer = await page.request.get(server.url);
    const policy = answer.headers()["content-security-policy"] ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'/);
    assert.doesNotMatch(policy, /unsafe/);
    const built = `${process.env["IMPRIMATUR_ROOT"]}/src/serve/page/dist`;
    const weight = readdirSync(built).reduce((sum, name) => sum + statSync(`${built}/${name}`).size, 0);
    assert.ok(weight < 400_000, `the page has ${weight} bytes`);
    for (const name of readdirSync(built)) {
      assert.equal((await page.request.get(server.url + name)).status(), 200, name);
    }
  }));
