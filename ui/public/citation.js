// A cited passage: whose notice, where in it, the words themselves with the answering ones marked.

import { button, characters, el, marked } from "./dom.js";
import { CHINESE, t } from "./labels.js";
import { chineseDate, correctedMarks, noticeLink, noticeMarks, placeName, STANDING } from "./words.js";

const LONG = 180;
const AROUND = 60;
const GONE = [STANDING.removed, STANDING.closed];

/**
 * citation: one of answer.citations; facts: its own units and time limit, or null.
 * since: in a kept answer what became of the notice: { mark, message, notice }, else null.
 */
export function citationFigure(citation, facts, since = null) {
  const { notice } = citation;
  const head = [notice.document_number, notice.issuing_bodies.join("、"), chineseDate(notice.issued_on ?? notice.dated_on)];
  const place = placeName(citation);
  return el(
    "figure",
    { class: "citation" },
    el(
      "figcaption",
      {},
      el("cite", CHINESE, notice.title),
      el("ul", { class: "marks", "aria-label": t("通知状态") }, [...noticeMarks(notice), ...correctedMarks(citation), ...(since ? [[t(since.mark[0]), since.mark[1]]] : [])].map(markItem)),
      el("p", { class: "meta", ...CHINESE }, head.filter(Boolean).join(" · ")),
      place && el("p", { class: "place", ...CHINESE }, place),
    ),
    ...(citation.quote ? quote(citation) : []),
    facts,
    since && el("p", { class: "meta", ...CHINESE }, since.message),
    sourceLink(citation, since),
  );
}

/** To the notice at the place; where another text has taken its place, to that; nowhere where it is gone. */
function sourceLink(citation, since) {
  const later = since?.notice && since.notice !== citation.notice.id;
  if (since && GONE.includes(since.mark)) return null;
  const href = later ? noticeLink(since.notice) : noticeLink(citation.notice.id, citation.start, citation.end);
  const name = el("span", { class: "visually-hidden", ...CHINESE }, `：${citation.notice.title}（新窗口）`);
  return el("a", { class: "source-link", href, target: "_blank", rel: "noopener" }, t(later ? "看现在的版本" : "在原文中查看"), name);
}

export const markItem = ([words, tone]) => el("li", { class: `mark ${tone}` }, words);

function quote(citation) {
  const chars = characters(citation.quote);
  const spans = (citation.highlights ?? []).map(([from, to]) => [from - citation.start, to - citation.start]);
  const full = el("blockquote", { class: "quote", ...CHINESE }, marked(chars, 0, chars.length, spans));
  if (chars.length <= LONG) return [full];
  return collapsible(full, excerpt(chars, spans));
}

/** Both stand in the page, so that print can show the whole while the screen shows the part. */
function collapsible(full, part) {
  full.hidden = true;
  const toggle = button(t("展开全文"), () => {
    full.hidden = !full.hidden;
    part.hidden = !full.hidden;
    toggle.textContent = t(full.hidden ? "展开全文" : "收起");
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
  return el("blockquote", { class: "quote excerpt", ...CHINESE }, start > 0 && "……", nodes, end < chars.length && "……");
}
