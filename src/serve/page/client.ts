// Talks to the server that the page came from, and to nobody else.
import type {Answer, Entry, Question} from "./answer";

/** What the server said instead of an answer (RFC 9457), or how its answer could not be had. */
export class Problem extends Error {
  constructor(
    readonly status: number, // 0: no answer at all
    message: string,
    readonly next: string | null = null,
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }

  /** Nobody is there, or the one who is cannot answer now: worth another try. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export interface Health {
  version: string;
  rules: {count: number};
  use: Question;
  fetches: boolean; // pages by their address
  read_at: string; // of the policy and the rules in force
  problem: string | null; // why newer ones are not
  limits: {body_bytes: number};
}

export interface RulesPage {
  total: number;
  next: string | null;
  rules: Entry[];
}

export interface Text {
  text: string;
  name: string | null;
}

export interface Address {
  url: string;
}

export interface File {
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
}

interface Run {
  documents: Answer[];
  provenance: {rules_digest: string; policy_digest: string | null};
}

let token = "";
let judgedBy = ""; // the rules and the policy of the last answer: the server may take others while it runs
let judgedAnew: () => void = () => undefined;

export function onOtherRules(listener: () => void): void {
  judgedAnew = listener;
}

/** Takes the token out of the address, so that no bookmark and no screenshot has it. */
export function takeToken(): void {
  const found = /^#token=(.+)$/.exec(location.hash);
  if (found?.[1] !== undefined) {
    token = decodeURIComponent(found[1]);
    history.replaceState(null, "", location.pathname + location.search);
  }
}

export function useToken(given: string): void {
  token = given;
}

async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = new Headers(init.headers);
  if (token !== "") {
    headers.set("Authorization", `Bearer ${token}`);
  }
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, {...init, headers, cache: "no-store", credentials: "omit", redirect: "error"});
    body = await response.json();
  } catch (error) {
    if (init.signal?.aborted === true) {
      throw error;
    }
    throw new Problem(0, error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) {
    const said = body as {title?: string; detail?: string; next?: string | null};
    const after = Number(response.headers.get("Retry-After") ?? "");
    throw new Problem(response.status, said.detail ?? said.title ?? response.statusText, said.next ?? null,
      Number.isFinite(after) && after > 0 ? after : null);
  }
  return body;
}

/** A half of a pair cannot travel; the server sees what the editor draws for it. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

export async function check(what: Text | Address | File, use: Question, signal: AbortSignal): Promise<Answer[]> {
  let init: RequestInit;
  let path = "/v1/check";
  if ("text" in what) {
    const asked = {text: wellFormed(what.text), use, ...(what.name === null ? {} : {name: what.name})};
    init = {headers: {"Content-Type": "application/json"}, body: JSON.stringify(asked)};
  } else if ("url" in what) {
    init = {headers: {"Content-Type": "application/json"}, body: JSON.stringify({url: what.url, use})};
  } else {
    path += `?${new URLSearchParams({use, name: what.name})}`;
    init = {headers: {"Content-Type": "application/octet-stream"}, body: what.bytes};
  }
  const {documents, provenance} = (await ask(path, {...init, method: "POST", signal})) as Run;
  const now = `${provenance.rules_digest} ${provenance.policy_digest ?? ""}`;
  if (now !== judgedBy && judgedBy !== "") {
    forgetEntries();
    judgedAnew();
  }
  judgedBy = now;
  return documents;
}

export async function health(): Promise<Health> {
  return (await ask("/v1/health", {signal: AbortSignal.timeout(5000)})) as Health;
}

export async function rules(query: string, kind: string, signal: AbortSignal): Promise<RulesPage> {
  return (await ask(`/v1/rules?${new URLSearchParams({q: query, kind, limit: "50"})}`, {signal})) as RulesPage;
}

export async function moreRules(next: string, signal: AbortSignal): Promise<RulesPage> {
  return (await ask(next, {signal})) as RulesPage;
}

const entries = new Map<string, Promise<Entry | null>>();

/** A rule, holder or licence by its id; null if the database has none. Asked for once. */
export function entry(id: string): Promise<Entry | null> {
  let known = entries.get(id);
  if (known === undefined) {
    known = ask(`/v1/rules/${encodeURIComponent(id)}`).then(
      (found) => found as Entry,
      (problem: unknown) => {
        if (problem instanceof Problem && problem.status === 404) {
          return null;
        }
        entries.delete(id);
        throw problem;
      });
    entries.set(id, known);
  }
  return known;
}

/** After a restart the server may have other rules. */
export function forgetEntries(): void {
  entries.clear();
}
