// The timeline: articles per period as columns. Clicking, dragging or the arrow keys narrow the dates. For screen
// readers it is a listbox of periods.
import {byId, el, svg} from "./dom.js";
import {day, dayRange, number, percent, plural} from "./format.js";
import {axisLabels, placePeaks} from "./timeline_axis.js";

const PLOT = {top: 28, base: 96, height: 114, label: 110};
const WIDEST_COLUMN = 56;
const NAME_WIDTH = {character: 6.3, padding: 18, most: 240};
const PERIODS = {day: "day", week: "week", month: "month", quarter: "quarter", year: "year"};

export class Timeline {
  // actions: change(partOfState)
  constructor(actions) {
    this.actions = actions;
    this.root = byId("timeline");
    this.title = el("h2");
    this.read = el("p", {class: "timeline-read"});
    this.out = el(
      "button",
      {
        class: "link timeline-out",
        type: "button",
        hidden: true,
        on: {click: () => actions.change({since: "", until: ""})},
      },
      "All dates",
    );
    this.plot = el("div", {class: "timeline-plot"});
    this.root.append(el("div", {class: "timeline-head"}, this.title, this.out), this.plot, this.read);
    this.drag = null;
    this.listen();
    new ResizeObserver(() => this.resized()).observe(this.plot);
  }

  show(answer, state) {
    this.answer = answer;
    this.series = answer.series[0];
    this.state = state;
    this.draw();
  }

  showProblem(problem, state) {
    this.series = null;
    this.state = state;
    this.title.textContent = "Timeline";
    this.read.replaceChildren();
    this.root.classList.toggle("empty", !problem);
    this.out.hidden = !(state.since || state.until);
    this.plot.replaceChildren(problem ? el("p", {class: "timeline-none"}, `${problem.title}.`) : "");
  }

  resized() {
    if (this.series && this.plot.clientWidth !== this.width) this.draw();
  }

  draw() {
    const {periods} = this.series;
    const hadFocus = this.plot.contains(document.activeElement);
    this.width = this.plot.clientWidth;
    this.from = this.to = this.drag = null;
    this.out.hidden = !(this.state.since || this.state.until);
    this.title.textContent = periods.length ? `Articles per ${PERIODS[this.answer.by]}` : "Timeline";
    this.root.classList.toggle("empty", !periods.length);
    this.rest();
    if (!periods.length || !this.width) return this.plot.replaceChildren();
    this.most = Math.max(1, ...periods.map(({count}) => count));
    this.band = this.width / periods.length;
    this.columns = periods.map((period, index) => this.column(period, index));
    const drawing = svg(
      "svg",
      {height: PLOT.height, role: "group", "aria-label": this.summary()},
      this.grid(),
      this.stems(),
      svg(
        "g",
        {
          role: "listbox",
          "aria-multiselectable": "true",
          "aria-orientation": "horizontal",
          "aria-label": "Periods: arrow keys move, Shift extends, Enter narrows the dates",
        },
        this.columns,
      ),
      this.axis(),
    );
    this.plot.replaceChildren(drawing, ...this.peakNames());
    this.setStop(periods.findIndex(({count}) => count === this.most));
    if (hadFocus) this.columns[this.stop].focus();
  }

  summary() {
    const {periods, total} = this.series;
    return `${plural(total, "dated article")} in ${this.daysText(0, periods.length - 1)}, at most ${number(this.most)} in a ${PERIODS[this.answer.by]}`;
  }

  column(period, index) {
    const wide = Math.min(Math.max(1, this.band - (this.band > 4 ? 2 : this.band > 2 ? 0.75 : 0)), WIDEST_COLUMN);
    const high = period.count ? Math.max(2, (period.count / this.most) * (PLOT.base - PLOT.top)) : 0;
    return svg(
      "g",
      {
        class: `period${period.peak ? " peak" : ""}`,
        role: "option",
        "aria-selected": "false",
        tabindex: -1,
        "data-index": index,
        "data-period": period.period,
        "aria-label": `${this.daysText(index, index)}: ${plural(period.count, "article")}${period.peak ? ", a peak" : ""}`,
      },
      svg("rect", {
        class: "ground",
        x: index * this.band,
        y: PLOT.top - 4,
        width: this.band,
        height: PLOT.base - PLOT.top + 4,
      }),
      svg("rect", {
        class: "column",
        x: (index + 0.5) * this.band - wide / 2,
        y: PLOT.base - high,
        width: wide,
        height: high,
      }),
    );
  }

  grid() {
    return svg(
      "g",
      {"aria-hidden": "true"},
      svg("line", {class: "timeline-grid", x1: 0, x2: this.width, y1: PLOT.top, y2: PLOT.top}),
      svg("line", {class: "timeline-base", x1: 0, x2: this.width, y1: PLOT.base, y2: PLOT.base}),
    );
  }

  axis() {
    const labels = axisLabels(this.series.periods, this.answer.by, this.width);
    const indent = Math.max(0, (this.band - WIDEST_COLUMN) / 2); // to the left edge of the column
    return svg(
      "g",
      {"aria-hidden": "true"},
      labels.map(({x, text}) => [
        svg("line", {
          class: "timeline-tick",
          x1: x + indent + 0.5,
          x2: x + indent + 0.5,
          y1: PLOT.base,
          y2: PLOT.base + 4,
        }),
        svg("text", {x: x + indent + 3, y: PLOT.label}, text),
      ]),
      svg("text", {x: this.width - 2, y: PLOT.top - 5, "text-anchor": "end"}, number(this.most)),
    );
  }

  peaks() {
    return this.series.peaks
      .map((peak) => {
        const at = this.series.periods.findIndex(({period}) => period === peak.top);
        const name = peakName(peak);
        return {
          peak,
          name,
          at,
          count: peak.top_count,
          x: (at + 0.5) * this.band,
          width: Math.min(NAME_WIDTH.most, name.length * NAME_WIDTH.character + NAME_WIDTH.padding),
        };
      })
      .filter(({at}) => at >= 0);
  }

  stems() {
    return svg(
      "g",
      {"aria-hidden": "true"},
      this.peaks().map(({x, count}) =>
        svg("line", {
          class: "peak-stem",
          x1: x,
          x2: x,
          y1: PLOT.top - 6,
          y2: PLOT.base - (count / this.most) * (PLOT.base - PLOT.top),
        }),
      ),
    );
  }

  peakNames() {
    const peaks = this.peaks();
    const left = placePeaks(peaks, this.width - 40);
    return peaks
      .map(({peak, name}, index) => {
        if (left[index] === null) return null;
        const narrow = () => this.narrowTo(peak);
        const button = el(
          "button",
          {
            class: "peak-name",
            type: "button",
            "aria-label": `Peak, ${dayRange(peak.begin, peak.end)}: ${name}. ${plural(peak.count, "article")}. Narrow the dates`,
            title: peak.headline?.title ?? null,
            on: {
              click: narrow,
              pointerenter: () => this.tellPeak(peak),
              focus: () => this.tellPeak(peak),
              pointerleave: () => this.rest(),
              blur: () => this.rest(),
            },
          },
          name,
        );
        button.style.left = `${left[index]}px`;
        return button;
      })
      .filter(Boolean);
  }

  // The text below the columns: the period under the pointer, or the total.
  rest() {
    const {periods, total, undated_left_out: undated} = this.series;
    const none = undated ? "Only articles without a date" : "No dated articles";
    const text = periods.length ? `${plural(total, "article")}, ${this.daysText(0, periods.length - 1)}` : none;
    const left = undated ? `; ${number(undated)} undated not shown` : "";
    this.read.replaceChildren(text + left);
  }

  tell(from, to) {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const chosen = this.series.periods.slice(low, high + 1);
    const count = chosen.reduce((sum, period) => sum + period.count, 0);
    const total = chosen.reduce((sum, period) => sum + period.total, 0);
    const of = total ? ` of ${number(total)}, ${percent((100 * count) / total)}` : "";
    this.read.replaceChildren(el("strong", {}, this.daysText(low, high)), `  ${plural(count, "article")}${of}`);
  }

  tellPeak(peak) {
    this.read.replaceChildren(
      el("strong", {}, dayRange(peak.begin, peak.end)),
      `  ${plural(peak.count, "article")}, usually ${number(peak.usual)}${this.answer.by === "day" ? "" : `, most on ${day(peak.top_day)}`}`,
      peak.words.length
        ? `; often ${peak.words
            .slice(0, 3)
            .map(({word}) => word)
            .join(", ")}`
        : "",
    );
  }

  setStop(index) {
    this.columns[this.stop]?.setAttribute("tabindex", "-1");
    this.stop = Math.min(Math.max(0, index), this.columns.length - 1);
    this.columns[this.stop].setAttribute("tabindex", "0");
  }

  choose(from, to) {
    this.from = from;
    this.to = to;
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    this.columns.forEach((column, index) =>
      column.setAttribute("aria-selected", String(from !== null && index >= low && index <= high)),
    );
  }

  narrowTo(peak) {
    const index = (match) => this.series.periods.findIndex(match);
    this.narrow(
      index(({begin}) => begin === peak.begin),
      index(({end}) => end === peak.end),
    );
  }

  // The days of the periods from `low` to `high`, clipped to the current date limits, since a week may begin before
  // them.
  limits(low, high) {
    const {periods, query} = this.series;
    const [since, until] = [query.since?.slice(0, 10) ?? "", query.until?.slice(0, 10) ?? "9999"];
    const {begin} = periods[low];
    const {end} = periods[high];
    return {since: begin < since ? since : begin, until: end > until ? until : end};
  }

  daysText(low, high) {
    const {since, until} = this.limits(low, high);
    return dayRange(since, until);
  }

  narrow(from, to) {
    this.actions.change(this.limits(Math.min(from, to), Math.max(from, to)));
  }

  indexAt(event) {
    const x = event.clientX - this.plot.getBoundingClientRect().left;
    return Math.min(Math.max(0, Math.floor(x / this.band)), this.columns.length - 1);
  }

  listen() {
    const plot = this.plot;
    const isColumn = (event) => this.series?.periods.length && !event.target.closest("button");
    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !isColumn(event)) return;
      this.drag = {pointer: event.pointerId, from: this.indexAt(event)};
      plot.setPointerCapture(event.pointerId);
      this.choose(this.drag.from, this.drag.from);
    });
    plot.addEventListener("pointermove", (event) => {
      if (!isColumn(event)) return;
      const at = this.indexAt(event);
      this.tell(this.drag?.from ?? at, at);
      if (this.drag && at !== this.to) this.choose(this.drag.from, at);
    });
    plot.addEventListener("pointerup", (event) => {
      if (!this.drag) return;
      const {from} = this.drag;
      this.drag = null;
      this.narrow(from, this.indexAt(event));
    });
    plot.addEventListener("pointercancel", () => this.cancel());
    plot.addEventListener("pointerleave", () => this.series && !this.drag && this.rest());
    // Handles clicks without a pointer, as sent by screen readers.
    plot.addEventListener("click", (event) => {
      const column = event.detail === 0 && event.target.closest(".period");
      if (column) this.narrow(Number(column.dataset.index), Number(column.dataset.index));
    });
    plot.addEventListener(
      "focusin",
      (event) => event.target.classList.contains("period") && this.tell(this.from ?? this.stop, this.stop),
    );
    plot.addEventListener("focusout", () => this.series && this.rest());
    plot.addEventListener("keydown", (event) => this.keyDown(event));
  }

  cancel() {
    this.drag = null;
    if (this.series?.periods.length) this.choose(null, null);
  }

  keyDown(event) {
    if (!event.target.classList.contains("period") || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.columns.length - 1;
    const moves = {
      ArrowLeft: this.stop - 1,
      ArrowRight: this.stop + 1,
      Home: 0,
      End: last,
      PageUp: this.stop - 10,
      PageDown: this.stop + 10,
    };
    if (event.key in moves) {
      const from = event.shiftKey ? (this.from ?? this.stop) : null;
      this.setStop(moves[event.key]);
      this.choose(from, event.shiftKey ? this.stop : null);
      this.columns[this.stop].focus();
      this.tell(from ?? this.stop, this.stop);
    } else if (event.key === "Enter" || event.key === " ") {
      this.narrow(this.from ?? this.stop, this.stop);
    } else if (event.key === "Escape" && this.from !== null) {
      this.cancel();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

// The top headline; the words that set the peak apart are in the text below the columns.
function peakName({words, tickers, headline, top}) {
  const terms = [...words.map(({word}) => word), ...tickers.map(({symbol, name}) => name || symbol)];
  return headline?.title || terms.slice(0, 3).join(" · ") || top;
}
