// Ticker symbols as small tags, with company names from previous answers.
import {el, isPlainClick} from "./dom.js";
import {emptyState, stateUrl} from "./view_state.js";

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

// Links that search for the company. `options.inTabOrder` is false if there are many of them and the keyboard has
// another way.
export function tickerTags(symbols, navigate, options = {}) {
  const most = options.most ?? Infinity;
  const tags = symbols.slice(0, most).map((symbol) => tickerTag(symbol, navigate, options));
  if (symbols.length > most) {
    const rest = symbols.slice(most);
    tags.push(el("span", {class: "tag-more", title: rest.join(" ")}, `+${rest.length}`));
  }
  return tags;
}

function tickerTag(symbol, navigate, {inTabOrder = true, named = false}) {
  const target = {...emptyState(), tickers: [symbol]};
  const name = companyName(symbol);
  const onClick = (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    navigate(target);
  };
  return el(
    "a",
    {
      class: "tag",
      href: stateUrl(target),
      title: name ? `${name}: all articles` : `All articles on ${symbol}`,
      tabindex: inTabOrder ? null : -1,
      on: {click: onClick},
    },
    el("bdi", {}, symbol),
    named && name ? el("span", {class: "tag-name"}, name) : null,
  );
}
