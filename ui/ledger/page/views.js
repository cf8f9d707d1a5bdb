// How rows are shown: table, month, timeline, counts. Text enters only as text nodes.

import { button, el } from "/dom.js";
import { chineseDate, distance, noticeMarks, ROLES as ROLE_WORDS } from "/words.js";
import { counted, isOverdue, NOT_NOTED, ROLES } from "./rows.js";

export const STATES = { not_noted: "未登记", not_started: "未开始", under_way: "进行中", done: "已完成", late: "逾期说明" };
const SVG = "http://www.w3.org/2000/svg";
const BARS = 24;
const MONTH_BARS = 37;
const TIMELINE_ROWS = 300;

export const sourceOf = (row) => `/notice.html?${new URLSearchParams({ id: row.notice_id, start: row.start, end: row.end })}`;

const dayOf = (iso) => { const [y, m, d] = iso.split("-").map(Number); return new Date(y, m - 1, d); };

export const mark = ([words, tone]) => el("span", { class: `mark ${tone}` }, words);

function dueMark(row, note, today) {
  if (!row.due) return null;
  if (note?.state === "done") return mark(["已完成", "good"]);
  return mark(distance(row.due, dayOf(today)));
}

/** One row of the table. onNote: called with the row to note its progress. */
export function tableRow(row, note, today, onNote) {
  const roles = ROLE_WORDS.filter(([key]) => row[key].length);
  const state = note?.state ?? NOT_NOTED;
  const name = `${STATES[state]}，登记第 ${row.item ?? "无号"} 项的进度`;
  const marks = noticeMarks(row).filter(([, tone]) => tone !== "good" && tone !== "plain");
  return el("tr", { "data-item": row.item_id },
    el("td", {},
      el("a", { class: "task", href: sourceOf(row) }, row.item ? el("span", { class: "number" }, row.item) : null, row.text),
      row.path.length ? el("span", { class: "path" }, row.path.join(" › ")) : null,
      row.corrected?.length ? mark([`人工更正：${row.corrected.join("、")}`, "warn"]) : null),
    el("td", {}, roles.map(([key, words]) => el("div", {}, el("span", { class: "role" }, `${words.slice(0, 2)}：`), row[key].join("、")))),
    el("td", {}, row.deadline ? el("div", {}, row.deadline.text) : "—",
      row.due ? el("div", { class: "by" }, chineseDate(row.due)) : null, dueMark(row, note, today)),
    el("td", {},
      button(STATES[state], () => onNote(row), { class: `state ${state}`, "aria-label": name }),
      note?.note ? el("span", { class: "note-line by" }, note.note) : null,
      note ? el("span", { class: "by" }, `${note.by} ${localTime(note.at)}`) : null,
      note?.clause ? mark(["条款已变", "warn"]) : null),
    el("td", {}, row.notice, el("span", { class: "by" }, [row.document_number, row.region].filter(Boolean).join(" · ")), marks.map(mark)));
}

export const localTime = (iso) => {
  const at = new Date(iso);
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
};

/** A month as a calendar. shown: 2024-01; turn(by), toDay(iso): what its buttons do. */
export function monthView(rows, shown, today, { turn, toDay }) {
  const [year, month] = shown.split("-").map(Number);
  const byDay = grouped(rows, shown);
  const before = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cell = (day) => {
    if (day < 1 || day > length) return el("td");
    const iso = `${shown}-${String(day).padStart(2, "0")}`;
    const due = byDay.get(iso) ?? [];
    return el("td", { class: iso === today ? "today" : null }, el("span", {}, String(day), iso === today ? "（今天）" : null),
      due.length ? button(`${due.length} 项`, () => toDay(iso), { "aria-label": `${month}月${day}日到期 ${due.length} 项，列出` }) : null,
      due.slice(0, 2).map((row) => el("span", { class: "first" }, row.text)));
  };
  const weeks = Array.from({ length: Math.ceil((before + length) / 7) }, (_, week) =>
    el("tr", {}, Array.from({ length: 7 }, (_, place) => cell(week * 7 + place - before + 1))));
  const total = [...byDay.values()].reduce((sum, due) => sum + due.length, 0);
  return [
    el("div", { class: "month-head" }, button("上个月", () => turn(-1), { class: "action", "data-turn": "-1" }),
      el("h2", { "aria-live": "polite" }, `${year}年${month}月：${total} 项到期`), button("下个月", () => turn(1), { class: "action", "data-turn": "1" })),
    el("table", { class: "calendar" }, el("caption", { class: "visually-hidden" }, `${year}年${month}月到期的任务`),
      el("thead", {}, el("tr", {}, [..."一二三四五六日"].map((day) => el("th", { scope: "col" }, el("span", { class: "visually-hidden" }, "周"), day)))),
      el("tbody", {}, weeks))];
}

function grouped(rows, shown) {
  const found = new Map();
  for (const row of rows.filter(({ due }) => due?.startsWith(shown))) {
    if (!found.has(row.due)) found.set(row.due, []);
    found.get(row.due).push(row);
  }
  return found;
}

/** The dated rows by their last day. */
export function timeView(rows, progress, today) {
  const dated = rows.filter((row) => row.due).sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  if (!dated.length) return [el("p", { class: "empty" }, "符合的任务里没有写明日期的。")];
  // What is due now stands first in the list that is cut.
  const from = dated.length <= TIMELINE_ROWS ? 0 : Math.max(0, dated.findIndex((row) => row.due >= today));
  const cut = dated.slice(from, from + TIMELINE_ROWS);
  const groups = [];
  for (const row of cut) {
    if (groups.at(-1)?.[0].due === row.due) groups.at(-1).push(row);
    else groups.push([row]);
  }
  const line = (row) => {
    const state = progress[row.item_id]?.state ?? NOT_NOTED;
    return el("li", {}, el("a", { href: sourceOf(row) }, row.text), " ",
      el("span", { class: "by" }, [row.lead_units.join("、"), STATES[state], isOverdue(row, state, today) ? "已过期" : null].filter(Boolean).join(" · ")));
  };
  return [
    cut.length < dated.length ? el("p", { class: "by" }, `只列出 ${cut[0].due} 起的 ${cut.length} 项，共 ${dated.length} 项有日期；请再筛选。`) : null,
    el("ol", { class: "timeline" }, groups.map((group) => el("li", {},
      el("h2", {}, chineseDate(group[0].due), mark(distance(group[0].due, dayOf(today)))), el("ul", {}, group.map(line)))))].filter(Boolean);
}

/** Counts by unit and by month. role: as in the form. */
export function countsView(rows, role) {
  const units = counted(rows, (row) => new Set(row[ROLES[role] ?? "all_units"]));
  const months = counted(rows, (row) => [row.due ? row.due.slice(0, 7) : "没有日期"]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return [el("div", { class: "charts" }, chart("各单位的任务数", "单位", units), chart("各月到期的任务数", "月份", months, MONTH_BARS))];
}

function chart(title, heading, counts, most = BARS) {
  const drawn = counts.slice(0, most);
  const more = counts.length > drawn.length ? `（前 ${drawn.length}，共 ${counts.length}）` : "";
  return el("figure", {}, el("figcaption", {}, title + more), bars(drawn),
    el("details", {}, el("summary", {}, "看数字"), el("table", {}, el("caption", { class: "visually-hidden" }, title),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, heading), el("th", { scope: "col" }, "任务数"))),
      el("tbody", {}, counts.map(([name, count]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, String(count))))))));
}

/** Bars for the eye; the table beside them says the same to screen readers. */
function bars(counts) {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const draw = (tag, attributes, text = "") => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
    node.textContent = text;
    return node;
  };
  const drawing = draw("svg", { viewBox: `0 0 480 ${counts.length * 24 + 4}`, "aria-hidden": "true" });
  counts.forEach(([name, count], place) => {
    const chars = Array.from(name);
    drawing.append(
      draw("text", { x: 150, y: place * 24 + 17, "text-anchor": "end" }, chars.length > 11 ? `${chars.slice(0, 10).join("")}…` : name),
      draw("rect", { x: 156, y: place * 24 + 4, width: Math.max(1, (count / most) * 270), height: 16, rx: 2 }),
      draw("text", { x: 162 + (count / most) * 270, y: place * 24 + 17 }, String(count)));
  });
  return drawing;
}
