// Puts the page together: drafts, editor, checker, views. See README.md in this folder.
import type {EditorState} from "@codemirror/state";

import type {Answer, Question} from "./answer";
import {AboutView} from "./about_view";
import {Checker} from "./checker";
import {forgetEntries, onOtherRules, Problem, takeToken} from "./client";
import {Connection} from "./connection";
import {byId} from "./dom";
import {addressIn, isCurrent, isEmpty, Session, shownOf, type Draft, type Remembered} from "./drafts";
import {DraftsView, nameOf} from "./drafts_view";
import {Editor} from "./editor";
import {EvidenceView} from "./evidence_view";
import {drawFile} from "./file_view";
import {Frame} from "./frame";
import {listenForFiles, open, textOf} from "./files";
import {chooseLanguage, count, size, t, word} from "./messages";
import {Places} from "./places";
import {RulesView} from "./rules_view";
import {VerdictView} from "./verdict_view";

const mostDropped = 3;

class Page {
  private readonly session = new Session();
  private readonly editor = new Editor(byId("editor"), {
    changed: (state) => this.edited(state),
    atFinding: (finding) => this.arrivedAt(finding),
    step: (forwards) => this.step(forwards),
  });
  private readonly checker = new Checker({
    answered: (draft, documents, text, use) => this.answered(draft, documents, text, use),
    failed: (draft, problem) => this.failed(draft, problem),
  });
  private readonly connection = new Connection((ok, anew) => this.connected(ok, anew));
  private readonly verdict = new VerdictView({
    use: (use) => this.changeUse(use),
    show: (finding) => this.showFinding(finding, true),
    document: (index) => this.chooseDocument(index),
    insert: (line) => this.editor.append(line),
    retry: () => this.recheck(this.session.active),
    fetch: (address) => this.openAddress(address),
  });
  private readonly evidence = new EvidenceView((index) => this.showFinding(index, false));
  private readonly list = new DraftsView({
    choose: (draft) => this.choose(draft, true),
    close: (draft) => this.close(draft),
    reopen: (entry) => this.reopen(entry),
  });
  private readonly rules = new RulesView((text) => this.tryOut(text));
  private readonly frame = new Frame({
    rules: (id) => void this.rules.show(id),
    skip: () => this.editor.view.focus(),
    translate: () => {
      this.translate();
      this.editor.relabel();
    },
  });
  private readonly about = new AboutView();
  private readonly places = new Places();
  private current: number | null = null;

  async start(): Promise<void> {
    takeToken();
    chooseLanguage();
    this.session.active = this.session.add({name: null, editor: this.editor.newState(""), bytes: null});
    this.translate();
    this.choose(this.session.active, false);
    this.listen();
    this.frame.route();
    onOtherRules(() => this.connection.look());
    await this.connection.open();
    if (this.connection.known !== null && this.session.use !== this.connection.known.use) {
      this.changeUse(this.connection.known.use);
    }
    this.translate();
  }

  private listen(): void {
    listenForFiles((files) => void this.openFiles(files));
    byId("new").addEventListener("click", () => this.addText("", null));
    byId("address-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const field = byId<HTMLInputElement>("address");
      this.openAddress(field.value.trim());
      field.value = "";
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "F8" && !event.defaultPrevented && this.frame.isChecking) {
        event.preventDefault();
        this.step(!event.shiftKey);
      }
    });
  }

  private translate(): void {
    this.frame.translate();
    this.verdict.translate(this.session.use);
    this.rules.translate();
    const known = this.connection.known;
    this.verdict.fetches = known?.fetches === true;
    byId("address-form").hidden = !this.verdict.fetches;
    byId("bottom").textContent = known === null ? "" : [
      t("footer", {rules: count(known.rules.count), version: known.version}),
      known.problem === null ? "" : t("footer.problem"),
    ].join(" ");
    this.connection.draw();
    this.drawAnswer();
  }

  // --- drafts ---

  private addText(text: string, name: string | null): void {
    const draft = this.session.add({name, editor: this.editor.newState(text), bytes: null});
    this.choose(draft, true);
    this.recheck(draft);
  }

  /** Into the empty draft that is open, or a new one. */
  private tryOut(text: string): void {
    this.frame.check();
    this.addText(text, null);
    this.dropEmpty();
  }

  private dropEmpty(): void {
    for (const draft of [...this.session.drafts]) {
      if (draft !== this.session.active && draft.name === null && isEmpty(draft)) {
        this.session.remove(draft);
      }
    }
    this.draw();
  }

  private async openFiles(files: File[]): Promise<void> {
    this.frame.check();
    for (const file of files) {
      const {name, bytes, text} = await open(file);
      const draft = this.session.add({
        name, editor: text === null ? null : this.editor.newState(text), bytes: text === null ? bytes : null,
      });
      this.choose(draft, false);
      this.recheck(draft);
    }
    if (files.length > 0) {
      this.dropEmpty();
      byId("status").textContent = t("drafts.opened", {count: count(files.length)});
    }
  }

  /** In place of the draft that holds nothing but the address. */
  private openAddress(address: string): void {
    const before = this.session.active;
    const draft = this.session.add({name: address, editor: null, bytes: null, address});
    this.choose(draft, false);
    if (addressIn(before) === address) {
      this.checker.cancel(before);
      this.session.remove(before);
    }
    this.dropEmpty();
    this.recheck(draft);
    byId("answer").scrollIntoView();
    byId("check").focus({preventScroll: true});
  }

  private choose(draft: Draft, focus: boolean): void {
    if (draft !== this.session.active) {
      this.keepEditorState();
    }
    this.session.active = draft;
    byId("editor").hidden = draft.editor === null;
    byId("file").hidden = draft.editor !== null;
    if (draft.editor !== null) {
      this.editor.show(draft.editor);
      if (focus) {
        this.editor.view.focus();
      }
    }
    this.current = null;
    this.drawAnswer();
  }

  private chooseDocument(index: number): void {
    if (this.session.active.answer !== null) {
      this.session.active.answer.chosen = index;
      this.current = null;
      this.drawAnswer();
    }
  }

  private keepEditorState(): void {
    if (this.session.active.editor !== null) {
      this.session.active.editor = this.editor.view.state;
    }
  }

  private close(draft: Draft): void {
    this.checker.cancel(draft);
    this.session.remove(draft);
    if (this.session.drafts.length === 0) {
      this.session.active = this.session.add({name: null, editor: this.editor.newState(""), bytes: null});
    }
    this.choose(this.session.active, false);
    this.list.focus(this.session.active);
  }

  private reopen(entry: Remembered): void {
    const open = this.session.drafts.find((draft) => draft.id === entry.draft);
    const same = open !== undefined && (entry.file !== null || entry.address !== null || this.textOf(open) === entry.text);
    if (same) {
      this.choose(open, true);
    } else if (entry.address !== null) {
      this.openAddress(entry.address);
    } else if (entry.file !== null) {
      const draft = this.session.add({name: entry.file.name, editor: null, bytes: entry.file.bytes});
      this.choose(draft, true);
      this.recheck(draft);
    } else {
      this.addText(entry.text ?? "", null);
    }
    if (entry.use !== this.session.use) {
      this.changeUse(entry.use);
    }
  }

  private textOf(draft: Draft): string {
    return (draft === this.session.active ? this.editor.view.state : draft.editor)?.doc.toString() ?? "";
  }

  // --- checking ---

  private edited(state: EditorState): void {
    const draft = this.session.active;
    draft.editor = state;
    draft.version += 1;
    draft.problem = null;
    if (isEmpty(draft)) {
      this.checker.cancel(draft);
      draft.answer = null;
      this.drawAnswer();
      return;
    }
    if (this.connection.ok) {
      this.checker.schedule(draft, this.session.use);
    } else {
      this.draw();
    }
    this.about.soon(this.session.active);
  }

  private recheck(draft: Draft): void {
    draft.version += 1;
    draft.problem = null;
    const limit = this.connection.known?.limits.body_bytes;
    if (draft.bytes !== null && limit !== undefined && draft.bytes.length > limit) {
      this.failed(draft, new Problem(413, t("too.large", {size: size(draft.bytes.length), limit: size(limit)})));
    } else if (!isEmpty(draft) && this.connection.ok) {
      this.checker.schedule(draft, this.session.use, true);
    }
    this.draw();
  }

  private changeUse(use: Question): void {
    this.session.use = use;
    // The draft in view first; the others have their turn behind it.
    this.recheck(this.session.active);
    for (const draft of this.session.drafts) {
      if (draft !== this.session.active) {
        this.recheck(draft);
      }
    }
  }

  private answered(draft: Draft, documents: Answer[], text: string, use: Question): void {
    draft.problem = null;
    draft.dropped = 0;
    // A text in an older encoding: the server has told which, and it can be shown after all.
    const encoding = documents.length === 1 && documents[0]?.document.media_type === "text/plain"
      ? documents[0].document.encoding : null;
    const decoded = draft.bytes !== null && encoding !== null ? textOf(draft.bytes, encoding) : null;
    if (decoded !== null) {
      draft.bytes = null;
      draft.editor = this.editor.newState(decoded);
      if (draft === this.session.active) {
        this.session.active = draft;
        byId("editor").hidden = false;
        byId("file").hidden = true;
        this.editor.show(draft.editor);
      }
      this.recheck(draft);
      return;
    }
    // The next answer for the same file has the same documents.
    const chosen = draft.answer?.documents.length === documents.length ? draft.answer.chosen : null;
    draft.answer = {version: draft.version, use, documents, text, chosen};
    this.session.remember(draft, nameOf(draft));
    if (draft === this.session.active) {
      this.drawAnswer();
    } else {
      this.draw();
    }
  }

  private failed(draft: Draft, problem: Problem): void {
    draft.problem = problem.status === 0 ? null : problem;
    if (problem.status === 0) {
      // A server that is there, but breaks off at this very text, is not asked for ever.
      draft.dropped += 1;
      if (draft.dropped < mostDropped) {
        this.connection.lost();
      } else {
        draft.dropped = 0;
        draft.problem = new Problem(500, t("dropped"));
      }
    } else if (problem.status === 401) {
      this.connection.askForToken();
    }
    this.draw();
  }

  private connected(ok: boolean, anew: boolean): void {
    if (ok) {
      forgetEntries();
      for (const draft of this.session.drafts) {
        if (anew || !isCurrent(draft) || draft.problem !== null) {
          this.recheck(draft);
        }
      }
      this.translate();
    } else {
      this.draw();
    }
  }

  // --- showing ---

  private draw(): void {
    this.verdict.draw(this.session.active, this.session.use, this.connection.ok);
    this.list.draw(this.session);
    this.about.soon(this.session.active);
  }

  /** All that depends on the answer of the draft in view. */
  private drawAnswer(): void {
    const draft = this.session.active;
    const answer = shownOf(draft);
    this.places.clear();
    if (draft.editor !== null) {
      if (draft.answer !== null && isCurrent(draft) && answer !== undefined) {
        this.places.take(answer, draft.answer.text);
      }
      if (isCurrent(draft) || draft.answer === null) {
        this.editor.mark(this.places.marks(answer, this.current));
      }
    } else {
      drawFile(byId("file"), draft, (index) => this.showFinding(index, false));
    }
    this.evidence.draw(isEmpty(draft) ? [] : answer?.findings ?? [], answer === undefined);
    this.draw();
  }

  private arrivedAt(finding: number | null): void {
    if (finding !== this.current) {
      this.current = finding;
      this.evidence.mark(finding);
      const draft = this.session.active;
      if (isCurrent(draft) && draft.answer !== null) {
        // After the change that is being reported: the editor takes one at a time.
        queueMicrotask(() => this.editor.mark(this.places.marks(shownOf(draft), this.current)));
      }
    }
  }

  private showFinding(index: number, open: boolean): void {
    const place = this.places.of(index);
    if (open) {
      this.evidence.show(index);
    }
    if (place !== undefined) {
      this.editor.reveal(place.from, place.to);
    }
    this.evidence.mark(index);
  }

  private step(forwards: boolean): void {
    const answer = shownOf(this.session.active);
    const order = this.places.order();
    if (answer === undefined || order.length === 0) {
      byId("status").textContent = t("evidence.none");
      return;
    }
    const next = this.places.next(this.current, this.editor.view.state.selection.main.head, forwards);
    const finding = next === undefined ? undefined : answer.findings[next];
    if (next !== undefined && finding !== undefined) {
      this.showFinding(next, false);
      this.editor.view.focus();
      byId("status").textContent = t("evidence.reached", {
        number: order.indexOf(next) + 1, count: order.length, role: word("role", finding.role), text: finding.text,
      });
    }
  }
}

void new Page().start();
