// What the tests of the page share: the server under test, a browser, and the ways to look at the page.
import assert from "node:assert/strict";
import {spawn, type ChildProcess} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import {after, before} from "node:test";
import {chromium, type Browser, type BrowserContextOptions, type Page} from "playwright-core";

const program = process.env["IMPRIMATUR"] ?? "";
const root = process.env["IMPRIMATUR_ROOT"] ?? "";
const patience = 20_000; // ms; a busy machine is no failure

export const sample = readFileSync(`${root}/tests/cases/sample/anadolu.txt`, "utf8");
export const notice = "Copyright 2022 Example Media Group. All rights reserved.";
export const licensed =
  "The boats were out before dawn.\n\n\u00a9 2024 Riverbend Courier. This work is licensed under a " +
  "Creative Commons Attribution 4.0 International License.\n";

export function caseFile(path: string): Buffer {
  return readFileSync(`${root}/tests/${path}`);
}

export class Server {
  private child: ChildProcess | null = null;
  url = "";

  async start(port = 0, options: string[] = []): Promise<void> {
    const child = spawn(program, ["serve", "--port", String(port), "--no-policy", ...options], {stdio: ["ignore", "pipe", "inherit"]});
    this.child = child;
    this.url = await new Promise((resolve, reject) => {
      let said = "";
      child.stdout.on("data", (data: Buffer) => {
        said += data.toString();
        const found = /https?:\/\/[\d.]+:\d+\//.exec(said);
        if (found !== null) {
          resolve(found[0]);
        }
      });
      child.on("exit", (status) => reject(new Error(`the server ended with ${status}: ${said}`)));
      child.on("error", reject);
    });
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child !== null && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    }
  }
}

export const server = new Server();
let browser: Browser;

/** One server and one browser for the tests of a file. */
export function withBrowser(options: string[] = []): void {
  before(async () => {
    await server.start(0, options);
    const path = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
    // Where the tests run as root, in a container, Chromium has no sandbox to offer.
    browser = await chromium.launch({executablePath: path, args: process.getuid?.() === 0 ? ["--no-sandbox"] : []});
  });
  after(async () => {
    await browser?.close();
    await server.stop();
  });
}

export interface Visit extends BrowserContextOptions {
  path?: string;
  permissions?: string[];
}

/** Opens the page, runs the steps, and fails on any error or breach of policy that the page reported. */
export async function visit(options: Visit, steps: (page: Page) => Promise<void>, expected = /^$/): Promise<void> {
  const {path = "", ...context} = options;
  const own = await browser.newContext({viewport: {width: 1280, height: 800}, locale: "en-GB", ...context});
  try {
    const page = await own.newPage();
    page.setDefaultTimeout(patience);
    const wrong: string[] = [];
    const note = (text: string) => {
      if (!expected.test(text)) {
        wrong.push(text);
      }
    };
    page.on("pageerror", (error) => note(error.message));
    page.on("console", (message) => message.type() === "error" && note(message.text()));
    await page.goto(server.url + path);
    await page.locator("#connection:not(:empty), #notice:not([hidden])").first().waitFor({state: "attached"});
    await steps(page);
    assert.deepEqual(wrong, []);
  } finally {
    await own.close();
  }
}

export async function write(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.insertText(text);
}

/** Pasted, as people bring long texts; needs `clipboard`. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+V");
}

export const clipboard = {permissions: ["clipboard-read", "clipboard-write"]};

/** Waits until the answer is this verdict, as the document element says it, and is up to date. */
export async function verdict(page: Page, wanted: string): Promise<void> {
  await page.waitForFunction(
    (name) => document.documentElement.dataset["verdict"] === name &&
      document.getElementById("verdict")?.getAttribute("aria-busy") === "false",
    wanted, {timeout: patience});
}

export async function texts(page: Page, selector: string): Promise<string[]> {
  return (await page.locator(selector).allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());
}

/** What is marked in the editor, line ends as blanks. */
export async function marked(page: Page): Promise<string[]> {
  return texts(page, "#editor mark");
}

export async function drop(page: Page, files: {name: string; bytes: Buffer}[]): Promise<void> {
  await page.evaluate((sent) => {
    const transfer = new DataTransfer();
    for (const {name, base64} of sent) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.getElementById("editor")?.dispatchEvent(
        new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true, composed: true}));
    }
  }, files.map(({name, bytes}) => ({name, base64: bytes.toString("base64")})));
}
