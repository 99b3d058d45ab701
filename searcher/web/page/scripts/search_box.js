// The search box: searches while typing, inserts suggestions.
import {byId} from "./dom.js";
import {Suggestions} from "./suggest.js";

const WAIT_MS = 30; // after the last key: a burst of keys causes one search

const FIELDS = {tickers: "ticker", sources: "source"}; // of the kinds of suggestions

export class SearchBox {
  // onQuery(text, isDone): isDone if Enter, a suggestion or the clear button ended the input.
  // onFilter(list, value, text): a company or source was added as a filter; text is the rest of the query.
  // onEnter(): Enter ended the input. onLeave(): the focus leaves for the results.
  constructor({onQuery, onFilter, onEnter, onLeave}) {
    this.input = byId("query");
    this.clear = byId("clear");
    this.onQuery = onQuery;
    this.onFilter = onFilter;
    this.onLeave = onLeave;
    this.suggestions = new Suggestions(this.input, (...taken) => this.takeSuggestion(...taken));
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.keyDown(event));
    this.clear.addEventListener("click", () => this.set("", true));
    byId("search").addEventListener("submit", (event) => {
      event.preventDefault();
      this.finish();
      onEnter();
    });
  }

  show(text) {
    if (this.input.value !== text) this.input.value = text;
    this.clear.hidden = text === "";
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  typed() {
    this.clear.hidden = this.input.value === "";
    this.suggestions.typed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.onQuery(this.input.value, false), WAIT_MS);
  }

  finish() {
    clearTimeout(this.timer);
    this.suggestions.close();
    this.onQuery(this.input.value, true);
  }

  set(text, isDone) {
    this.show(text);
    this.input.focus();
    if (isDone) this.finish();
  }

  keyDown(event) {
    if (event.isComposing) return;
    if (this.suggestions.keyDown(event.key)) return event.preventDefault();
    if (event.key === "Escape" || event.key === "ArrowDown") {
      event.preventDefault();
      this.onLeave();
    }
  }

  takeSuggestion(kind, value, token) {
    const query = this.input.value;
    const isPlain = !token.field && !token.minus && !token.quote && !/[()]|\bOR\b/.test(query);
    if (kind !== "words" && isPlain) {
      const rest = `${query.slice(0, token.begin)} ${query.slice(token.end)}`.replace(/\s+/g, " ").trim();
      this.show(rest);
      clearTimeout(this.timer);
      return this.onFilter(FIELDS[kind], value, rest);
    }
    const field = token.field || (FIELDS[kind] ? `${FIELDS[kind]}:` : "");
    const written = /[\s,()"]/.test(value) ? `"${value.replaceAll('"', "")}"` : value;
    const typed = query.slice(token.begin, token.end);
    const earlier = token.field && !token.quote ? typed.slice(typed.indexOf(":") + 1, typed.lastIndexOf(",") + 1) : "";
    const word = `${token.minus}${field}${earlier}${written}`;
    const after = query.slice(token.end).replace(/^"/, "");
    this.show(`${query.slice(0, token.begin)}${word}${after.startsWith(" ") ? "" : " "}${after}`);
    const caret = token.begin + word.length + 1;
    this.input.setSelectionRange(caret, caret);
    clearTimeout(this.timer);
    this.onQuery(this.input.value, false);
  }
}
