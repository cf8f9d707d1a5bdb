// What was understood of a question, as chips under it; each can be taken back.

import { button, el } from "./dom.js";
import { CHINESE, t } from "./labels.js";

/** Readings that are worth a look, in the order they are shown. */
const LABELS = {
  asked: "理解为",
  correction: "更正",
  region: "地区",
  period: "时间",
  unit: "单位",
  window: "时限",
  number: "文号",
  item: "条目",
  notice: "通知",
  as_of: "日期",
};
/** The subject is only worth saying where the question did not say it itself. */
const CARRIED = "接自上文";

/**
 * turn: with its answer; onIgnore(names): asks again without those readings, null where nothing can be asked.
 * Returns null where there is nothing to say.
 */
export function understoodChips(turn, onIgnore) {
  const pieces = turn.answer.understood ?? [];
  const chips = grouped(pieces).map((chip) => item(chip, onIgnore && (() => onIgnore([...turn.ignore, chip.name]))));
  const back = turn.ignore.map((name) => ignored(name, onIgnore && (() => onIgnore(turn.ignore.filter((each) => each !== name)))));
  const lost = pieces.filter(({ name }) => name === "after").map(({ meant }) => el("li", { class: "piece", ...CHINESE }, meant));
  const all = [...chips, ...back, ...lost];
  return all.length ? el("ul", { class: "understood", "aria-label": t("这样理解您的问题") }, all) : null;
}

/** One chip for each name, since a name is what can be taken back. */
function grouped(pieces) {
  const names = [...Object.keys(LABELS), "subject"];
  return names.flatMap((name) => {
    const own = pieces.filter((piece) => piece.name === name && (name !== "subject" || piece.carried));
    if (!own.length) return [];
    const words = [...new Set(own.map(({ meant }) => meant.replace(/^(查找|更正|接着问|问)：/, "").replace(/^文号 /, "")))].join("、");
    const carried = own.every((piece) => piece.carried);
    return [{ name, carried, words, label: LABELS[name] ?? CARRIED }];
  });
}

function item({ name, carried, words, label }, take) {
  const tag = carried && name !== "subject" && el("span", { class: "carried" }, t(CARRIED));
  return el("li", { class: "piece" }, tag, el("span", { class: "said" }, `${t(label)}${t("：")}`, el("span", { title: words, ...CHINESE }, words)), take && cross(`${t(label)}${t("：")}${words}`, take));
}

const cross = (said, take) =>
  button(el("span", { "aria-hidden": "true" }, "×"), take, { class: "cross", "aria-label": t("去掉“{said}”，重新查", { said }), title: t("不是这个意思，去掉重新查") });

function ignored(name, give) {
  const label = t(LABELS[name] ?? "上文的事项");
  return el("li", { class: "piece off" }, t("已去掉“{label}”", { label }), give && button(t("恢复"), give, { class: "cross back", "aria-label": t("恢复“{label}”，重新查", { label }) }));
}
