// The controller of the page: the state in the address, the search for it, and the views that show it.
import {ask} from "./api.js";
import {ArticleView} from "./article.js";
import {listenForBar, switchList} from "./bar.js";
import {showChips} from "./chips.js";
import {byId, isPlainClick} from "./dom.js";
import {Facets} from "./facets.js";
import {day, plural} from "./format.js";
import {Help} from "./help.js";
import {listenForKeys} from "./keyboard.js";
import {News} from "./news.js";
import {Outage} from "./outage.js";
import {Results} from "./results.js";
import {Saved} from "./saved.js";
import {SearchBox} from "./search_box.js";
import {SearchControl} from "./search_control.js";
import {showLinks, showSort, showTitle} from "./surroundings.js";
import {listenForTheme} from "./theme_switch.js";
import {Timeline} from "./timeline.js";
import {Typing} from "./typing.js";
import {emptyState, hasSearch, parseState, searchKey, stateUrl} from "./view_state.js";

const PLACE_AFTER_MS = 150; // a reload restores the position where scrolling stopped

let state = parseState(location.search);
let isEntryTyped = false; // the newest history entry belongs to a query that is still being typed
let archiveAsOf = null; // as of when the archive's size is shown
let isEntering = false; // Enter was pressed in the search box, and its answer is not there yet
const timers = {};
const typing = new Typing();

const results = new Results({navigate, change, open: openArticle, loadMore: () => search.loadMore()});
const facets = new Facets({
  change,
  renew: () => search.renewFacets(),
  rezone: () => {
    search.forgetAll(); // their days are those of the other zone
    refresh();
  },
  askAllValues: (kind) => search.session.askAllValues(kind),
});
const timeline = new Timeline({change});
const article = new ArticleView({
  navigate,
  open: openArticle,
  close: closeArticle,
  step,
  canStep: (by) => results.neighbour(by) !== null,
  painted: (shown) => showTitle(state, shown),
});
const outage = new Outage(() => refresh());
const news = new News(() => {
  scrollTo(0, 0);
  refresh();
});
const saved = new Saved({navigate});
const help = new Help({navigate});
const box = new SearchBox({
  onQuery: (q, isDone) => typed({q}, isDone),
  onFilter: (list, value, q) => change({q, [list]: [...new Set([...state[list], value])]}),
  onEnter: () => enterList(true),
  onLeave: () => results.focus(),
});

const search = new SearchControl(
  {
    get state() {
      return state;
    },
    setShown(shown) {
      state = {...state, shown};
      history.replaceState(history.state, "", stateUrl(state));
    },
    change,
    refresh,
    enterList: () => enterList(),
  },
  {results, timeline, facets, article, news, saved, outage, typing},
);

// The history

function rememberPlace() {
  clearTimeout(timers.place);
  if (search.session?.pages.length) history.replaceState({...history.state, scroll: scrollY, current: results.currentId}, "");
}

// Goes to a complete new state. `entry` is stored in the history entry.
function navigate(next, {replace = false, entry = {}} = {}) {
  isEntryTyped = false;
  typing.end();
  if (stateUrl(next) === stateUrl(state) && !replace) return refresh();
  rememberPlace();
  history[replace ? "replaceState" : "pushState"](entry, "", stateUrl(next));
  const isNewSearch = searchKey(next) !== searchKey(state);
  state = next;
  if (isNewSearch) {
    results.setCurrent("");
    if (!next.isTyping) scrollTo(0, 0); // while typing the list stays where it is until there is another
  }
  show();
}

// Starts another search: first page, no article open.
function change(part) {
  navigate({...state, ...part, id: "", shown: 0});
}

// While a query is being typed, its states replace each other in one history entry.
function typed(part, isDone) {
  const next = {...state, ...part, isTyping: !isDone, id: "", shown: 0};
  const isSame = stateUrl(next) === stateUrl(state);
  if (!isSame || (state.isTyping && isDone)) {
    const replace = isEntryTyped || isSame;
    navigate(next, {replace});
    isEntryTyped = true;
  }
  if (isDone) isEntryTyped = false;
  else typing.key();
  if (!isDone) isEntering = false;
}

// After Enter the focus moves from the box to the list, as soon as the list is the answer, so that j and k work.
function enterList(isEntered = isEntering) {
  isEntering = isEntered && document.activeElement === byId("query");
  if (!isEntering || !results.list || results.root.dataset.search !== search.session.key) return;
  isEntering = false;
  results.focus();
}

addEventListener("popstate", () => {
  isEntryTyped = false;
  typing.end();
  state = parseState(location.search);
  show({isReturn: true});
});

// Showing a state

function show({isReturn = false} = {}) {
  box.show(state.q);
  showChips(state, change);
  showSort(state, search.isShown(state) ? search.session.pages[0]?.sort : "");
  showLinks(state);
  const restore = () => isReturn && restorePlace();
  const shown = search.show({isReturn});
  showArticle(isReturn);
  showTitle(state);
  if (archiveAsOf !== state.as_of) showArchive();
  restore();
  shown.then(restore);
}

function restorePlace() {
  const {scroll = 0, current = ""} = history.state ?? {};
  results.setCurrent(state.id || current);
  scrollTo(0, scroll);
}

// Reloads the same view from the current state of the archive.
function refresh() {
  search.startSearch();
  if (state.id) showArticle(true, true);
}

// j and k move the selection; an open article follows.
function step(by) {
  const id = results.neighbour(by);
  if (id === null) return by > 0 && search.session?.cursor ? search.loadMore() : undefined;
  if (!article.isOpen) return results.focus(id);
  const wasReading = article.root.contains(document.activeElement);
  navigate({...state, id}, {replace: true, entry: history.state ?? {}});
  results.reveal(id);
  if (wasReading) article.focus();
}

// The article

function openArticle(id) {
  const depth = article.isOpen ? (history.state?.depth ?? 0) + 1 : 1;
  results.setCurrent(id);
  navigate({...state, id}, {entry: {depth}});
  article.focus();
}

function closeArticle() {
  const depth = history.state?.depth;
  if (depth) return history.go(-depth);
  const current = results.currentId;
  navigate({...state, id: ""}, {replace: true});
  results.setCurrent(current);
  results.focus();
}

function rowOf(id) {
  for (const page of search.session?.pages ?? [])
    for (const row of [...page.results, ...page.partial_results]) if (row.id === id) return row;
  return null;
}

function showArticle(isReturn = false, anew = false) {
  const wasOpen = article.id;
  if (!state.id) {
    if (!wasOpen) return;
    article.close();
    results.setOpen("");
    if (isReturn) results.focus();
    return;
  }
  if (wasOpen === state.id && !anew) return;
  results.setOpen(state.id); // before the article queries its neighbours
  article.open(state.id, state, rowOf(state.id));
  if (!isReturn && matchMedia("(max-width: 859px)").matches) scrollTo(0, 0);
}

function escape() {
  if (article.isOpen) closeArticle();
  else if (!timeline.drag) results.focus();
}

// Beginning

async function showArchive() {
  archiveAsOf = state.as_of;
  const params = new URLSearchParams({by: "year"});
  if (state.as_of) params.set("as_of", state.as_of);
  try {
    const stats = await ask("coverage", params);
    if (archiveAsOf !== state.as_of) return;
    const span = stats.first ? `, ${day(stats.first)} to ${day(stats.last)}` : "";
    facets.showArchive(
      `The archive: ${plural(stats.total, "article")} of ${plural(stats.sources.filter(({source}) => source).length, "outlet")}${span}.`,
    );
  } catch {
    // Not essential: the search itself reports server errors.
  }
}

history.scrollRestoration = "manual";
listenForTheme();
listenForBar();
listenForKeys({
  "/": () => box.focus(),
  "?": () => help.open(),
  j: () => step(1),
  k: () => step(-1),
  Escape: escape,
  n: () => article.nextMark(1),
  p: () => article.nextMark(-1),
  o: () => article.openOriginal(),
  h: () => switchList(),
});
byId("sort").addEventListener("change", (event) => change({sort: event.target.value}));
byId("home").addEventListener("click", (event) => {
  if (!isPlainClick(event)) return;
  event.preventDefault();
  navigate(emptyState());
});
addEventListener("pagehide", rememberPlace);
addEventListener(
  "scroll",
  () => {
    clearTimeout(timers.place);
    timers.place = setTimeout(rememberPlace, PLACE_AFTER_MS);
  },
  {passive: true},
);
results.showWaiting();
show({isReturn: true});
byId("page").classList.remove("starting");
if (!hasSearch(state) && !state.id && matchMedia("(pointer: fine)").matches) byId("query").focus();
saved.count();
