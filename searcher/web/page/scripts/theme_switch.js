// The button that cycles through the themes: system, light, dark.
import {byId} from "./dom.js";
import {remember, remembered} from "./memory.js";

const NEXT = {"": "light", light: "dark", dark: ""};
const NAMES = {"": "as the system has it", light: "light", dark: "dark"};

export function listenForTheme() {
  const button = byId("theme");
  let theme = document.documentElement.dataset.theme ?? remembered("theme");
  const show = () => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    const text = `Theme: ${NAMES[theme]}`;
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  button.addEventListener("click", () => {
    theme = NEXT[theme] ?? "";
    remember("theme", theme);
    show();
  });
  show();
}
