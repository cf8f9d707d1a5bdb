// How a clause read when progress was noted, against how it reads now.

import { el } from "/dom.js";

/** Above so many characters on either side the middle is not compared letter by letter. */
const MOST = 1500;

/** Both readings as paragraphs, what went away struck out, what came underlined. */
export function difference(then, now) {
  const [before, after] = compared(Array.from(then), Array.from(now));
  return [el("p", {}, "上次登记时："), el("p", { class: "clause" }, before), el("p", {}, "现在："), el("p", { class: "clause" }, after)];
}

function compared(a, b) {
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const kept = common(left, right);
  const around = (chars, middle) => [chars.slice(0, head).join(""), ...middle, chars.slice(chars.length - tail).join("")];
  return [around(a, pieces(left, kept.map(([place]) => place), "del")), around(b, pieces(right, kept.map(([, place]) => place), "ins"))];
}

/** Places [in a, in b] of a longest common subsequence; none where the texts are too long to compare. */
function common(a, b) {
  if (a.length > MOST || b.length > MOST) return [];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1] + 1 : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  const found = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) { found.push([i, j]); i += 1; j += 1; }
    else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

/** The characters as text, those not kept in elements of a tag. */
function pieces(chars, kept, tag) {
  const nodes = [];
  let at = 0;
  for (const place of [...kept, chars.length]) {
    if (place > at) nodes.push(el(tag, {}, chars.slice(at, place).join("")));
    if (place < chars.length) nodes.push(chars[place]);
    at = place + 1;
  }
  return nodes;
}
