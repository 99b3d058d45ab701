// The article view: the text with matches marked, its companies, similar articles, and its source.
import {ask, isAbort} from "./api.js";
import {detailsView, sourceLine, versionsView} from "./article_details.js";
import {toolsView} from "./article_tools.js";
import {learnCompany, tickerTags} from "./companies.js";
import {storyView} from "./copies.js";
import {byId, el, onPlainClick, svg} from "./dom.js";
import {flagNotes} from "./flags.js";
import {number, plural} from "./format.js";
import {problemView} from "./messages.js";
import {marked, paragraphs} from "./pieces.js";
import {emptyState, stateUrl} from "./view_state.js";
import {zone} from "./zone.js";

const SIMILAR = 6;
const FIRST_COMPANIES = 3; // one line with their names

function icon(path) {
  return svg("svg", {viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true"}, svg("path", {d: path}));
}

// The address if it is safe to follow in a browser, otherwise null.
export function webAddress(url) {
  if (!/^https?:\/\//i.test(url)) return null;
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

export class ArticleView {
  // actions: navigate(state), open(id), close(), step(by), canStep(by), show(state)
  constructor(actions) {
    this.actions = actions;
    this.root = byId("article");
    this.id = "";
    this.marks = [];
  }

  get isOpen() {
    return Boolean(this.id);
  }

  close() {
    this.request?.abort();
    this.id = "";
    this.original = null;
    this.root.hidden = true;
    this.root.replaceChildren();
    document.body.classList.remove("reading");
  }

  // `row` has the data known from the list. Resolves when the article is displayed.
  async open(id, state, row) {
    this.request?.abort();
    this.request = new AbortController();
    this.id = id;
    this.state = state;
    this.root.hidden = false;
    this.root.setAttribute("aria-busy", "true");
    document.body.classList.add("reading");
    this.paintFrame(row);
    const {signal} = this.request;
    const similar = ask(
      `similar/${encodeURIComponent(id)}`,
      withTime(state, {limit: String(SIMILAR), snippet_length: "0"}),
      signal,
    );
    similar.catch(() => {});
    try {
      const article = await this.ask(signal);
      for (const {symbol, name} of article.tickers) learnCompany(symbol, name);
      this.paint(article);
    } catch (error) {
      if (isAbort(error)) return;
      this.root.removeAttribute("aria-busy");
      this.text.replaceChildren(
        problemView(error, state, {retry: error.kind === "not-found" ? null : () => this.open(id, state, row)}),
      );
      return;
    }
    similar.then(
      (answer) => this.paintSimilar(answer),
      (error) => isAbort(error) || this.similar.replaceChildren(el("li", {}, `${error.title}.`)),
    );
  }

  // If the query is invalid, the article is shown without marks.
  async ask(signal) {
    const path = `articles/${encodeURIComponent(this.id)}`;
    const query = this.state.q.trim();
    const plain = withTime(this.state, {diff: "true"});
    if (!query) return ask(path, plain, signal);
    try {
      return await ask(path, withTime(this.state, {diff: "true", highlight: query}), signal);
    } catch (error) {
      if (error.status !== 400) throw error;
      return ask(path, plain, signal);
    }
  }

  paintFrame(row) {
    this.bar = el("div", {class: "article-bar", role: "toolbar", "aria-label": "Article"});
    this.title = el("h2", {class: "article-title", tabindex: -1, dir: "auto"}, row?.title ?? "");
    this.source = el("p", {class: "article-source"}, row ? sourceLine(row) : "\u00a0");
    this.tags = el("div", {class: "article-tags"});
    this.before = el("div", {class: "article-before"});
    this.body = el("div", {class: "article-body", dir: "auto"});
    this.text = el("article", {class: "article-text"}, this.source, this.title, this.tags, this.before, this.body);
    this.marks = [];
    this.original = row ? webAddress(row.url) : null;
    this.paintBar();
    this.root.replaceChildren(this.bar, this.text);
    this.root.scrollTop = 0;
  }

  // Call after the list beside the article has changed, which can change its neighbours.
  listChanged() {
    for (const button of this.steps ?? []) button.disabled = !this.actions.canStep(Number(button.dataset.step));
  }

  paintBar() {
    const {close, step} = this.actions;
    const tool = (label, path, onClick, attributes = {}) =>
      el(
        "button",
        {class: "tool", type: "button", "aria-label": label, title: label, on: {click: onClick}, ...attributes},
        icon(path),
      );
    this.count = this.marks.length
      ? el("span", {class: "article-marks"}, plural(this.marks.length, "match", "matches"))
      : null;
    const original = this.original
      ? el(
          "a",
          {
            class: "tool",
            href: this.original.href,
            target: "_blank",
            rel: "noopener noreferrer",
            title: "Open the original (o)",
          },
          el("span", {class: "tool-text"}, "Original"),
          icon("M6.5 3.5H3.5v9h9v-3M9 3.5h3.5V7m0-3.5L7.5 8.5"),
        )
      : null;
    this.steps = [
      tool("Next article (j)", "M3.5 6 8 10.5 12.5 6", () => step(1), {"data-step": 1}),
      tool("Previous article (k)", "M3.5 10 8 5.5 12.5 10", () => step(-1), {"data-step": -1}),
    ];
    this.listChanged();
    this.bar.replaceChildren(
      ...[
        el(
          "button",
          {class: "tool", type: "button", id: "article-close", title: "Back to the results (Esc)", on: {click: close}},
          icon("M9.5 3.5 5 8l4.5 4.5"),
          "Results",
        ),
        ...this.steps,
        el("span", {class: "spacer"}),
        this.count,
        this.marks.length ? this.matchTool("Previous match", "p", -1) : null,
        this.marks.length ? this.matchTool("Next match", "n", 1) : null,
        original,
      ].filter(Boolean),
    );
  }

  matchTool(name, key, step) {
    const [first, second] = name.split(" ");
    return el(
      "button",
      {class: "tool", type: "button", title: `${name} (${key})`, on: {click: () => this.nextMark(step)}},
      el("span", {}, first, el("span", {class: "tool-text"}, ` ${second}`)),
    );
  }

  paint(article) {
    this.root.removeAttribute("aria-busy");
    this.original = webAddress(article.url);
    this.source.replaceChildren(...sourceLine(article));
    this.title.replaceChildren(
      ...(article.title_pieces ? marked(article.title_pieces) : [article.title || "Untitled"]),
    );
    const symbols = article.tickers.map(({symbol}) => symbol);
    this.tags.replaceChildren(
      ...companyLine(
        tickerTags(symbols, this.actions.navigate, (symbol) => ({...emptyState(), as_of: this.state.as_of, ticker: [symbol]}), {
          named: true,
          effect: "all articles",
        }),
      ),
    );
    this.before.replaceChildren(...flagNotes(article), ...toolsView(article, this.state), ...versionsView(article));
    this.tags.hidden = !symbols.length;
    const pieces = article.body_pieces ?? [{text: article.body, match: false}];
    this.body.replaceChildren(...paragraphs(pieces).map((paragraph) => el("p", {}, marked(paragraph))));
    this.similar = el("ol", {class: "similar"});
    this.text.append(
      ...[
        this.originalLine(article.url),
        ...storyView(article, this.state, this.actions.open),
        el("h3", {id: "similar-title", class: "similar-title"}, "Similar articles"),
        this.similar,
        ...detailsView(article),
      ].filter(Boolean),
    );
    this.similar.setAttribute("aria-labelledby", "similar-title");
    this.marks = [...this.text.querySelectorAll(".article-title mark, .article-body mark")];
    this.here = -1;
    this.paintBar();
    this.actions.painted(article);
  }

  originalLine(url) {
    if (!this.original) return url ? el("p", {class: "article-original"}, "Address: ", el("bdi", {}, url)) : null;
    return el(
      "p",
      {class: "article-original"},
      el(
        "a",
        {href: this.original.href, target: "_blank", rel: "noopener noreferrer"},
        `The original at ${this.original.host}`,
      ),
    );
  }

  paintSimilar({results}) {
    if (!results.length) return this.similar.replaceChildren(el("li", {}, "None."));
    this.similar.replaceChildren(
      ...results.map((row) => {
        const open = onPlainClick(() => this.actions.open(row.id));
        return el(
          "li",
          {},
          el(
            "a",
            {href: stateUrl({...this.state, id: row.id}), dir: "auto", on: {click: open}},
            row.title || "Untitled",
          ),
          el("p", {}, sourceLine(row, false), row.near_copy ? " · nearly the same text" : null),
          el(
            "span",
            {class: "similar-share", title: "How much of what sets this article apart it shares"},
            `${Math.round(row.similarity * 100)} %`,
          ),
        );
      }),
    );
  }

  nextMark(step) {
    if (!this.marks.length) return;
    this.marks[this.here]?.classList.remove("here");
    this.here =
      this.here < 0 && step < 0 ? this.marks.length - 1 : (this.here + step + this.marks.length) % this.marks.length;
    const mark = this.marks[this.here];
    mark.classList.add("here");
    mark.scrollIntoView({block: "center"});
    this.count.textContent = `${number(this.here + 1)} of ${number(this.marks.length)}`;
  }

  openOriginal() {
    if (this.original) window.open(this.original.href, "_blank", "noopener,noreferrer");
  }

  focus() {
    this.title.focus({preventScroll: true});
  }
}

// Parameters, with the time as of which the archive is shown.
function withTime({as_of}, parameters) {
  const times = as_of ? {as_of, ...(zone() === "UTC" ? {} : {timezone: zone()})} : {};
  return new URLSearchParams({...parameters, ...times});
}

// The first companies, and a button for the rest.
function companyLine(tags) {
  if (tags.length <= FIRST_COMPANIES + 1) return tags;
  const rest = tags.slice(FIRST_COMPANIES);
  const click = ({currentTarget: button}) => {
    button.replaceWith(...rest);
    rest[0].focus();
  };
  const button = el("button", {class: "link tag-rest", type: "button", on: {click}}, `${rest.length} more`);
  return [...tags.slice(0, FIRST_COMPANIES), button];
}
