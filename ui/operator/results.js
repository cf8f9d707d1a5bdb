// Results as one types: a listbox that the box steers, so that the keyboard's focus never leaves the box.

import { characters, el, marked } from "/dom.js";
import { noticeMarks, placeName, ROLES } from "/words.js";
import { named } from "/operator/script.js";

const AROUND = 30;
const LONG = 110;

/** Give { show(passages), move(step), active(), leave() }; `choose` gets the passage that is clicked. */
export function resultList(box, list, choose) {
  let passages = [];
  let at = -1;

  function mark(place) {
    at = place;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    const option = list.children[at];
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  return {
    show(found) {
      passages = found;
      list.replaceChildren(...found.map((passage, n) => hit(passage, n, () => { mark(n); choose(passage); })));
      box.setAttribute("aria-expanded", String(found.length > 0));
      mark(-1);
    },
    move(step) {
      if (passages.length) mark(Math.min(Math.max(at + step, -1), passages.length - 1));
      return passages.length > 0;
    },
    active: () => passages[at] ?? null,
    leave() { mark(-1); },
  };
}

function hit(passage, n, onclick) {
  const marks = noticeMarks(passage.notice).map(([words, tone]) => el("span", { class: `mark ${tone}` }, words));
  const facts = [placeName(passage), ...ROLES.filter(([key]) => passage[key].length).map(([key, label]) => `${label}：${passage[key].slice(0, 3).join("、")}`), passage.deadline && `时限：${passage.deadline.text}`];
  // Not the box's blur: a click must not take the keyboard's focus away.
  return el("li", { id: `hit-${n}`, class: "hit", role: "option", "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick },
    el("span", { class: "head" }, named(passage.notice), marks),
    el("span", { class: "quote-line" }, excerpt(passage)),
    el("span", { class: "facts-line" }, facts.filter(Boolean).join(" · ")));
}

function excerpt(passage) {
  const chars = characters(passage.quote);
  const spans = passage.highlights.map(([from, to]) => [from - passage.start, to - passage.start]);
  const first = Math.min(...spans.map(([from]) => from), chars.length);
  const start = spans.length && first > LONG - AROUND ? first - AROUND : 0;
  const end = Math.min(start + LONG, chars.length);
  return [start > 0 && "……", ...marked(chars, start, end, spans), end < chars.length && "……"];
}
