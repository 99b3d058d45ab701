// The comparison of a search with others in the timeline: a field to add one, and the legend.
import {el} from "./dom.js";
import {number} from "./format.js";
import {remember, remembered} from "./memory.js";
import {comparison, seriesNames} from "./timeline_ask.js";

const SETTING = "timeline"; // "shares" or nothing
export const MOST_COMPARED = 4;

// Whether a comparison shows shares of the archive's articles instead of counts.
export function showsShares() {
  return remembered(SETTING) === "shares";
}

export class Compare {
  // actions: change(partOfState), redraw()
  constructor(actions) {
    this.actions = actions;
    this.open = el(
      "button",
      {class: "link", type: "button", "aria-expanded": "false", on: {click: () => this.begin()}},
      "Compare",
    );
    this.input = el("input", {
      type: "text",
      placeholder: "with: gas, ticker:AMD",
      "aria-label": "Compare with another search",
      autocomplete: "off",
      spellcheck: "false",
    });
    this.form = el(
      "form",
      {
        class: "timeline-compare",
        hidden: true,
        on: {
          submit: (event) => this.take(event),
          keydown: (event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            this.fold();
            this.open.focus();
          },
        },
      },
      this.input,
      el("button", {type: "submit"}, "Add"),
    );
    this.legend = el("ul", {class: "timeline-legend", "aria-label": "Searches compared", hidden: true});
  }

  show(answer, state) {
    this.state = state;
    const isComparing = state.vs.length > 0;
    this.open.hidden = !answer || state.vs.length >= MOST_COMPARED;
    this.legend.hidden = !isComparing;
    this.legend.replaceChildren(
      ...(isComparing && answer ? [...seriesNames(state).map((name, i) => this.row(name, answer.series[i], i)), this.unit()] : []),
    );
  }

  row(name, series, index) {
    const remove = () => this.actions.change({vs: this.state.vs.filter((_, i) => i !== index - 1)});
    return el(
      "li",
      {},
      el("span", {class: `swatch swatch-${index}`, "aria-hidden": "true"}),
      el("bdi", {}, name),
      " ",
      el("small", {}, series ? number(series.total) : ""),
      index
        ? el(
            "button",
            {class: "link", type: "button", "aria-label": `Stop comparing with ${name}`, on: {click: remove}},
            "×",
          )
        : null,
    );
  }

  unit() {
    const isShares = showsShares();
    const click = () => {
      remember(SETTING, isShares ? "" : "shares");
      this.actions.redraw();
    };
    return el(
      "li",
      {},
      el("button", {class: "link", type: "button", "aria-pressed": String(isShares), on: {click}}, "Shares"),
    );
  }

  begin() {
    const proposed = this.state && !this.state.vs.length && comparison(this.state);
    if (proposed) return this.actions.change({...proposed, vs: proposed.vs.slice(0, MOST_COMPARED)});
    this.form.hidden = !this.form.hidden;
    this.open.setAttribute("aria-expanded", String(!this.form.hidden));
    if (!this.form.hidden) this.input.focus();
  }

  fold() {
    this.form.hidden = true;
    this.open.setAttribute("aria-expanded", "false");
  }

  take(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    this.input.value = "";
    this.fold();
    if (text && !this.state.vs.includes(text)) this.actions.change({vs: [...this.state.vs, text]});
  }
}
