// The rules browser: search, kinds, and each entry with its facts and examples.
import type {Entry} from "./answer";
import {entry, moreRules, rules, type RulesPage} from "./client";
import {byId, el, fill, link, type Child} from "./dom";
import {count, day, nameOfCode, t, word} from "./messages";

const kinds = ["", "rule", "holder", "licence", "language", "agent"] as const;
const pause = 120; // ms after a key
const examples = new Set(["match", "miss"]);
const technicalKeys = new Set(["file", "pattern", "unless", "anchors", "modifiers", "strength", "place", "scope", "confidence",
  "exceptions", "self", "discussion", "photo", "codes", "not-followed-by"]);
const leading = new Set(["kind", "id", "name"]);

export class RulesView {
  private readonly body = byId("rules");
  private readonly query = el("input", {type: "search", id: "rules-query", autocomplete: "off", spellcheck: "false"});
  private readonly kind = el("select", {id: "rules-kind"});
  private readonly found = el("p", {class: "hint", role: "status"});
  private readonly list = el("ul", {class: "entries"});
  private readonly more = el("button", {type: "button", class: "more"});
  private readonly detail = el("article", {class: "entry", tabindex: "-1"});
  private readonly labels = {query: el("label", {for: "rules-query"}), kind: el("label", {for: "rules-kind"})};
  private readonly results = el("section", {class: "results"},
    el("form", {role: "search", onsubmit: (event) => event.preventDefault()},
      this.labels.query, this.query, this.labels.kind, this.kind),
    this.found, this.list, this.more);
  private timer = 0;
  private abort = new AbortController();
  private next: string | null = null;
  private chosen = "";

  constructor(private readonly tryOut: (text: string) => void) {
    this.body.append(this.results, this.detail);
    this.query.addEventListener("input", () => this.soon());
    this.kind.addEventListener("change", () => void this.search());
    this.more.addEventListener("click", () => void this.showMore());
  }

  translate(): void {
    this.body.setAttribute("aria-label", t("view.rules"));
    this.labels.query.textContent = t("rules.search");
    this.labels.kind.textContent = t("rules.kind");
    this.query.placeholder = t("rules.hint");
    this.list.setAttribute("aria-label", t("rules.list"));
    this.more.textContent = t("rules.more");
    const kind = this.kind.value;
    this.kind.replaceChildren(...kinds.map((one) =>
      el("option", {value: one, selected: one === kind}, t(one === "" ? "rules.kind.all" : `rules.kind.${one}`))));
  }

  /** Shows the list, and the entry with this id; "" for none. */
  async show(id: string): Promise<void> {
    this.chosen = id;
    this.body.toggleAttribute("data-chosen", id !== "");
    if (this.list.childElementCount === 0) {
      void this.search();
    }
    this.markChosen();
    if (id === "") {
      this.detail.replaceChildren(el("p", {class: "hint"}, t("rules.pick")));
      return;
    }
    try {
      const one = await entry(id);
      if (this.chosen === id) {
        fill(this.detail, ...this.page(one, id));
        this.detail.focus({preventScroll: true});
        this.detail.scrollTop = 0;
      }
    } catch (error) {
      this.detail.replaceChildren(this.failure(error));
    }
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.search(), pause);
  }

  private async search(): Promise<void> {
    clearTimeout(this.timer);
    await this.load((signal) => rules(this.query.value, this.kind.value, signal), true);
  }

  private async showMore(): Promise<void> {
    const next = this.next;
    if (next !== null) {
      const before = this.list.childElementCount;
      await this.load((signal) => moreRules(next, signal), false);
      this.list.children[before]?.querySelector("a")?.focus();
    }
  }

  private async load(ask: (signal: AbortSignal) => Promise<RulesPage>, anew: boolean): Promise<void> {
    this.abort.abort();
    const abort = new AbortController();
    this.abort = abort;
    try {
      const page = await ask(abort.signal);
      if (abort.signal.aborted) {
        return;
      }
      const rows = page.rules.map((one) => this.row(one));
      if (anew) {
        this.list.replaceChildren(...rows);
      } else {
        this.list.append(...rows);
      }
      this.next = page.next;
      this.more.hidden = page.next === null;
      this.found.textContent = t("rules.found", {count: count(page.total)});
      this.markChosen();
    } catch (error) {
      if (!abort.signal.aborted) {
        this.list.replaceChildren();
        this.more.hidden = true;
        this.found.textContent = this.failure(error).textContent;
      }
    }
  }

  private failure(error: unknown): HTMLElement {
    return el("p", {class: "hint"}, t("rules.failed", {message: error instanceof Error ? error.message : String(error)}));
  }

  private row(one: Entry): HTMLElement {
    const about = typeof one["name"] === "string" ? one["name"]
      : typeof one["role"] === "string" ? word("role", one["role"])
      : typeof one["operator"] === "string" ? one["operator"] : "";
    return el("li", {}, el("a", {href: `#rules/${encodeURIComponent(one.id)}`, "data-id": one.id},
      el("bdi", {class: "id"}, one.id), el("bdi", {class: "about"}, about), el("span", {class: "kind"}, t(`rules.one.${one.kind}`))));
  }

  private markChosen(): void {
    for (const row of this.list.querySelectorAll("a")) {
      if (row.dataset["id"] === this.chosen) {
        row.setAttribute("aria-current", "true");
      } else {
        row.removeAttribute("aria-current");
      }
    }
  }

  private page(one: Entry | null, id: string): Child[] {
    const back = el("p", {class: "back"}, el("a", {href: "#rules"}, t("rules.back")));
    if (one === null) {
      return [back, el("h1", {}, id), el("p", {class: "hint"}, t("rules.found", {count: 0}))];
    }
    const facts = Object.entries(one).filter(([key]) => !leading.has(key) && !examples.has(key));
    const list = (wanted: boolean) => facts.filter(([key]) => isTechnical(key) === wanted).map(([key, value]) =>
      el("div", {}, el("dt", {}, word("fact", key)), el("dd", {}, ...factValue(key, value))));
    const technical = list(true);
    return [
      back,
      el("p", {class: "kind"}, t(`rules.one.${one.kind}`)),
      el("h1", {}, typeof one["name"] === "string" ? one["name"] : one.id),
      typeof one["name"] === "string" && el("p", {class: "id"}, one.id),
      el("dl", {}, ...list(false)),
      ...this.exampleList(t("rules.match"), one["match"]),
      ...this.exampleList(t("rules.miss"), one["miss"]),
      technical.length > 0 && el("details", {}, el("summary", {}, t("rules.technical")), el("dl", {}, ...technical)),
    ];
  }

  private exampleList(title: string, value: Entry[string]): Child[] {
    if (!Array.isArray(value) || value.length === 0) {
      return [];
    }
    return [el("h2", {}, title), el("ul", {class: "examples"}, ...value.map((whole) => {
      // The expectations stand behind the text: "... [holder: anadolu; verdict: forbidden]".
      const [, text = whole, expected] = /^([^]*?)(?: \[((?:span|holder|prohibits|permits|verdict): [^\]]*)\])?$/.exec(whole) ?? [];
      return el("li", {}, el("p", {class: "quote", dir: "auto"}, text),
        expected !== undefined && el("p", {class: "hint"}, expected), 
        el("button", {type: "button", onclick: () => this.tryOut(text)}, t("rules.try")));
    }))];
  }
}

/** What a writer of rules wants to know, and nobody else. */
function isTechnical(key: string): boolean {
  return key.includes(".") || technicalKeys.has(key);
}

function factValue(key: string, value: Entry[string]): Child[] {
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => [index > 0 && ", ", ...factValue(key, one)]);
  }
  if (typeof value === "boolean") {
    return [t(value ? "fact.yes" : "fact.no")];
  }
  const text = String(value);
  switch (key) {
    case "role":
      return [word("role", text)];
    case "checked":
      return [day(text)];
    case "prohibits":
    case "permits":
      return [word("use", text)];
    case "duties":
      return [word("duty", text)];
    case "constraints":
      return [word("constraint", text)];
    case "country":
      return [nameOfCode("region", text)];
    case "language":
    case "languages":
      return [nameOfCode("language", text)];
    case "holder":
      return [el("a", {href: `#rules/${encodeURIComponent(text)}`}, text)];
    case "pattern":
    case "unless":
      return [el("code", {dir: "ltr"}, text)];
    default:
      return [/^https?:/.test(text) ? link(text, text.replace(/^https?:\/\/(www\.)?/, "")) : el("bdi", {}, text)];
  }
}
