// Help: the query language and the keys.
import {byId, el, isPlainClick} from "./dom.js";
import {shortcutsAreOn, setShortcuts} from "./keyboard.js";
import {emptyState, stateUrl} from "./view_state.js";

const EXAMPLES = [
  [
    "Words",
    [
      ["DeepSeek GPU demand", "all the words, in any form: GPU finds GPUs"],
      ["DeepSeek OR OPEC", "either; OR, AND and NOT in capitals"],
      ["oil -price", "the first and not the second"],
      ['"rate cut"', "the words one after the other"],
      ["tariff*", "every word that begins so; three letters at least"],
      ["(ECB OR Fed) rates", "parentheses group"],
    ],
  ],
  [
    "Nearness",
    [
      ["profit w/5 warning", "the second at most five words after the first"],
      ['"rate cut" near/9 inflation', "in either order"],
      ["atleast3:tariff", "three times or more"],
    ],
  ],
  [
    "Fields",
    [
      ["ticker:NVDA,AMD", "mentions any of these companies"],
      ["about:META", "the company in the title or the first paragraph"],
      ["title:tariffs", "in the title"],
      ['lead:"rate cut"', "in the title or the first 50 words"],
      ['source:"Harbor Wire"', "the outlet"],
      ["author:solberg", "words of the byline"],
      ["words:>200", "how long it is"],
      ["is:undated", "also superseded, future, corrected, correction, update, withdrawn"],
    ],
  ],
  [
    "Dates",
    [
      ["oil date:2025-01", "a year, a month or a day"],
      ["oil date:2025-01..2025-03", "from the first to the last, both inside"],
      ["oil date:7d", "the last seven days; also 90m (minutes), 24h, 3w, 6mo, 1y"],
      ['oil date:"last week"', "or last-week; also yesterday, ytd, 2025-Q1, jan-2025, >2025-03"],
    ],
  ],
];

const KEYS = [
  ["/", "the search box"],
  ["j k", "next result, the one before"],
  ["Enter", "opens it"],
  ["Esc", "back to the results"],
  ["n p", "next match in the article, the one before"],
  ["o", "opens the original"],
  ["h", "headlines, or results with snippets"],
  ["?", "this help"],
];

export class Help {
  constructor({navigate}) {
    this.dialog = byId("help");
    this.navigate = navigate;
    byId("help-open").addEventListener("click", () => this.open());
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
  }

  open() {
    if (!this.dialog.childElementCount) this.fill();
    this.dialog.showModal();
  }

  fill() {
    const close = () => this.dialog.close();
    this.dialog.append(
      el(
        "div",
        {class: "help-head"},
        el("h2", {id: "help-title"}, "How to search"),
        el("button", {class: "button", type: "button", on: {click: close}}, "Close"),
      ),
      el(
        "div",
        {class: "help-body"},
        el(
          "div",
          {},
          EXAMPLES.map(([heading, rows]) => [el("h3", {}, heading), this.table(rows)]),
          el(
            "p",
            {class: "help-note"},
            "Any text is a query. What cannot be meant as an operator is taken as a word, and a note says so. Fields and words mix freely.",
          ),
        ),
        el(
          "div",
          {class: "help-keys"},
          el("h3", {}, "Keys"),
          el(
            "dl",
            {},
            KEYS.map(([keys, text]) =>
              el(
                "div",
                {},
                el(
                  "dt",
                  {},
                  keys.split(" ").map((key) => [el("kbd", {}, key), " "]),
                ),
                el("dd", {}, text),
              ),
            ),
          ),
          shortcutSwitch(),
          el(
            "p",
            {class: "help-note"},
            "In the timeline: click or drag over columns, or arrow keys, Shift to extend, Enter to narrow the dates.",
          ),
          el(
            "p",
            {class: "help-note"},
            "In the filters: → leads from a value to and, which requires it, and not, which excludes it.",
          ),
          el(
            "p",
            {class: "help-note"},
            "Days and times are in your time zone, or in UTC: the button beside Dates switches. The address of the page holds the whole view: copy it to share.",
          ),
        ),
      ),
    );
  }

  table(rows) {
    return el(
      "table",
      {},
      el(
        "tbody",
        {},
        rows.map(([query, meaning]) => {
          const target = {...emptyState(), q: query};
          const click = (event) => {
            if (!isPlainClick(event)) return;
            event.preventDefault();
            this.dialog.close();
            this.navigate(target);
          };
          return el(
            "tr",
            {},
            el("td", {}, el("a", {href: stateUrl(target), on: {click}}, query)),
            el("td", {}, meaning),
          );
        }),
      ),
    );
  }
}

function shortcutSwitch() {
  const box = el("input", {
    type: "checkbox",
    checked: shortcutsAreOn(),
    on: {change: (event) => setShortcuts(event.target.checked)},
  });
  return el("label", {}, box, "Keys of a single letter work");
}
