// Elements in one call. Text goes in as text nodes only: nothing here reads markup from a string.

export type Child = Node | string | null | undefined | false;
type Properties = Record<string, string | boolean | number | ((event: Event) => void) | null | undefined>;

/** `on…` are listeners, true and false set or leave out an attribute, all else are attributes. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K, properties: Properties = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** Puts the children in place of what the element holds. */
export function fill(element: HTMLElement, ...children: Child[]): void {
  element.replaceChildren(...children.filter((child): child is Node | string => Boolean(child)));
}

export function byId<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** Only what a browser may open safely: an address of the web. */
export function link(address: string, text: string): HTMLElement {
  if (!/^https?:\/\//.test(address)) {
    return el("span", {}, text);
  }
  return el("a", {href: address, target: "_blank", rel: "noopener noreferrer"}, text);
}

/** A sentence whose addresses can be opened. */
export function linked(sentence: string): Node[] {
  return sentence.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/).map((part, index) =>
    index % 2 === 1 ? link(part, part.replace(/^https?:\/\/(www\.)?/, "")) : document.createTextNode(part));
}

const shapes: Record<string, string> = {
  allowed: "M3.5 8.5 6.7 11.5 12.5 4.8",
  conditional: "M8 1.8a6.2 6.2 0 0 1 0 12.4z",
  unknown: "M4.8 8h6.4",
  "permission-required": "M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.4v.5",
  forbidden: "M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8",
};

/** The sign of a verdict: its shape tells it without its colour. Decorative: the word stands beside it. */
export function sign(verdict: string | null): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `sign sign-${verdict ?? "none"}`);
  svg.setAttribute("aria-hidden", "true");
  const ring = document.createElementNS(space, "circle");
  ring.setAttribute("cx", "8");
  ring.setAttribute("cy", "8");
  ring.setAttribute("r", "6.9");
  svg.append(ring);
  if (verdict !== null && shapes[verdict] !== undefined) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", shapes[verdict]);
    svg.append(path);
  }
  return svg;
}
