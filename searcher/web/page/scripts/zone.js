// The time zone of the days and times that the page shows: the reader's own, or UTC if the reader prefers it.
import {remember, remembered} from "./memory.js";

const SETTING = "zone"; // "UTC" or nothing
const UTC = "UTC";
const OWN = new Intl.DateTimeFormat().resolvedOptions().timeZone || UTC;
const OTHER_NAMES = new Set(["Etc/UTC", "Etc/GMT", "GMT", "UCT", "Zulu"]);

let isUnknown = OTHER_NAMES.has(OWN); // the server does not have the zone, or it is UTC

// "Europe/Berlin" or "UTC".
export function zone() {
  return isUnknown || remembered(SETTING) === UTC ? UTC : OWN;
}

// The zone that the reader can switch to; empty if there is only UTC.
export function otherZone() {
  if (isUnknown || OWN === UTC) return "";
  return zone() === UTC ? OWN : UTC;
}

export function switchZone() {
  remember(SETTING, zone() === UTC ? "" : UTC);
}

// The server refuses the zone: everything is in UTC.
export function giveZoneUp() {
  isUnknown = true;
}

function parts(text, options, locale = "en-GB") {
  const format = new Intl.DateTimeFormat(locale, {timeZone: zone(), hourCycle: "h23", ...options});
  return Object.fromEntries(format.formatToParts(new Date(text)).map(({type, value}) => [type, value]));
}

// "2025-01-30T15:05" in the zone for "2025-01-30T14:05:00Z"; a day alone has no zone, and stays as it is.
export function inZone(text) {
  if (text.length <= 10 || zone() === UTC) return text;
  const number = {year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit"};
  const {year, month, day, hour, minute} = parts(text, number);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

// "UTC", or the abbreviation on that day as the reader's language has it: "CET", "EST", "GMT+9".
export function zoneName(text = new Date().toISOString()) {
  return zone() === UTC ? UTC : parts(text, {timeZoneName: "short"}, navigator.language).timeZoneName;
}
