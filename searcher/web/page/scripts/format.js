// Formats numbers, days and times, which are in the zone of zone.js.
import {inZone, zoneName} from "./zone.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const NUMBER = new Intl.NumberFormat("en-US");

export function number(value) {
  return NUMBER.format(value);
}

export function plural(count, one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

export function monthName(month) {
  return MONTHS[month - 1] ?? "";
}

// "2025-01-30" or the day of "2025-01-30T14:05:00Z" as [2025, 1, 30].
export function dayParts(text) {
  return inZone(text).slice(0, 10).split("-").map(Number);
}

// 30 Jan 2025
export function day(text) {
  const [year, month, date] = dayParts(text);
  return `${date} ${monthName(month)} ${year}`;
}

// 14:05 for "2025-01-30T14:05:00Z" in UTC; empty if only the day is known.
export function timeOfDay(text) {
  return text.length > 10 ? inZone(text).slice(11, 16) : "";
}

export function dayAndTime(text) {
  const time = timeOfDay(text);
  return time ? `${day(text)}, ${time} ${zoneName(text)}` : day(text);
}

// A range of days without repeating common parts: 27 Jan – 2 Feb 2025.
export function dayRange(begin, end) {
  if (begin === end) return day(begin);
  const [year, month, date] = dayParts(begin);
  const [endYear, endMonth] = dayParts(end);
  if (year !== endYear) return `${day(begin)} – ${day(end)}`;
  return month === endMonth ? `${date} – ${day(end)}` : `${date} ${monthName(month)} – ${day(end)}`;
}

// A range of minutes as the state has them: 30 Jan 2025, 14:00 – 15:59.
export function hourRange(begin, end) {
  const [first, last] = [begin, end].map((text) => text.split("T"));
  if (first[0] === last[0]) return `${day(first[0])}, ${first[1]} – ${last[1]}`;
  return `${day(first[0])}, ${first[1]} – ${day(last[0])}, ${last[1]}`;
}

// Formats a date limit as written in the state: 2025, 2025-01, 2025-01-30, 2025-01-30T14:00 or 7d.
export function limit(text) {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return text.split("T").map((part, i) => (i ? part : day(part))).join(", ");
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return day(text);
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  return month ? `${monthName(Number(month[2]))} ${month[1]}` : text;
}

export function duration(microseconds) {
  if (microseconds < 10_000) return `${(microseconds / 1000).toFixed(1)} ms`;
  if (microseconds < 1_000_000) return `${Math.round(microseconds / 1000)} ms`;
  return `${(microseconds / 1_000_000).toFixed(1)} s`;
}

export function percent(value) {
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} %`;
}
