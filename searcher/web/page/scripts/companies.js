// Ticker symbols as small tags, with company names from previous answers.
import {el, onPlainClick} from "./dom.js";
import {stateUrl} from "./view_state.js";

const names = new Map();

// Stores the names of the companies of an article row.
export function learnCompanies(row) {
  for (const {symbol, name} of row.companies ?? []) learnCompany(symbol, name);
}

export function learnCompany(symbol, name) {
  if (symbol && name && name !== symbol) names.set(symbol, name);
}

export function companyName(symbol) {
  return names.get(symbol) ?? "";
}

// Links that go to `target(symbol)`, a state.
export function tickerTags(symbols, navigate, target, options = {}) {
  const most = options.most ?? Infinity;
  const tags = symbols.slice(0, most).map((symbol) => tickerTag(symbol, navigate, target(symbol), options));
  if (symbols.length > most) {
    const rest = symbols.slice(most);
    tags.push(el("span", {class: "tag-more", title: rest.join(" ")}, `+${rest.length}`));
  }
  return tags;
}

function tickerTag(symbol, navigate, target, {named = false, effect}) {
  const name = companyName(symbol);
  return el(
    "a",
    {
      class: "tag",
      href: stateUrl(target),
      title: `${name || symbol}: ${effect}`,
      on: {click: onPlainClick(() => navigate(target))},
    },
    el("bdi", {}, symbol),
    named && name ? el("span", {class: "tag-name"}, name) : null,
  );
}
