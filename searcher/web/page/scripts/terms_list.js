// The significant terms of all results, counted while the reader has the section open; a click adds one to the search.
import {ask} from "./api.js";
import {el} from "./dom.js";
import {isCounted, setCounted} from "./filters.js";
import {number} from "./format.js";
import {articleParams, hasSearch} from "./view_state.js";

const KIND = {facet: "terms", isFolded: true};
const TERMS = "12";

// The words of the answer to /terms; none without a search, or while the section is folded.
export async function askTerms(state, signal) {
  if (!isCounted(KIND) || !hasSearch(state)) return [];
  const params = articleParams(state);
  params.set("limit", TERMS);
  return (await ask("terms", params, signal)).terms.filter(({kind}) => kind === "word");
}

export class TermsList {
  // actions: change(partOfState), renew()
  constructor(actions) {
    this.actions = actions;
    this.root = el("section", {class: "facet", "data-facet": "terms"});
  }

  show({terms, total}, state) {
    const isOpen = isCounted(KIND);
    this.root.hidden = !hasSearch(state) || !total;
    const click = () => {
      setCounted(KIND, !isOpen);
      this.actions.renew();
    };
    this.root.replaceChildren(
      el(
        "h2",
        {id: "facet-terms"},
        el(
          "button",
          {class: "facet-fold", type: "button", "aria-expanded": String(isOpen), "data-key": "fold-terms", on: {click}},
          "Typical words",
        ),
      ),
      isOpen
        ? el(
            "ul",
            {"aria-labelledby": "facet-terms"},
            terms.map((term) => el("li", {}, this.term(term, state))),
          )
        : "",
    );
  }

  term({term, count, of, lift}, state) {
    return el(
      "button",
      {
        class: "facet-value",
        type: "button",
        title: `In ${number(count)} of ${number(of)} results, ${lift.toFixed(1)} times usual. Search for it too`,
        "data-key": `term ${term}`,
        on: {click: () => this.actions.change({q: `${state.q} ${term}`.trim()})},
      },
      el("span", {class: "facet-name"}, term),
      el("span", {class: "facet-lift", "aria-hidden": "true"}, `${lift.toFixed(1)}×`),
      el("span", {class: "facet-count"}, number(count)),
    );
  }
}
