// The words of the page, from messages.json. A missing key does not compile.
import messages from "./messages.json";

export type Key = keyof typeof messages;
export type Language = "en" | "tr";

let language: Language = "en";

/** `?lang=` of the address, else what the browser prefers. The choice is kept in the address only. */
export function chooseLanguage(): void {
  const asked = new URLSearchParams(location.search).get("lang");
  setLanguage(asked === "tr" || (asked !== "en" && navigator.language.startsWith("tr")) ? "tr" : "en");
}

export function setLanguage(chosen: Language): void {
  language = chosen;
  document.documentElement.lang = chosen;
}

export function currentLanguage(): Language {
  return language;
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return messages[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** The word for a value of the server's vocabulary; the value itself where the page has none. */
export function word(group: string, value: string): string {
  const key = `${group}.${value}`;
  return key in messages ? t(key as Key) : value;
}

export function words(group: string, values: string[]): string {
  return new Intl.ListFormat(language, {type: "conjunction"}).format(values.map((value) => word(group, value)));
}

export function count(value: number): string {
  return new Intl.NumberFormat(language).format(value);
}

export function clock(time: Date): string {
  return new Intl.DateTimeFormat(language, {hour: "2-digit", minute: "2-digit", hourCycle: "h23"}).format(time);
}

export function day(iso: string): string {
  const time = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(time.valueOf()) || !/^\d{4}-\d\d-\d\d$/.test(iso)
    ? iso
    : new Intl.DateTimeFormat(language, {dateStyle: "medium", timeZone: "UTC"}).format(time);
}

/** "plain text, UTF-8, English", as far as it is known. */
export function kindOf(mediaType: string | null, encoding: string | null, language: string | null): string {
  const named = language === null || language === "und" ? null
    : new Intl.DisplayNames(document.documentElement.lang, {type: "language"}).of(language);
  return [mediaType === null ? null : word("type", mediaType), encoding?.toUpperCase(), named].filter(Boolean).join(", ");
}

/** "Türkiye" of "TR", "Turkish" of "tr"; the code itself where there is no name. */
export function nameOfCode(type: "region" | "language", code: string): string {
  try {
    return new Intl.DisplayNames(language, {type}).of(code) ?? code;
  } catch {
    return code; // no code at all
  }
}

export function size(bytes: number): string {
  const [value, unit] = bytes < 1000 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(language, {style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0}).format(value);
}

/** Writes the words into the elements of index.html that name a key. */
export function translatePage(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-t]")) {
    element.textContent = t(element.dataset["t"] as Key);
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset["tLabel"] as Key));
  }
}
