// Building elements. Text only ever enters the page as text nodes: nothing here parses HTML.

/** The element of the page's file with an id. */
export const byId = (id) => document.getElementById(id);

/** Make an element; children are nodes or strings, null and false are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== false && child !== undefined));
  return node;
}

/** Make an element of a drawing; children as for `el`. */
export function draw(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children.filter((child) => child !== null && child !== false));
  return node;
}

export const button = (label, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, label);

/** Offsets of the interface count characters (code points), strings here count UTF-16 units. */
export const characters = (text) => Array.from(text);

/**
 * Cut the characters [start, end) into text nodes and <mark> elements.
 * spans: [start, end) pairs in the same count; they may overlap or lie outside.
 */
export function marked(chars, start, end, spans) {
  const inside = spans
    .map(([from, to]) => [Math.max(from, start), Math.min(to, end)])
    .filter(([from, to]) => from < to)
    .sort((a, b) => a[0] - b[0]);
  const nodes = [];
  let at = start;
  for (const [from, to] of inside) {
    if (to <= at) continue;
    const begin = Math.max(from, at);
    if (begin > at) nodes.push(chars.slice(at, begin).join(""));
    nodes.push(el("mark", {}, chars.slice(begin, to).join("")));
    at = to;
  }
  if (at < end) nodes.push(chars.slice(at, end).join(""));
  return nodes;
}
