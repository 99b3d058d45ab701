// Shows that the server is unreachable, retries periodically, and removes the message when it is back.
import {ask} from "./api.js";
import {byId, el} from "./dom.js";

const FIRST_WAIT_S = 2;
const LONGEST_WAIT_S = 30;

export class Outage {
  // onBack(): the server responds again.
  constructor(onBack) {
    this.onBack = onBack;
    this.root = byId("outage");
    this.isOn = false;
  }

  begin() {
    if (this.isOn) return;
    this.isOn = true;
    this.wait = FIRST_WAIT_S;
    this.left = el("span", {"aria-live": "off"});
    this.root.replaceChildren(
      el("strong", {}, "The server does not answer."),
      el("span", {}, "The page shows the last search that was answered."),
      this.left,
      el("button", {class: "link", type: "button", on: {click: () => this.tryNow()}}, "Try now"),
    );
    this.root.hidden = false;
    this.countDown(this.wait);
  }

  end() {
    if (!this.isOn) return;
    this.isOn = false;
    clearTimeout(this.timer);
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  countDown(seconds) {
    this.left.textContent = seconds > 0 ? `Trying again in ${seconds} s.` : "Trying again.";
    this.timer = setTimeout(() => (seconds > 0 ? this.countDown(seconds - 1) : this.tryNow()), 1000);
  }

  async tryNow() {
    clearTimeout(this.timer);
    try {
      await ask("healthz");
    } catch (error) {
      if (error.kind === "unreachable") {
        if (!this.isOn) return;
        this.wait = Math.min(LONGEST_WAIT_S, this.wait * 2);
        return this.countDown(this.wait);
      }
      // It responds with an error, which the search itself will report.
    }
    if (!this.isOn) return;
    this.end();
    this.onBack();
  }
}
