// The state of the view and its address. The state has everything that a copied address or the back button must
// restore; the history entry has the rest (scroll position, selection).

import {zone} from "./zone.js";

const EMPTY = Object.freeze({
  q: "",
  ticker: [],
  source: [],
  author: [],
  label: [],
  language: [], // codes
  filter: [], // queries that all results match: ticker:AMD, -source:"Harbor Wire"
  vs: [], // queries with which the timeline compares this one
  since: "",
  until: "",
  sort: "",
  match: "",
  as_of: "", // search the archive as it stood then
  collapse: "", // list stories; "none" lists every article
  isTyping: false, // the last word of the query may be incomplete; not part of the address
  id: "", // of the open article
  shown: 0, // results loaded, if more than the first page
});
const RECENT = "recent"; // an order by relevance in which age counts
const HALF_LIFE = "30d";
const LISTS = ["ticker", "source", "author", "label", "language"]; // with commas, as in the API
const FORMER_NAMES = {ticker: "tickers", source: "sources"}; // in older addresses
const REPEATED = ["filter"];
const COMPARED = ["vs"];
const SEARCH_WORDS = ["q", "since", "until", "as_of", "sort", "match", "collapse"];

export const FILTER_LISTS = [...LISTS, ...REPEATED];
export const WITHOUT_DATES = Object.freeze({since: "", until: ""});
export const WITHOUT_FILTERS = Object.freeze({...Object.fromEntries(FILTER_LISTS.map((list) => [list, []])), ...WITHOUT_DATES});

export function emptyState() {
  return {...EMPTY};
}

export function parseState(query) {
  const given = new URLSearchParams(query);
  const state = emptyState();
  for (const name of [...SEARCH_WORDS, "id"]) state[name] = given.get(name) ?? "";
  for (const name of LISTS) {
    const lists = [...given.getAll(name), ...given.getAll(FORMER_NAMES[name] ?? name)];
    state[name] = [...new Set(lists.flatMap(listMembers))];
  }
  for (const name of [...REPEATED, ...COMPARED]) state[name] = [...new Set(given.getAll(name).filter(Boolean))];
  const shown = Number(given.get("shown"));
  state.shown = Number.isInteger(shown) && shown > 0 ? shown : 0;
  return state;
}

function toParams(state, names) {
  const params = new URLSearchParams();
  for (const name of names) {
    if (LISTS.includes(name)) for (const value of state[name]) params.append(name, listValue(value));
    else if ([...REPEATED, ...COMPARED].includes(name)) for (const value of state[name]) params.append(name, value);
    else if (state[name]) params.set(name, state[name]);
  }
  return params;
}

export function stateUrl(state) {
  const query = toParams(state, [...SEARCH_WORDS, ...FILTER_LISTS, ...COMPARED, "id", "shown"]).toString();
  return query ? `?${query}` : "./";
}

// Equal for states that request the same articles in the same order, and the same timeline.
export function searchKey(state) {
  return toParams(state, [...SEARCH_WORDS, ...FILTER_LISTS, ...COMPARED]).toString() + (state.isTyping ? "&typing" : "");
}

export function hasFilters(state) {
  return Boolean(FILTER_LISTS.some((name) => state[name].length) || state.since || state.until);
}

export function hasSearch(state) {
  return Boolean(state.q.trim() || hasFilters(state));
}

// In lists of the API, a value with a comma is enclosed in double quotes, with quotes inside doubled.
function listValue(value) {
  return value.includes(",") || value.startsWith('"') ? `"${value.replaceAll('"', '""')}"` : value;
}

// Undoes listValue() for a list with commas between values.
function listMembers(list) {
  const members = list.matchAll(/"((?:[^"]|"")*)"(?=,|$)|([^,]+)/g);
  return [...members].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain).filter(Boolean);
}

// The API's parameters for the articles of the state, except those named in `without`.
export function articleParams(state, without = []) {
  const params = new URLSearchParams();
  for (const name of ["q", "since", "until", "as_of", "match"])
    if (state[name].trim() && !without.includes(name)) params.set(name, state[name]);
  if (state.isTyping) params.set("typing", "true");
  if (zone() !== "UTC") params.set("timezone", zone());
  for (const name of LISTS)
    if (!without.includes(name)) for (const value of state[name]) params.append(name, listValue(value));
  for (const name of REPEATED) for (const value of state[name]) params.append(name, value);
  return params;
}

export function searchParams(state) {
  const params = articleParams(state);
  if (!hasSearch(state)) params.set("everything", "true");
  if (state.sort === RECENT) params.set("recency", HALF_LIFE);
  else if (state.sort) params.set("sort", state.sort);
  return params;
}
