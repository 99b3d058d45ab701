// The archive as it stood at an earlier time: every request of the page then asks for what the archive had learned by
// then, in the versions that were current.
import {el} from "./dom.js";
import {day} from "./format.js";

// A day, month or year as in the API, or an instant: "2025-01-30", "2025-01-30T14:05:00Z".
export function asOfText(value) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return `as it stood on ${day(value)}`;
  return `as it stood at ${value.replace("T", " ").replace("Z", " UTC")}`;
}

// A day to take; change(partOfState).
export function asOfControl(state, change) {
  const input = el("input", {
    type: "date",
    value: state.as_of.slice(0, 10),
    "aria-label": "Day on which the archive is searched as it stood",
    "data-key": "as-of",
    on: {change: (event) => change({as_of: event.target.value})},
  });
  return el(
    "details",
    {class: "facet-as-of", open: Boolean(state.as_of)},
    el("summary", {"data-key": "as-of-fold"}, "As it stood on an earlier day"),
    input,
    el("p", {}, "Only what the archive had by then, in the versions of then."),
  );
}
