// Buttons that copy a text.
import {el} from "./dom.js";
import {announce} from "./surroundings.js";

const COPIED_MS = 2000;

// Browsers offer the clipboard only to pages of https and of this machine; elsewhere the text is selected and copied.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = el("textarea", {class: "hidden", "aria-hidden": "true"}, text);
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

// Copies what() gives; the button says so for a moment.
export async function copyBy(button, what) {
  const name = button.textContent;
  if (name === "Copied") return;
  await copy(what());
  button.textContent = "Copied";
  announce("Copied");
  setTimeout(() => (button.textContent = name), COPIED_MS);
}
