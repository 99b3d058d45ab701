// Positions of the labels on a time axis. Computes numbers; does not draw.
import {monthName} from "./format.js";

const LEAST_GAP = 8; // pixels between two labels
const LABEL_WIDTH = 6.4; // approximate width of a character in pixels
const YEARS = [1, 2, 5, 10, 20, 50, 100];

// Which periods have labels, from the finest to the coarsest: the first rule whose labels have room is used, so that the
// distance between labels is regular.
const everyYears = YEARS.map(
  (step) =>
    ({year, isNewYear}) =>
      isNewYear && year % step === 0,
);
const everyMonths = [1, 3].map(
  (step) =>
    ({month, isNewMonth}) =>
      isNewMonth && (month - 1) % step === 0,
);
const RULES = {
  hour: [3, 6, 12, 24].map(
    (step) =>
      ({hour}) =>
        hour % step === 0,
  ),
  day: [() => true, ({weekday}) => weekday === 1, ...everyMonths, ...everyYears],
  week: [...everyMonths, ...everyYears],
  month: [...everyMonths, ...everyYears],
  quarter: [() => true, ...everyYears],
  year: everyYears,
};

// The period's beginning, and whether it is the first of its month or year.
function partsOf({begin, period}, previous) {
  const [year, month, date] = begin.split("-").map(Number);
  const hour = Number(period.slice(11, 13) || 0);
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  const isNewMonth = previous ? previous.month !== month || previous.year !== year : date <= 7;
  return {year, month, date, hour, weekday, isNewMonth, isNewYear: previous ? previous.year !== year : month === 1 && isNewMonth};
}

// The text of a label after `last`, the label to the left. The whole range, with its years, is in the text below.
function textOf({year, month, date, hour}, last, by) {
  const isOtherYear = last !== null && last.year !== year;
  if (by === "hour") return hour ? `${hour}h` : `${date} ${monthName(month)}`;
  if (by === "day") return last?.month === month ? String(date) : `${date} ${monthName(month)}`;
  if (isOtherYear) return String(year);
  return by === "quarter" ? `Q${Math.ceil(month / 3)}` : monthName(month);
}

function labelled(all, by, rule) {
  let last = null;
  const labels = [];
  const isYearly = everyYears.includes(rule);
  all.forEach((parts, index) => {
    if (!rule(parts)) return;
    labels.push({index, text: isYearly ? String(parts.year) : textOf(parts, last, by)});
    last = parts;
  });
  return labels;
}

// [{index, x, text}] for `width` pixels.
export function axisLabels(periods, by, width) {
  const band = width / periods.length;
  const all = [];
  for (const period of periods) all.push(partsOf(period, all.at(-1)));
  const place = ({index, text}) => ({index, text, x: index * band, end: index * band + text.length * LABEL_WIDTH});
  for (const rule of RULES[by]) {
    const labels = labelled(all, by, rule).map(place);
    if (labels.length && labels.every(({end}, i) => !labels[i + 1] || end + LEAST_GAP <= labels[i + 1].x))
      return labels.filter(({end}) => end <= width + 4);
  }
  return [place({index: 0, text: by === "year" ? String(all[0].year) : textOf(all[0], null, by)})];
}

// Places the names of peaks side by side as space allows, higher peaks first. Returns each one's left edge, or null.
export function placePeaks(peaks, width) {
  const order = peaks.map((peak, index) => index).sort((one, other) => peaks[other].count - peaks[one].count);
  const left = peaks.map(() => null);
  for (const index of order) {
    const {x, width: own} = peaks[index];
    const at = Math.min(Math.max(0, x - own / 2), width - own);
    const isFree = peaks.every(
      (other, k) => left[k] === null || at + own + LEAST_GAP <= left[k] || left[k] + other.width + LEAST_GAP <= at,
    );
    if (at >= 0 && isFree) left[index] = at;
  }
  return left;
}
