// What the answer says in a sentence. In English the server's own words; in another language a shorter
// sentence from the same facts, since the server speaks English only.
import type {Answer, Finding, Reason, Verdict} from "./answer";
import {currentLanguage, day, t, word, words, type Key} from "./messages";

export interface Sentence {
  text: string;
  lang: string | null; // if not that of the page
}

const wire = new Set(["dateline", "byline", "credit", "endmark", "contribution"]);

function nameOf(finding: Finding): string {
  return finding.holders[0]?.name ?? t("why.nobody");
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(currentLanguage()) + text.slice(1);
}

function forbids(finding: Finding): string {
  if (finding.role === "embargo") {
    return t("why.embargo", {until: finding.until ?? "?"});
  }
  const uses = finding.prohibits.length === 12 ? t("uses.each") : words("use", finding.prohibits);
  return t(finding.with_permission ? "why.forbids-without" : "why.forbids", {holder: nameOf(finding), uses});
}

function claims(finding: Finding, use: string): string {
  const holder = nameOf(finding);
  if (wire.has(finding.role)) {
    return t("why.wire", {holder, use});
  }
  if (finding.role === "restriction") {
    return t("why.restricts", {holder, uses: words("use", finding.prohibits), use});
  }
  return t(finding.permits.length > 0 ? "why.permits-others" : "why.claims", {holder, use});
}

function grants(finding: Finding, use: string): string {
  const asked = [...finding.duties.map((duty) => word("duty", duty)),
    ...finding.constraints.map((constraint) => word("constraint", constraint))];
  const conditions = asked.length > 0 ? ` ${t("why.duties", {duties: asked.join(", ")})}` : "";
  return (finding.licence === null ? t("why.permits", {use}) : t("why.licence", {licence: finding.licence, use})) + conditions;
}

const tellers: Partial<Record<Verdict, (finding: Finding, use: string) => string>> = {
  forbidden: forbids, "permission-required": claims, conditional: grants, allowed: grants, unknown: () => t("why.not-decisive"),
};

export function whyOf(reason: Reason, answer: Answer): Sentence {
  if (currentLanguage() === "en") {
    return {text: reason.text, lang: null};
  }
  const finding = reason.finding === null ? undefined : answer.findings[reason.finding];
  const teller = tellers[reason.verdict];
  if (finding !== undefined && teller !== undefined) {
    return {text: capital(teller(finding, word("use", answer.use))), lang: null};
  }
  if (reason.verdict === "unknown" && answer.findings.every((one) => !one.suppressed)) {
    return {text: t("why.nothing"), lang: null};
  }
  return {text: reason.text, lang: "en"};
}

/** The next step, with the address that the server names for it. */
export function nextOf(reason: Reason, answer: Answer): Sentence | null {
  if (reason.next === null || currentLanguage() === "en") {
    return reason.next === null ? null : {text: reason.next, lang: null};
  }
  const address = /https?:\/\/\S*[^\s.]/.exec(reason.next)?.[0];
  const finding = reason.finding === null ? undefined : answer.findings[reason.finding];
  const say = (key: Key, values = {}) => ({text: t(key, values) + (address === undefined ? "" : ` ${address}`), lang: null});
  if (finding === undefined) {
    return reason.verdict === "unknown" ? say("next.source") : {text: reason.next, lang: "en"};
  }
  switch (reason.verdict) {
    case "forbidden":
    case "permission-required":
      if (finding.role === "embargo" && finding.until !== null) {
        return say("next.wait", {until: day(finding.until)});
      }
      return finding.holders[0] === undefined ? say("next.find") : say("next.ask", {holder: nameOf(finding)});
    case "conditional":
    case "allowed":
      return finding.duties.includes("attribute") ? say("next.credit") : {text: reason.next, lang: "en"};
    case "unknown":
      return {text: reason.next, lang: "en"};
  }
}
