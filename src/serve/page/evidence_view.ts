// The findings beside the text: each is a button with the words it is about, and opens to the rule, the
// holder, what is prohibited or permitted, the terms and the date at which they were looked at.
import {tone, type Entry, type Finding} from "./answer";
import {entry} from "./client";
import {byId, el, fill, link, sign, type Child} from "./dom";
import {count, day, t, word, words} from "./messages";

export interface Shown {
  finding: Finding;
  key: string; // the same finding of the next answer has the same
}

const mostShown = 200; // a page of notices stays quick; the marks in the text show the rest

export class EvidenceView {
  private readonly body = byId("evidence");
  private readonly open = new Set<string>();
  private drawn = "";
  private shown: Shown[] = [];

  constructor(private readonly reveal: (index: number) => void) {}

  draw(findings: Finding[], waiting: boolean): void {
    const seen = new Map<string, number>();
    this.shown = findings.map((finding) => {
      const base = `${finding.rule}\n${finding.text}`;
      const times = seen.get(base) ?? 0;
      seen.set(base, times + 1);
      return {finding, key: `${base}\n${times}`};
    });
    // While somebody types, answers differ in positions only; what has the focus stays where it is.
    const drawn = JSON.stringify([waiting, document.documentElement.lang,
      this.shown.map(({finding, key}) => [key, finding.counts, finding.suppressed, finding.start.line, finding.zone])]);
    if (drawn === this.drawn) {
      return;
    }
    this.drawn = drawn;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["key"] : undefined;
    fill(this.body, ...this.lists(waiting));
    if (focused !== undefined) {
      this.buttonOf(focused)?.focus();
    }
  }

  /** The reader's place in the text has come to this finding. */
  mark(index: number | null): void {
    for (const card of this.body.querySelectorAll<HTMLElement>(".finding")) {
      const here = index !== null && card.dataset["index"] === String(index);
      card.toggleAttribute("data-current", here);
      if (here) {
        card.scrollIntoView({block: "nearest"});
      }
    }
  }

  show(index: number): void {
    const key = this.shown[index]?.key;
    const button = key === undefined ? null : this.buttonOf(key);
    if (button !== null && button.getAttribute("aria-expanded") === "false") {
      button.click();
    }
  }

  private buttonOf(key: string): HTMLButtonElement | null {
    return [...this.body.querySelectorAll<HTMLButtonElement>("button[data-key]")]
      .find((button) => button.dataset["key"] === key) ?? null;
  }

  private lists(waiting: boolean): Child[] {
    if (this.shown.length === 0) {
      return [el("p", {class: "hint"}, t(waiting ? "evidence.wait" : "evidence.none"))];
    }
    const all = this.shown.map((one, index) => ({...one, index}));
    const decisive = all.filter(({finding}) => tone(finding) !== "context");
    const context = all.filter(({finding}) => tone(finding) === "context");
    const list = (items: typeof all) => [
      el("ul", {}, ...items.slice(0, mostShown).map(({finding, key, index}) => this.card(finding, key, index))),
      items.length > mostShown && el("p", {class: "hint"}, t("evidence.more", {count: count(items.length - mostShown)})),
    ];
    return [
      ...(decisive.length > 0 ? list(decisive) : []),
      ...(context.length > 0 ? [el("h3", {}, t("evidence.context")), ...list(context)] : []),
      el("p", {class: "hint keys"}, t("evidence.keys")),
    ].filter(Boolean);
  }

  private card(finding: Finding, key: string, index: number): HTMLElement {
    const kind = tone(finding);
    const details = el("div", {class: "facts", id: `finding-${index}`, hidden: true});
    const button = el("button", {
      type: "button", "data-key": key, "aria-expanded": "false", "aria-controls": details.id,
      onclick: () => toggle(),
    },
      el("span", {class: "role"}, sign(kind === "context" ? "unknown" : kind), word("role", finding.role)),
      el("span", {class: "quote", dir: "auto"}, shorten(finding.text)));
    const setOpen = (open: boolean) => {
      button.setAttribute("aria-expanded", String(open));
      details.hidden = !open;
      if (open && details.childElementCount === 0) {
        void this.tell(details, finding);
      }
    };
    const toggle = () => {
      const open = !this.open.has(key);
      if (open) {
        this.open.add(key);
        this.reveal(index);
      } else {
        this.open.delete(key);
      }
      setOpen(open);
    };
    setOpen(this.open.has(key));
    return el("li", {class: `finding ${kind}`, "data-index": index}, button, details);
  }

  /** First what the answer says, then what the database says of rule and holder. */
  private async tell(details: HTMLElement, finding: Finding): Promise<void> {
    details.append(el("p", {class: "whole", dir: "auto"}, finding.text), factsOf(finding));
    const loading = el("p", {class: "hint"}, t("finding.loading"));
    details.append(loading);
    try {
      const holder = finding.holders.find(({id}) => id !== null)?.id;
      const [rule, party] = await Promise.all([entry(finding.rule), holder ? entry(holder) : null]);
      loading.replaceWith(sourcesOf(rule, party));
    } catch (error) {
      loading.textContent = t("rules.failed", {message: error instanceof Error ? error.message : String(error)});
    }
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = [...line.slice(0, 400)];
  return letters.length > 140 ? `${letters.slice(0, 139).join("")}…` : line;
}

function row(list: HTMLElement, name: string, ...value: Child[]): void {
  const kept = value.filter(Boolean);
  if (kept.length > 0) {
    list.append(el("div", {}, el("dt", {}, name), el("dd", {}, ...kept)));
  }
}

function factsOf(finding: Finding): HTMLElement {
  const list = el("dl");
  row(list, t("finding.why-not"), finding.suppressed
    ? t("finding.suppressed")
    : finding.why_not !== null && el("span", {lang: "en"}, finding.why_not));
  row(list, t("fact.holder"), finding.holders
    .map(({id, name}) => (id === null ? t("finding.unlisted", {name}) : name)).join(", "));
  row(list, t("fact.prohibits"), finding.prohibits.length > 0 && words("use", finding.prohibits));
  row(list, t("fact.permits"), finding.permits.length > 0 && words("use", finding.permits));
  row(list, t("fact.duties"), finding.duties.length > 0 && words("duty", finding.duties));
  row(list, t("fact.constraints"), finding.constraints.length > 0 && words("constraint", finding.constraints));
  row(list, t("fact.licence"), finding.licence);
  row(list, t("finding.until"), finding.until !== null && day(finding.until));
  const zone = word("zone", finding.zone);
  row(list, t("finding.where"), finding.origin === undefined
    ? t("finding.line", {zone, line: count(finding.start.line)})
    : t("finding.line", {zone: finding.origin.source, line: count(finding.origin.line)}));
  row(list, t("fact.confidence"), new Intl.NumberFormat(document.documentElement.lang, {style: "percent"}).format(finding.confidence));
  row(list, t("finding.rule"), el("a", {href: `#rules/${encodeURIComponent(finding.rule)}`}, finding.rule));
  return list;
}

function text(entry: Entry | null, key: string): string | null {
  const value = entry?.[key];
  return typeof value === "string" ? value : null;
}

function sourcesOf(rule: Entry | null, party: Entry | null): HTMLElement {
  const list = el("dl");
  const open = (address: string) => link(address, address.replace(/^https?:\/\/(www\.)?/, ""));
  const terms = text(party, "terms");
  const licensing = text(party, "licensing");
  const source = text(rule, "source") ?? text(party, "source");
  const checked = text(rule, "checked") ?? text(party, "checked");
  row(list, t("fact.terms"), terms !== null && open(terms));
  row(list, t("fact.licensing"), licensing !== null && open(licensing));
  row(list, t("fact.source"), source !== null && source !== terms && open(source));
  row(list, t("fact.checked"), checked !== null && day(checked));
  return list;
}
