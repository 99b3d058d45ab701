// What is known of an article beside its text: source and time, earlier versions, and the other members of its record.
import {changesView} from "./copies.js";
import {el} from "./dom.js";
import {dayAndTime, plural} from "./format.js";

// The earlier versions, each with what changed to the next.
export function versionsView(article) {
  const versions = article.earlier_versions.map((version) =>
    el(
      "div",
      {class: "version"},
      el("b", {dir: "auto"}, version.title),
      el("p", {class: "article-source"}, sourceLine(version)),
      el("p", {dir: "auto"}, version.changes ? changesView(version.changes.body) : version.body),
    ),
  );
  if (!versions.length) return [];
  return [
    el(
      "details",
      {class: "versions"},
      el("summary", {}, `${plural(versions.length, "earlier version")}, with what changed`),
      versions,
    ),
  ];
}

export function sourceLine(article, withAuthor = true) {
  return [
    el("b", {}, el("bdi", {}, article.source || "Unknown outlet")),
    " · ",
    article.published ? el("time", {datetime: article.published}, dayAndTime(article.published)) : "undated",
    withAuthor && article.author ? [" · ", el("bdi", {}, article.author)] : [],
  ].flat(2);
}

export function detailsView(article) {
  const rows = [
    ["Id", article.id],
    ["The input's identifier", article.external_id],
    ["Date as written", article.published_text],
    ["First seen", dayAndTime(article.first_seen)],
    ["Language", article.language],
    ["Labels", article.labels.join(", ")],
    [
      "Companies",
      article.companies
        .map(
          ({key, name, symbol, about, evidence}) =>
            `${[symbol, name].filter(Boolean).join(" ") || key} (${evidence}${about ? ", about it" : ""})`,
        )
        .join(", "),
    ],
  ].filter(([, value]) => value);
  return [
    el(
      "details",
      {},
      el("summary", {}, "About this article"),
      el(
        "dl",
        {},
        rows.map(([name, value]) => [el("dt", {}, name), el("dd", {}, el("bdi", {}, value))]),
      ),
    ),
  ];
}
