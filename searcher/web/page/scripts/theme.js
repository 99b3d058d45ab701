// Sets the theme that was chosen before anything is painted. A classic script in the head, since a module would run too late.
"use strict";

(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be switched off: then the system's theme holds.
  }
})();
