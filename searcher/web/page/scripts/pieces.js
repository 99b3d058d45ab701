// Text in pieces, {text, match}, the engine's format for snippets and marked articles.
import {el} from "./dom.js";

export function marked(pieces) {
  return pieces.map((piece) => (piece.match ? el("mark", {}, piece.text) : piece.text));
}

// With an ellipsis if it starts or ends within a sentence.
export function snippet(pieces) {
  if (!pieces?.length) return [];
  const text = pieces.map((piece) => piece.text).join("");
  const begins = /^[\p{Lu}\p{N}\p{Lo}"“‘'($]/u.test(text);
  const ends = /[.!?…:"”’)]\s*$/u.test(text);
  return [begins ? null : "…\u00a0", marked(pieces), ends ? null : "\u00a0…"]; // not alone on a line
}

// Splits pieces at line feeds into paragraphs, each a list of pieces. Skips blank paragraphs.
export function paragraphs(pieces) {
  const all = [[]];
  for (const piece of pieces) {
    piece.text.split("\n").forEach((text, line) => {
      if (line > 0) all.push([]);
      if (text) all.at(-1).push({text, match: piece.match});
    });
  }
  return all.filter((paragraph) => paragraph.some((piece) => piece.text.trim()));
}
