// Applies the stored theme before the first paint. A classic script in the head, since a module would run too late.
"use strict";

(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be disabled: use the system's theme.
  }
})();
