// Looks every few seconds whether the search finds more articles than when it was shown, and offers them. The request
// has the tag of the last answer, so that the server does not search unless the archive has changed.
import {ask} from "./api.js";
import {byId} from "./dom.js";
import {number, plural} from "./format.js";
import {announce} from "./surroundings.js";
import {searchParams} from "./view_state.js";

const EVERY_MS = 4000;

export class News {
  // onShow(): the reader wants to see them.
  constructor(onShow) {
    this.button = byId("news");
    this.button.addEventListener("click", onShow);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.look());
  }

  // Begins again, with the search that is shown now.
  watch(session) {
    this.session = session;
    this.offer(0);
    if (!session.state.as_of) this.wait(); // the past gets no news
  }

  stop() {
    this.session = null;
    this.offer(0);
    clearTimeout(this.timer);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), EVERY_MS);
  }

  async look() {
    const {session} = this;
    if (!session || session.state.as_of || document.visibilityState !== "visible") return;
    clearTimeout(this.timer);
    const params = searchParams(session.state);
    params.set("limit", "0");
    try {
      const {total} = await ask("search", params);
      if (session === this.session) this.offer(total - session.pages[0].total);
    } catch {
      // The next search reports a server that does not answer.
    }
    if (session === this.session) this.wait();
  }

  offer(count) {
    const isNew = count > 0 && this.count !== count;
    this.count = count;
    this.button.hidden = count <= 0;
    this.button.textContent = `${number(count)} new`;
    document.title = document.title.replace(/^(\(\d+\) )?/, count > 0 ? `(${count}) ` : "");
    if (isNew) announce(`${plural(count, "new article")}`);
  }
}
