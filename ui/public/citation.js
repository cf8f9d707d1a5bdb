// A cited passage: whose notice, where in it, the words themselves with the answering ones marked.

import { button, characters, el, marked } from "./dom.js";
import { chineseDate, noticeMarks, placeName } from "./words.js";

const LONG = 180;
const AROUND = 60;

/** citation: one of answer.citations; facts: its own units and time limit, or null. */
export function citationFigure(citation, facts) {
  const { notice } = citation;
  const head = [notice.document_number, notice.issuing_bodies.join("、"), chineseDate(notice.issued_on ?? notice.dated_on)];
  const place = placeName(citation);
  return el(
    "figure",
    { class: "citation" },
    el(
      "figcaption",
      {},
      el("cite", {}, notice.title),
      el("ul", { class: "marks", "aria-label": "通知状态" }, noticeMarks(notice).map(markItem)),
      el("p", { class: "meta" }, head.filter(Boolean).join(" · ")),
      place && el("p", { class: "place" }, place),
    ),
    ...quote(citation),
    facts,
    el("a", { class: "source-link", href: noticeLink(citation), target: "_blank", rel: "noopener" }, "在原文中查看", el("span", { class: "visually-hidden" }, `：${notice.title}（新窗口）`)),
  );
}

export const markItem = ([words, tone]) => el("li", { class: `mark ${tone}` }, words);

function noticeLink({ notice, start, end }) {
  return `/notice.html?${new URLSearchParams({ id: notice.id, start, end })}`;
}

function quote(citation) {
  const chars = characters(citation.quote);
  const spans = (citation.highlights ?? []).map(([from, to]) => [from - citation.start, to - citation.start]);
  const full = el("blockquote", { class: "quote" }, marked(chars, 0, chars.length, spans));
  if (chars.length <= LONG) return [full];
  return collapsible(full, excerpt(chars, spans));
}

/** Both stand in the page, so that print can show the whole while the screen shows the part. */
function collapsible(full, part) {
  full.hidden = true;
  const toggle = button("展开全文", () => {
    full.hidden = !full.hidden;
    part.hidden = !full.hidden;
    toggle.textContent = full.hidden ? "展开全文" : "收起";
    toggle.setAttribute("aria-expanded", String(!full.hidden));
  }, { class: "link-button", "aria-expanded": "false" });
  return [part, full, toggle];
}

function excerpt(chars, spans) {
  const first = Math.min(...spans.map(([from]) => from), chars.length);
  const wanted = spans.length ? Math.max(0, first - AROUND) : 0;
  const start = Math.min(wanted, chars.length - LONG);
  const end = start + LONG;
  const nodes = marked(chars, start, end, spans);
  return el("blockquote", { class: "quote excerpt" }, start > 0 && "……", nodes, end < chars.length && "……");
}
