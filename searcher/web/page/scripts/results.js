// The list of results.
import {learnCompanies, tickerTags} from "./companies.js";
import {copiesView} from "./copies.js";
import {byId, el, onPlainClick} from "./dom.js";
import {narrowedTo} from "./filters.js";
import {flagMarks} from "./flags.js";
import {day, number, plural, timeOfDay} from "./format.js";
import {nothingView, problemView, undatedNote, warningList} from "./messages.js";
import {marked, snippet} from "./pieces.js";
import {hasSearch, stateUrl} from "./view_state.js";
import {zoneName} from "./zone.js";

const MOST_TAGS = 6;
const SKELETON_ROWS = 8;

export class Results {
  // actions: navigate(state), change(partOfState), open(id), loadMore(), retry()
  constructor(actions) {
    this.actions = actions;
    this.root = byId("results");
    this.state = null;
    this.currentId = "";
    this.nearEnd = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.actions.loadMore();
      },
      {rootMargin: "600px"},
    );
    this.root.addEventListener("focusin", (event) =>
      this.setCurrent(event.target.closest(".row")?.dataset.id ?? this.currentId),
    );
  }

  showWaiting() {
    this.root.setAttribute("aria-busy", "true");
    if (this.root.childElementCount) return;
    const row = () =>
      el(
        "div",
        {class: "row skeleton", "aria-hidden": "true"},
        el("div", {class: "row-when"}, el("i")),
        el("div", {}, el("i"), el("i"), el("i")),
      );
    this.root.replaceChildren(...Array.from({length: SKELETON_ROWS}, row));
  }

  // `session` is a search with its loaded pages. The focus stays in the list.
  show(session, state) {
    const focused = this.root.contains(document.activeElement) ? document.activeElement.closest(".row") : null;
    this.state = state;
    this.root.removeAttribute("aria-busy");
    this.nearEnd.disconnect();
    const [first] = session.pages;
    const undated = hasSearch(state) ? undatedNote(first.undated_left_out, state, this.actions.change) : null;
    this.notes = el("div", {class: "notes"});
    this.showNotes(session);
    if (!first.total && !first.partial_results.length) {
      this.list = null;
      const empty = hasSearch(state) ? nothingView(first, state, this.actions.change) : emptyArchive();
      this.root.replaceChildren(this.notes, undated ?? "", empty);
      return focused && this.focus();
    }
    this.list = el(
      "ol",
      {class: "rows"},
      session.pages.flatMap((page) => page.results).map((row) => this.row(row)),
    );
    this.foot = el("div", {class: "more"});
    this.root.replaceChildren(
      this.notes,
      undated ?? "",
      el("h2", {class: "hidden"}, headingText(state)),
      headlinesHead(),
      this.list,
      this.foot,
      ...this.partialView(first),
    );
    this.showFoot(session);
    this.mark();
    if (focused) this.focus(focused.dataset.id);
  }

  showNotes(session) {
    this.notes.replaceChildren(
      warningList(session.pages[0].query.warnings, session.corrected, session.state, this.actions.change) ?? "",
    );
  }

  append(session) {
    this.list.append(...session.pages.at(-1).results.map((row) => this.row(row)));
    this.showFoot(session);
    this.mark();
  }

  showFoot(session) {
    const {results_total: total, stories, total_is_exact: isExact} = session.pages[0];
    const noun = session.pages[0].total === total || total !== stories ? "article" : "story";
    const shown = session.pages.reduce((sum, page) => sum + page.results.length, 0);
    const rest = `${number(shown)} of ${isExact ? "" : "at least "}${number(total)} shown`;
    this.nearEnd.disconnect();
    if (!session.cursor)
      return this.foot.replaceChildren(
        el(
          "span",
          {},
          shown === total
            ? total === 1
              ? `The only ${noun}`
              : `All ${plural(total, noun, noun === "story" ? "stories" : "articles")} shown`
            : rest,
        ),
      );
    this.foot.replaceChildren(
      el(
        "button",
        {class: "button", type: "button", id: "more", on: {click: () => this.actions.loadMore()}},
        "Show more",
      ),
      el("span", {}, rest),
    );
    this.nearEnd.observe(this.foot);
  }

  // A further page failed to load.
  showMoreProblem(problem, retry, restart) {
    this.nearEnd.disconnect();
    const isGone = problem.kind === "state-gone";
    this.foot.replaceChildren(
      el(
        "span",
        {role: "alert"},
        isGone ? "The archive has changed since this list began, and its earlier state is gone." : `${problem.title}.`,
      ),
      el(
        "button",
        {class: "button", type: "button", on: {click: isGone ? restart : retry}},
        isGone ? "Reload the list" : "Try again",
      ),
    );
  }

  showProblem(problem, state, options) {
    this.state = state;
    this.list = null;
    this.nearEnd.disconnect();
    this.root.removeAttribute("aria-busy");
    this.root.replaceChildren(problemView(problem, state, options));
  }

  partialView({partial_results: partial}) {
    if (!partial.length) return [];
    return [
      el(
        "h2",
        {class: "heading heading-part", id: "partial"},
        "With some of the words",
        el("small", {}, "Not counted above; the best first"),
      ),
      el(
        "ol",
        {class: "rows", "aria-labelledby": "partial"},
        partial.map((row) => this.row(row)),
      ),
    ];
  }

  row(row) {
    learnCompanies(row);
    const url = stateUrl({...this.state, id: row.id});
    const open = onPlainClick(() => this.actions.open(row.id));
    const byline = row.author ? el("span", {class: "row-author"}, " · ", el("bdi", {}, row.author)) : null;
    return el(
      "li",
      {class: "row", "data-id": row.id},
      whenView(row.published),
      el(
        "div",
        {class: "row-main"},
        el(
          "h3",
          {class: "row-title"},
          el(
            "a",
            {href: url, dir: "auto", on: {click: open}},
            row.title ? marked(row.title_pieces ?? [{text: row.title}]) : "Untitled",
          ),
        ),
        el("p", {class: "row-meta"}, el("b", {}, el("bdi", {}, row.source || "Unknown outlet")), byline, ...flagMarks(row)),
        row.snippet?.length ? el("p", {class: "row-snippet", dir: "auto"}, snippet(row.snippet)) : null,
        copiesView(row, this.state, this.actions.open),
      ),
      row.tickers?.length
        ? el(
            "div",
            {class: "row-tags"},
            tickerTags(row.tickers, this.actions.navigate, (symbol) => narrowedTo(this.state, symbol), {
              most: MOST_TAGS,
              effect: "narrow the results",
            }),
          )
        : null,
    );
  }

  rows() {
    return [...this.root.querySelectorAll(".row[data-id]")];
  }

  find(id) {
    return id ? (this.rows().find((row) => row.dataset.id === id) ?? null) : null;
  }

  setCurrent(id) {
    this.currentId = id;
    this.mark();
  }

  setOpen(id) {
    this.openId = id;
    if (id) this.currentId = id;
    this.mark();
  }

  mark() {
    for (const row of this.rows()) {
      row.classList.toggle("current", row.dataset.id === this.currentId);
      row.classList.toggle("open", row.dataset.id === this.openId);
      const link = row.querySelector(".row-title a");
      if (row.dataset.id === this.openId) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // The id of the row at distance `step` from the current one; the first row if there is no current one. Null at the
  // ends.
  neighbour(step) {
    const rows = this.rows();
    const at = rows.findIndex((row) => row.dataset.id === this.currentId);
    if (at < 0) return rows[0]?.dataset.id ?? null;
    return rows[at + step]?.dataset.id ?? null;
  }

  focus(id) {
    const link = (this.find(id) ?? this.find(this.currentId) ?? this.rows()[0])?.querySelector(".row-title a");
    if (link) link.focus();
    else this.root.focus();
  }

  reveal(id) {
    this.find(id)?.scrollIntoView({block: "nearest"});
  }
}

function headingText(state) {
  if (!hasSearch(state)) return state.sort === "oldest" ? "Oldest articles" : "Latest articles";
  return "Results";
}

// The names of the columns of the list of headlines.
function headlinesHead() {
  return el(
    "div",
    {class: "headlines-head", "aria-hidden": "true"},
    [`Time, ${zoneName()}`, "Outlet", "Companies", "Headline"].map((name) => el("span", {}, name)),
  );
}

function whenView(published) {
  if (!published) return el("div", {class: "row-when"}, "Undated");
  const time = timeOfDay(published);
  return el(
    "div",
    {class: "row-when"},
    el("time", {datetime: published}, day(published)),
    time ? el("small", {}, time, el("span", {class: "zone"}, ` ${zoneName(published)}`)) : null,
  );
}

function emptyArchive() {
  return el(
    "div",
    {class: "nothing"},
    el("h2", {}, "The archive is empty"),
    el("p", {class: "lead"}, "tape-index add puts articles in; they appear here with the next search."),
  );
}
