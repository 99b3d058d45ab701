// Settings that the browser stores for this page. If storage is disabled, nothing is stored.

export function remembered(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

export function remember(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // The setting is then valid only until the page is left.
  }
}
