// The fixed words of the faces: labels of roles, marks of status, reasons, warnings, dates.

import { inEnglish, t } from "./labels.js";

export const ROLES = [
  ["lead_units", "牵头单位"],
  ["responsible_units", "责任单位"],
  ["cooperating_units", "配合单位"],
];

export const VALIDITY = {
  in_force: ["现行有效", "good"],
  not_yet: ["尚未施行", "warn"],
  expired: ["已失效", "bad"],
  repealed: ["已废止", "bad"],
  superseded: ["已被替代", "bad"],
  unknown: ["效力未注明", "plain"],
};

/** Names of the stages, as one chooses among them. */
export const STAGES = { final: "正式", consultation_draft: "征求意见稿", trial: "试行" };

const STAGE = { consultation_draft: ["草案：征求意见稿", "warn"], trial: ["试行", "plain"] };

export const REASONS = {
  not_in_library: "库里的通知没有写到这件事",
  other_region: "库里没有这个地区的通知",
  other_period: "库里没有这个时间的通知",
  expired: "相关通知已经失效",
  personal_case: "这属于个人具体事项，通知里查不到",
  out_of_scope: "这里查的是政策通知",
  unclear: "没有看懂这个问题",
};

export const WARNINGS = {
  consultation_draft: "依据是征求意见稿，还没有正式印发，不能当作正式要求。",
  not_yet_effective: "依据的通知尚未施行。",
  expired: "依据的通知已经失效。",
  repealed: "依据的通知已经废止。",
  superseded: "依据的通知已被新的通知替代。",
  deadline_passed: "写明的时限已经过去。",
  conflict: "两份通知写法不一致，请逐条对照原文，并向发文机关核实。",
  other_region: "依据来自其他地区，不一定适用于您所在的地方。",
  ocr_text: "原文由图片识别而来，可能有错字，请核对原件。",
  partial_text: "收录的原文不完整，可能还有未收录的内容。",
};

/** Warnings that mean that the answer may not be followed as it stands. */
export const GRAVE = ["expired", "repealed", "superseded", "conflict"];

/** How a notice quoted in a kept answer stands today. */
export const STANDING = {
  unchanged: ["与当时一致", "good"],
  ended: ["此后已失效或改动", "bad"],
  changed: ["此后换了内容", "warn"],
  removed: ["此后已从库里移除", "bad"],
  closed: ["此后不再公开", "bad"],
};

/** [words, tone] pairs that tell a reader what sort of notice this is. */
export function noticeMarks(notice) {
  return [
    notice.sample && ["示例", "sample"],
    STAGE[notice.stage],
    VALIDITY[notice.validity],
    (notice.forwarded_by || notice.forwards) && ["转发", "plain"],
  ]
    .filter(Boolean)
    .map(([words, tone]) => [t(words), tone])
    .concat(correctedMarks(notice));
}

/** 2021-07-07 as the page's language writes it. */
export const dayName = (iso) => (inEnglish && iso ? new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" }) : chineseDate(iso));

/** 2021-07-07 -> 2021年7月7日 */
export function chineseDate(iso) {
  if (!iso) return "";
  const [year, month, day] = iso.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

/** 2024-03-01T08:00:00Z -> 2024-03-01 16:00, in the reader's time. */
export function localTime(iso) {
  const at = new Date(iso);
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** 2024-03-01 -> a Date, its midnight here. */
export function dayOf(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return new Date(year, month - 1, day);
}

/** How far a day is from today, in words, with its tone. `today` is a Date. */
export function distance(iso, today) {
  const [year, month, day] = iso.split("-").map(Number);
  const midnight = (date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  const days = Math.round((Date.UTC(year, month - 1, day) - midnight(today)) / 86400000);
  if (days === 0) return [t("今天到期"), "warn"];
  if (days > 0) return [t("还有 {n} 天", { n: days }), days <= 30 ? "warn" : "good"];
  if (days >= -365) return [t("时限已过 {n} 天", { n: -days }), "bad"];
  return [t("时限已过 {n} 年多", { n: Math.floor(-days / 365.25) }), "bad"];
}

/** 3 -> 第 3 项, 十一 -> 第十一项; an article (第三条 …) keeps its own name. */
export function itemName({ item, quote }) {
  if (quote.startsWith(`第${item}条`)) return `第${item}条`;
  return /^[\x20-\x7e]+$/.test(item) ? `第 ${item} 项` : `第${item}项`;
}

/** Where in the notice: headings and the item's number. */
export const placeName = (citation) => [...citation.path, citation.item && itemName(citation)].filter(Boolean).join(" › ");

/** What of a notice's head, or of a clause, an editor put right. */
export function correctedMarks({ corrected }) {
  return corrected?.length ? [[`${t("人工更正")}${t("：")}${corrected.map((field) => t(field)).join(t("、"))}`, "warn"]] : [];
}

/** The address of a notice, and of a place in it where one is given. */
export const noticeLink = (id, start, end) => `/notices/notice.html?${new URLSearchParams(end > start ? { id, start, end } : { id })}`;
