"use strict";
// Elements are made with h(); text only ever becomes text nodes, so nothing of a document is read as markup.

const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text in which signs that turn or hide words are written out. */
function visible(text) {
  return String(text).replace(UNSEEN, (sign) => `⟨U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** An element: h("p", {class: "x", onclick: f}, "text", child, [children], null). */
function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  put(element, children);
  return element;
}

function put(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
}

function clear(element, ...children) {
  element.replaceChildren();
  put(element, children);
}

function plain(word) {
  return String(word).replaceAll("_", " ");
}

/** Words of a document, kept from turning what stands beside them. */
function words(...children) {
  return h("bdi", null, children);
}

function link(target, ...children) {
  return h("a", { href: target }, children);
}

let said = 0;

/** Tell something in the corner, also to screen readers. */
function say(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  const mine = ++said;
  setTimeout(() => { if (mine === said) place.textContent = ""; }, 6000);
}

/** A table in a box that scrolls by itself and can be reached with the keyboard. */
function table(label, heads, rows, classes = "") {
  const head = h("thead", null, h("tr", null, heads.map((one) => h("th", { scope: "col" }, one))));
  return h("div", { class: `scroll ${classes}`, tabindex: 0, role: "region", "aria-label": label }, h("table", null, head, h("tbody", null, rows)));
}
