// A file that is not shown as text: what it is, and the passages in it that speak of rights.
import {tone} from "./answer";
import {el} from "./dom";
import {shownOf, type Draft} from "./drafts";
import {size, t, word} from "./messages";

export function drawFile(host: HTMLElement, draft: Draft, choose: (finding: number) => void): void {
  const answer = shownOf(draft);
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
  );
}
