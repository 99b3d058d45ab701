// Saved searches: those that this browser remembers, and those of the archive (tape-search save), each with how many
// articles are new.
import {ask} from "./api.js";
import {byId, el, onPlainClick} from "./dom.js";
import {number, plural} from "./format.js";
import {remember, remembered} from "./memory.js";
import {announce} from "./surroundings.js";
import {emptyState, FILTER_LISTS, hasSearch, parseState, searchParams, stateUrl} from "./view_state.js";

const SETTING = "saved"; // JSON: [{url, name, total}]; the total when the search was last shown
const EVERY_MS = 60_000;
const MOST = 30;
const WORDS = ["since", "until", "match", "sort"];

function load() {
  try {
    const list = JSON.parse(remembered(SETTING) || "[]");
    return list
      .map((one) => ({...one, url: String(one.url).replace(/^\//, "")})) // older pages wrote "/?q=oil"
      .filter(({url, name, total}) => url.startsWith("?") && typeof name === "string" && Number.isInteger(total));
  } catch {
    return []; // written by something else
  }
}

function store(list) {
  remember(SETTING, list.length ? JSON.stringify(list) : "");
}

// The address of the search alone, without an open article.
function searchUrl(state) {
  return stateUrl({...state, isTyping: false, id: "", shown: 0});
}

function nameOf(state) {
  const {q, since, until} = state;
  const dates = since || until ? [`${since}..${until}`] : [];
  return [q.trim(), ...FILTER_LISTS.flatMap((list) => state[list]), ...dates].filter(Boolean).join(", ");
}

// The state for a saved search of the archive; null if it has options that the page does not have.
function stateOf({query, options}) {
  const state = {...emptyState(), q: query};
  for (const [option, values] of Object.entries(options)) {
    if (FILTER_LISTS.includes(option)) state[option] = values;
    else if (WORDS.includes(option)) [state[option]] = values;
    else return null;
  }
  return parseState(new URL(stateUrl(state), location.href).search);
}

export class Saved {
  // actions: navigate(state)
  constructor(actions) {
    this.actions = actions;
    this.menu = byId("saved");
    this.body = byId("saved-body");
    this.state = emptyState();
    this.archive = [];
    this.menu.addEventListener("toggle", () => this.menu.open && this.count());
    setInterval(() => document.visibilityState === "visible" && this.count(), EVERY_MS);
  }

  // The search that the page shows, with its number of articles.
  show(state, total) {
    this.state = state;
    this.total = total;
    const list = load();
    const known = list.find(({url}) => url === searchUrl(state));
    if (known && known.total !== total) {
      known.total = total;
      store(list);
    }
    this.paint();
  }

  // Counts what is new for each search.
  async count() {
    const list = load();
    this.fresh = new Map();
    const own = list.slice(0, MOST).map(async ({url, total}) => {
      const params = searchParams(parseState(url.slice(1)));
      params.set("limit", "0");
      const answer = await ask("search", params);
      this.fresh.set(url, Math.max(0, answer.total - total));
    });
    const archive = ask("saved").then(({saved_searches: all}) => {
      this.archive = all;
    });
    await Promise.allSettled([...own, archive]); // a search that fails has no number
    this.paint();
  }

  paint() {
    const list = load();
    const url = searchUrl(this.state);
    const isSaved = list.some((one) => one.url === url);
    const total = list.reduce((sum, one) => sum + (this.fresh?.get(one.url) ?? 0), 0);
    byId("saved-new").textContent = total ? number(total) : "";
    this.menu.querySelector("summary").title = total
      ? `Saved searches: ${plural(total, "new article")}`
      : "Saved searches";
    const toggle = () => {
      store(
        isSaved
          ? list.filter((one) => one.url !== url)
          : [{url, name: nameOf(this.state), total: this.total ?? 0}, ...list],
      );
      announce(isSaved ? "Removed" : "Saved");
      this.paint();
      this.body.querySelector("button")?.focus();
    };
    const archive = this.archive
      .map((search) => ({...search, state: search.fault ? null : stateOf(search)}))
      .filter(({state, fault}) => state || fault);
    this.body.replaceChildren(
      hasSearch(this.state)
        ? el(
            "button",
            {class: "link", type: "button", on: {click: toggle}},
            isSaved ? "Remove this search" : "Save this search",
          )
        : el("p", {}, "Search for something to save it."),
      list.length
        ? el(
            "ul",
            {"aria-label": "Saved in this browser"},
            list.map((one) => this.own(one, list)),
          )
        : "",
      archive.length ? el("p", {id: "saved-archive"}, "Of the archive") : "",
      archive.length
        ? el(
            "ul",
            {"aria-labelledby": "saved-archive"},
            archive.map((one) => (one.fault ? this.faulty(one) : this.row(one.state, one.name, one.new))),
          )
        : "",
    );
  }

  own({url, name}, list) {
    const remove = () => {
      store(list.filter((one) => one.url !== url));
      this.paint();
    };
    const button = el(
      "button",
      {class: "saved-remove", type: "button", "aria-label": `Remove ${name}`, on: {click: remove}},
      "×",
    );
    return this.row(parseState(url.slice(1)), name, this.fresh?.get(url), button);
  }

  faulty({name, fault}) {
    return el("li", {class: "saved-fault"}, el("bdi", {}, name), el("span", {}, `cannot be run: ${fault}`));
  }

  row(state, name, fresh, button = null) {
    const go = () => {
      this.menu.open = false;
      this.actions.navigate(state);
    };
    return el(
      "li",
      {},
      el(
        "a",
        {href: stateUrl(state), on: {click: onPlainClick(go)}},
        el("bdi", {}, name),
        fresh ? el("b", {}, ` ${number(fresh)} new`) : null,
      ),
      button,
    );
  }
}
