// Whether the server answers. When it does not, it is asked again after growing pauses until it does.
import {health, Problem, useToken, type Health} from "./client";
import {byId, el} from "./dom";
import {t} from "./messages";

const pauses = [1, 2, 4, 8, 15]; // s

export class Connection {
  ok = true;
  known: Health | null = null;
  private tries = 0;
  private left = 0; // s until the next try
  private timer = 0;

  /** `anew`: the server judges by another policy or other rules than before. */
  constructor(private readonly changed: (ok: boolean, anew: boolean) => void) {}

  async open(): Promise<void> {
    window.addEventListener("online", () => void this.attempt());
    // Who comes back to the page should not see answers by what does not hold any more.
    window.addEventListener("focus", () => this.look());
    await this.attempt();
  }

  look(): void {
    if (this.ok) {
      void this.attempt();
    }
  }

  /** A request has got no answer. */
  lost(): void {
    if (this.ok) {
      this.ok = false;
      this.tries = 0;
      byId("status").textContent = t("connection.gone");
      this.changed(false, false);
      this.wait();
    }
  }

  /** A request has been refused for want of the token. */
  askForToken(): void {
    const field = el("input", {type: "password", id: "token", autocomplete: "off", required: true});
    const form = el("form", {onsubmit: (event) => {
      event.preventDefault();
      useToken(field.value);
      byId("notice").replaceChildren();
      byId("draft").focus();
      void this.attempt().then(() => this.changed(this.ok, false));
    }}, el("span", {}, t("token.ask"), " "), el("label", {for: "token"}, t("token.label")), " ", field, " ",
      el("button", {type: "submit"}, t("token.send")));
    byId("notice").replaceChildren(form);
    byId("notice").hidden = false;
    field.focus();
  }

  draw(): void {
    const badge = byId("connection");
    badge.className = this.ok ? "connection" : "connection gone";
    badge.textContent = this.ok ? (this.known === null ? "" : t("connection.ok")) : "";
    if (this.ok) {
      byId("notice").hidden = byId("token") === null;
      return;
    }
    const again = this.left > 0 ? t("connection.retry", {seconds: this.left}) : t("connection.trying");
    const notice = byId("notice");
    if (notice.querySelector(".again") === null) {
      notice.replaceChildren(el("p", {}, t("connection.gone"), " ", el("span", {class: "again"}), " ",
        el("button", {type: "button", onclick: () => void this.attempt()}, t("connection.now"))));
    }
    notice.querySelector(".again")!.textContent = again;
    notice.hidden = false;
  }

  private wait(): void {
    this.left = pauses[Math.min(this.tries, pauses.length - 1)] ?? 1;
    this.tries += 1;
    clearInterval(this.timer);
    this.timer = window.setInterval(() => {
      this.left -= 1;
      if (this.left <= 0) {
        clearInterval(this.timer);
        void this.attempt();
      }
      this.draw();
    }, 1000);
    this.draw();
  }

  private async attempt(): Promise<void> {
    clearInterval(this.timer);
    this.left = 0;
    try {
      const before = this.known;
      this.known = await health();
      const back = !this.ok;
      if (back) {
        this.ok = true;
        byId("status").textContent = t("connection.back");
      }
      const anew = before !== null && before.read_at !== this.known.read_at;
      if (back || anew || (before !== null && before.problem !== this.known.problem)) {
        this.changed(true, anew);
      }
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        this.askForToken();
        return;
      }
      if (this.ok) {
        this.lost();
      } else {
        this.wait();
      }
    }
    this.draw();
  }
}
