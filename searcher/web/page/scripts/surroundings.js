// The elements around the results that follow the search: count, sort order, links, title, screen reader announcements.
import {apiUrl} from "./api.js";
import {byId, el} from "./dom.js";
import {duration, number, plural} from "./format.js";
import {searchParams} from "./view_state.js";

const ANNOUNCE_AFTER_MS = 600; // delay of announcements to screen readers, until typing pauses

let announcing = null;

export function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    byId("announcer").textContent = text;
  }, ANNOUNCE_AFTER_MS);
}

// From the first page of an answer. change(partOfState) lists every article.
export function showCount({total, stories, results_total: results, total_is_exact: isExact, took_us: took}, change) {
  const noun = total === 1 ? "article" : "articles";
  const inStories = stories < total ? ` in ${stories === 1 ? "1 story" : `${number(stories)} stories`}` : "";
  const every =
    results < total
      ? el(
          "button",
          {class: "count-every", type: "button", title: "List every article", on: {click: () => change({collapse: "none"})}},
          "Show copies",
        )
      : null;
  byId("count").replaceChildren(
    el("strong", {}, `${isExact ? "" : "at least "}${number(total)}`),
    ` ${noun}${inStories} · ${duration(took)}`,
    ...(every ? [" ", every] : []),
  );
  announce(total ? `${plural(total, "article")} found` : "Nothing found");
}

export function showNoCount() {
  byId("count").textContent = "";
}

// Without words to rank by, results are sorted newest first.
export function showSort(state) {
  const isRanked = Boolean(state.q.trim());
  const select = byId("sort");
  select.value = state.sort || (isRanked ? "" : "newest");
  select.querySelector('[value=""]').hidden = !isRanked;
}

export function showLinks(state) {
  const link = (format) => {
    const params = searchParams(state);
    params.set("format", format);
    if (format === "csv" && !params.has("match")) params.set("match", "best"); // the articles that the page shows
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
