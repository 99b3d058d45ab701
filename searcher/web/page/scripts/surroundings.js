// What stands around the results and follows the search: the count, the order, the links, the title, what is read aloud.
import {apiUrl} from "./api.js";
import {byId, el} from "./dom.js";
import {duration, number, plural} from "./format.js";
import {searchParams} from "./view_state.js";

const ANNOUNCE_AFTER_MS = 600; // a screen reader hears of the count when typing pauses

let announcing = null;

export function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    byId("announcer").textContent = text;
  }, ANNOUNCE_AFTER_MS);
}

// Of the first page of an answer.
export function showCount({total, total_is_exact: isExact, took_us: took}) {
  const noun = total === 1 ? "article" : "articles";
  byId("count").replaceChildren(
    el("strong", {}, `${isExact ? "" : "at least "}${number(total)}`),
    ` ${noun} · ${duration(took)}`,
  );
  announce(total ? `${plural(total, "article")} found` : "Nothing found");
}

export function showNoCount() {
  byId("count").textContent = "";
}

// Without words there is nothing to rank by, and the newest come first.
export function showSort(state) {
  const isRanked = Boolean(state.q.trim());
  for (const input of document.querySelectorAll("#sort input")) {
    input.checked = input.value === state.sort || (!isRanked && !state.sort && input.value === "newest");
    if (input.value === "") input.closest("label").hidden = !isRanked;
  }
}

export function showLinks(state) {
  const link = (format) => {
    const params = searchParams(state);
    params.set("format", format);
    return apiUrl("search", params);
  };
  byId("export-csv").href = link("csv");
  byId("export-rss").href = link("rss");
  byId("export-atom").href = link("atom");
  byId("feed-discovery").href = link("rss");
}

export function showTitle(state, article = null) {
  const about = [article?.title, state.q, state.tickers.join(" "), state.sources.join(", ")].filter(Boolean);
  document.title = [...about.slice(0, 2), "Broadtape"].join(" - ");
}
