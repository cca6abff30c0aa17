// The drafts of this visit and the answers they got. All of it lives in memory until the page closes.
import type {EditorState} from "@codemirror/state";

import {worst, type Answer, type Question, type Verdict} from "./answer";
import type {Problem} from "./client";

export interface Draft {
  id: number;
  name: string | null; // of the file; null: written here
  editor: EditorState | null; // null: a file that is no text
  bytes: Uint8Array<ArrayBuffer> | null; // of such a file, and of text until its encoding is known
  address: string | null; // of a page that the server fetches
  version: number; // grows with every change of the text and of the use
  answer: Answered | null;
  dropped: number; // requests in a row that got no answer at all
  problem: Problem | null; // why the current version has no answer
}

export interface Answered {
  version: number;
  use: Question;
  documents: Answer[];
  text: string; // that the positions speak of; empty for a file
  chosen: number | null; // of several documents; null: the one that decides
}

export interface Remembered {
  time: Date;
  draft: number;
  title: string;
  use: Question;
  verdict: Verdict | null;
  text: string | null;
  file: {name: string; bytes: Uint8Array<ArrayBuffer>} | null;
  address: string | null;
}

const maxRemembered = 50;
const samePause = 4000; // ms; answers while somebody types are one entry

export function titleOf(draft: Draft): string | null {
  if (draft.name !== null) {
    return draft.name;
  }
  const lines = draft.editor?.doc.iterLines() ?? [];
  for (const line of lines) {
    if (line.trim() !== "") {
      return line.trim().slice(0, 60);
    }
  }
  return null;
}

export function isEmpty(draft: Draft): boolean {
  return draft.bytes === null && draft.address === null && (draft.editor === null || draft.editor.doc.length === 0);
}

/** The address that is all the text there is; null if there is more, or none. */
export function addressIn(draft: Draft): string | null {
  const length = draft.editor?.doc.length ?? 0;
  const text = length > 0 && length < 2000 ? draft.editor?.doc.toString().trim() ?? "" : "";
  return /^https?:\/\/[^\s/]+\S*$/i.test(text) ? text : null;
}

/** Whether the answer speaks of the text as it is now. */
export function isCurrent(draft: Draft): boolean {
  return draft.answer !== null && draft.answer.version === draft.version;
}

/** Of several documents in one file the one in view. */
export function shownOf(draft: Draft): Answer | undefined {
  return draft.answer === null ? undefined
    : draft.answer.documents[draft.answer.chosen ?? -1] ?? worst(draft.answer.documents);
}

export function verdictOf(draft: Draft): Verdict | null {
  return draft.answer === null ? null : (worst(draft.answer.documents)?.verdict ?? null);
}

export class Session {
  readonly drafts: Draft[] = [];
  readonly history: Remembered[] = [];
  active!: Draft;
  use: Question = "republish";
  private made = 0;

  add(draft: Pick<Draft, "name" | "editor" | "bytes"> & {address?: string}): Draft {
    const added: Draft = {...draft, address: draft.address ?? null, id: ++this.made, version: 0, answer: null, dropped: 0, problem: null};
    this.drafts.push(added);
    return added;
  }

  remove(draft: Draft): void {
    const at = this.drafts.indexOf(draft);
    this.drafts.splice(at, 1);
    if (this.active === draft) {
      const next = this.drafts[Math.min(at, this.drafts.length - 1)];
      if (next !== undefined) {
        this.active = next;
      }
    }
  }

  /** Keeps the answer, in place of the one before if that is the same or was passed through in typing. */
  remember(draft: Draft, title: string): void {
    const answered = draft.answer;
    if (answered === null || isEmpty(draft)) {
      return;
    }
    const file = draft.bytes !== null && draft.name !== null ? {name: draft.name, bytes: draft.bytes} : null;
    const entry: Remembered = {
      time: new Date(), draft: draft.id, title, use: answered.use, verdict: verdictOf(draft),
      text: file === null && draft.address === null ? answered.text : null, file, address: draft.address,
    };
    const before = this.history.find((one) => one.draft === draft.id);
    if (before !== undefined && before.use === entry.use &&
        (before.verdict === entry.verdict || entry.time.valueOf() - before.time.valueOf() < samePause)) {
      this.history.splice(this.history.indexOf(before), 1);
    }
    this.history.unshift(entry);
    this.history.length = Math.min(this.history.length, maxRemembered);
  }
}
