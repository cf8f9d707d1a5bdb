// How many tasks there are by unit and by month: a drawing for the eye, a table that says the same.

import { draw, el } from "/dom.js";
import { isOverdue, NOT_NOTED, ROLES } from "./rows.js";

const BARS = 24;
const MONTH_BARS = 37;
// Widths of a drawing in its own measure, and how much of a name fits; on a phone letters would get too small.
const WIDE = { label: 156, bar: 270, chars: 11 };
const NARROW = { label: 124, bar: 130, chars: 9 };
const KINDS = [["done", "已完成"], ["late", "已过期未完成"], ["coming", "其余"]];

/** Counts by unit and by month. role: as in the form; progress: newest notes by item id. */
export function countsView(rows, role, progress, today) {
  const kind = (row) => {
    const state = progress[row.item_id]?.state ?? NOT_NOTED;
    return state === "done" ? "done" : isOverdue(row, state, today) ? "late" : "coming";
  };
  const units = tallied(rows, (row) => new Set(row[ROLES[role] ?? "all_units"]), kind)
    .sort((a, b) => b[1].all - a[1].all || (a[0] < b[0] ? -1 : 1));
  const months = tallied(rows, (row) => [row.due ? row.due.slice(0, 7) : "没有日期"], kind).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return [
    el("p", { class: "legend" }, KINDS.map(([name, words]) => el("span", { class: name }, words))),
    el("div", { class: "charts" }, chart("各单位的任务数", "单位", units, BARS, "最多的"), chart("各月到期的任务数", "月份", months.slice(-MONTH_BARS), MONTH_BARS, "最近的", months)),
  ];
}

/** [name, { all, done, late, coming }] of every name that key gives of a row. */
function tallied(rows, key, kind) {
  const found = new Map();
  for (const row of rows) {
    const sort = kind(row);
    for (const name of key(row)) {
      const tally = found.get(name) ?? { all: 0, done: 0, late: 0, coming: 0 };
      tally.all += 1;
      tally[sort] += 1;
      found.set(name, tally);
    }
  }
  return [...found];
}

function chart(title, heading, tallies, most, which, all = tallies) {
  const drawn = tallies.slice(0, most);
  const more = all.length > drawn.length ? `（${which} ${drawn.length} 个，共 ${all.length} 个）` : "";
  const cells = [["all", "任务数"], ...KINDS];
  return el("figure", {}, el("figcaption", {}, title + more), bars(drawn),
    el("details", {}, el("summary", {}, "看数字"), el("table", {}, el("caption", { class: "visually-hidden" }, title),
      el("thead", {}, el("tr", {}, [heading, ...cells.map(([, words]) => words)].map((words) => el("th", { scope: "col" }, words)))),
      el("tbody", {}, all.map(([name, tally]) => el("tr", {}, el("th", { scope: "row" }, name), cells.map(([sort]) => el("td", {}, String(tally[sort])))))))));
}

/** Each name a bar, its parts one after another. */
function bars(tallies) {
  const most = Math.max(1, ...tallies.map(([, { all }]) => all));
  const room = matchMedia("(max-width: 48rem)").matches ? NARROW : WIDE;
  const drawing = draw("svg", { viewBox: `0 0 ${room.label + room.bar + 54} ${tallies.length * 24 + 4}`, "aria-hidden": "true" });
  tallies.forEach(([name, tally], place) => {
    const chars = Array.from(name);
    drawing.append(draw("text", { x: room.label - 6, y: place * 24 + 17, "text-anchor": "end" }, chars.length > room.chars ? `${chars.slice(0, room.chars - 1).join("")}…` : name));
    let x = room.label;
    for (const [sort] of KINDS) {
      const width = (tally[sort] / most) * room.bar;
      if (width) drawing.append(draw("rect", { x, y: place * 24 + 4, width, height: 16, class: sort }));
      x += width;
    }
    drawing.append(draw("text", { x: x + 6, y: place * 24 + 17 }, String(tally.all)));
  });
  return drawing;
}
