// Creates elements. Strings become text nodes only, and unsafe addresses are rejected, so that no content of an archive
// can become markup or script.

const SVG = "http://www.w3.org/2000/svg";
const ADDRESSES = new Set(["href", "src", "action", "formaction", "xlink:href"]);
const REFUSED = /^(on|style$|srcdoc$)/i;

function isSafeAddress(address) {
  return /^https?:\/\//i.test(address) || /^[?#]/.test(address) || address === "./" || address.startsWith("api/");
}

function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
      continue;
    }
    if (REFUSED.test(name)) throw new Error(`the attribute ${name} is not for this page`);
    if (ADDRESSES.has(name) && !isSafeAddress(String(value))) throw new Error(`unsafe address in ${name}`);
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

// el("a", {href: "/", on: {click}}, "text", otherNode). Skips null and false attributes and children.
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  setAttributes(node, attributes);
  return fill(node, children);
}

export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  setAttributes(node, attributes);
  return fill(node, children);
}

export function byId(id) {
  return document.getElementById(id);
}

// Whether the page should handle the click; false for clicks that open a tab or window, or start a download.
export function isPlainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

// A listener that calls action() instead of following the link, for plain clicks only.
export function onPlainClick(action) {
  return (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    action();
  };
}
