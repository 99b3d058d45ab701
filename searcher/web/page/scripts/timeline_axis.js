// Positions of the labels on a time axis. Computes numbers; does not draw.
import {dayParts, monthName} from "./format.js";

const LEAST_GAP = 8; // pixels between two labels
const LABEL_WIDTH = 6.4; // approximate width of a character in pixels

// The label of the period's first day and its importance: 2 for the start of a year, 1 for a month, 0 otherwise.
function labelOf(period, previous, by) {
  const [year, month, date] = dayParts(period.begin);
  const newYear = !previous || dayParts(previous.begin)[0] !== year;
  const newMonth = newYear || dayParts(previous.begin)[1] !== month;
  if (by === "year") return {text: String(year), rank: year % 10 === 0 ? 2 : year % 5 === 0 ? 1 : 0};
  if (by === "quarter") return newYear ? {text: String(year), rank: 2} : {text: `Q${Math.ceil(month / 3)}`, rank: 0};
  if (by === "month")
    return newYear
      ? {text: previous ? String(year) : `${monthName(month)} ${year}`, rank: 2}
      : {text: monthName(month), rank: month % 3 === 1 ? 1 : 0};
  if (by === "week") {
    if (!newMonth) return null;
    return newYear ? {text: `${monthName(month)} ${year}`, rank: 2} : {text: monthName(month), rank: 1};
  }
  if (newYear) return {text: `${date} ${monthName(month)} ${year}`, rank: 2};
  if (newMonth) return {text: `${date} ${monthName(month)}`, rank: 1};
  return {text: String(date), rank: new Date(`${period.begin}T00:00Z`).getUTCDay() === 1 ? 0.5 : 0};
}

// [{index, x, text}] for `width` pixels; omits labels that would overlap a more important one.
export function axisLabels(periods, by, width) {
  const band = width / periods.length;
  const candidates = periods
    .map((period, index) => {
      const label = labelOf(period, periods[index - 1], by);
      return label && {...label, index, x: index * band, width: label.text.length * LABEL_WIDTH};
    })
    .filter(Boolean);
  candidates.sort((one, other) => other.rank - one.rank || one.index - other.index);
  const placed = [];
  for (const label of candidates) {
    const isFree = placed.every(
      (other) => label.x + label.width + LEAST_GAP <= other.x || other.x + other.width + LEAST_GAP <= label.x,
    );
    if (isFree && label.x + label.width <= width + 4) placed.push(label);
  }
  return placed.sort((one, other) => one.index - other.index);
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
