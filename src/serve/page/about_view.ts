// The line below the text: how long it is, and as what the server has read it.
import type {EditorState} from "@codemirror/state";

import {byId} from "./dom";
import {isEmpty, shownOf, type Draft} from "./drafts";
import {count, kindOf, t} from "./messages";

const pause = 200; // ms; counting a long text at every key would be felt

export class AboutView {
  private timer = 0;

  soon(draft: Draft): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.draw(draft), pause);
  }

  private draw(draft: Draft): void {
    const read = isEmpty(draft) ? undefined : shownOf(draft)?.document;
    const kind = read === undefined ? "" : kindOf(read.media_type, read.encoding, read.language);
    byId("about").textContent = [
      draft.editor === null ? null : t("draft.words", {count: count(wordsIn(draft.editor))}),
      kind === "" ? null : t("draft.read", {type: kind}),
    ].filter(Boolean).join(" \u00b7 ");
  }
}

function wordsIn(state: EditorState): number {
  let words = 0;
  for (const line of state.doc.iterLines()) {
    words += line.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'\u2019-]*/gu)?.length ?? 0;
  }
  return words;
}
