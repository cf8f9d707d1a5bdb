// Whether an answer helped; of one that did not, why.

import { post, RequestFailed } from "./api.js";
import { button, el } from "./dom.js";
import { t } from "./labels.js";

const FAULTS = { off_topic: "答非所问", outdated: "内容过时", unclear: "看不懂", too_long: "太长", other: "其他" };
const MOST = 200;

/** Two thumbs; `say` speaks a sentence in the live region. Returns them and the room for reasons below. */
export function votesFor(answer, say) {
  const group = el("span", { class: "votes", role: "group", "aria-label": t("这个答复有用吗") });
  const why = el("div", { class: "why", hidden: true });
  const vote = (label, useful) => {
    const icon = el("span", { class: useful ? "thumb" : "thumb down", "aria-hidden": "true" });
    const made = button([icon, t(label)], async () => {
      // Not `disabled`: that would take the keyboard's focus away.
      if (group.hasAttribute("data-sent")) return;
      group.setAttribute("data-sent", "");
      try {
        await post("/api/v1/feedback", { receipt: answer.receipt, useful });
        made.setAttribute("aria-pressed", "true");
        say(t("谢谢，已收到您的评价"));
        if (!useful) ask(why, answer, made, say);
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        group.removeAttribute("data-sent");
        say(`${t("评价没有送出：")}${t(error.message)}`);
      }
    }, { class: "action", "aria-pressed": "false" });
    return made;
  };
  group.append(vote("有用", true), vote("没用", false));
  return [group, why];
}

/** A small form under the answer; the thumb has counted already, this may be left alone. */
function ask(room, answer, pressed, say) {
  const chosen = new Set();
  const chip = ([fault, label]) => button(t(label), (event) => {
    const on = !chosen.delete(fault);
    if (on) chosen.add(fault);
    event.currentTarget.setAttribute("aria-pressed", String(on));
  }, { class: "action", "aria-pressed": "false" });
  const remark = el("textarea", { rows: 2, maxlength: MOST, id: `why-${answer.receipt}` });
  const told = el("p", { class: "hint", role: "alert" });
  const away = (sentence) => {
    room.hidden = true;
    say(sentence);
    pressed.focus();
  };
  const send = async () => {
    const words = remark.value.trim();
    if (!chosen.size && !words) { told.textContent = t("请至少选一个原因，或写一句话。"); return; }
    try {
      await post("/api/v1/feedback", { receipt: answer.receipt, useful: false, faults: [...chosen], remark: words });
      away(t("谢谢，已收到您说的原因"));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      told.textContent = `${t("没有送出：")}${t(error.message)}`;
    }
  };
  const chips = el("div", { class: "pair", role: "group", "aria-label": t("哪里不好（可多选）") }, Object.entries(FAULTS).map(chip));
  room.replaceChildren(
    el("p", { class: "why-title" }, t("哪里不好（可多选）")), chips,
    el("label", { for: remark.id }, t("补充一句（选填，请不要写个人信息）")), remark, told,
    el("p", { class: "pair" }, button(t("送出"), send, { class: "action" }), button(t("不说了"), () => away(""), { class: "action" })));
  room.hidden = false;
  room.scrollIntoView({ block: "nearest" });
  chips.querySelector("button").focus();
}
