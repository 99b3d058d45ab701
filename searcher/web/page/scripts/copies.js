// Stories: the copies that a result represents, who had them when, and what they changed.
import {ask} from "./api.js";
import {el, onPlainClick} from "./dom.js";
import {day, dayAndTime, number, timeOfDay} from "./format.js";
import {stateUrl} from "./view_state.js";

function whenText(first, published) {
  if (!first.date) return "undated";
  const isSameDay = timeOfDay(first.date) && published && day(first.date) === day(published);
  return isSameDay ? timeOfDay(first.date) : dayAndTime(first.date);
}

function changesText({changes_from: base, same_text: isSame, words_deleted: deleted, words_inserted: inserted}) {
  if (!base) return "the first report";
  if (isSame) return "the same text";
  return [inserted ? `${number(inserted)} words more` : "", deleted ? `${number(deleted)} fewer` : ""]
    .filter(Boolean)
    .join(", ");
}

function reportView(report, state, open) {
  return el(
    "li",
    {},
    report.published ? el("time", {datetime: report.published}, dayAndTime(report.published)) : "undated",
    " · ",
    el("b", {}, el("bdi", {}, report.source || "Unknown outlet")),
    ` · ${changesText(report)}`,
    report.flags.includes("superseded") ? " · earlier version" : null,
    el(
      "a",
      {href: stateUrl({...state, id: report.id}), dir: "auto", on: {click: onPlainClick(() => open(report.id))}},
      report.title || "Untitled",
    ),
  );
}

// The line "+3 copies: Harbor Wire 07:12 first" of a row, which opens the reports of the story below it. Null for a row
// without copies.
export function copiesView(row, state, open) {
  const {story} = row;
  if (!story?.collapsed) return null;
  const copies = story.collapsed === 1 ? "+1 copy" : `+${number(story.collapsed)} copies`;
  const list = el("ol", {class: "copies", hidden: true});
  const toggle = async () => {
    const isOpening = list.hidden;
    list.hidden = !isOpening;
    button.setAttribute("aria-expanded", String(isOpening));
    if (!isOpening || list.childElementCount) return;
    list.replaceChildren(el("li", {}, "…"));
    try {
      const {reports} = await ask(`stories/${encodeURIComponent(row.id)}`);
      list.replaceChildren(...reports.map((report) => reportView(report, state, open)));
    } catch (error) {
      list.replaceChildren(el("li", {role: "alert"}, `${error.title}.`));
    }
  };
  const button = el(
    "button",
    {class: "copies-open", type: "button", "aria-expanded": "false", on: {click: toggle}},
    copies,
    el(
      "span",
      {class: "copies-first"},
      ": ",
      el("bdi", {}, story.first.source || "Unknown outlet"),
      ` ${whenText(story.first, row.published)} first`,
    ),
  );
  return el("div", {class: "row-copies"}, button, list);
}

// The other articles of an open article's story. Empty if it is alone.
export function storyView(article, state, open) {
  if (!article.story) return [];
  const {others, articles} = article.story;
  const items = others.map((other) => {
    const click = onPlainClick(() => open(other.id));
    return el(
      "li",
      {},
      el("a", {href: stateUrl({...state, id: other.id}), dir: "auto", on: {click}}, other.title || "Untitled"),
      el(
        "p",
        {},
        el("b", {}, el("bdi", {}, other.source || "Unknown outlet")),
        " · ",
        other.published ? el("time", {datetime: other.published}, dayAndTime(other.published)) : "undated",
      ),
    );
  });
  const rest = articles - 1 - others.length;
  if (rest > 0) items.push(el("li", {}, `and ${number(rest)} more`));
  return [
    el("h3", {id: "story-title"}, "The same story"),
    el("ol", {class: "story", "aria-labelledby": "story-title"}, items),
  ];
}

// A text with deletions and insertions marked, from pieces {change, text}.
export function changesView(pieces) {
  const names = {deleted: "del", inserted: "ins"};
  return pieces.map(({change, text}) => (names[change] ? el(names[change], {}, text) : text));
}
