// What can be done with an answer: copy, share, print, say whether it helped.

import { post, RequestFailed } from "./api.js";
import { button, el } from "./dom.js";
import { chineseDate, placeName, ROLES } from "./words.js";

/** Buttons for an answer; `say` speaks a sentence in the live region. */
export function actionsFor(answer, say) {
  return [
    copyButton("复制答复", () => asText(answer), "已复制", say),
    copyButton("复制链接", () => shareLink(answer), "链接已复制", say),
    button("打印", (event) => printOnly(event.currentTarget.closest(".turn")), { class: "action" }),
    votes(answer, say),
  ];
}

export const shareLink = (answer) => `${location.origin}/?${new URLSearchParams({ receipt: answer.receipt })}`;

/** One question and its answer on paper, not the whole conversation. */
function printOnly(turn) {
  turn.classList.add("on-paper");
  window.print();
  turn.classList.remove("on-paper");
}

/** The answer as plain text with its sources. */
export function asText(answer) {
  const units = ROLES.filter(([key]) => answer.fields[key].length).map(([key, label]) => `${label}：${answer.fields[key].join("、")}`);
  const { deadline } = answer.fields;
  const due = deadline && `时限：${deadline.text}${deadline.due ? `（截至 ${chineseDate(deadline.due)}）` : ""}`;
  return [`问：${answer.question}`, `答：${answer.text}`, ...units, due, ...answer.citations.map(sourceText), `链接：${shareLink(answer)}`]
    .filter(Boolean)
    .join("\n");
}

function sourceText(citation) {
  const { notice } = citation;
  const number = notice.document_number ? `（${notice.document_number}）` : "";
  return `依据 ${citation.n}：《${notice.title}》${number} ${placeName(citation)}\n${citation.quote}`;
}

export function copyButton(label, text, done, say) {
  const made = button(label, async () => {
    const ok = await copy(text());
    made.textContent = ok ? done : "复制不了，请手工选取";
    say(made.textContent);
    setTimeout(() => { made.textContent = label; }, 2500);
  }, { class: "action" });
  return made;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The clipboard interface is missing where the page does not come over https or from this machine. */
function copyBySelection(text) {
  const area = el("textarea", { class: "visually-hidden", readonly: true });
  area.value = text;
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const ok = document.execCommand("copy");
  area.remove();
  before?.focus();
  return ok;
}

function votes(answer, say) {
  const group = el("span", { class: "votes", role: "group", "aria-label": "这个答复有用吗" });
  const vote = (label, useful) => {
    const icon = el("span", { class: useful ? "thumb" : "thumb down", "aria-hidden": "true" });
    const made = button([icon, label], async () => {
      // Not `disabled`: that would take the keyboard's focus away.
      if (group.hasAttribute("data-sent")) return;
      group.setAttribute("data-sent", "");
      try {
        await post("/api/v1/feedback", { receipt: answer.receipt, useful });
        made.setAttribute("aria-pressed", "true");
        say("谢谢，已收到您的评价");
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        group.removeAttribute("data-sent");
        say(`评价没有送出：${error.message}`);
      }
    }, { class: "action", "aria-pressed": "false" });
    return made;
  };
  group.append(vote("有用", true), vote("没用", false));
  return group;
}
