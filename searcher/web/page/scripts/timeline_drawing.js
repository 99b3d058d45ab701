// Draws a timeline: columns for the search, a line for each search that it is compared with, the axis and the peaks.
import {svg} from "./dom.js";
import {number, percent} from "./format.js";
import {axisLabels} from "./timeline_axis.js";

const PLOT = {top: 28, base: 96, height: 114, label: 110};
const WIDEST_COLUMN = 56;
const NAME_EDGE = 6;

// What all parts of a drawing use. `isShare`: heights are shares of the archive's articles of the period.
export function sceneOf({by, series}, width, isShare) {
  const valueOf = ({count, share}) => (isShare ? (share ?? 0) : count);
  const values = series.map(({periods}) => periods.map(valueOf));
  const least = isShare ? 0.1 : 1;
  return {
    by,
    width,
    isShare,
    values,
    periods: series[0].periods,
    band: width / series[0].periods.length,
    most: values.reduce((most, own) => own.reduce((one, value) => Math.max(one, value), most), least),
  };
}

function heightOf(scene, value) {
  return (value / scene.most) * (PLOT.base - PLOT.top);
}

// `label(index)` is the accessible name of a column; `columns` are those of periodColumn().
export function drawing(scene, label, columns, peaks) {
  return svg(
    "svg",
    {height: PLOT.height, role: "group", "aria-label": label},
    grid(scene),
    stems(scene, peaks),
    svg(
      "g",
      {
        role: "listbox",
        "aria-multiselectable": "true",
        "aria-orientation": "horizontal",
        "aria-label": "Periods: arrow keys move, Shift extends, Enter narrows the dates",
      },
      columns,
    ),
    lines(scene),
    axis(scene),
  );
}

export function periodColumn(scene, index, label) {
  const {band} = scene;
  const {period, peak, isBeside} = scene.periods[index];
  const value = scene.values[0][index];
  const wide = Math.min(Math.max(1, band - (band > 4 ? 2 : band > 2 ? 0.75 : 0)), WIDEST_COLUMN);
  const high = value ? Math.max(2, heightOf(scene, value)) : 0;
  return svg(
    "g",
    {
      class: `period${peak ? " peak" : ""}${isBeside ? " beside" : ""}`,
      role: "option",
      "aria-selected": "false",
      tabindex: -1,
      "data-index": index,
      "data-period": period,
      "aria-label": label,
    },
    svg("rect", {class: "ground", x: index * band, y: PLOT.top - 4, width: band, height: PLOT.base - PLOT.top + 4}),
    svg("rect", {class: "column", x: (index + 0.5) * band - wide / 2, y: PLOT.base - high, width: wide, height: high}),
  );
}

function grid({width}) {
  return svg(
    "g",
    {"aria-hidden": "true"},
    svg("line", {class: "timeline-grid", x1: 0, x2: width, y1: PLOT.top, y2: PLOT.top}),
    svg("line", {class: "timeline-base", x1: 0, x2: width, y1: PLOT.base, y2: PLOT.base}),
  );
}

// A line through the middle of the periods for each further search.
function lines(scene) {
  const points = (values) =>
    values.map((value, index) => `${(index + 0.5) * scene.band},${PLOT.base - heightOf(scene, value)}`).join(" ");
  return svg(
    "g",
    {"aria-hidden": "true"},
    scene.values.slice(1).map((values, i) => svg("polyline", {class: `series series-${i + 1}`, points: points(values)})),
  );
}

function axis({periods, by, width, band, most, isShare}) {
  const indent = Math.max(0, (band - WIDEST_COLUMN) / 2); // to the left edge of the column
  const tick = (x) => svg("line", {class: "timeline-tick", x1: x, x2: x, y1: PLOT.base, y2: PLOT.base + 4});
  return svg(
    "g",
    {"aria-hidden": "true"},
    axisLabels(periods, by, width).map(({x, text}) => [
      tick(x + indent + 0.5),
      svg("text", {x: x + indent + 3, y: PLOT.label}, text),
    ]),
    svg("text", {x: width - 2, y: PLOT.top - 5, "text-anchor": "end"}, isShare ? percent(most) : number(most)),
  );
}

function stems(scene, peaks) {
  return svg(
    "g",
    {"aria-hidden": "true"},
    peaks.map(({x, at, left, width}) =>
      svg("line", {
        class: "peak-stem",
        x1: Math.min(Math.max(x, left + NAME_EDGE), left + width - NAME_EDGE), // a name at the edge is beside its peak
        x2: x,
        y1: PLOT.top - 6,
        y2: PLOT.base - heightOf(scene, scene.values[0][at]),
      }),
    ),
  );
}
