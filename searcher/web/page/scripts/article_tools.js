// What can be done with an open article: copy its address, cite it, print it, and see why it was found.
import {ask} from "./api.js";
import {copyBy} from "./clipboard.js";
import {el} from "./dom.js";
import {dayAndTime, number, plural} from "./format.js";
import {hasSearch, articleParams} from "./view_state.js";

// "Title." Outlet, 27 Jan 2025, 22:30 UTC. Address
export function citation({title, author, source, published, url, id}) {
  const end = /[.!?]$/.test(title) ? "" : ".";
  const facts = [author, source, published ? dayAndTime(published) : "undated"].filter(Boolean).join(", ");
  return `“${title || "Untitled"}${end}” ${facts}. ${url || id}`;
}

function copyButton(text, what) {
  const button = el("button", {class: "link", type: "button"}, text);
  button.addEventListener("click", () => copyBy(button, what));
  return button;
}

// The line of actions below the title.
export function toolsView(article, state) {
  const why = el("div", {class: "why", id: "why", hidden: true});
  const actions = [
    copyButton("Copy link", () => location.href),
    copyButton("Cite", () => citation(article)),
    el("button", {class: "link", type: "button", on: {click: () => print()}}, "Print"),
    hasSearch(state) ? whyButton(why, article.id, state) : null,
  ];
  return [el("p", {class: "article-actions"}, actions), why];
}

function whyButton(why, id, state) {
  const click = async () => {
    why.hidden = !why.hidden;
    button.setAttribute("aria-expanded", String(!why.hidden));
    if (why.hidden || why.childElementCount) return;
    why.replaceChildren("…");
    const params = articleParams(state);
    if (params.get("match") !== "any") params.delete("match");
    params.set("id", id);
    try {
      why.replaceChildren(...whyView(await ask("explain", params)));
    } catch (error) {
      why.replaceChildren(el("p", {role: "alert"}, `${error.title}.`));
    }
  };
  const button = el(
    "button",
    {class: "link", type: "button", "aria-expanded": "false", "aria-controls": "why", on: {click}},
    "Why is it here?",
  );
  return button;
}

// The leaves of the query's tree, in order.
function leaves(part, isExclusion = false) {
  const isNot = isExclusion || part.kind === "not";
  const isGroup = ["and", "or", "not"].includes(part.kind) && part.parts.length;
  return isGroup ? part.parts.flatMap((one) => leaves(one, isNot)) : [{...part, isExclusion}];
}

function howOften({holds, formula, isExclusion}) {
  if (!holds) return isExclusion ? "absent, as asked" : "not in it";
  if (isExclusion) return "in it";
  return formula ? (formula.wdf === 1 ? "once" : `${number(formula.wdf)} times`) : "holds";
}

function whyView({tree, article}) {
  const rows = leaves(tree).map((part) =>
    el(
      "tr",
      {},
      el("th", {scope: "row"}, el("bdi", {}, part.text)),
      el("td", {class: part.holds === part.isExclusion ? "zero" : null}, howOften(part)),
      el("td", {}, plural(part.count, "article")),
      el("td", {}, part.weight ? `+${part.weight.toFixed(2)}` : ""),
    ),
  );
  const table = el(
    "table",
    {},
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ["Part of the search", "In this article", "In the archive", "Score"].map((name) =>
          el("th", {scope: "col"}, name),
        ),
      ),
    ),
    el("tbody", {}, rows),
  );
  return [table, el("p", {}, article.found ? rankText(article) : "The search as it is does not find this article.")];
}

function rankText({rank, score, second_stage: nearness, about_company: company}) {
  const gains = [
    nearness ? `${nearness.toFixed(2)} for words that are adjacent or early` : "",
    company ? `${company.toFixed(2)} for the company` : "",
  ].filter(Boolean);
  const place = rank ? `By relevance, it is number ${number(rank)}` : "By relevance, it is not among the first";
  return score
    ? `${place}, with a score of ${score.toFixed(2)}${gains.length ? `, of it ${gains.join(", ")}` : ""}.`
    : "The search has no words to rank by.";
}
