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
          {
            class: "count-every",
            type: "button",
            title: "List every article",
            on: {click: () => change({collapse: "none"})},
          },
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

// Shows the order of the list. `used` is the order in the API's words; until the answer is there, it follows from the
// state. Orders by relevance need words to rank by.
export function showSort(state, used = "") {
  const isRanked = used ? used === "relevance" : Boolean(state.q.trim()) && !["newest", "oldest"].includes(state.sort);
  const order = isRanked ? state.sort.replace("relevance", "") : used || state.sort || "newest";
  const select = byId("sort");
  if (![...select.options].some(({value}) => value === order)) select.append(el("option", {value: order}, order));
  select.value = order === "recent" && !isRanked ? "newest" : order;
  const isRankable = isRanked || ["newest", "oldest"].includes(state.sort);
  for (const option of select.options) if (["", "recent"].includes(option.value)) option.hidden = !isRankable;
}

export function showLinks(state) {
  const link = (format) => {
    const params = searchParams(state);
    params.set("format", format);
    if (format === "csv" && !params.has("match")) params.set("match", "best"); // the articles that the page shows
    return apiUrl("search", params);
  };
  byId("export-csv").href = link("csv");
  byId("export-snippets").href = `${link("csv")}&fields=${encodeURIComponent("+snippet")}`;
  byId("export-rss").href = link("rss");
  byId("export-atom").href = link("atom");
  byId("feed-discovery").href = link("rss");
}

export function showTitle(state, article = null) {
  const about = [article?.title, state.q, state.ticker.join(" "), state.source.join(", ")].filter(Boolean);
  document.title = [...about.slice(0, 2), "Broadtape"].join(" - ");
}
