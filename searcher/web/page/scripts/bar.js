// The controls above the results: headlines or snippets, the menus, and the filters of small screens.
import {copyBy} from "./clipboard.js";
import {byId} from "./dom.js";
import {remember, remembered} from "./memory.js";

const LIST = "list"; // the setting: "headlines" or nothing

function showList(isShort) {
  byId("results").classList.toggle("headlines", isShort);
  byId("headlines").setAttribute("aria-pressed", String(isShort));
}

// Switches between one line for each result and results with snippets; the browser remembers the choice.
export function switchList() {
  const isShort = remembered(LIST) !== "headlines";
  remember(LIST, isShort ? "headlines" : "");
  showList(isShort);
}

function listenForMenu(menu) {
  const close = () => (menu.open = false);
  document.addEventListener("pointerdown", (event) => menu.contains(event.target) || close());
  menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close());
  menu.addEventListener("click", (event) => event.target.closest("a") && close());
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    close();
    menu.querySelector("summary").focus();
  });
}

function listenForFilters() {
  const button = byId("filters");
  button.addEventListener("click", () => {
    const isOpen = byId("side").classList.toggle("unfolded");
    button.setAttribute("aria-expanded", String(isOpen));
  });
}

export function listenForBar() {
  showList(remembered(LIST) === "headlines");
  byId("headlines").addEventListener("click", switchList);
  for (const menu of document.querySelectorAll(".menu")) listenForMenu(menu);
  for (const button of document.querySelectorAll("[data-feed]"))
    button.addEventListener("click", () => copyBy(button, () => byId(button.dataset.feed).href));
  listenForFilters();
}
