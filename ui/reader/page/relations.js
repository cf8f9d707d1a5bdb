// What a notice says of others and they of it: a small graph for the eye, a list for everybody.

import { draw, el } from "/dom.js";
import { CHINESE, inEnglish, t } from "/labels.js";
import { noticeLink } from "/words.js";
import { actName } from "./acts.js";
import { broken, fitted } from "./drawing.js";

const DRAWN = 6;
/** Letters that have room on an arrow. */
const EDGE = 6.6;

function clauses(relation) {
  const told = relation.clauses.flatMap(({ number, ended }, n) =>
    [n > 0 && t("；"), el("bdi", CHINESE, number), t(ended ? "停止执行" : "有修改")]);
  return told.length ? [t("（"), ...told, t("）")] : [];
}

function entry(relation, notice) {
  const name = [relation.title && `《${relation.title}》`, relation.document_number && `（${relation.document_number}）`].filter(Boolean).join("");
  const own = relation.by === notice.id;
  const tone = /废止|代替/.test(relation.label) ? "bad" : "plain";
  return el("li", {},
    el("span", { class: `mark ${tone}` }, actName(relation.label)), " ",
    relation.notice_id ? el("a", { href: noticeLink(relation.notice_id), dir: "auto", ...CHINESE }, name) : el("bdi", CHINESE, name),
    clauses(relation),
    !relation.notice_id && el("span", { class: "meta" }, t("（库里没有）")), " ",
    el("a", { class: "where", href: noticeLink(relation.by, relation.start, relation.end) }, t(own ? "看本通知的原话" : "看对方的原话"),
      el("span", { class: "visually-hidden" }, t("："), actName(relation.label), inEnglish && " ", el("span", CHINESE, name))));
}

/** One node for each other notice, with all that binds it. */
function nodes(notice, direction) {
  const found = new Map();
  for (const relation of notice.relations.filter((known) => known.direction === direction)) {
    const key = relation.notice_id ?? `${relation.title}${relation.document_number}`;
    const node = found.get(key) ?? { id: relation.notice_id, name: relation.title ?? relation.document_number ?? "", labels: new Set() };
    // An arrow leads from the one that acts: 废止, not 被废止.
    node.labels.add(actName(relation.label.replace(/^被/, "")));
    found.set(key, node);
  }
  return [...found.values()];
}

export function relations(notice, section, body) {
  if (!notice.relations.length) return;
  const box = el("div", { class: "drawing graph", "aria-hidden": "true" });
  body.append(box, el("ul", { class: "related" }, notice.relations.map((relation) => entry(relation, notice))));
  section.hidden = false;
  const sides = { in: nodes(notice, "in"), out: nodes(notice, "out") };
  fitted(box, (width, letter) => graph(notice, sides, width, letter));
}

/** Those that speak of it on the left, those it speaks of on the right; on a phone all below it. */
function graph(notice, sides, width, letter) {
  const narrow = width < letter * 34;
  const cut = { in: sides.in.slice(0, DRAWN), out: sides.out.slice(0, DRAWN) };
  const row = letter * 4.6;
  const more = sides.in.length + sides.out.length - cut.in.length - cut.out.length;
  const rows = narrow ? cut.in.length + cut.out.length + 1 : Math.max(cut.in.length, cut.out.length, 1);
  const height = rows * row + (more ? letter * 2 : 4);
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "font-size": letter },
    draw("defs", {}, draw("marker", { id: "tip", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto-start-reverse" }, draw("path", { class: "tip", d: "M0 0L8 4L0 8z" }))));
  const own = { id: null, name: notice.title, labels: new Set(), own: true };
  if (narrow) {
    const left = letter * 5.5;
    node(svg, own, 1, 1, width - 2, row - letter, letter);
    [...cut.in.map((one) => [one, "in"]), ...cut.out.map((one) => [one, "out"])].forEach(([one, way], n) => {
      const y = (n + 1) * row;
      const middle = y + (row - letter) / 2;
      edge(svg, way, `M${letter} ${row - letter + 1}V${middle}H${left}`, [...one.labels].join(t("、")), letter * 1.4, middle - 4, letter, "start");
      node(svg, one, left, y, width - left - 1, row - letter, letter);
    });
  } else {
    // A side without nodes takes no room.
    const wide = width * (cut.in.length && cut.out.length ? 0.27 : 0.38);
    const gap = letter * 7;
    const mid = { x: cut.in.length ? wide + gap : 1, w: 0 };
    mid.w = (cut.out.length ? width - wide - gap : width - 1) - mid.x;
    const centre = (rows * row - letter) / 2;
    for (const way of ["in", "out"]) {
      cut[way].forEach((one, n) => {
        const y = ((rows - cut[way].length) / 2 + n) * row + 1;
        const middle = y + (row - letter) / 2;
        const [from, to] = way === "in" ? [wide, mid.x] : [mid.x + mid.w, width - wide];
        edge(svg, way, `M${from} ${way === "in" ? middle : centre}C${(from + to) / 2} ${way === "in" ? middle : centre} ${(from + to) / 2} ${way === "in" ? centre : middle} ${to} ${way === "in" ? centre : middle}`,
          [...one.labels].join(t("、")), (from + to) / 2, (middle + centre) / 2 - 5, letter, "middle", "forward");
        node(svg, one, way === "in" ? 1 : width - wide, y, wide - 1, row - letter, letter);
      });
    }
    node(svg, own, mid.x, centre - (row - letter) / 2, mid.w, row - letter, letter);
  }
  if (more) svg.append(draw("text", { x: 2, y: height - letter * 0.4 }, t("另有 {n} 份，见文字列表", { n: more })));
  return svg;
}

/** The arrow leads from the one that speaks to the one it speaks of. */
function edge(svg, way, path, words, x, y, letter, anchor, drawn = way) {
  svg.append(draw("path", { class: "edge", d: path, [drawn === "in" ? "marker-start" : "marker-end"]: "url(#tip)" }),
    draw("text", { class: "on-edge", x, y, "text-anchor": anchor }, broken(words, EDGE, 1)[0] ?? ""));
}

function node(svg, one, x, y, width, height, letter) {
  const lines = broken(one.name, Math.max(3, Math.floor((width - letter) / letter)), 2);
  const group = draw("g", { class: `node${one.own ? " own" : ""}${one.id || one.own ? "" : " away"}`, ...CHINESE }, draw("title", {}, one.name),
    draw("rect", { x, y, width: Math.max(1, width), height, rx: 6 }),
    ...lines.map((line, n) => draw("text", { x: x + letter / 2, y: y + height / 2 + letter * (0.35 + (n - (lines.length - 1) / 2) * 1.35) }, line)));
  // For the mouse; the list has the same as links.
  if (one.id) group.addEventListener("click", () => { location.href = noticeLink(one.id); });
  svg.append(group);
}
