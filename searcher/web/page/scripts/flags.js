// What a reader must know of a report at first sight: that it was withdrawn, or changes another one.
import {el} from "./dom.js";

const MARKS = {
  withdrawn: {text: "Withdrawn", note: "Withdrawn: a notice takes this report back."},
  withdrawal: {text: "Withdrawal notice", note: "This notice takes a report back."},
  correction: {text: "Correction", note: "This report corrects an earlier one."},
};

function marksOf({flags = []}) {
  return flags.filter((flag) => flag in MARKS).map((flag) => [flag, MARKS[flag]]);
}

// Beside the source of a result.
export function flagMarks(row) {
  return marksOf(row).flatMap(([flag, {text}]) => [" ", el("span", {class: `flag flag-${flag}`}, text)]);
}

// Above the text of an article.
export function flagNotes(article) {
  return marksOf(article).map(([flag, {note}]) => el("p", {class: `flag-note flag-${flag}`, role: "note"}, note));
}
