// The kinds of values that narrow a search, and filters in the query language: what the results must have or not have.
import {remember, remembered} from "./memory.js";

// `list`: the state's list of alternatives, a parameter of the API; `field`: in filters; `name` of a value, if it has
// another; `isFolded`: counted only while the reader has it open.
export const KINDS = [
  {facet: "ticker", list: "ticker", field: "ticker", heading: "Companies", one: "company", many: "companies"},
  {facet: "source", list: "source", field: "source", heading: "Outlets", one: "outlet", many: "outlets"},
  {facet: "label", list: "label", field: "label", heading: "Topics", one: "topic", many: "topics"},
  {
    facet: "language",
    list: "language",
    field: "lang",
    heading: "Languages",
    one: "language",
    many: "languages",
    name: languageName,
  },
  {
    facet: "author",
    list: "author",
    field: "author",
    heading: "Authors",
    one: "author",
    many: "authors",
    isFolded: true,
  },
  {
    facet: "length",
    list: null,
    field: "words",
    heading: "Length",
    one: "length",
    many: "lengths",
    name: lengthName,
    isFolded: true,
  },
];

const LENGTHS = {
  "<100": "under 100 words",
  "100..299": "100 to 299 words",
  "300..999": "300 to 999 words",
  ">=1000": "1,000 words or more",
};
const FILTER = /^(-?)([a-z]+):(?:"([^"]*)"|(\S+))$/;

// Whether the facet is counted: it is not folded, or the reader has opened it.
export function isCounted({facet, isFolded = false}) {
  return !isFolded || remembered(`facet-${facet}`) === "open";
}

export function setCounted({facet}, isOpen) {
  remember(`facet-${facet}`, isOpen ? "open" : "");
}

// {field, value, isExcluded} as a query: -source:"Harbor Wire". A value that has its own field, company:calpine, keeps it.
export function filterText({field, value, isExcluded = false}) {
  const minus = isExcluded ? "-" : "";
  if (value.startsWith("company:")) return `${minus}${value}`;
  return `${minus}${field}:${/^[\w.^=<>@-]+$/.test(value) ? value : `"${value.replaceAll('"', " ")}"`}`;
}

// Undoes filterText(); null for any other query.
export function parseFilter(text) {
  const [, minus, field, quoted, plain] = FILTER.exec(text) ?? [];
  if (!field) return null;
  const value = quoted ?? plain;
  return {
    field: field === "company" ? "ticker" : field,
    value: field === "company" ? `company:${value}` : value,
    isExcluded: minus === "-",
  };
}

export function isRequired(state, field, value) {
  return state.filter.includes(filterText({field, value}));
}

export function isExcluded(state, field, value) {
  return state.filter.includes(filterText({field, value, isExcluded: true}));
}

// The change of the state that makes `value` required or excluded, or neither again.
export function toggled(state, kind, value, isExcluded) {
  const {field, list} = kind;
  const text = filterText({field, value, isExcluded});
  const other = filterText({field, value, isExcluded: !isExcluded});
  const isOn = state.filter.includes(text);
  const isAlone = field === "words"; // an article has one length
  const rest = state.filter.filter((one) => one !== text && one !== other && !(isAlone && one.startsWith("words:")));
  const change = {filter: isOn ? rest : [...rest, text]};
  if (list && state[list].includes(value)) change[list] = state[list].filter((one) => one !== value);
  return change;
}

// The state with results narrowed to a company, whatever they are narrowed to already.
export function narrowedTo(state, symbol) {
  const here = {...state, id: "", shown: 0};
  if (state.ticker.includes(symbol) && state.ticker.length === 1) return here;
  if (!state.ticker.length) return {...here, ticker: [symbol]};
  const text = filterText({field: "ticker", value: symbol});
  return state.filter.includes(text) ? here : {...here, filter: [...state.filter, text]};
}

// `en` as English; a code that the browser does not know stays as it is.
export function languageName(code) {
  try {
    return new Intl.DisplayNames(["en"], {type: "language"}).of(code) ?? code;
  } catch {
    return code;
  }
}

export function lengthName(value) {
  return LENGTHS[value] ?? `${value} words`;
}
