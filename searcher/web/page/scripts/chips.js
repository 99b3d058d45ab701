// The active filters, each with a button that removes it.
import {asOfText} from "./as_of.js";
import {companyName} from "./companies.js";
import {byId, el, svg} from "./dom.js";
import {KINDS, parseFilter} from "./filters.js";
import {dayRange, hourRange, limit} from "./format.js";
import {WITHOUT_DATES, WITHOUT_FILTERS} from "./view_state.js";

const MATCHES = {all: "every word", any: "any of the words"};

export function datesText({since, until}) {
  if (since && since === until) return limit(since);
  if (/^\d{4}-\d{2}-\d{2}$/.test(since) && /^\d{4}-\d{2}-\d{2}$/.test(until)) return dayRange(since, until);
  if (/T\d{2}:\d{2}$/.test(since) && /T\d{2}:\d{2}$/.test(until)) return hourRange(since, until);
  if (!until) return `since ${limit(since)}`;
  return since ? `${limit(since)} – ${limit(until)}` : `until ${limit(until)}`;
}

function companyText(symbol) {
  const name = companyName(symbol);
  return name && name !== symbol ? `${symbol} ${name}` : symbol;
}

function valueText(kind, value) {
  if (kind?.field === "ticker") return companyText(value);
  return kind?.name?.(value) ?? value;
}

// A filter as words: `not Harbor Wire`.
function filterWords(text) {
  const filter = parseFilter(text);
  if (!filter) return {kind: "filter", text};
  const {field, value, isExcluded} = filter;
  const kind = KINDS.find((one) => one.field === field);
  const word = isExcluded ? "not " : field === "words" ? "" : "and ";
  return {kind: kind?.one ?? field, text: word + valueText(kind, value)};
}

function filtersOf(state) {
  const filters = [];
  const without = (list, value) => ({[list]: state[list].filter((one) => one !== value)});
  for (const kind of KINDS.filter(({list}) => list))
    for (const value of state[kind.list])
      filters.push({kind: kind.one, text: valueText(kind, value), change: without(kind.list, value)});
  for (const text of state.filter) filters.push({...filterWords(text), change: without("filter", text)});
  if (state.since || state.until) filters.push({kind: "dates", text: datesText(state), change: WITHOUT_DATES});
  if (state.as_of) filters.push({kind: "as of", text: asOfText(state.as_of), change: {as_of: ""}});
  if (state.match) filters.push({kind: "words", text: MATCHES[state.match] ?? state.match, change: {match: ""}});
  if (state.collapse) filters.push({kind: "copies", text: "every article", change: {collapse: ""}});
  return filters;
}

export function showChips(state, change) {
  const list = byId("chips");
  const filters = filtersOf(state);
  const take = (removed, index) => {
    const hadFocus = list.contains(document.activeElement);
    change(removed);
    if (hadFocus) (list.querySelectorAll("button")[Math.max(0, index - 1)] ?? byId("query")).focus();
  };
  const chips = filters.map(({kind, text, change: removed}, index) =>
    el(
      "li",
      {},
      el(
        "button",
        {
          class: "chip",
          type: "button",
          "data-kind": kind,
          "aria-label": `Remove the filter ${kind}: ${text}`,
          on: {click: () => take(removed, index)},
        },
        el("span", {}, el("bdi", {}, text)),
        cross(),
      ),
    ),
  );
  if (filters.length > 1) {
    const all = {...WITHOUT_FILTERS, as_of: "", match: ""};
    chips.push(
      el(
        "li",
        {},
        el("button", {class: "chip chip-all", type: "button", on: {click: () => take(all, 0)}}, "Remove all"),
      ),
    );
  }
  list.replaceChildren(...chips);
  list.hidden = filters.length === 0;
}

function cross() {
  return svg(
    "svg",
    {viewBox: "0 0 10 10", width: 9, height: 9, "aria-hidden": "true"},
    svg("path", {d: "m1.5 1.5 7 7m0-7-7 7"}),
  );
}
