// The controller of the page: the state in the address, the search for it, and the views that show it.
import {ask, isAbort} from "./api.js";
import {ArticleView} from "./article.js";
import {listenForBar, switchList} from "./bar.js";
import {showChips} from "./chips.js";
import {byId, el, isPlainClick} from "./dom.js";
import {Facets} from "./facets.js";
import {day, number, plural} from "./format.js";
import {Help} from "./help.js";
import {listenForKeys} from "./keyboard.js";
import {News} from "./news.js";
import {Outage} from "./outage.js";
import {Results} from "./results.js";
import {Saved} from "./saved.js";
import {SearchBox} from "./search_box.js";
import {SearchSession} from "./search_session.js";
import {announce, showCount, showLinks, showNoCount, showSort, showTitle} from "./surroundings.js";
import {listenForTheme} from "./theme_switch.js";
import {Timeline} from "./timeline.js";
import {Typing} from "./typing.js";
import {emptyState, hasSearch, parseState, searchKey, stateUrl} from "./view_state.js";

const KEPT_SESSIONS = 20; // searches whose answers are kept for the back button
const BUSY_AFTER_MS = 120; // faster searches show no busy indicator
const PLACE_AFTER_MS = 150; // a reload restores the position where scrolling stopped
const MOST_BUSY_RETRIES = 3;

let state = parseState(location.search);
let session = null;
let isEntryTyped = false; // the newest history entry belongs to a query that is still being typed
let isEntering = false; // Enter was pressed in the search box, and its answer is not there yet
let busyRetries = 0;
const kept = new Map();
const timers = {};
const typing = new Typing();

const results = new Results({navigate, change, open: openArticle, loadMore});
const facets = new Facets({
  change,
  renew: renewFacets,
  rezone: () => {
    kept.clear(); // their days are those of the other zone
    refresh();
  },
  askAllValues: (kind) => session.askAllValues(kind),
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

// The history

function rememberPlace() {
  clearTimeout(timers.place);
  if (session?.pages.length) history.replaceState({...history.state, scroll: scrollY, current: results.currentId}, "");
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
  if (!isEntering || !results.list || results.root.dataset.search !== session.key) return;
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
  const key = searchKey(state);
  showSort(state, session?.key === key ? session.pages[0]?.sort : "");
  showLinks(state);
  const restore = () => isReturn && restorePlace();
  if (session?.key !== key) {
    const old = isReturn && kept.get(key);
    if (old?.isComplete) adopt(old);
    else startSearch().then(restore);
  }
  showArticle(isReturn);
  showTitle(state);
  restore();
}

function restorePlace() {
  const {scroll = 0, current = ""} = history.state ?? {};
  results.setCurrent(state.id || current);
  scrollTo(0, scroll);
}

// Reuses existing answers.
function adopt(old) {
  session?.stop();
  typing.forget();
  session = old;
  session.resume();
  clearWaiting();
  results.show(session, state);
  showCount(session.pages[0], change);
  showSort(state, session.pages[0].sort);
  timeline.show(session.timeline, state);
  facets.show(session.facets, state);
  [results, timeline, facets].forEach(tellShown);
  news.watch(session);
  saved.show(session.state, session.pages[0].total);
}

function startSearch() {
  session?.stop();
  news.stop();
  typing.forget();
  const mine = new SearchSession(state);
  session = mine;
  keep(mine);
  timers.busy ??= setTimeout(() => {
    byId("progress").classList.add("busy");
    results.showWaiting();
    markBehind();
  }, BUSY_AFTER_MS);
  const settle = (show) => {
    if (!mine.state.isTyping || !mine.hasFailed) return show();
    clearWaiting();
    markBehind();
    typing.hold(show);
  };
  const showAside = (part) => (answer) =>
    settle(() => {
      part.show(answer, state);
      tellShown(part);
    });
  return mine.run({
    results: () => settle(() => showResults(mine)),
    timeline: showAside(timeline),
    facets: showAside(facets),
    problem: (part, problem) => settle(() => showProblem(part, problem)),
  });
}

function showResults(mine) {
  clearWaiting();
  outage.end();
  busyRetries = 0;
  if (mine.state.isTyping) scrollTo(0, 0);
  results.show(mine, state);
  showCount(mine.pages[0], change);
  showSort(state, mine.pages[0].sort);
  facets.namesLearnt();
  showChips(state, change);
  results.setOpen(state.id);
  article.listChanged();
  tellShown(results);
  if (!mine.state.isTyping) {
    news.watch(mine);
    saved.show(mine.state, mine.pages[0].total);
  }
  enterList();
}

// Dims the parts that show the answer to an earlier search; the count belongs to the results.
function markBehind() {
  for (const part of [results, timeline, facets]) setBehind(part, part.root.dataset.search !== session.key);
}

function setBehind(part, isBehind) {
  part.root.classList.toggle("behind", isBehind);
  if (part === results) byId("count").classList.toggle("behind", isBehind);
}

// Marks in the document which search a part shows.
function tellShown(part) {
  part.root.dataset.search = session.key;
  setBehind(part, false);
}

function keep(one) {
  kept.delete(one.key);
  kept.set(one.key, one);
  if (kept.size > KEPT_SESSIONS) kept.delete(kept.keys().next().value);
}

// Reloads the same view from the current state of the archive.
function refresh() {
  startSearch();
  if (state.id) showArticle(true, true);
}

function clearWaiting() {
  clearTimeout(timers.busy);
  timers.busy = null;
  byId("progress").classList.remove("busy");
}

function showProblem(part, problem) {
  if (problem.kind === "unreachable") {
    clearWaiting();
    results.root.removeAttribute("aria-busy");
    session.key = null; // the displayed results belong to an earlier search
    markBehind();
    if (!results.list) results.showProblem(problem, state, {retry: refresh});
    return outage.begin();
  }
  kept.delete(session.key);
  tellShown({results, timeline, facets}[part]);
  if (part === "timeline") return timeline.showProblem(problem.status === 400 ? null : problem, state);
  if (part === "facets") return facets.showProblem(problem.status === 400 ? null : problem);
  clearWaiting();
  const waitText = problem.kind === "busy" ? retryLater(problem) : null;
  results.showProblem(problem, state, {retry: problem.status >= 500 ? refresh : null, waitText});
  showNoCount();
  announce(`${problem.title}. ${problem.detail}`);
}

function retryLater({retryAfter}) {
  if (busyRetries >= MOST_BUSY_RETRIES) return null;
  busyRetries += 1;
  const seconds = Math.max(1, retryAfter);
  const mine = session;
  setTimeout(() => session === mine && refresh(), seconds * 1000);
  return el("p", {}, `Trying again in ${seconds} s.`);
}

// Counts the facets again, after the reader has opened or folded one.
async function renewFacets() {
  const mine = session;
  try {
    const answer = await mine.renewFacets();
    if (session === mine) facets.show(answer, state);
  } catch (error) {
    if (!isAbort(error) && session === mine) facets.showProblem(error);
  }
}

// Results

async function loadMore() {
  const mine = session;
  if (!mine?.cursor || mine.loading) return;
  mine.loading = true;
  try {
    await mine.askPage();
    if (session !== mine) return;
    results.append(mine);
    article.listChanged();
    state = {...state, shown: mine.shown};
    history.replaceState(history.state, "", stateUrl(state));
    announce(`${number(mine.shown)} of ${number(mine.pages[0].results_total)} shown`);
  } catch (error) {
    if (error.name === "AbortError" || session !== mine) return;
    if (error.kind === "unreachable") outage.begin();
    results.showMoreProblem(
      error,
      () => loadMore(),
      () => {
        state = {...state, shown: 0};
        history.replaceState(history.state, "", stateUrl(state));
        refresh();
      },
    );
  } finally {
    mine.loading = false;
  }
}

// j and k move the selection; an open article follows.
function step(by) {
  const id = results.neighbour(by);
  if (id === null) return by > 0 && session?.cursor ? loadMore() : undefined;
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
  for (const page of session?.pages ?? [])
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
  try {
    const stats = await ask("coverage", new URLSearchParams({by: "year"}));
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
showArchive();
saved.count();
