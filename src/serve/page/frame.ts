// What stands around the views: which of them is shown, by the address, and the language of the page.
import {byId} from "./dom";
import {currentLanguage, setLanguage, translatePage, type Language} from "./messages";

export interface FrameListener {
  rules(id: string): void;
  skip(): void;
  translate(): void;
}

export class Frame {
  constructor(private readonly listener: FrameListener) {
    window.addEventListener("hashchange", () => this.route());
    byId("skip").addEventListener("click", (event) => {
      event.preventDefault();
      this.check();
      listener.skip();
    });
    for (const button of document.querySelectorAll<HTMLElement>("[data-language]")) {
      button.addEventListener("click", () => this.changeLanguage(button.dataset["language"] as Language));
    }
  }

  /** To the drafts. */
  check(): void {
    location.hash = "#check";
    this.route();
  }

  get isChecking(): boolean {
    return !byId("check").hidden;
  }

  route(): void {
    const [view = "", id = ""] = location.hash.slice(1).split("/", 2);
    const browsing = view === "rules";
    byId("check").hidden = browsing;
    byId("rules").hidden = !browsing;
    byId("to-check").setAttribute("aria-current", browsing ? "false" : "page");
    byId("to-rules").setAttribute("aria-current", browsing ? "page" : "false");
    if (browsing) {
      this.listener.rules(decodeURIComponent(id));
    }
  }

  translate(): void {
    translatePage();
    for (const button of document.querySelectorAll<HTMLElement>("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset["language"] === currentLanguage()));
    }
  }

  private changeLanguage(language: Language): void {
    setLanguage(language);
    const address = new URL(location.href);
    address.searchParams.set("lang", language);
    history.replaceState(null, "", address);
    this.listener.translate();
    this.route();
  }
}
