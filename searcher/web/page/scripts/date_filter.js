// The dates of the results as a filter: years, months or days with counts, usual periods, and a range to type.
import {ask} from "./api.js";
import {asOfControl} from "./as_of.js";
import {el, isPlainClick, svg} from "./dom.js";
import {share} from "./facet_row.js";
import {monthName, number} from "./format.js";
import {pageWords} from "./messages.js";
import {stateUrl} from "./view_state.js";
import {otherZone, switchZone, zone, zoneName} from "./zone.js";

const FORMS = "2025, 2025-01-30, 2025-Q1, jan 2025, last week, yesterday; 24h, 7d, 6mo and 1y count back from now";
const PERIODS = [
  ["today", "Today"],
  ["24h", "24 h"],
  ["7d", "7 d"],
  ["30d", "30 d"],
  ["ytd", "This year"],
];
const ENDS = [
  {name: "since", placeholder: "From", label: "From: a year, month or day, or 7d", calendar: "Calendar: first day"},
  {name: "until", placeholder: "To", label: "To: a year, month or day", calendar: "Calendar: last day"},
];

export class DateFilter {
  // actions: change(partOfState), rezone() shows everything in the other time zone
  constructor(actions) {
    this.actions = actions;
    this.root = el("section", {class: "facet", "data-facet": "date"});
  }

  // answer: {year, month or day}, each in the format of /facets.
  show(answer, state) {
    this.state = state;
    const values = valuesOf(answer);
    const most = Math.max(1, ...values.map(({count}) => count));
    this.root.replaceChildren(
      el("h2", {id: "facet-date"}, "Dates", this.zoneButton()),
      this.periods(),
      el(
        "ul",
        {"aria-labelledby": "facet-date"},
        values.map((row) => el("li", {}, this.row(row, most))),
      ),
      this.form(),
      asOfControl(state, this.actions.change),
    );
  }

  // The zone of the days, as a button if the reader has another than UTC.
  zoneButton() {
    const other = otherZone();
    if (!other) return el("small", {}, "UTC");
    const click = () => {
      switchZone();
      this.actions.rezone();
    };
    const label = `Days and times are in ${zone()}; switch to ${other}`;
    return el(
      "button",
      {class: "link facet-zone", type: "button", title: label, "aria-label": label, "data-key": "zone", on: {click}},
      zoneName(),
    );
  }

  // The facets could not be counted; the dates can still be changed.
  showProblem(problem) {
    this.root.querySelector("ul")?.replaceChildren(problem ? el("li", {class: "help-note"}, `${problem.title}.`) : "");
  }

  periods() {
    const {since, until} = this.state;
    const button = ([value, text]) => {
      const isOn = since === value && !until;
      const click = () => this.actions.change(isOn ? {since: "", until: ""} : {since: value, until: ""});
      return el(
        "button",
        {
          class: "facet-period",
          type: "button",
          "aria-pressed": String(isOn),
          "data-key": `period ${value}`,
          on: {click},
        },
        text,
      );
    };
    return el("div", {class: "facet-periods", role: "group", "aria-label": "Usual periods"}, PERIODS.map(button));
  }

  row({value, count}, most) {
    const {since, until} = this.state;
    const isChosen = since === value && until === value;
    const click = (event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      this.actions.change(isChosen ? {since: "", until: ""} : {since: value, until: value});
    };
    return el(
      "a",
      {
        class: "facet-value",
        href: stateUrl({...this.state, since: value, until: value, id: "", shown: 0}),
        "aria-current": isChosen ? "true" : null,
        "data-key": `date ${value}`,
        on: {click},
      },
      el("span", {class: "facet-name"}, dateName(value)),
      " ",
      el("span", {class: "facet-count"}, number(count)),
      el("span", {class: "hidden"}, count === 1 ? " article" : " articles"),
      share(count / most),
    );
  }

  form() {
    const inputs = ENDS.map(({name, placeholder, label}) =>
      el("input", {
        type: "text",
        name,
        value: this.state[name],
        placeholder,
        title: FORMS,
        "aria-label": label,
        "aria-describedby": "date-problem",
        "data-key": name,
        on: {input: (event) => event.target.removeAttribute("aria-invalid")},
      }),
    );
    this.problem = el("p", {class: "facet-problem", id: "date-problem", role: "alert"});
    const submit = (event) => {
      event.preventDefault();
      const [since, until] = inputs.map(({value}) => value.trim());
      this.set({since, until}, inputs);
    };
    return el(
      "form",
      {class: "facet-form", "aria-label": "Dates from and to", on: {submit}},
      inputs.map((input, index) => el("div", {class: "facet-end"}, input, calendar(ENDS[index], input))),
      el("button", {type: "submit"}, "Set"),
      this.problem,
    );
  }

  // Takes the dates if the server understands them; otherwise marks the field, and the results stay.
  async set(dates, inputs) {
    const params = new URLSearchParams(Object.entries(dates).filter(([, value]) => value));
    this.problem.textContent = "";
    try {
      if (params.size) await ask("count", params);
    } catch (error) {
      if (error.status === 400) return this.mark(error, inputs);
      // The search itself reports any other failure.
    }
    this.actions.change(dates);
  }

  mark({parameter, detail, hint}, inputs) {
    const wrong = inputs.find(({name}) => name === parameter) ?? inputs[1];
    wrong.setAttribute("aria-invalid", "true");
    const text = detail.replace(/^(since|until): /, "");
    this.problem.textContent = pageWords(`${text.charAt(0).toUpperCase()}${text.slice(1)}${hint ? `; ${hint}` : ""}`);
    wrong.focus();
  }
}

// A button that opens the browser's calendar; the day that is taken there goes into `input`, and is set at once.
function calendar({name, calendar: label}, input) {
  const picker = el("input", {type: "date", tabindex: -1, "aria-hidden": "true"});
  picker.addEventListener("change", () => {
    input.value = picker.value;
    input.form.requestSubmit();
  });
  const click = () => {
    picker.value = /^\d{4}-\d{2}-\d{2}$/.test(input.value) ? input.value : "";
    picker.showPicker();
  };
  const icon = svg(
    "svg",
    {viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true"},
    svg("path", {d: "M1.5 3h11v9.5h-11zM1.5 6h11M4.5 1v3M9.5 1v3"}),
  );
  return [
    picker,
    el(
      "button",
      {class: "facet-calendar", type: "button", title: label, "aria-label": label, "data-key": `calendar ${name}`, on: {click}},
      icon,
    ),
  ];
}

// Years if there are many, otherwise months, or the days of a single month.
function valuesOf(answer) {
  for (const by of ["year", "month", "day"]) {
    const values = answer[by]?.values ?? [];
    if (values.length > (by === "year" ? 2 : 1) || (by === "month" && !answer.day && values.length)) return values;
  }
  return answer.day?.values ?? [];
}

function dateName(value) {
  const [year, month, date] = value.split("-").map(Number);
  if (date) return `${date} ${monthName(month)}`;
  return month ? `${monthName(month)} ${year}` : String(year);
}
