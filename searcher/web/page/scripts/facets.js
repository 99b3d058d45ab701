// Facets of the results: companies, outlets, topics, languages, authors, lengths and dates as filters.
import {isAbort} from "./api.js";
import {companyName, learnCompany} from "./companies.js";
import {DateFilter} from "./date_filter.js";
import {byId, el} from "./dom.js";
import {FacetRow, moveInRow} from "./facet_row.js";
import {isCounted, KINDS, parseFilter, setCounted} from "./filters.js";
import {number} from "./format.js";
import {TermsList} from "./terms_list.js";

const AT_FIRST = 8;
const MOST_FOUND = 30; // rows shown for the text in a box
const MATCHES = [
  ["", "All, or else some"],
  ["all", "All of them"],
  ["any", "Any of them"],
];

export class Facets {
  // actions: change(partOfState), renew() counts the facets again, askAllValues(kind)
  constructor(actions) {
    this.actions = actions;
    this.root = byId("facets");
    this.unfolded = new Set();
    this.wanted = {}; // the text in the box of a facet
    this.all = {}; // every value of a facet, once somebody looks for one
    this.dates = new DateFilter(actions);
    this.terms = new TermsList(actions);
    this.match = el("section", {class: "facet"});
    this.archive = el("p", {class: "facets-archive", hidden: true});
    this.lists = KINDS.map((kind) => ({...kind, root: el("section", {class: "facet", "data-facet": kind.facet})}));
    const [companies, outlets, ...others] = this.lists.map(({root}) => root);
    this.root.addEventListener("keydown", moveInRow);
    this.root.append(companies, outlets, this.dates.root, ...others, this.terms.root, this.match, this.archive);
  }

  // answer: {total, ticker, source, year, month or day, open}, see SearchSession.askFacets().
  show(answer, state) {
    if (answer !== this.answer) this.all = {};
    this.answer = answer;
    this.state = state;
    keepFocus(this.root, () => {
      for (const kind of this.lists) this.showList(kind);
      this.dates.show(answer, state);
      this.terms.show(answer, state);
      this.showMatch();
    });
  }

  // Updates company names that arrive after the facets.
  namesLearnt() {
    if (this.answer) this.show(this.answer, this.state);
  }

  // Without a problem, there are no facets to show, and another part of the page explains why.
  showProblem(problem) {
    this.answer = null;
    for (const {root} of [...this.lists, this.terms]) root.hidden = true;
    this.dates.showProblem(problem);
  }

  showArchive(text) {
    this.archive.textContent = text;
    this.archive.hidden = !text;
  }

  showList(kind) {
    const {facet, heading, root} = kind;
    const isOpen = isCounted(kind);
    const told = this.answer[facet] ?? {values: [], distinct_values: 0};
    const {total} = this.answer;
    // One value that all results have narrows nothing.
    const hasChoice = told.distinct_values > 1 || (told.distinct_values === 1 && told.values[0].count < total);
    root.hidden = !(isOpen ? hasChoice : total) && !this.pinned(kind).length;
    const count = told.distinct_values ? number(told.distinct_values) : "";
    const title = kind.isFolded ? this.foldButton(kind, isOpen) : heading;
    const rows = isOpen ? this.rows(kind, told) : [];
    root.replaceChildren(
      el("h2", {id: `facet-${facet}`}, title, el("small", {}, isOpen ? count : "")),
      isOpen && told.distinct_values > AT_FIRST ? this.box(kind, told.distinct_values) : "",
      isOpen ? el("ul", {"aria-labelledby": `facet-${facet}`}, rows) : "",
      (isOpen && !this.wanted[facet] && this.moreButton(kind, told)) || "",
    );
  }

  foldButton(kind, isOpen) {
    const click = () => {
      setCounted(kind, !isOpen);
      this.actions.renew();
    };
    return el(
      "button",
      {
        class: "facet-fold",
        type: "button",
        "aria-expanded": String(isOpen),
        "data-key": `fold-${kind.facet}`,
        on: {click},
      },
      kind.heading,
    );
  }

  // Values that the state requires, excludes or chooses; they are always shown, first.
  pinned({list, field}) {
    const named = this.state.filter.map(parseFilter).filter((filter) => filter?.field === field);
    return [...new Set([...(list ? this.state[list] : []), ...named.map(({value}) => value)])];
  }

  // The values of the answer with what choosing each adds.
  values(kind, told) {
    const {facet, list} = kind;
    const open = this.answer.open?.[facet];
    const isAddable = Boolean(open && list && this.state[list].length);
    if (!isAddable) return told.values.map((row) => ({...row, added: null}));
    const here = new Map(told.values.map((row) => [row.value, row.count]));
    const isWhole = told.values.length === told.distinct_values;
    const rows = open.values.map((row) => {
      const count = here.get(row.value) ?? (isWhole ? 0 : null);
      return {...row, count, added: count === null ? null : row.count - count};
    });
    return rows.sort((one, other) => (other.added ?? -1) - (one.added ?? -1));
  }

  rows(kind, told) {
    const pinned = this.pinned(kind);
    const text = (this.wanted[kind.facet] ?? "").toLowerCase();
    const source =
      text && this.all[kind.facet]
        ? this.all[kind.facet].map((row) => ({...row, added: null}))
        : this.values(kind, told);
    const values = source.slice();
    for (const value of pinned)
      if (!values.some((row) => row.value === value)) values.push({value, count: 0, added: null});
    if (kind.facet === "ticker") for (const {value, name} of values) learnCompany(value, name);
    values.sort((one, other) => pinned.includes(other.value) - pinned.includes(one.value));
    const isFound = (row) => `${row.value} ${row.name ?? kind.name?.(row.value) ?? companyName(row.value)}`.toLowerCase().includes(text);
    const most = Math.max(1, ...values.map((row) => row.added ?? row.count ?? 0));
    const shown = text
      ? values.filter(isFound).slice(0, MOST_FOUND)
      : values.slice(0, this.unfolded.has(kind.facet) ? undefined : Math.max(AT_FIRST, pinned.length));
    const options = {state: this.state, total: this.answer.total, most, change: this.actions.change};
    if (text && !shown.length)
      return el("li", {class: "facet-none"}, this.all[kind.facet] ? "No such value here" : "…");
    return shown.map((row) => el("li", {}, new FacetRow(kind, row, options).view()));
  }

  // A box that searches all values of the facet in the results.
  box(kind, distinct) {
    const {facet, many} = kind;
    const input = async (event) => {
      this.wanted[facet] = event.target.value.trim();
      this.show(this.answer, this.state);
      if (!this.wanted[facet] || this.all[facet]) return;
      const {answer} = this;
      try {
        const all = await this.actions.askAllValues(kind);
        if (answer !== this.answer) return;
        this.all[facet] = all;
        this.show(answer, this.state);
      } catch (error) {
        if (!isAbort(error)) this.wanted[facet] = "";
      }
    };
    return el("input", {
      class: "facet-box",
      type: "text",
      value: this.wanted[facet] ?? "",
      placeholder: `Find in ${number(distinct)} ${many}`,
      "aria-label": `Find ${many} in the results`,
      "data-key": `box-${facet}`,
      on: {input},
    });
  }

  moreButton({facet, many}, {values, distinct_values: distinct}) {
    if (values.length <= AT_FIRST) return null;
    const isOpen = this.unfolded.has(facet);
    const click = () => {
      if (isOpen) this.unfolded.delete(facet);
      else this.unfolded.add(facet);
      this.show(this.answer, this.state);
    };
    const more =
      values.length < distinct
        ? `The first ${number(values.length)} of ${number(distinct)} ${many}`
        : `All ${number(distinct)} ${many}`;
    return el(
      "button",
      {
        class: "link facet-more",
        type: "button",
        "aria-expanded": String(isOpen),
        "data-key": `more-${facet}`,
        on: {click},
      },
      isOpen ? "Fewer" : more,
    );
  }

  showMatch() {
    const radios = MATCHES.map(([value, text]) =>
      el(
        "label",
        {class: "facet-radio"},
        el("input", {
          type: "radio",
          name: "match",
          value,
          checked: this.state.match === value,
          "data-key": `match ${value}`,
          on: {change: () => this.actions.change({match: value})},
        }),
        text,
      ),
    );
    this.match.replaceChildren(
      el("h2", {id: "facet-match"}, "Words"),
      el("div", {role: "radiogroup", "aria-labelledby": "facet-match"}, radios),
    );
  }
}

// Runs `change`, which recreates the nodes, and restores the focus and the caret to the node with the same data-key.
function keepFocus(root, change) {
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.dataset.key;
  const caret = focused?.matches("input[type=text]") ? focused.selectionStart : null;
  change();
  if (!key) return;
  const node = [...root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  node?.focus();
  if (node && caret !== null) node.setSelectionRange(caret, caret);
}
