// A search and its answers: pages of results, timeline and facets, requested in parallel and shown as they arrive.
import {Problem, ask, isAbort} from "./api.js";
import {KINDS, isCounted} from "./filters.js";
import {askTerms} from "./terms_list.js";
import {askTimeline} from "./timeline_ask.js";
import {articleParams, searchKey, searchParams} from "./view_state.js";

const PAGE = 30;
const MOST_RESTORED = 600;
const FACET_VALUES = "50";
const MANY_VALUES = "300"; // to know what a further alternative adds

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
    this.isRefused = false; // the server rejects the query or a filter
    this.abort = new AbortController();
  }

  get shown() {
    return this.pages.reduce((sum, page) => sum + page.results.length, 0);
  }

  // The query with likelier spellings, if there are articles but it finds better ones.
  get corrected() {
    const [first] = this.pages;
    return (first?.total && first.diagnosis?.corrected) || null;
  }

  get isComplete() {
    return this.pages.length > 0 && this.timeline && this.facets;
  }

  // If no article has all words, the server returns articles with some of them; timeline and facets must then do the
  // same.
  get hasFallenBack() {
    return !this.state.match && this.pages[0]?.query.match === "any";
  }

  // Whether there is an error in the query, nothing was found, or only articles with some of the words were.
  get hasFailed() {
    const [first] = this.pages;
    return this.isRefused || this.hasFallenBack || Boolean(first && !first.total);
  }

  // parts: {results(session), timeline(answer), facets(answer), problem(part, error)}, each called when
  // its answer arrives. Resolves after the results, to whether they were shown.
  async run(parts) {
    const {signal} = this.abort;
    const guard = (part, promise) =>
      promise.catch((error) => {
        if (isAbort(error)) return false;
        if (error.status === 400) this.isRefused = true;
        if (!(error instanceof Problem)) console.error(error); // a fault of the page
        parts.problem(part, error instanceof Problem ? error : new Problem({title: "The page failed", detail: String(error)}));
        return false;
      });
    const results = guard("results", this.askResults(parts, signal));
    const aside = (part, asked, isEmpty, again) =>
      guard(
        part,
        (async () => {
          let answer = await asked;
          if (isEmpty(answer) && (await results) && this.hasFallenBack) answer = await again();
          this[part] = answer;
          parts[part](answer);
        })(),
      );
    const fallback = () => ({...this.state, match: "any"});
    aside(
      "timeline",
      askTimeline(this.state, signal),
      (answer) => !answer.series[0].total,
      () => askTimeline(fallback(), signal),
    );
    aside(
      "facets",
      this.askFacets(this.state, signal),
      (answer) => !answer.total,
      () => this.askFacets(fallback(), signal),
    );
    return results;
  }

  async askResults(parts, signal) {
    await this.askPages(signal);
    if (signal.aborted) return false;
    parts.results(this);
    return true;
  }

  stop() {
    this.abort.abort();
  }

  // After stop(): keeps what is loaded and allows further pages.
  resume() {
    this.abort = new AbortController();
  }

  // The first page, and as many further pages as the address specifies.
  async askPages(signal) {
    const wanted = Math.min(this.state.shown, MOST_RESTORED);
    do await this.askPage(signal);
    while (this.cursor && this.shown < wanted);
  }

  async askPage(signal = this.abort.signal) {
    const params = searchParams(this.state);
    params.set("limit", String(PAGE));
    params.set("fields", "+title_pieces,flags");
    params.set("collapse", this.state.collapse || "story");
    if (this.cursor) params.set("cursor", this.cursor);
    const answer = await ask("search", params, signal);
    this.pages.push(answer);
    this.cursor = answer.next_cursor ?? null;
  }

  // The facets of the results. A kind with chosen alternatives is also counted without them: `open[facet]`.
  async askFacets(state, signal) {
    const facets = (by, without, more = {}) => {
      const params = articleParams(state, without);
      for (const [name, value] of Object.entries({by, limit: FACET_VALUES, ...more})) params.set(name, value);
      return ask("facets", params, signal);
    };
    const kinds = KINDS.filter(isCounted);
    const chosen = kinds.filter(({list}) => list && state[list].length);
    const [terms, dates, own, ...others] = await Promise.all([
      askTerms(state, signal),
      facets(facetDatesBy(state), [], {sort: "value", limit: "0"}),
      facets(kinds.map(({facet}) => facet).join(","), [], chosen.length ? {limit: MANY_VALUES} : {}),
      ...chosen.map(({facet, list}) => facets(facet, [list])),
    ]);
    const open = Object.assign({}, ...others.map((answer) => answer.facets));
    return {total: dates.total, ...dates.facets, ...own.facets, open, terms};
  }

  // The facets again, after the kinds that are counted have changed.
  async renewFacets() {
    const state = this.hasFallenBack ? {...this.state, match: "any"} : this.state;
    this.facets = await this.askFacets(state, this.abort.signal);
    return this.facets;
  }

  // Every value of a facet, beyond those of the list.
  async askAllValues({facet}) {
    const state = this.hasFallenBack ? {...this.state, match: "any"} : this.state;
    const params = articleParams(state);
    for (const [name, value] of Object.entries({by: facet, limit: "0"})) params.set(name, value);
    return (await ask("facets", params, this.abort.signal)).facets[facet].values;
  }
}
