// The few choices that the browser remembers for this page. Storage may be switched off: then nothing is remembered.

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
    // Then it holds until the page is left.
  }
}
