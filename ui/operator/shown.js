// What is shown beside the results: the script to read out, the answer or passage, and what can be done with it.

import { asText, copy } from "/actions.js";
import { post, RequestFailed } from "/api.js";
import { answerCard } from "/card.js";
import { citationFigure } from "/citation.js";
import { button, el } from "/dom.js";
import { byId, say, showProblem, signedIn } from "/operator/page.js";
import { named, scriptOf, scriptOfPassage } from "/operator/script.js";

export const TARGET_SECONDS = 15;
const VERDICTS = [["wrong", "错", "w"], ["outdated", "过时", "o"], ["missing", "缺", "m"]];
const answerBox = byId("answer");
/** { text(), receipt } of what is copied and judged; receipt null for a passage. */
let shown = null;

/** options: { hotline, onAsk(question) } */
export function showAnswer(answer, seconds, { hotline, onAsk }) {
  const lines = scriptOf(answer, new Date());
  const card = answerCard(answer, { hotline, today: new Date(), onAsk, actions: [...copying(), verdicts()] });
  shown = { receipt: answer.receipt, text: () => `${wordsOf(lines)}\n\n${asText(answer)}` };
  const read = answer.understood?.length ? el("p", { class: "read-as" }, `理解：${answer.understood.map(({ meant }) => meant).join("；")}`) : null;
  put(lines, seconds, [read, card]);
  say(`${card.querySelector(".card-title").textContent}：${wordsOf(lines)}`);
}

export function showPassage(passage, seconds) {
  const lines = scriptOfPassage(passage, new Date());
  const link = `${location.origin}/notice.html?${new URLSearchParams({ id: passage.notice.id, start: passage.start, end: passage.end })}`;
  shown = { receipt: null, text: () => `${wordsOf(lines)}\n\n依据：${named(passage.notice)}\n${passage.quote}\n链接：${link}` };
  put(lines, seconds, [el("article", { class: "card", "aria-label": "检索到的原文" }, citationFigure(passage, null), el("div", { class: "actions" }, ...copying()))]);
  say(wordsOf(lines));
}

const wordsOf = (lines) => lines.map(([words]) => words).join("\n");

function put(lines, seconds, below) {
  const slow = seconds !== null && seconds > TARGET_SECONDS;
  const took = seconds !== null && el("span", { class: `seconds${slow ? " slow" : ""}`, id: "seconds" }, `从第一次按键起 ${seconds.toFixed(1)} 秒${slow ? `（目标 ${TARGET_SECONDS} 秒）` : ""}`);
  const script = el("section", { class: "script", tabindex: -1, "aria-label": "念给来电人听" }, el("h2", {}, "念给来电人听", took), el("ul", {}, lines.map(([words, beware]) => el("li", { class: beware ? "beware" : null }, words))));
  answerBox.replaceChildren(script, ...below.filter(Boolean));
  if (matchMedia("(max-width: 56rem)").matches) answerBox.scrollIntoView({ block: "start" });
}

const copying = () => [button(["复制话术和出处 ", el("kbd", {}, "c")], copyShown, { class: "action", id: "copy", "aria-keyshortcuts": "Alt+C" })];

export async function copyShown() {
  if (!shown) return say("还没有可复制的答案");
  say(await copy(shown.text()) ? flash("已复制") : flash("复制不了，请手工选取"));
}

function flash(words) {
  const made = byId("copy");
  const before = [...made.childNodes];
  made.replaceChildren(words);
  setTimeout(() => { if (made.textContent === words) made.replaceChildren(...before); }, 2000);
  return words;
}

function verdicts() {
  const made = VERDICTS.map(([verdict, label, key]) => button([`${label} `, el("kbd", {}, key)], () => judge(verdict), { class: "action", "aria-pressed": "false", "data-verdict": verdict }));
  return el("span", { class: "verdicts", role: "group", "aria-label": "这个答案有什么问题" }, made);
}

export async function judge(verdict) {
  const [, label] = VERDICTS.find(([each]) => each === verdict);
  const group = answerBox.querySelector(".verdicts");
  if (!shown?.receipt || !group) return say("提问之后才能标记");
  // Not `disabled`: that would take the keyboard's focus away.
  if (group.hasAttribute("data-sent")) return say("这个答案已标记过");
  group.setAttribute("data-sent", "");
  try {
    await signedIn(post("/api/v1/operator/verdicts", { receipt: shown.receipt, verdict }));
    group.querySelector(`[data-verdict="${verdict}"]`).setAttribute("aria-pressed", "true");
    return say(`已标记：${label}`);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    group.removeAttribute("data-sent");
    return showProblem(`没有标记上：${error.message}`);
  }
}

/** Leave the place of the answer to a sentence or a sign of waiting. */
export function showNothing(...content) {
  shown = null;
  answerBox.replaceChildren(el("p", { class: "empty" }, ...content));
}

export const isShown = () => shown !== null;

export function showWaiting() {
  shown = null;
  answerBox.replaceChildren(el("p", { class: "waiting" }, el("span", { class: "dots", "aria-hidden": "true" }), "正在查找通知…"));
}
