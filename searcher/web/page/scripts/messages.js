// Messages about a search, in the same words as on the terminal: warnings, empty results with reasons, errors with a
// caret at their position.
import {el} from "./dom.js";
import {dayAndTime, number, plural} from "./format.js";
import {hasFilters, WITHOUT_FILTERS} from "./view_state.js";

const CONTEXT = 60; // characters shown on each side of an error's position
const COMPANY_PART = /\b(?:ticker|about|company):(?:"[^"]+"|[\w$.^=-]+(?:@[\w-]+)?(?<![.=-]))/g;

// Messages of the server in words of the page: its fields for the dates are From and To.
export function pageWords(text) {
  return text
    .replace(/^since (?=\S)/, "From ")
    .replace(/^until (?=\S)/, "To ")
    .replace(/, until (?=\S)/, ", to ")
    .replace(/^set the start of the fiscal year, such as october, or /, "");
}

function button(text, onClick, attributes = {}) {
  return el("button", {class: "link", type: "button", on: {click: onClick}, ...attributes}, text);
}

// The query with its only part about a company, or its filter, replaced by `part`; otherwise `part` alone.
function otherReading(part, state) {
  const [symbol] = part.replace(/^\w+:/, "").split("@");
  const isSame = (one) => one.split("@")[0].toUpperCase() === symbol.toUpperCase();
  if (state.ticker.some(isSame) && part.startsWith("ticker:"))
    return {ticker: state.ticker.map((one) => (isSame(one) ? part.slice("ticker:".length) : one))};
  const parts = state.q.match(COMPANY_PART) ?? [];
  return {q: parts.length === 1 ? state.q.replace(parts[0], () => part) : part};
}

// A note in which parts of a query about companies are buttons that search for them instead.
function noteText(text, state, change) {
  const parts = [...(state.q.match(COMPANY_PART) ?? []), ...state.ticker.map((symbol) => `ticker:${symbol}`)];
  const known = new Set(parts.map((part) => part.toLowerCase()));
  const pieces = [];
  let begin = 0;
  for (const found of text.matchAll(COMPANY_PART)) {
    const [part] = found;
    if (known.has(part.toLowerCase())) continue;
    pieces.push(
      text.slice(begin, found.index),
      button(part, () => change(otherReading(part, state))),
    );
    begin = found.index + part.length;
  }
  return [...pieces, text.slice(begin)];
}

export function warningList(warnings, corrected, state, change) {
  if (!warnings.length && !corrected) return null;
  return el(
    "ul",
    {class: "note", "aria-label": "Notes on this search"},
    warnings.map(({message}) => el("li", {}, noteText(capital(message), state, change))),
    corrected
      ? el(
          "li",
          {},
          "Search instead for ",
          button(corrected.text, () => change({q: corrected.text}), {"data-corrected": true}),
          `, ${plural(corrected.total, "article")}`,
        )
      : null,
  );
}

// A part of a query at the begin stays as it is.
function capital(text) {
  if (/^\w+:\S/.test(text)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// The number of undated articles excluded by the query's dates. If the dates are a filter, a button includes them.
export function undatedNote(count, state, change) {
  if (!count) return null;
  const text = `${plural(count, "article")} without a date ${count === 1 ? "is" : "are"} left out by the dates`;
  if (!state.since && !state.until) return el("p", {class: "note"}, text);
  const q = state.q.trim() ? `(${state.q.trim()}) is:undated` : "is:undated";
  return el(
    "p",
    {class: "note"},
    `${text}. `,
    button(count === 1 ? "Show it" : "Show them", () => change({q, since: "", until: ""})),
  );
}

// The value of the invalid parameter, with a caret below the position. Positions count code points.
function place(text, position) {
  const characters = Array.from(text.replaceAll(/\s/g, " "));
  const begin = Math.max(0, position - CONTEXT);
  const end = Math.min(characters.length, position + CONTEXT);
  const before = begin > 0 ? "…" : "";
  const line = before + characters.slice(begin, end).join("") + (end < characters.length ? "…" : "");
  const indent = " ".repeat(before.length + position - begin);
  return el("pre", {class: "place"}, line, "\n", indent, el("span", {class: "caret", "aria-hidden": "true"}, "^"));
}

// `retry` is given if a later attempt may succeed.
export function problemView(problem, state, {retry = null, waitText = null} = {}) {
  const text = problem.parameter === "q" || !(problem.parameter in state) ? state.q : String(state[problem.parameter]);
  return el(
    "div",
    {class: "problem", role: "group", "aria-label": problem.title},
    el("h2", {}, problem.title),
    problem.detail ? el("p", {class: "problem-detail"}, capital(pageWords(problem.detail))) : null,
    problem.hint ? el("p", {class: "problem-hint"}, capital(pageWords(problem.hint))) : null,
    problem.position !== null && text ? place(text, problem.position) : null,
    waitText,
    retry ? el("button", {class: "button", type: "button", on: {click: retry}}, "Try again") : null,
  );
}

export function nothingView(answer, state, change) {
  const diagnosis = answer.diagnosis;
  const children = [el("h2", {}, "Nothing found")];
  if (!diagnosis)
    return el("div", {class: "nothing"}, children, el("p", {class: "lead"}, "No article of the archive fits."));
  if (diagnosis.corrected) {
    const {text, total} = diagnosis.corrected;
    children.push(
      el(
        "p",
        {class: "lead"},
        "Did you mean ",
        button(text, () => change({q: text}), {"data-corrected": true}),
        `? ${plural(total, "article")}.`,
      ),
    );
  }
  if (diagnosis.outside_archive && diagnosis.archive_since)
    children.push(
      el(
        "p",
        {class: "lead"},
        `The archive's articles are from ${dayAndTime(diagnosis.archive_since)} to ${dayAndTime(diagnosis.archive_until)}. The query's dates exclude all of them.`,
      ),
    );
  children.push(
    unknownView(diagnosis.unknown, state, change),
    partsView(diagnosis.parts.filter(({text}) => !diagnosis.unknown.some((unknown) => unknown.text === text))),
    filtersView(diagnosis.filters),
  );
  if (hasFilters(state))
    children.push(
      el(
        "p",
        {class: "lead"},
        button("Search without the filters", () => change(WITHOUT_FILTERS)),
      ),
    );
  return el("div", {class: "nothing"}, children);
}

function unknownView(unknown, state, change) {
  if (!unknown.length) return null;
  const rows = unknown.map(({kind, text, suggestions}) =>
    el(
      "tr",
      {},
      el("th", {scope: "row"}, el("bdi", {}, text)),
      el("td", {class: "zero"}, kind === "word" ? "in no article" : `no such ${kind}`),
      el(
        "td",
        {},
        suggestions.length ? "did you mean " : "",
        suggestions.map((suggestion, index) => [
          index ? ", " : null,
          button(suggestion.name ? `${suggestion.text} ${suggestion.name}` : suggestion.text, () =>
            change(replacement(state, text, suggestion.text)),
          ),
          ` (${number(suggestion.count)})`,
        ]),
        suggestions.length ? "?" : "",
      ),
    ),
  );
  return [el("h3", {}, "Unknown to the archive"), el("table", {}, el("tbody", {}, rows))];
}

// The state with the unknown value replaced by a suggestion, in a filter or in the query.
function replacement(state, unknown, suggestion) {
  for (const list of ["ticker", "source"])
    if (state[list].includes(unknown))
      return {[list]: state[list].map((value) => (value === unknown ? suggestion : value))};
  const at = state.q.toLowerCase().indexOf(unknown.toLowerCase());
  if (at < 0) return {q: suggestion};
  const quoted = /\s/.test(suggestion) && state.q[at - 1] === ":" ? `"${suggestion}"` : suggestion;
  return {q: state.q.slice(0, at) + quoted + state.q.slice(at + unknown.length)};
}

function partsView(parts) {
  if (!parts.length) return null;
  const rows = parts.map((part) =>
    el(
      "tr",
      {},
      el("th", {scope: "row"}, el("bdi", {}, part.text)),
      el("td", {class: part.archive_count ? null : "zero"}, plural(part.archive_count, "article")),
      el(
        "td",
        {},
        [
          part.count === part.archive_count ? null : `${number(part.count)} with the filters`,
          part.loose_count === null ? null : `its words anywhere: ${number(part.loose_count)}`,
        ]
          .filter(Boolean)
          .join("; "),
      ),
    ),
  );
  return [el("h3", {}, "Each part by itself"), el("table", {}, el("tbody", {}, rows))];
}

function filtersView(filters) {
  if (!filters.length) return null;
  const rows = filters.map((filter) =>
    el(
      "tr",
      {},
      el("th", {scope: "row"}, el("bdi", {}, pageWords(filter.text))),
      el("td", {}, `${plural(filter.passes, "article")} pass`),
      el("td", {}, `without it the search finds ${number(filter.count_without)}`),
    ),
  );
  return [el("h3", {}, "Filters"), el("table", {}, el("tbody", {}, rows))];
}
