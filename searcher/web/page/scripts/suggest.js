// Suggestions while typing: companies, sources and words with the text before the caret as prefix. ARIA combobox
// pattern with a listbox: the focus stays in the box, and aria-activedescendant names the active option.
import {ask, isAbort} from "./api.js";
import {learnCompany} from "./companies.js";
import {byId, el} from "./dom.js";
import {number} from "./format.js";

const WAIT_MS = 70;
const LIMIT = 5;
const KINDS = [
  {name: "tickers", heading: "Companies", fields: ["ticker:", "about:"]},
  {name: "sources", heading: "Outlets", fields: ["source:"]},
  {name: "words", heading: "Words", fields: []},
];

// The token at `caret`: {begin, end, text, field, negated}, text without field name and quotation mark.
export function tokenAt(query, caret) {
  const before = query.slice(0, caret);
  const [whole] = /(?:[a-z]+:)?"[^"]*$|[^\s()]*$/i.exec(before);
  const [, minus, field, quote, text] = /^(-?)([a-z]+:)?("?)(.*)$/is.exec(whole);
  const begin = caret - whole.length;
  const rest = quote ? "" : /^[^\s()]*/.exec(query.slice(caret))[0];
  return {
    begin,
    end: caret + rest.length,
    text: text.slice(text.lastIndexOf(",") + 1),
    field: (field ?? "").toLowerCase(),
    minus,
    quote,
  };
}

export class Suggestions {
  // choose(kind, value, token): called with the chosen suggestion.
  constructor(input, choose) {
    this.input = input;
    this.choose = choose;
    this.list = byId("suggestions");
    this.options = [];
    this.active = -1;
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    input.addEventListener("blur", () => this.close());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  typed() {
    clearTimeout(this.timer);
    this.request?.abort();
    const token = tokenAt(this.input.value, this.input.selectionStart ?? this.input.value.length);
    const kinds = this.kindsFor(token);
    if (!kinds.length) return this.close();
    this.timer = setTimeout(() => this.fetch(token, kinds), WAIT_MS);
  }

  kindsFor(token) {
    if (token.field) {
      const kind = KINDS.find(({fields}) => fields.includes(token.field));
      return kind && token.text ? [kind] : [];
    }
    return token.text.length >= 2 && !token.quote ? KINDS : [];
  }

  async fetch(token, kinds) {
    this.request = new AbortController();
    const params = new URLSearchParams({
      q: token.text,
      kinds: kinds.map(({name}) => name).join(","),
      limit: String(LIMIT),
    });
    try {
      const answer = await ask("suggest", params, this.request.signal);
      if (document.activeElement === this.input) this.show(answer, token, kinds);
    } catch (error) {
      // Suggestions are optional: the search itself reports server errors.
      if (!isAbort(error)) this.close();
    }
  }

  show(answer, token, kinds) {
    this.options = [];
    this.active = -1;
    const symbols = new Set((answer.tickers ?? []).map(({value}) => value.toLowerCase()));
    const isNew = ({value}) => value.toLowerCase() !== token.text.toLowerCase() && !symbols.has(value.toLowerCase());
    const words = (answer.words ?? []).filter(isNew);
    const groups = kinds
      .map((kind) => this.group(kind, kind.name === "words" ? words : (answer[kind.name] ?? []), token))
      .filter(Boolean);
    this.list.replaceChildren(...groups);
    this.list.scrollTop = 0;
    this.setOpen(groups.length > 0);
  }

  group(kind, values, token) {
    if (!values.length) return null;
    const headingId = `suggestions-${kind.name}`;
    return el(
      "div",
      {role: "group", "aria-labelledby": headingId},
      el("div", {class: "suggestions-kind", id: headingId, role: "presentation"}, kind.heading),
      values.map((row) => this.option(kind, row, token)),
    );
  }

  option(kind, {value, name, count}, token) {
    if (kind.name === "tickers") learnCompany(value, name);
    const take = () => this.take(index);
    const index = this.options.length;
    const isSymbol = kind.name === "tickers";
    const node = el(
      "div",
      {class: "suggestion", role: "option", id: `suggestion-${index}`, "aria-selected": "false", on: {click: take}},
      el("span", {class: `suggestion-value ${isSymbol ? "suggestion-symbol" : ""}`}, el("bdi", {}, value)),
      name ? el("span", {class: "suggestion-name"}, name) : null,
      count ? el("span", {class: "suggestion-count"}, number(count)) : null,
    );
    this.options.push({node, kind: kind.name, value, token});
    return node;
  }

  take(index) {
    const {kind, value, token} = this.options[index];
    this.close();
    this.choose(kind, value, token);
  }

  // Arrow keys cycle through the options and the box itself.
  move(step) {
    const count = this.options.length + 1;
    this.select(((this.active + 1 + step + count) % count) - 1);
  }

  select(index) {
    this.options[this.active]?.node.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.node.setAttribute("aria-selected", "true");
    option.node.scrollIntoView({block: "nearest"});
    this.input.setAttribute("aria-activedescendant", option.node.id);
  }

  // True if the suggestions handled the key.
  keyDown(key) {
    if (!this.isOpen) return false;
    if (key === "ArrowDown" || key === "ArrowUp") return (this.move(key === "ArrowDown" ? 1 : -1), true);
    if (key === "Escape") return (this.close(), true);
    if (key === "Enter" && this.active >= 0) return (this.take(this.active), true);
    return false;
  }

  setOpen(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.options = [];
    this.active = -1;
    this.setOpen(false);
  }
}
