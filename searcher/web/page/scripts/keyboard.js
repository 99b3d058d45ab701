// Keyboard shortcuts for the page, inactive in input fields. Users of speech input, whose software types letters, can
// turn them off.
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

// `actions` maps keys to functions: {"/": f, j: f, ...}. Escape always works, the others depend on the user's setting.
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
