// Sends drafts to be checked: after a pause in typing, one request a draft, the newest only. An answer
// that a newer version of the text has overtaken is thrown away, whenever it comes.
import {check, Problem} from "./client";
import type {Draft} from "./drafts";
import type {Answer, Question} from "./answer";

const pause = 60; // ms after a key; with the check itself still well below what is felt as a delay
const slowPause = 120; // for texts that take long to send
const longText = 300_000;
const atOnce = 4;
const busyPause = 1; // s, where the server does not say

interface Job {
  timer: number;
  abort: AbortController;
}

export interface Listener {
  answered(draft: Draft, documents: Answer[], text: string, use: Question): void;
  failed(draft: Draft, problem: Problem): void;
}

export class Checker {
  private readonly jobs = new Map<number, Job>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly listener: Listener) {}

  /** The text or the use of the draft has changed: its version has grown. */
  schedule(draft: Draft, use: Question, urgent = false): void {
    this.cancel(draft);
    const length = draft.editor?.doc.length ?? 0;
    const wait = urgent ? 0 : length > longText ? slowPause : pause;
    this.later(draft, use, wait);
  }

  cancel(draft: Draft): void {
    const job = this.jobs.get(draft.id);
    if (job !== undefined) {
      clearTimeout(job.timer);
      job.abort.abort();
      this.jobs.delete(draft.id);
    }
  }

  private later(draft: Draft, use: Question, wait: number): void {
    const abort = new AbortController();
    const timer = window.setTimeout(() => void this.run(draft, use, abort), wait);
    this.jobs.set(draft.id, {timer, abort});
  }

  private async run(draft: Draft, use: Question, abort: AbortController): Promise<void> {
    await this.turn();
    const version = draft.version;
    try {
      if (abort.signal.aborted) {
        return;
      }
      const text = draft.editor?.doc.toString() ?? "";
      const what = draft.address !== null ? {url: draft.address}
        : draft.bytes !== null
        ? {bytes: draft.bytes, name: draft.name ?? ""}
        : {text, name: draft.name};
      const documents = await check(what, use, abort.signal);
      if (!abort.signal.aborted && draft.version === version) {
        this.jobs.delete(draft.id);
        this.listener.answered(draft, documents, text, use);
      }
    } catch (error) {
      if (!abort.signal.aborted) {
        this.jobs.delete(draft.id);
        this.fail(draft, use, error);
      }
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private fail(draft: Draft, use: Question, error: unknown): void {
    const problem = error instanceof Problem ? error : new Problem(500, String(error));
    this.listener.failed(draft, problem);
    if (problem.isPassing && problem.status !== 0) {
      this.later(draft, use, 1000 * (problem.retryAfter ?? busyPause));
    }
  }

  private async turn(): Promise<void> {
    while (this.running >= atOnce) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running += 1;
  }
}
