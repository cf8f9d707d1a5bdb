// What can be done with an answer: hear, copy, share, print it, say whether it helped.

import { button, el } from "./dom.js";
import { t } from "./labels.js";
import { readAloudButton } from "./speak.js";
import { votesFor } from "./votes.js";
import { chineseDate, placeName, ROLES, WARNINGS } from "./words.js";

/** Buttons for an answer; `say` speaks a sentence in the live region. */
export function actionsFor(answer, say) {
  return [
    readAloudButton(() => asSpoken(answer)),
    copyButton("复制答复", () => asText(answer), "已复制", say),
    navigator.share ? button(t("分享"), () => share(answer, say), { class: "action" }) : null,
    copyButton("复制链接", () => shareLink(answer), "链接已复制", say),
    button(t("打印"), (event) => printOnly(event.currentTarget.closest(".turn")), { class: "action" }),
    ...votesFor(answer, say),
  ];
}

/** What a listener needs: the answer and what to mind; sources are for the eye. */
const asSpoken = (answer) => [answer.text, ...answer.warnings.map((code) => `请注意：${WARNINGS[code] ?? ""}`)].join("\n");

/** By what the device offers: messages, other programs. */
async function share(answer, say) {
  try {
    await navigator.share({ title: `政答：${answer.question}`, url: shareLink(answer) });
  } catch (error) {
    if (error.name !== "AbortError") say(t("分享不了，请改用“复制链接”"));
  }
}

const shareLink = (answer) => `${location.origin}/?${new URLSearchParams({ receipt: answer.receipt })}`;

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

function copyButton(label, text, done, say) {
  const made = button(t(label), async () => {
    const ok = await copy(text());
    made.textContent = t(ok ? done : "复制不了，请手工选取");
    say(made.textContent);
    setTimeout(() => { made.textContent = t(label); }, 2500);
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
