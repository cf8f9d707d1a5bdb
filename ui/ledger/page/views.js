// How rows are shown: table and month. Text enters only as text nodes.

import { get, RequestFailed } from "/api.js";
import { button, el } from "/dom.js";
import { chineseDate, correctedMarks, dayOf, distance, localTime, noticeLink, noticeMarks, ROLES as ROLE_WORDS } from "/words.js";
import { difference } from "./difference.js";
import { NOT_NOTED } from "./rows.js";

export const STATES = { not_noted: "未登记", not_started: "未开始", under_way: "进行中", done: "已完成", late: "逾期说明" };

export const sourceOf = (row) => noticeLink(row.notice_id, row.start, row.end);

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
  // What was put right is of the task, not of its notice.
  const marks = noticeMarks({ ...row, corrected: null }).filter(([, tone]) => tone !== "good" && tone !== "plain");
  return el("tr", { "data-item": row.item_id },
    el("td", {},
      el("a", { class: "task", href: sourceOf(row) }, row.item ? el("span", { class: "number" }, row.item) : null, row.text),
      row.path.length ? el("span", { class: "path" }, row.path.join(" › ")) : null,
      correctedMarks(row).map(mark)),
    el("td", {}, roles.map(([key, words]) => el("div", {}, el("span", { class: "role" }, `${words.slice(0, 2)}：`), row[key].join("、")))),
    el("td", {}, row.deadline ? el("div", {}, row.deadline.text) : "—",
      row.due ? el("div", { class: "by" }, chineseDate(row.due)) : null, dueMark(row, note, today)),
    el("td", {},
      button(STATES[state], () => onNote(row), { class: `state ${state}`, "aria-label": name }),
      note?.note ? el("span", { class: "note-line by" }, note.note) : null,
      note ? el("span", { class: "by" }, `${note.by} ${localTime(note.at)}${note.notes > 1 ? ` · 共 ${note.notes} 条` : ""}`) : null,
      note?.clause ? changed(row, note) : null),
    el("td", {}, row.notice, el("span", { class: "by" }, [row.document_number, row.region].filter(Boolean).join(" · ")), marks.map(mark)));
}

/** That a clause reads otherwise than when it was noted, and on demand how. */
function changed(row, note) {
  const room = el("div", { class: "changed" });
  const open = async () => {
    if (room.childElementCount) return;
    room.append(el("p", { class: "by" }, "正在读…"));
    try {
      const { clause } = await get(`/api/v1/tasks/${encodeURIComponent(row.item_id)}/progress`);
      room.replaceChildren(...difference(note.clause, clause));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      room.replaceChildren();
      room.append(`差异没有读出来：${error.message}收起再展开可重试。`);
    }
  };
  const node = el("details", { class: "change" }, el("summary", {}, mark(["条款已变", "warn"]), " 看差异"), room);
  node.addEventListener("toggle", () => node.open && open());
  return node;
}

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
