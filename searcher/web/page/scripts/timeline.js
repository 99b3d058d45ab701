// The timeline: articles per period as columns. Clicking, dragging or the arrow keys narrow the dates. For screen
// readers it is a listbox of periods.
import {byId, el} from "./dom.js";
import {day, dayRange, hourRange, number, percent, plural} from "./format.js";
import {seriesNames} from "./timeline_ask.js";
import {placePeaks} from "./timeline_axis.js";
import {Compare, showsShares} from "./timeline_compare.js";
import {drawing, periodColumn, sceneOf} from "./timeline_drawing.js";

const NAME_WIDTH = {character: 6.3, padding: 18, most: 240};

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
    this.compare = new Compare({change: (part) => actions.change(part), redraw: () => this.series && this.draw()});
    this.root.append(
      el("div", {class: "timeline-head"}, this.title, this.compare.open, this.out),
      this.compare.form,
      this.compare.legend,
      this.plot,
      this.read,
    );
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
    this.compare.show(null, state);
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
    const isShare = this.state.vs.length > 0 && showsShares();
    this.title.textContent = periods.length ? `${isShare ? "Shares" : "Articles"} per ${this.answer.by}` : "Timeline";
    this.compare.show(periods.length ? this.answer : null, this.state);
    this.root.classList.toggle("empty", !periods.length);
    this.rest();
    if (!periods.length || !this.width) return this.plot.replaceChildren();
    const scene = sceneOf(this.answer, this.width, isShare);
    this.band = scene.band;
    this.columns = periods.map((_, index) => periodColumn(scene, index, this.columnName(index)));
    const peaks = this.peaks();
    this.plot.replaceChildren(drawing(scene, this.summary(), this.columns, peaks), ...this.peakNames(peaks));
    this.setStop(scene.values[0].indexOf(Math.max(...scene.values[0])));
    if (hadFocus) this.columns[this.stop].focus();
  }

  summary() {
    const {periods, total} = this.series;
    const most = periods.reduce((one, {count}) => Math.max(one, count), 0);
    return `${plural(total, "dated article")} in ${this.wholeText()}, at most ${number(most)} in a ${this.answer.by}`;
  }

  columnName(index) {
    const {count, peak} = this.series.periods[index];
    return `${this.daysText(index, index)}: ${plural(count, "article")}${peak ? ", a peak" : ""}`;
  }

  // Those whose names have room; the columns of the others are marked, too.
  peaks() {
    const peaks = this.series.peaks
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
    const left = placePeaks(peaks, this.width - 40);
    return peaks.map((peak, index) => ({...peak, left: left[index]})).filter((peak) => peak.left !== null);
  }

  peakNames(peaks) {
    return peaks.map(({peak, name, left}) => {
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
      button.style.left = `${left}px`;
      return button;
    });
  }

  // The text below the columns: the period under the pointer, or the total.
  rest() {
    const {periods, total, undated_left_out: undated} = this.series;
    const none = undated ? "Only articles without a date" : "No dated articles";
    const text = periods.length ? `${plural(total, "article")}, ${this.wholeText()}` : none;
    const left = undated ? `; ${number(undated)} undated not shown` : "";
    this.read.replaceChildren(text + left);
  }

  tell(from, to) {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const sum = ({periods}, name) => periods.slice(low, high + 1).reduce((all, period) => all + period[name], 0);
    const names = seriesNames(this.state);
    const texts = this.answer.series.map((series, index) => {
      const [count, total] = [sum(series, "count"), sum(series, "total")];
      const of = total ? ` of ${number(total)}, ${percent((100 * count) / total)}` : "";
      return index || this.state.vs.length ? `${names[index]} ${number(count)}${of}` : `${plural(count, "article")}${of}`;
    });
    this.read.replaceChildren(el("strong", {}, this.daysText(low, high)), `  ${texts.join("; ")}`);
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

  // The dates of the periods from `low` to `high`. Days are clipped to the current date limits, since a week may begin
  // before them.
  limits(low, high) {
    const {periods, query} = this.series;
    if (this.answer.by === "hour") return {since: `${periods[low].period}:00`, until: `${periods[high].period}:59`};
    const [since, until] = [query.since?.slice(0, 10) ?? "", query.until?.slice(0, 10) ?? "9999"];
    const {begin} = periods[low];
    const {end} = periods[high];
    return {since: begin < since ? since : begin, until: end > until ? until : end};
  }

  daysText(low, high) {
    const {since, until} = this.limits(low, high);
    return this.answer.by === "hour" ? hourRange(since, until) : dayRange(since, until);
  }

  // The dates of the search.
  wholeText() {
    return this.answer.by === "hour" ? day(this.answer.day) : this.daysText(0, this.series.periods.length - 1);
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
    plot.addEventListener("focusin", (event) => {
      if (!event.target.classList.contains("period")) return;
      this.setStop(Number(event.target.dataset.index));
      this.tell(this.from ?? this.stop, this.stop);
    });
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
