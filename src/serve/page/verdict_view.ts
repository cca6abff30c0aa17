// The answer at the top: the question with the use in it, the verdict in plain words, why, what to do
// next, and the answer for every other use.
import {questions, uses, type Answer, type Question, type Reason, type Verdict} from "./answer";
import {addressIn, isCurrent, isEmpty, shownOf, type Draft} from "./drafts";
import {byId, el, fill, link, linked, sign, type Child} from "./dom";
import {count, t, word, type Key} from "./messages";
import {nextOf, whyOf, type Sentence} from "./sentences";

export interface VerdictListener {
  use(chosen: Question): void;
  show(finding: number): void;
  document(index: number): void;
  insert(line: string): void;
  retry(): void;
  fetch(address: string): void;
}

interface State {
  verdict: Verdict | "none" | "waiting" | "empty" | "failed";
  says: Key;
  word: string;
}

function paragraph(sentence: Sentence, className: string, ...more: Child[]): HTMLElement {
  return el("p", {class: className, lang: sentence.lang}, ...linked(sentence.text), ...more);
}

export class VerdictView {
  private readonly select = byId<HTMLSelectElement>("use");
  private readonly body = byId("verdict");
  private readonly row = byId("uses");
  private announced = "";
  fetches = false; // the server would fetch a page by its address
  private announcing = 0;

  constructor(private readonly listener: VerdictListener) {
    this.select.addEventListener("change", () => listener.use(this.select.value as Question));
  }

  /** Words that do not depend on an answer; again when the language changes. */
  translate(use: Question): void {
    const [before = "", after = ""] = t("question", {use: "\n"}).split("\n");
    byId("question-before").textContent = before;
    byId("question-after").textContent = after;
    this.select.replaceChildren(...questions.map((one) =>
      el("option", {value: one, selected: one === use}, word("ask", one))));
    this.announced = "";
  }

  draw(draft: Draft, use: Question, connected: boolean): void {
    this.select.value = use;
    const state = this.stateOf(draft, connected);
    const answer = shownOf(draft);
    const shown = answer !== undefined && (state.verdict === "none" || isVerdict(state.verdict)) ? answer : undefined;
    document.documentElement.dataset["verdict"] = state.verdict;
    this.body.setAttribute("aria-busy", String(!isCurrent(draft) && connected && draft.problem === null && !isEmpty(draft)));
    fill(this.body,
      el("h1", {},
        el("span", {class: "says"}, t(state.says)),
        state.word !== "" && el("span", {class: "word"}, sign(shown?.verdict ?? null), state.word)),
      ...(shown === undefined ? this.withoutAnswer(draft, state, connected) : this.reasons(shown, draft)),
      this.aboutAddress(draft),
    );
    this.drawUses(shown, use);
    this.announce(state, this.body.querySelector(".why")?.textContent ?? "");
  }

  /** Somebody who pastes an address means the page. */
  private aboutAddress(draft: Draft): HTMLElement | null {
    const address = addressIn(draft);
    if (address === null) {
      return null;
    }
    return !this.fetches ? el("p", {class: "warning"}, t("address.not-here"))
      : el("p", {class: "warning"}, t("address.offer"), " ",
        el("button", {type: "button", onclick: () => this.listener.fetch(address)}, t("address.fetch")));
  }

  private stateOf(draft: Draft, connected: boolean): State {
    if (isEmpty(draft)) {
      return {verdict: "empty", says: "says.empty", word: ""};
    }
    if (draft.problem !== null || (!connected && !isCurrent(draft))) {
      return {verdict: "failed", says: "says.failed", word: ""};
    }
    if (draft.answer === null || draft.answer.use !== this.select.value) {
      return {verdict: "waiting", says: "says.waiting", word: ""};
    }
    const answer = shownOf(draft);
    if (answer === undefined || answer.verdict === null) {
      return {verdict: "none", says: "says.none", word: t("verdict.none")};
    }
    return {verdict: answer.verdict, says: `says.${answer.verdict}`, word: t(`verdict.${answer.verdict}`)};
  }

  private withoutAnswer(draft: Draft, state: State, connected: boolean): Child[] {
    if (state.verdict === "empty") {
      return [el("p", {class: "why"}, t("empty.text"))];
    }
    if (state.verdict === "none") {
      return [el("p", {class: "why"}, t("none.documents"))];
    }
    if (draft.problem !== null && draft.problem.status !== 0) {
      return [
        el("p", {class: "why"}, draft.problem.message),
        draft.problem.next !== null && el("p", {class: "next"}, ...linked(draft.problem.next)),
        el("p", {class: "steps"}, el("button", {type: "button", onclick: () => this.listener.retry()}, t("connection.now"))),
      ];
    }
    return connected ? [] : [el("p", {class: "why"}, t("gone.text"))];
  }

  private reasons(answer: Answer, draft: Draft): Child[] {
    const [first, ...others] = answer.reasons;
    const documents = draft.answer?.documents ?? [];
    return [
      ...(first === undefined ? [] : this.firstReason(first, answer)),
      answer.incomplete !== null &&
        el("p", {class: "warning"}, t("incomplete", {message: answer.incomplete.message})),
      documents.length > 1 && this.chooser(documents, answer),
      others.length > 0 && el("details", {class: "others"},
        el("summary", {}, `${t("reason.more")} (${count(others.length)})`),
        el("ul", {}, ...others.map((one) => this.otherReason(one, answer)))),
    ];
  }

  private firstReason(reason: Reason, answer: Answer): Child[] {
    const next = nextOf(reason, answer);
    const finding = reason.finding;
    return [
      paragraph(whyOf(reason, answer), "why"),
      el("div", {class: "steps"},
        reason.credit ? this.credit(reason.credit)
          : next !== null && el("p", {class: "next", lang: next.lang}, el("span", {class: "tag"}, t("next")), " ", ...linked(next.text)),
        finding !== null &&
          el("button", {type: "button", class: "plain", onclick: () => this.listener.show(finding)}, t("reason.show")),
        reason.terms !== null && link(reason.terms, t("reason.terms"))),
    ];
  }

  private chooser(documents: Answer[], shown: Answer): HTMLElement {
    const select = el("select", {onchange: () => this.listener.document(Number(select.value))},
      ...documents.map((one, index) => el("option", {value: index, selected: one === shown}, t("documents.one", {
        name: one.document.record ?? one.document.name ?? one.document.source,
        verdict: t(one.verdict === null ? "verdict.none" : `verdict.${one.verdict}`),
      }))));
    return el("p", {class: "note"}, el("label", {}, t("documents", {count: count(documents.length)}), " ", select));
  }

  private credit(line: string): HTMLElement {
    const copy = el("button", {type: "button", onclick: () => void copyText(line).then(() => {
      copy.textContent = t("reason.copied");
      byId("status").textContent = t("reason.copied");
    })}, t("reason.copy"));
    return el("p", {class: "next"},
      el("span", {class: "tag"}, t("next")), " ", t("next.credit-line"), " ", el("q", {dir: "auto"}, line), " ",
      el("span", {class: "together"}, copy, " ",
        el("button", {type: "button", onclick: () => this.listener.insert(line)}, t("reason.insert"))));
  }

  private otherReason(reason: Reason, answer: Answer): HTMLElement {
    const sentence = whyOf(reason, answer);
    const finding = reason.finding;
    return el("li", {}, sign(reason.verdict), el("span", {lang: sentence.lang}, ...linked(sentence.text)), " ",
      finding !== null && el("button", {type: "button", class: "plain", onclick: () => this.listener.show(finding)}, t("reason.show")));
  }

  private drawUses(answer: Answer | undefined, use: Question): void {
    if (this.row.childElementCount !== uses.length) {
      this.row.replaceChildren(...uses.map((one) => el("li", {}, el("button", {type: "button", "data-use": one,
        onclick: () => this.listener.use(one)}))));
    }
    for (const button of this.row.querySelectorAll("button")) {
      const one = button.dataset["use"] as (typeof uses)[number];
      const verdict = answer?.verdicts[one] ?? null;
      const name = word("use", one);
      const said = verdict === null ? t(answer === undefined ? "verdict.waiting" : "verdict.none") : t(`verdict.${verdict}`);
      button.setAttribute("aria-pressed", String(one === use));
      button.title = t("uses.one", {use: name, verdict: said});
      button.replaceChildren(sign(verdict), name, el("span", {class: "unseen"}, `: ${said}`));
    }
  }

  /** Said once it has settled: a listener who types does not hear every state on the way. */
  private announce(state: State, reason: string): void {
    if (state.verdict === "waiting") {
      return;
    }
    const text = state.word === "" ? `${t(state.says)} ${reason}` : t("announce", {says: t(state.says), verdict: state.word, reason});
    if (text === this.announced) {
      return;
    }
    this.announced = text;
    clearTimeout(this.announcing);
    this.announcing = window.setTimeout(() => {
      byId("status").textContent = text;
    }, 600);
  }
}

function isVerdict(value: string): boolean {
  return value in {allowed: 0, conditional: 0, unknown: 0, "permission-required": 0, forbidden: 0};
}

/** Off the loopback address and without TLS there is no clipboard; then the browser's older way. */
async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = el("textarea", {readonly: true, class: "unseen"});
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
