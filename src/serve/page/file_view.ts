// A file that is not shown as text: what it is, and the passages in it that speak of rights.
import {tone} from "./answer";
import {el, link} from "./dom";
import {shownOf, type Draft} from "./drafts";
import {size, t, word} from "./messages";

export function drawFile(host: HTMLElement, draft: Draft, choose: (finding: number) => void): void {
  const answer = shownOf(draft);
  host.replaceChildren(
    el("h2", {}, draft.address === null ? el("bdi", {}, draft.name ?? "") : link(draft.address, draft.address)),
    el("p", {class: "hint"}, draft.address === null
      ? t("draft.file", {size: size(draft.bytes?.length ?? 0)}) : t("draft.page")),
    ...(answer === undefined || answer.findings.length === 0 ? [] : [
      el("h3", {}, t(draft.address === null ? "draft.quotes" : "draft.quotes-page")),
      el("ol", {class: "quotes"}, ...answer.findings.map((finding, index) => el("li", {},
        el("button", {type: "button", class: `quote ${tone(finding)}`, onclick: () => choose(index)},
          el("mark", {class: tone(finding), dir: "auto"}, finding.text),
          el("span", {class: "hint"}, word("zone", finding.zone)))))),
    ]),
  );
}
