// Facets of the results: companies, sources and dates as filters.
import {companyName, learnCompany} from "./companies.js";
import {byId, el, isPlainClick} from "./dom.js";
import {monthName, number, plural} from "./format.js";
import {stateUrl} from "./view_state.js";

const AT_FIRST = 8;
const DATE_FORMS = "2025, 2025-01-30, 2025-Q1, jan 2025, last week, yesterday; 24h, 7d, 6mo and 1y count back from now";
const MATCHES = [
  ["", "All, or else some"],
  ["all", "All of them"],
  ["any", "Any of them"],
];
const LISTS = [
  {facet: "ticker", list: "tickers", heading: "Companies", one: "company", many: "companies"},
  {facet: "source", list: "sources", heading: "Outlets", one: "outlet", many: "outlets"},
];

export class Facets {
  // actions: change(partOfState)
  constructor(actions) {
    this.actions = actions;
    this.root = byId("facets");
    this.unfolded = new Set();
    this.dates = el("section", {class: "facet"});
    this.match = el("section", {class: "facet"});
    this.archive = el("p", {class: "facets-archive", hidden: true});
    this.lists = LISTS.map((kind) => ({...kind, root: el("section", {class: "facet", "data-facet": kind.facet})}));
    this.root.append(...this.lists.map(({root}) => root), this.dates, this.match, this.archive);
  }

  // answer: {ticker, source, year, month or day}, each in the format of /facets.
  show(answer, state) {
    this.answer = answer;
    this.state = state;
    keepFocus(this.root, () => {
      for (const kind of this.lists) this.showList(kind);
      this.showDates();
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
    for (const {root} of this.lists) root.hidden = true;
    this.dates.replaceChildren(problem ? el("p", {class: "help-note"}, `${problem.title}.`) : "");
  }

  showArchive(text) {
    this.archive.textContent = text;
    this.archive.hidden = !text;
  }

  showList(kind) {
    const {facet, list, heading, root} = kind;
    const told = this.answer[facet] ?? {values: [], distinct_values: 0};
    const chosen = this.state[list];
    const values = told.values.slice();
    for (const value of chosen) if (!values.some((row) => row.value === value)) values.push({value, count: null});
    values.sort((one, other) => chosen.includes(other.value) - chosen.includes(one.value));
    const shown = this.unfolded.has(facet) ? values : values.slice(0, Math.max(AT_FIRST, chosen.length));
    root.hidden = !values.length;
    const most = Math.max(1, ...values.map((row) => row.count ?? 0));
    const rows = shown.map((row) => el("li", {}, this.checkbox(kind, row, chosen.includes(row.value), most)));
    root.replaceChildren(
      el(
        "h2",
        {id: `facet-${facet}`},
        heading,
        el("small", {}, told.distinct_values ? number(told.distinct_values) : ""),
      ),
      el("ul", {"aria-labelledby": `facet-${facet}`}, rows),
      this.moreButton(kind, values.length, told.distinct_values) ?? "",
    );
  }

  moreButton({facet, many}, got, distinct) {
    if (got <= AT_FIRST) return null;
    const isOpen = this.unfolded.has(facet);
    const click = () => {
      if (isOpen) this.unfolded.delete(facet);
      else this.unfolded.add(facet);
      this.show(this.answer, this.state);
    };
    const more =
      got < distinct ? `The first ${number(got)} of ${number(distinct)} ${many}` : `All ${number(distinct)} ${many}`;
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

  checkbox({list, one, facet}, row, isChosen, most) {
    const chosen = this.state[list];
    const isCompany = facet === "ticker";
    const hasSymbol = !isCompany || ![row.key, `company:${row.key}`].includes(row.value);
    const click = () => {
      if (!hasSymbol) this.actions.change({q: `${this.state.q} company:${row.key}`.trim()});
      else
        this.actions.change({
          [list]: isChosen ? chosen.filter((value) => value !== row.value) : [...chosen, row.value],
        });
    };
    if (isCompany) learnCompany(row.value, row.name);
    const name = isCompany ? companyName(row.value) : "";
    const count = row.count === null ? "0" : number(row.count);
    return el(
      "label",
      {class: "facet-value", title: rowTitle(row)},
      el("input", {
        type: "checkbox",
        checked: isChosen,
        "data-key": `${facet} ${row.value}`,
        on: {change: click},
        "aria-label": `${one} ${row.value}${name ? `, ${name}` : ""}: ${plural(row.count ?? 0, "article")}`,
      }),
      hasSymbol || !name
        ? el("span", {class: isCompany ? "facet-symbol" : "facet-name"}, el("bdi", {}, row.value || "Unknown"))
        : null,
      isCompany ? el("span", {class: "facet-company"}, name) : null,
      el("span", {class: "facet-count"}, count),
      share((row.count ?? 0) / most),
    );
  }

  showDates() {
    const {since, until} = this.state;
    const values = this.dateValues();
    const most = Math.max(1, ...values.map(({count}) => count));
    const rows = values.map(({value, count}) => {
      const target = {...this.state, since: value, until: value, id: "", shown: 0};
      const isChosen = since === value && until === value;
      const click = (event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        this.actions.change(isChosen ? {since: "", until: ""} : {since: value, until: value});
      };
      return el(
        "li",
        {},
        el(
          "a",
          {
            class: "facet-value",
            href: stateUrl(target),
            "aria-current": isChosen ? "true" : null,
            "data-key": `date ${value}`,
            on: {click},
          },
          el("span", {class: "facet-name"}, dateName(value)),
          " ",
          el("span", {class: "facet-count"}, number(count)),
          el("span", {class: "hidden"}, count === 1 ? " article" : " articles"),
          share(count / most),
        ),
      );
    });
    this.dates.replaceChildren(
      el("h2", {id: "facet-date"}, "Dates", el("small", {}, "UTC")),
      el("ul", {"aria-labelledby": "facet-date"}, rows),
      this.dateForm(),
    );
  }

  // Years if there are many, otherwise months, or the days of a single month.
  dateValues() {
    for (const by of ["year", "month", "day"]) {
      const values = this.answer[by]?.values ?? [];
      if (values.length > (by === "year" ? 2 : 1) || (by === "month" && !this.answer.day && values.length))
        return values;
    }
    return this.answer.day?.values ?? [];
  }

  dateForm() {
    const {since, until} = this.state;
    const from = el("input", {
      type: "text",
      name: "since",
      value: since,
      placeholder: "From",
      title: DATE_FORMS,
      "aria-label": "From: a year, month or day, or 7d",
      "data-key": "since",
    });
    const to = el("input", {
      type: "text",
      name: "until",
      value: until,
      placeholder: "To",
      title: DATE_FORMS,
      "aria-label": "To: a year, month or day",
      "data-key": "until",
    });
    const submit = (event) => {
      event.preventDefault();
      this.actions.change({since: from.value.trim(), until: to.value.trim()});
    };
    return el(
      "form",
      {class: "facet-form", "aria-label": "Dates from and to", on: {submit}},
      from,
      to,
      el("button", {type: "submit"}, "Set"),
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

function rowTitle(row) {
  if (!row.archive_count) return null;
  const lift =
    row.lift >= 1.5 ? `, ${row.lift >= 10 ? Math.round(row.lift) : row.lift.toFixed(1)} times its usual share` : "";
  return `${number(row.count ?? 0)} of ${number(row.archive_count)} in the archive${lift}`;
}

function share(part) {
  const bar = el("span", {class: "facet-share", "aria-hidden": "true"});
  bar.style.width = `${Math.max(1, part * 88)}%`;
  return bar;
}

function dateName(value) {
  const [year, month, date] = value.split("-").map(Number);
  if (date) return `${date} ${monthName(month)}`;
  return month ? `${monthName(month)} ${year}` : String(year);
}

// Runs `change`, which recreates the nodes, and restores the focus to the node with the same data-key.
function keepFocus(root, change) {
  const key = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  change();
  if (key) [...root.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key)?.focus();
}
