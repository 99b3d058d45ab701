// Keys that work anywhere on the page but in a field. They can be switched off, for those whose software types letters.
import {remembered, remember} from "./memory.js";

export function shortcutsAreOn() {
  return remembered("shortcuts") !== "off";
}

export function setShortcuts(on) {
  remember("shortcuts", on ? "" : "off");
}

function isTyping(target) {
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

// `actions` by key: {"/": f, j: f, ...}. Escape works always, the others as the user has set.
export function listenForKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const action = actions[event.key];
    if (!action || (event.key !== "Escape" && !shortcutsAreOn())) return;
    event.preventDefault();
    action();
  });
}
