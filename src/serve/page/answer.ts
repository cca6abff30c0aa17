// What the server answers: the JSON of `imprimatur check` (src/report/schema) and of the rules.

export type Verdict = "allowed" | "conditional" | "unknown" | "permission-required" | "forbidden";

export const uses = [
  "publish", "broadcast", "redistribute", "rewrite", "translate", "excerpt",
  "archive", "commercial", "tdm", "ai-train", "ai-input", "search",
] as const;
export type Use = (typeof uses)[number];
export const questions = ["republish", ...uses] as const;
export type Question = (typeof questions)[number];

export interface Holder {
  id: string | null;
  name: string;
}

export interface Position {
  offset: number; // bytes of the text's UTF-8 form
  line: number;
}

export interface Reason {
  verdict: Verdict;
  text: string;
  finding: number | null;
  terms: string | null;
  next: string | null;
  credit?: string | null;
}

export interface Finding {
  rule: string;
  role: string;
  holders: Holder[];
  years: number[];
  prohibits: Use[];
  permits: Use[];
  duties: string[];
  constraints: string[];
  with_permission: boolean;
  licence: string | null;
  until: string | null;
  zone: string;
  scope: string;
  counts: boolean;
  why_not: string | null;
  suppressed: boolean;
  disguised: boolean;
  confidence: number;
  start: Position;
  end: Position;
  origin?: {source: string; line: number};
  text: string;
}

export interface Answer {
  document: {
    source: string;
    record: string | null;
    name?: string;
    media_type: string | null;
    encoding: string | null;
    language: string | null;
  };
  use: Question;
  verdict: Verdict | null; // null: not read completely, and nothing that was read claims rights
  verdicts: Record<Use, Verdict | null>;
  holders: Holder[];
  reasons: Reason[];
  findings: Finding[];
  incomplete: {code: string; message: string} | null;
}

export interface Entry {
  kind: "rule" | "holder" | "licence" | "language" | "agent";
  id: string;
  [key: string]: string | number | boolean | string[] | undefined;
}

const severity: Record<Verdict, number> = {
  allowed: 0, conditional: 1, unknown: 2, "permission-required": 3, forbidden: 4,
};

/** The document that decides of several: the worst; what could not be read is never better than unknown. */
export function worst(answers: Answer[]): Answer | undefined {
  const weight = (answer: Answer) =>
    Math.max(answer.verdict === null ? 2 : severity[answer.verdict], answer.incomplete ? 2.5 : 0);
  return answers.reduce<Answer | undefined>(
    (most, answer) => (most === undefined || weight(answer) > weight(most) ? answer : most), undefined);
}

/** How a finding is shown: as what it says of the use asked, or as context. */
export function tone(finding: Finding): Verdict | "context" {
  if (!finding.counts || finding.suppressed) {
    return "context";
  }
  if (finding.prohibits.length > 0 || finding.role === "embargo") {
    return "forbidden";
  }
  if (finding.permits.length > 0) {
    return finding.duties.length + finding.constraints.length > 0 ? "conditional" : "allowed";
  }
  return "permission-required";
}
