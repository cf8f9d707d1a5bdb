// Tasks over time: a table whose last column draws each from the day of its notice to its last day.

import { button, draw, el } from "/dom.js";
import { chineseDate, dayOf, distance } from "/words.js";
import { isOverdue, NOT_NOTED } from "./rows.js";
import { mark, sourceOf, STATES } from "./views.js";

const PAGE = 40;
const WIDTH = 1000;
const DAY = 86400000;
const TICKS = 8;

const time = (iso) => Date.parse(`${iso}T00:00:00Z`);
const isoOf = (ms) => new Date(ms).toISOString().slice(0, 10);

/**
 * The dated rows in the order of their last days, some at a time.
 * begun: days of the notices by id; first: which row stands first, null for the next that is due;
 * turn(first): shows others; most: how many are shown.
 */
export function ganttView(rows, progress, today, begun, { first, turn, most = PAGE }) {
  const dated = rows.filter((row) => row.due).sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  if (!dated.length) return [el("p", { class: "empty" }, "符合的任务里没有写明日期的。请放宽筛选，或到“列表”里看。")];
  const next = dated.findIndex((row) => row.due >= today);
  const last = Math.max(0, dated.length - most);
  const at = Math.max(0, Math.min(last, first ?? (next < 0 ? last : next)));
  const cut = dated.slice(at, at + most);
  const scale = scaled(cut, begun);
  const undated = rows.length - dated.length;
  return [
    legend(),
    el("table", { class: "gantt" },
      el("caption", {}, `第 ${at + 1}—${at + cut.length} 项，共 ${dated.length} 项有日期${undated ? `，另有 ${undated} 项没有日期` : ""}`),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "任务"), el("th", { scope: "col" }, "时限"),
        el("th", { scope: "col", class: "span" }, el("span", { class: "visually-hidden" }, "从发文到时限"), axis(scale)))),
      el("tbody", {}, cut.map((row) => line(row, progress, today, begun, scale)))),
    last > 0 && el("nav", { class: "pages", "aria-label": "时间线翻页" },
      turner("更早", at > 0, () => turn(at - PAGE), "-1"), turner("更晚", at < last, () => turn(at + PAGE), "1")),
  ].filter(Boolean);
}

const turner = (label, can, go, by) => button(label, go, { class: "action", disabled: !can, "data-turn": by });

/** First and last time shown; a task begins with its notice, or a month before its day where that is not known. */
function scaled(rows, begun) {
  const from = Math.min(...rows.map((row) => start(row, begun)));
  const to = Math.max(...rows.map((row) => time(row.due))) + DAY;
  const place = (ms) => ((ms - from) / (to - from)) * WIDTH;
  return { from, to, place };
}

const start = (row, begun) => Math.min(begun.has(row.notice_id) ? time(begun.get(row.notice_id)) : time(row.due) - 30 * DAY, time(row.due));

function line(row, progress, today, begun, scale) {
  const state = progress[row.item_id]?.state ?? NOT_NOTED;
  const late = isOverdue(row, state, today);
  const kind = state === "done" ? "done" : late ? "late" : "coming";
  const known = begun.has(row.notice_id);
  const said = `${known ? `${chineseDate(begun.get(row.notice_id))}发文，` : ""}${chineseDate(row.due)}到期`;
  return el("tr", { class: kind },
    el("th", { scope: "row" }, el("a", { class: "task", href: sourceOf(row) }, row.text),
      el("span", { class: "by" }, [row.lead_units.join("、"), STATES[state]].filter(Boolean).join(" · "))),
    el("td", {}, el("div", {}, row.deadline.text), mark(state === "done" ? ["已完成", "good"] : distance(row.due, dayOf(today)))),
    el("td", { class: "span" }, el("span", { class: "visually-hidden said" }, said), bar(row, kind, known, today, begun, scale, said)));
}

function bar(row, kind, known, today, begun, { from, to, place }, said) {
  const drawing = draw("svg", { viewBox: `0 0 ${WIDTH} 24`, preserveAspectRatio: "none", "aria-hidden": "true" });
  const left = place(start(row, begun));
  const right = place(time(row.due) + DAY);
  const shape = draw("rect", { x: left, y: 5, width: Math.max(6, right - left), height: 14, class: `${kind}${known ? "" : " guessed"}` });
  shape.append(draw("title", {}, said));
  drawing.append(shape);
  const now = time(today);
  if (now >= from && now <= to) drawing.append(draw("line", { x1: place(now), x2: place(now), y1: 0, y2: 24, class: "now" }));
  return drawing;
}

/** Months, quarters or years, as many as can be read. */
function axis({ from, to }) {
  const marks = ticks(from, to);
  return el("span", { class: "axis", "aria-hidden": "true" }, marks.map((ms) => {
    const node = el("span", {}, isoOf(ms).slice(0, 7));
    node.style.left = `${(((ms - from) / (to - from)) * 100).toFixed(2)}%`;
    return node;
  }));
}

function ticks(from, to) {
  const months = (to - from) / DAY / 30.4;
  const step = [1, 2, 3, 6, 12, 24, 60].find((each) => months / each <= TICKS) ?? 120;
  const first = new Date(from);
  const found = [];
  for (let month = Math.ceil((first.getUTCMonth() + 1) / step) * step - step; ; month += step) {
    const ms = Date.UTC(first.getUTCFullYear(), month, 1);
    if (ms > to - (to - from) / 20) return found;
    if (ms >= from) found.push(ms);
  }
}

const legend = () => el("p", { class: "legend" },
  ...[["coming", "未到期"], ["late", "已过期未完成"], ["done", "已完成"]].map(([kind, words]) => el("span", { class: kind }, words)),
  el("span", { class: "now" }, "今天"), el("span", { class: "guessed" }, "虚线：通知没有写发文日期，按到期前一个月画"));
