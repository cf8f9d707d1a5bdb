// The text itself: one paragraph a line, known tables as tables, one marked place at a time.

import { characters, el, marked } from "/dom.js";
import { CHINESE, t } from "/labels.js";
import { noticeLink } from "/words.js";

export class Paper {
  /** notice: as the service gives it; say: tells screen readers something. */
  constructor(article, notice, say) {
    this.notice = notice;
    this.say = say;
    this.chars = characters(notice.text);
    // What else stands in the same file is another notice, with a page of its own.
    this.own = notice.forwards || notice.forwarded_by ? [notice.start, notice.end] : [0, this.chars.length];
    this.span = [0, 0];
    this.listeners = [];
    this.pieces = [];
    const named = new Set([...notice.passages, ...notice.items, ...notice.outline].map(({ start }) => start));
    const tables = notice.tables.filter(({ start, end }) => start >= this.own[0] && end <= this.own[1]);
    article.append(...this.parts(tables).map((part) => (part.rows ? this.table(part) : this.paragraph(part, named))).filter(Boolean));
    if (!this.pieces.length) article.append(el("p", {}, t("这份通知没有可以显示的文字。")));
  }

  /** Lines and tables in the order of the text. */
  parts(tables) {
    const parts = [];
    let at = this.own[0];
    for (const { start, end, rows } of tables) {
      if (start < at) continue;
      this.lines(at, start, parts);
      parts.push({ start, end, rows });
      at = end;
    }
    this.lines(at, this.own[1], parts);
    return parts;
  }

  lines(from, to, parts) {
    let start = from;
    for (let at = from; at <= to; at += 1) {
      if (at < to && this.chars[at] !== "\n") continue;
      parts.push({ start, end: at });
      start = at + 1;
    }
  }

  paragraph({ start, end }, named) {
    const text = this.chars.slice(start, end).join("");
    if (!text.trim()) return null;
    const words = el("span", { class: "words", dir: "auto", ...CHINESE });
    const node = el("p", { id: `c${start}`, tabindex: -1 }, words, this.anchor(start, end, [...named].some((place) => place >= start && place < end)));
    this.piece(words, start, end);
    return node;
  }

  table({ start, rows }) {
    const seen = new Set();
    const cell = ([from, to], column, row) => {
      const key = `${from}-${to}`;
      if (to > from && seen.has(key)) return null;
      seen.add(key);
      const same = (other) => other && other[0] === from && other[1] === to && to > from;
      let wide = 1;
      while (same(rows[row][column + wide])) wide += 1;
      let deep = 1;
      while (rows[row + deep] && same(rows[row + deep][column])) deep += 1;
      const words = el(row === 0 ? "th" : "td", { colspan: wide > 1 && wide, rowspan: deep > 1 && deep, scope: row === 0 && "col", dir: "auto", ...CHINESE });
      this.piece(words, from, to);
      return words;
    };
    return el("div", { class: "table-box", id: `c${start}`, tabindex: 0, role: "group", "aria-label": t("表格，可左右滚动") },
      el("table", {}, el("tbody", {}, rows.map((spans, row) => el("tr", {}, spans.map((span, column) => cell(span, column, row)))))));
  }

  piece(node, start, end) {
    const piece = { node, start, end };
    this.pieces.push(piece);
    this.fill(piece);
  }

  fill({ node, start, end }) {
    node.replaceChildren(...marked(this.chars, start, end, [this.span]));
  }

  /** A link to the paragraph. Those where nothing begins are left out of the way of the Tab key. */
  anchor(start, end, reached) {
    const href = noticeLink(this.notice.id, start, end);
    return el("a", { class: "anchor", href, tabindex: reached ? null : -1, "aria-label": t("这一段的链接"), title: t("这一段的链接"), onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.mark([start, end], { scroll: false });
      navigator.clipboard?.writeText(new URL(href, location.href).href).then(() => this.say(t("已复制这一段的链接")), () => this.say(t("网址栏里是这一段的链接")));
    } }, "#");
  }

  /** The paragraph or table that holds a character. */
  at(start) {
    const piece = this.pieces.find((known) => known.end > start) ?? this.pieces.at(-1);
    return piece.node.closest("[id]");
  }

  words([start, end]) {
    return this.chars.slice(start, end).join("").trim();
  }

  /** Mark a place, put it into the address, tell the others, and go there. */
  mark(span, { scroll = true } = {}) {
    const before = this.span;
    this.span = [Math.max(span[0], this.own[0]), Math.min(span[1], this.own[1])];
    for (const piece of this.pieces) {
      if ([before, this.span].some(([from, to]) => from < piece.end && piece.start < to)) this.fill(piece);
    }
    const wanted = new URLSearchParams(location.search);
    wanted.set("start", span[0]);
    wanted.set("end", span[1]);
    history.replaceState(null, "", `${location.pathname}?${wanted}`);
    const place = this.first();
    if (place) {
      place.id = "place";
      place.tabIndex = -1;
      document.getElementById("jump").hidden = false;
    }
    for (const listener of this.listeners) listener(span);
    if (scroll) this.show();
  }

  first() {
    return this.pieces.map(({ node }) => node.querySelector("mark")).find(Boolean);
  }

  show() {
    const place = this.first();
    place?.scrollIntoView({ block: "center" });
    place?.focus({ preventScroll: true });
  }
}
