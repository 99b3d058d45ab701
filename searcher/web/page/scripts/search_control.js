// The search on display: asks for it, shows its answers in the parts of the page as they arrive, and its problems.
import {isAbort} from "./api.js";
import {showChips} from "./chips.js";
import {byId, el} from "./dom.js";
import {number} from "./format.js";
import {SearchSession} from "./search_session.js";
import {announce, showCount, showNoCount, showSort} from "./surroundings.js";
import {searchKey} from "./view_state.js";

const KEPT_SESSIONS = 20; // searches whose answers are kept for the back button
const BUSY_AFTER_MS = 120; // faster searches show no busy indicator
const MOST_BUSY_RETRIES = 3;

export class SearchControl {
  // app: {state, setShown(number), change(partOfState), refresh(), enterList()}
  // parts: {results, timeline, facets, article, news, saved, outage, typing}
  constructor(app, parts) {
    this.app = app;
    this.parts = parts;
    this.session = null;
    this.kept = new Map();
    this.busyTimer = null;
    this.busyRetries = 0;
  }

  // The parts that show an answer of their own.
  answers() {
    return [this.parts.results, this.parts.timeline, this.parts.facets];
  }

  forgetAll() {
    this.kept.clear();
  }

  isShown(state) {
    return this.session?.key === searchKey(state);
  }

  // Shows the search of the state, with the answers that are kept if `isReturn`. Resolves when there are results.
  async show({isReturn = false} = {}) {
    if (this.isShown(this.app.state)) return;
    const old = isReturn && this.kept.get(searchKey(this.app.state));
    if (old?.isComplete) this.adopt(old);
    else await this.startSearch();
  }

  // Reuses existing answers.
  adopt(old) {
    this.session?.stop();
    this.parts.typing.forget();
    this.session = old;
    this.session.resume();
    this.clearWaiting();
    this.parts.results.show(this.session, this.app.state);
    showCount(this.session.pages[0], this.app.change);
    showSort(this.app.state, this.session.pages[0].sort);
    this.parts.timeline.show(this.session.timeline, this.app.state);
    this.parts.facets.show(this.session.facets, this.app.state);
    this.answers().forEach((part) => this.tellShown(part));
    this.parts.news.watch(this.session);
    this.parts.saved.show(this.session.state, this.session.pages[0].total);
  }

  startSearch() {
    this.session?.stop();
    this.parts.news.stop();
    this.parts.typing.forget();
    const mine = new SearchSession(this.app.state);
    this.session = mine;
    this.keep(mine);
    this.busyTimer ??= setTimeout(() => {
      byId("progress").classList.add("busy");
      this.parts.results.showWaiting();
      this.markBehind();
    }, BUSY_AFTER_MS);
    const settle = (show) => {
      if (!mine.state.isTyping || !mine.hasFailed) return show();
      this.clearWaiting();
      this.markBehind();
      this.parts.typing.hold(show);
    };
    const showAside = (part) => (answer) =>
      settle(() => {
        part.show(answer, this.app.state);
        this.tellShown(part);
      });
    return mine.run({
      results: () => settle(() => this.showResults(mine)),
      timeline: showAside(this.parts.timeline),
      facets: showAside(this.parts.facets),
      problem: (part, problem) => settle(() => this.showProblem(part, problem)),
    });
  }

  showResults(mine) {
    this.clearWaiting();
    this.parts.outage.end();
    this.busyRetries = 0;
    if (mine.state.isTyping) scrollTo(0, 0);
    this.parts.results.show(mine, this.app.state);
    showCount(mine.pages[0], this.app.change);
    showSort(this.app.state, mine.pages[0].sort);
    this.parts.facets.namesLearnt();
    showChips(this.app.state, this.app.change);
    this.parts.results.setOpen(this.app.state.id);
    this.parts.article.listChanged();
    this.tellShown(this.parts.results);
    if (!mine.state.isTyping) {
      this.parts.news.watch(mine);
      this.parts.saved.show(mine.state, mine.pages[0].total);
    }
    this.app.enterList();
  }

  // Dims the parts that show the answer to an earlier search; the count belongs to the results.
  markBehind() {
    for (const part of this.answers()) this.setBehind(part, part.root.dataset.search !== this.session.key);
  }

  setBehind(part, isBehind) {
    part.root.classList.toggle("behind", isBehind);
    if (part === this.parts.results) byId("count").classList.toggle("behind", isBehind);
  }

  // Marks in the document which search a part shows.
  tellShown(part) {
    part.root.dataset.search = this.session.key;
    this.setBehind(part, false);
  }

  keep(one) {
    this.kept.delete(one.key);
    this.kept.set(one.key, one);
    if (this.kept.size > KEPT_SESSIONS) this.kept.delete(this.kept.keys().next().value);
  }

  clearWaiting() {
    clearTimeout(this.busyTimer);
    this.busyTimer = null;
    byId("progress").classList.remove("busy");
  }

  showProblem(part, problem) {
    if (problem.kind === "unreachable") {
      this.clearWaiting();
      this.parts.results.root.removeAttribute("aria-busy");
      this.session.key = null; // the displayed results belong to an earlier search
      this.markBehind();
      if (!this.parts.results.list) this.parts.results.showProblem(problem, this.app.state, {retry: this.app.refresh});
      return this.parts.outage.begin();
    }
    this.kept.delete(this.session.key);
    this.tellShown(this.parts[part]);
    const {state} = this.app;
    if (part !== "results") return this.parts[part].showProblem(problem.status === 400 ? null : problem, state);
    this.clearWaiting();
    const waitText = problem.kind === "busy" ? this.retryLater(problem) : null;
    this.parts.results.showProblem(problem, state, {retry: problem.status >= 500 ? this.app.refresh : null, waitText});
    showNoCount();
    announce(`${problem.title}. ${problem.detail}`);
  }

  retryLater({retryAfter}) {
    if (this.busyRetries >= MOST_BUSY_RETRIES) return null;
    this.busyRetries += 1;
    const seconds = Math.max(1, retryAfter);
    const mine = this.session;
    setTimeout(() => this.session === mine && this.app.refresh(), seconds * 1000);
    return el("p", {}, `Trying again in ${seconds} s.`);
  }

  // Counts the facets again, after the reader has opened or folded one.
  async renewFacets() {
    const mine = this.session;
    try {
      const answer = await mine.renewFacets();
      if (this.session === mine) this.parts.facets.show(answer, this.app.state);
    } catch (error) {
      if (!isAbort(error) && this.session === mine) this.parts.facets.showProblem(error);
    }
  }

  async loadMore() {
    const mine = this.session;
    if (!mine?.cursor || mine.loading) return;
    mine.loading = true;
    try {
      await mine.askPage();
      if (this.session !== mine) return;
      this.parts.results.append(mine);
      this.parts.article.listChanged();
      this.app.setShown(mine.shown);
      announce(`${number(mine.shown)} of ${number(mine.pages[0].results_total)} shown`);
    } catch (error) {
      if (error.name === "AbortError" || this.session !== mine) return;
      if (error.kind === "unreachable") this.parts.outage.begin();
      this.parts.results.showMoreProblem(
        error,
        () => this.loadMore(),
        () => {
          this.app.setShown(0);
          this.app.refresh();
        },
      );
    } finally {
      mine.loading = false;
    }
  }
}
