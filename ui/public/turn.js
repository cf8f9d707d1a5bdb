// The parts of a turn beside its card: what was asked, that it is being looked up, that it is a kept answer.

import { button, el } from "./dom.js";
import { CHINESE, t } from "./labels.js";
import { chineseDate } from "./words.js";

export const bubble = (question) => el("p", { class: "asked", ...CHINESE }, el("span", { class: "visually-hidden" }, "您问："), question);

/** A card to come: something moves at once, and the page does not jump when the answer is there. */
export function waiting() {
  const lines = [1, 2, 3].map(() => el("span", { class: "line" }));
  return el("div", { class: "waiting" },
    el("p", { class: "said" }, el("span", { class: "dots", "aria-hidden": "true" }), t("正在查找通知…")),
    el("div", { class: "skeleton", "aria-hidden": "true" }, lines));
}

/** Over an answer that was kept: of when it is, how its notices stand today, and a way to ask anew. */
export function keptNote({ answer }, onAnew) {
  const day = answer.asked_on ? `${chineseDate(answer.asked_on)}的` : "当时的";
  const settled = !answer.now || answer.now.state === "unchanged";
  return el(
    "div",
    { class: `notice-box kept${settled ? "" : " moved"}` },
    el("p", CHINESE, `这是${day}答复存底。`, answer.now?.message ?? "之后的通知可能已有变化。"),
    button(t("现在重新问一次"), onAnew, { class: "action" }),
  );
}
