// A file that is not shown as text: what it is, and the passages in it that speak of rights.
import {tone, type Answer} from "./answer";
import {el, sign} from "./dom";
import type {Draft} from "./drafts";
import {size, t, word} from "./messages";
import {worst} from "./answer";

export function drawFile(host: HTMLElement, draft: Draft, choose: (finding: number) => void): void {
  const documents = draft.answer?.documents ?? [];
  const answer = worst(documents);
  host.replaceChildren(
    el("h2", {}, el("bdi", {}, draft.name ?? "")),
    el("p", {class: "hint"}, t("draft.file", {size: size(draft.bytes?.length ?? 0)})),
    ...(answer === undefined || answer.findings.length === 0 ? [] : [
      el("h3", {}, t("draft.quotes")),
      el("ol", {class: "quotes"}, ...answer.findings.map((finding, index) => el("li", {},
        el("button", {type: "button", class: `quote ${tone(finding)}`, onclick: () => choose(index)},
          el("mark", {class: tone(finding), dir: "auto"}, finding.text),
          el("span", {class: "hint"}, word("zone", finding.zone)))))),
    ]),
    ...(documents.length < 2 ? [] : [
      el("h3", {}, t("draft.documents")),
      el("ul", {class: "documents"}, ...documents.map((one) => documentRow(one))),
    ]),
  );
}

function documentRow(answer: Answer): HTMLElement {
  const verdict = t(answer.verdict === null ? "verdict.none" : `verdict.${answer.verdict}`);
  return el("li", {}, sign(answer.verdict),
    el("bdi", {class: "title"}, answer.document.record ?? answer.document.name ?? answer.document.source),
    el("span", {class: "said"}, verdict));
}
