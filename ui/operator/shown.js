// What is shown beside the results: the script to read out, the answer or passage, and what can be done with it.

import { asText, copy } from "/actions.js";
import { now, post, RequestFailed } from "/api.js";
import { answerCard } from "/card.js";
import { citationFigure } from "/citation.js";
import { button, byId, el } from "/dom.js";
import { say, showProblem, signedIn } from "/operator/page.js";
import { named, scriptOf, scriptOfPassage } from "/operator/script.js";
import { noticeLink } from "/words.js";

const VERDICTS = [["wrong", "错", "w"], ["outdated", "过时", "o"], ["missing", "缺", "m"]];
const answerBox = byId("answer");
/** { text(), receipt, answer } of what is copied, judged and handed over; the latter two null for a passage. */
let shown = null;

/**
 * times: { seconds, sinceCall, target }, either of the first two null where it was not measured.
 * options: { hotline, onAsk(question), onHandOver, onBeside }
 */
export function showAnswer(answer, times, options) {
  const lines = scriptOf(answer, now());
  const more = [act("转办", "Alt+T", options.onHandOver), act("并排对比", "Alt+B", options.onBeside)];
  const card = answerCard(answer, { ...options, today: now(), actions: [...copying(), ...more, verdicts(answer.receipt)] });
  shown = { receipt: answer.receipt, answer, text: () => `${wordsOf(lines)}\n\n${asText(answer)}` };
  put(lines, times, [el("p", { id: "like", class: "small", hidden: true }), readAs(answer), card]);
  say(`${card.querySelector(".card-title").textContent}：${wordsOf(lines)}`);
}

/** Two answers side by side; sides: two [name, answer]. Copying takes both, marking by key the first. */
export function showBeside(sides, options) {
  const texts = [];
  const columns = sides.map(([name, answer], n) => {
    const lines = scriptOf(answer, now());
    texts.push(`【${name}】\n${wordsOf(lines)}\n\n${asText(answer)}`);
    const actions = [...(n ? [] : copying()), verdicts(answer.receipt, n === 0)];
    const card = answerCard(answer, { ...options, today: now(), actions });
    return el("section", { class: "column", "aria-label": name }, el("h2", {}, name), scriptBox(lines, null), readAs(answer), card);
  });
  shown = { receipt: sides[0][1].receipt, answer: sides[0][1], text: () => texts.join("\n\n") };
  answerBox.replaceChildren(el("div", { class: "two" }, columns));
  comeInSight();
  say(`并排：${sides.map(([name, answer]) => `${name}，${scriptOf(answer, now()).map(([words]) => words).join("")}`).join("另一边，")}`);
}

/** Say above the answer that like questions were asked before. */
export function tellLike({ found, flagged }, open) {
  const place = byId("like");
  if (!place || !found) return;
  place.replaceChildren(button(`此前有 ${found} 个相近的提问${flagged ? `，其中 ${flagged} 个被标记过错、过时或缺` : ""}`, open, { class: "link-button", "aria-keyshortcuts": "Alt+S" }));
  place.classList.toggle("flagged", flagged > 0);
  place.hidden = false;
}

export const shownAnswer = () => shown?.answer ?? null;

const readAs = ({ understood }) => (understood?.length ? el("p", { class: "read-as" }, `理解：${understood.map(({ meant }) => meant).join("；")}`) : null);

const act = (label, keys, onclick) => button([`${label} `, el("kbd", {}, keys)], onclick, { class: "action", "aria-keyshortcuts": keys });

export function showPassage(passage, times) {
  const lines = scriptOfPassage(passage, now());
  const link = location.origin + noticeLink(passage.notice.id, passage.start, passage.end);
  shown = { receipt: null, answer: null, text: () => `${wordsOf(lines)}\n\n依据：${named(passage.notice)}\n${passage.quote}\n链接：${link}` };
  put(lines, times, [el("article", { class: "card", "aria-label": "检索到的原文" }, citationFigure(passage, null), el("div", { class: "actions" }, ...copying()))]);
  say(wordsOf(lines));
}

const wordsOf = (lines) => lines.map(([words]) => words).join("\n");

/** 从第一次按键起 3.2 秒 · 来电起 41.0 秒（目标 15 秒） */
function took({ seconds, sinceCall, target }) {
  const said = [[seconds, "从第一次按键起"], [sinceCall, "来电起"]].filter(([time]) => time !== null).map(([time, since]) => `${since} ${time.toFixed(1)} 秒`);
  return said.length > 0 && el("span", { class: `seconds${seconds > target ? " slow" : ""}`, id: "seconds" }, `${said.join(" · ")}（目标 ${target} 秒）`);
}

const scriptBox = (lines, times) =>
  el("section", { class: "script", tabindex: -1, "aria-label": "念给来电人听" }, el("h2", {}, "念给来电人听", times && took(times)), el("ul", {}, lines.map(([words, beware]) => el("li", { class: beware ? "beware" : null }, words))));

function put(lines, times, below) {
  answerBox.replaceChildren(scriptBox(lines, times), ...below.filter(Boolean));
  comeInSight();
}

function comeInSight() {
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

/** byKey: whether the letters mark this answer; side by side they mark the first. */
function verdicts(receipt, byKey = true) {
  const made = VERDICTS.map(([verdict, label, key]) => button(byKey ? [`${label} `, el("kbd", {}, key)] : label, (event) => judge(verdict, receipt, event.currentTarget.closest(".verdicts")), { class: "action", "aria-pressed": "false", "data-verdict": verdict }));
  return el("span", { class: "verdicts", role: "group", "aria-label": "这个答案有什么问题" }, made);
}

export async function judge(verdict, receipt = shown?.receipt, group = answerBox.querySelector(".verdicts")) {
  const [, label] = VERDICTS.find(([each]) => each === verdict);
  if (!receipt || !group) return say("提问之后才能标记");
  // Not `disabled`: that would take the keyboard's focus away.
  if (group.hasAttribute("data-sent")) return say("这个答案已标记过");
  group.setAttribute("data-sent", "");
  try {
    await signedIn(post("/api/v1/operator/verdicts", { receipt, verdict }));
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
