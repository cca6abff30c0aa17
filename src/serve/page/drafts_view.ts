// The lists at the side: the drafts that are open, and the answers of this visit.
import {isCurrent, isEmpty, titleOf, verdictOf, type Draft, type Remembered, type Session} from "./drafts";
import {byId, el, sign} from "./dom";
import {clock, t, word} from "./messages";

export interface DraftsListener {
  choose(draft: Draft): void;
  close(draft: Draft): void;
  reopen(entry: Remembered): void;
}

export function nameOf(draft: Draft): string {
  return titleOf(draft) ?? t("drafts.untitled");
}

export class DraftsView {
  private readonly list = byId("drafts");
  private readonly past = byId("history");
  private readonly rows = new Map<number, HTMLLIElement>();

  constructor(private readonly listener: DraftsListener) {}

  /** Rows stay the same elements, so that the focus is not lost when an answer comes. */
  draw(session: Session): void {
    for (const [id, row] of this.rows) {
      if (session.drafts.every((draft) => draft.id !== id)) {
        row.remove();
        this.rows.delete(id);
      }
    }
    for (const draft of session.drafts) {
      let row = this.rows.get(draft.id);
      if (row === undefined) {
        row = this.newRow(draft);
        this.rows.set(draft.id, row);
        this.list.append(row);
      }
      this.fill(row, draft, draft === session.active, session.drafts.length > 1);
    }
    this.drawHistory(session.history);
  }

  focus(draft: Draft): void {
    this.rows.get(draft.id)?.querySelector("button")?.focus();
  }

  private newRow(draft: Draft): HTMLLIElement {
    return el("li", {},
      el("button", {type: "button", class: "draft", onclick: () => this.listener.choose(draft)}),
      el("button", {type: "button", class: "close", onclick: () => this.listener.close(draft)}, "\u00d7"));
  }

  private fill(row: HTMLLIElement, draft: Draft, active: boolean, several: boolean): void {
    const [choose, close] = row.querySelectorAll("button");
    if (choose === undefined || close === undefined) {
      return;
    }
    const verdict = isCurrent(draft) && draft.problem === null && !isEmpty(draft) ? verdictOf(draft) : null;
    const said = verdict !== null ? t(`verdict.${verdict}`)
      : draft.problem !== null ? t("says.failed")
      : isCurrent(draft) && !isEmpty(draft) ? t("verdict.none") : "";
    const name = nameOf(draft);
    choose.setAttribute("aria-current", String(active));
    choose.replaceChildren(sign(verdict), el("bdi", {class: "title"}, name), el("span", {class: "said"}, said));
    close.setAttribute("aria-label", t("drafts.close", {name}));
    close.hidden = !several && isEmpty(draft);
  }

  private drawHistory(entries: Remembered[]): void {
    if (entries.length === 0) {
      this.past.replaceChildren(el("li", {class: "hint"}, t("history.none")));
      return;
    }
    this.past.replaceChildren(...entries.map((entry) => {
      const verdict = t(entry.verdict === null ? "verdict.none" : `verdict.${entry.verdict}`);
      return el("li", {}, el("button", {type: "button", onclick: () => this.listener.reopen(entry)},
        el("time", {datetime: entry.time.toISOString()}, clock(entry.time)), " ",
        el("bdi", {class: "title"}, entry.title), " ",
        el("span", {class: "said"}, sign(entry.verdict), `${word("use", entry.use)}: ${verdict}`)));
    }));
  }
}
