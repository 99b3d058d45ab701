// A value of a facet: a click adds it as an alternative; two buttons require or exclude it. The count says what a click
// does.
import {companyName, learnCompany} from "./companies.js";
import {el} from "./dom.js";
import {isExcluded, isRequired, toggled} from "./filters.js";
import {number, plural} from "./format.js";

const UNUSUAL = 10.8; // of the log-likelihood ratio, see /facets

// `row`: {value, key, name, count, added, lift, unusual, archive_count}: `count` of the results, null if unknown; `added`
// by choosing it too, or null if nothing of the kind is chosen.
export class FacetRow {
  constructor(kind, row, {state, total, most, change}) {
    Object.assign(this, {kind, row, state, total, most, change});
    const {list, field} = kind;
    this.isChosen = Boolean(list) && state[list].includes(row.value);
    this.isRequired = isRequired(state, field, row.value);
    this.isExcluded = isExcluded(state, field, row.value);
    if (kind.facet === "ticker") learnCompany(row.value, row.name);
  }

  get name() {
    if (this.kind.facet === "ticker") return companyName(this.row.value) || this.row.name || "";
    return this.kind.name?.(this.row.value) ?? "";
  }

  get spoken() {
    const {value} = this.row;
    if (this.kind.name) return this.name;
    return this.name && this.name !== value ? `${value}, ${this.name}` : value;
  }

  // Whether a click adds articles to those of the values already chosen.
  get isAddition() {
    return this.row.added !== null && !this.isChosen && !this.isRequired && !this.isExcluded;
  }

  view() {
    const {row} = this;
    if (!row.value)
      return el("div", {class: "facet-value nameless"}, el("span", {class: "facet-name"}, "Unknown"), this.countView());
    const state = this.isExcluded ? "excluded" : this.isRequired ? "required" : "";
    return el("div", {class: `facet-row ${state}`}, this.label(), this.button(false), this.button(true));
  }

  label() {
    const {kind, row} = this;
    const count = this.isAddition ? `${plural(row.added, "article")} more` : plural(row.count ?? 0, "article");
    return el(
      "label",
      {class: "facet-value", title: this.title()},
      el("input", {
        type: "checkbox",
        checked: this.isChosen || this.isRequired,
        "data-key": `${kind.facet} ${row.value}`,
        on: {change: () => this.click()},
        "aria-label": `${kind.one} ${this.spoken}: ${this.isExcluded ? "excluded" : count}`,
      }),
      this.nameView(),
      this.liftView(),
      this.countView(),
      share((row.added ?? row.count ?? 0) / this.most),
    );
  }

  nameView() {
    const {kind, row, name} = this;
    if (kind.facet !== "ticker") return el("span", {class: "facet-name"}, el("bdi", {}, name || row.value));
    const isSymbol = ![row.key, `company:${row.key}`].includes(row.value) || !name;
    return [
      isSymbol ? el("span", {class: "facet-symbol"}, el("bdi", {}, row.value)) : null,
      el("span", {class: "facet-company"}, name),
    ];
  }

  liftView() {
    const {lift, unusual} = this.row;
    if (!(lift >= 1.5 && unusual >= UNUSUAL)) return null;
    return el("span", {class: "facet-lift", "aria-hidden": "true"}, `${timesText(lift)}×`);
  }

  countView() {
    const {row} = this;
    const text = this.isAddition ? `+${number(row.added)}` : number(row.count ?? 0);
    return el("span", {class: "facet-count"}, text);
  }

  title() {
    const {count, archive_count: all, lift} = this.row;
    if (!all) return null;
    return `${number(count ?? 0)} of ${number(all)} in the archive${lift >= 1.5 ? `, ${timesText(lift)} times usual` : ""}`;
  }

  click() {
    const {kind, row, state} = this;
    if (this.isExcluded || this.isRequired) return this.change(toggled(state, kind, row.value, this.isExcluded));
    if (!kind.list || row.value.startsWith("company:")) return this.change(toggled(state, kind, row.value, false));
    const chosen = state[kind.list];
    this.change({[kind.list]: this.isChosen ? chosen.filter((value) => value !== row.value) : [...chosen, row.value]});
  }

  // Requires the value, or excludes it.
  button(isExclusion) {
    const {kind, row, total} = this;
    if (!isExclusion && !kind.list) return null;
    const count = row.count ?? 0;
    const isOn = isExclusion ? this.isExcluded : this.isRequired;
    const effect = isExclusion ? `leaves ${plural(Math.max(0, total - count), "article")}` : plural(count, "article");
    const text = isExclusion ? "not" : "and";
    const label = `${kind.one} ${this.spoken}${isOn ? "" : `: ${effect}`}`;
    return el(
      "button",
      {
        class: "facet-act",
        type: "button",
        tabindex: -1, // the arrow keys lead from the checkbox to it
        "aria-pressed": String(isOn),
        "aria-label": `${text} ${label}`,
        title: `${isExclusion ? "Exclude" : "Require"} ${label}`,
        "data-key": `${isExclusion ? "not" : "and"} ${kind.facet} ${row.value}`,
        on: {click: () => this.change(toggled(this.state, kind, row.value, isExclusion))},
      },
      text,
    );
  }
}

function timesText(lift) {
  return lift >= 10 ? number(Math.round(lift)) : lift.toFixed(1);
}

// The arrow keys move between a value and its buttons.
export function moveInRow(event) {
  const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  const row = by && event.target.closest(".facet-row");
  if (!row) return;
  const stops = [...row.querySelectorAll("input, button")];
  const next = stops[stops.indexOf(event.target) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function share(part) {
  const bar = el("span", {class: "facet-share", "aria-hidden": "true"});
  bar.style.width = `${Math.max(1, part * 88)}%`;
  return bar;
}
