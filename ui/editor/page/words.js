// How values and corrections are said.

import { el } from "/dom.js";
import { chineseDate, localTime, STAGES } from "/words.js";

export const DATES = ["dated_on", "issued_on", "effective_on", "expires_on"];

/** Values of a field on one line. */
export function said({ name }, values) {
  if (name === "stage") return values.map((value) => STAGES[value]).join("");
  if (DATES.includes(name)) return values.map(chineseDate).join("");
  if (name === "deadline") return values.length ? `${values[0]}${values[1] ? `（${chineseDate(values[1])}）` : ""}` : "";
  return values.join(name === "path" ? " › " : "、");
}

/** Corrections that wait for a look. */
export function heldBox(held, words, ...buttons) {
  return el("div", { class: "held" }, el("p", {}, el("strong", {}, "待复核 "), words),
    held.map((one) => el("p", {}, `${one.label}：曾由 ${one.by}（${localTime(one.at)}）改为“${said(one, one.values) || "没有"}”。理由：${one.reason}`)),
    buttons.length ? el("p", { class: "buttons" }, buttons) : null);
}

/** Where one notice is opened on this page. */
export const addressOf = (id, view = "") => `/editor/?${new URLSearchParams({ notice: id, ...(view && { view }) })}`;

/** What there is to know of a notice at a glance. */
export function marksOf(notice) {
  return [
    notice.sample && ["示例", "sample"],
    notice.copy_of && ["副本", "plain"],
    notice.public ? ["公开", "good"] : [`不对外公开${notice.closed_because ? `：${notice.closed_because}` : ""}`, "bad"],
    notice.held > 0 && [`待复核 ${notice.held}`, "warn"],
    notice.corrected > 0 && [`人工更正 ${notice.corrected}`, "plain"],
    notice.items === 0 && ["没有读出任务", "warn"],
  ].filter(Boolean).map(([words, tone]) => el("li", { class: `mark ${tone}` }, words));
}
