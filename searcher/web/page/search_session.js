// One search and what it has brought: pages of results, timeline and facets, asked for at once and shown as they come.
import {ask, isAbort} from "./api.js";
import {articleParams, hasSearch, searchKey, searchParams} from "./view_state.js";

export const PAGE = 30;
const MOST_RESTORED = 600;
const FACET_VALUES = "50";
const ALL_TIME = "1600";
const CUT_OFF = /^no article has all of/;

function facetDatesBy({since, until}) {
  const isMonth = since === until && /^\d{4}-\d{2}$/.test(since);
  const isWithinMonth = /^\d{4}-\d{2}-\d{2}$/.test(since) && since.slice(0, 7) === until.slice(0, 7);
  return isMonth || isWithinMonth ? "day" : "year,month";
}

export class SearchSession {
  constructor(state) {
    this.state = state;
    this.key = searchKey(state);
    this.pages = [];
    this.cursor = null;
    this.timeline = null;
    this.facets = null;
    this.corrected = null;
    this.abort = new AbortController();
  }

  get shown() {
    return this.pages.reduce((sum, page) => sum + page.results.length, 0);
  }

  get isComplete() {
    return this.pages.length > 0 && this.timeline && this.facets;
  }

  // parts: {results(session), timeline(answer), facets(answer), note(session), problem(part, error)}, each called when its answer is there.
  // Resolves when the results are shown, to whether they are.
  async run(parts) {
    const {signal} = this.abort;
    const guard = (part, promise) => promise.catch((error) => {
      if (!isAbort(error)) parts.problem(part, error);
      return false;
    });
    const results = guard("results", this.askPages(signal).then(() => (parts.results(this), true)));
    guard("timeline", this.askTimeline(signal).then((answer) => parts.timeline(this.timeline = answer)));
    guard("facets", this.askFacets(signal).then((answer) => parts.facets(this.facets = answer)));
    if (!(await results)) return false;
    if (this.pages[0].query.match === "any" && !this.state.match && this.pages[0].query.warnings.some((text) => CUT_OFF.test(text)))
      this.askCorrection(signal).then((corrected) => corrected && parts.note(Object.assign(this, {corrected})), () => {});
    return true;
  }

  stop() {
    this.abort.abort();
  }

  // The first page, and as many more as the address says were loaded.
  async askPages(signal) {
    const wanted = Math.min(this.state.shown, MOST_RESTORED);
    do await this.askPage(signal);
    while (this.cursor && this.shown < wanted);
  }

  async askPage(signal = this.abort.signal) {
    const params = searchParams(this.state);
    params.set("limit", String(PAGE));
    params.set("fields", "+companies");
    if (this.cursor) params.set("cursor", this.cursor);
    const answer = await ask("search", params, signal);
    this.pages.push(answer);
    this.cursor = answer.next_cursor ?? null;
  }

  askTimeline(signal) {
    const params = articleParams(this.state);
    if (!hasSearch(this.state)) params.set("since", ALL_TIME);
    return ask("timeline", params, signal);
  }

  // Values of a facet are alternatives, so each is counted without the choice made in it.
  async askFacets(signal) {
    const facets = (by, without, more = {}) => {
      const params = articleParams(this.state, without);
      for (const [name, value] of Object.entries({by, limit: FACET_VALUES, ...more})) params.set(name, value);
      return ask("facets", params, signal);
    };
    const {tickers, sources} = this.state;
    const together = [tickers.length ? null : "ticker", sources.length ? null : "source"].filter(Boolean).join(",");
    const answers = await Promise.all([
      facets(facetDatesBy(this.state), [], {sort: "value", limit: "0"}),
      together ? facets(together, []) : null,
      tickers.length ? facets("ticker", ["tickers"]) : null,
      sources.length ? facets("source", ["sources"]) : null,
    ]);
    return Object.assign({}, ...answers.map((answer) => answer?.facets ?? {}));
  }

  // Why not all the words were found is told only of a search that insists on all of them.
  async askCorrection(signal) {
    const params = searchParams({...this.state, match: "all"});
    params.set("limit", "0");
    const answer = await ask("search", params, signal);
    return answer.diagnosis?.corrected ?? null;
  }
}
