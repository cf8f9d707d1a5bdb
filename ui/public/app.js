// The public page: ask, wait, show. All state is in the page itself and two remembered choices.

import { actionsFor } from "./actions.js";
import { get, post, RequestFailed } from "./api.js";
import { answerCard } from "./card.js";
import { button, characters, el } from "./dom.js";
import { chineseDate } from "./words.js";

const byId = (id) => document.getElementById(id);
const form = byId("ask");
const box = byId("question");
const region = byId("region");
const send = byId("send");
const log = byId("log");
const REGION_KEY = "zhengda.region";
const library = { hotline: "12345", max_question_chars: 2000 };
let busy = false;

function say(sentence) {
  byId("status").textContent = "";
  // Emptied first: a live region stays silent when the same sentence is set twice.
  requestAnimationFrame(() => { byId("status").textContent = sentence; });
}

function setBusy(on) {
  busy = on;
  form.setAttribute("aria-busy", String(on));
  send.setAttribute("aria-disabled", String(on));
  send.textContent = on ? "查找中…" : "发送";
}

function showProblem(sentence) {
  byId("problem").textContent = sentence;
  byId("problem").hidden = !sentence;
}

async function ask(question) {
  if (busy) return;
  const problem = fault(question);
  showProblem(problem);
  if (problem) return box.focus();
  setBusy(true);
  const turn = el("div", { class: "turn" }, bubble(question), waiting());
  log.append(turn);
  turn.scrollIntoView({ block: "start" });
  say("正在查找通知");
  try {
    show(turn, await post("/api/v1/ask", { question, region: region.value || null }));
    if (box.value.trim() === question) box.value = "";
    count();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    turn.remove();
    if (!box.value.trim()) box.value = question;
    showProblem(error.message);
  } finally {
    setBusy(false);
  }
}

function fault(question) {
  if (!question) return "请先写下您的问题。";
  const over = characters(question).length - library.max_question_chars;
  return over > 0 ? `问题太长，超出 ${over} 字。请只留下要问的事再发。` : "";
}

const bubble = (question) => el("p", { class: "asked" }, el("span", { class: "visually-hidden" }, "您问："), question);

const waiting = () => el("p", { class: "waiting" }, el("span", { class: "dots", "aria-hidden": "true" }), "正在查找通知…");

function show(turn, answer) {
  const options = { hotline: library.hotline, today: new Date(), onAsk: ask, actions: actionsFor(answer, say) };
  const card = answerCard(answer, options);
  turn.querySelector(".waiting").replaceWith(card);
  turn.scrollIntoView({ block: "start" });
  say(`${card.querySelector(".card-title").textContent}：${answer.text}`);
  // A phone's keyboard would cover the answer.
  if (matchMedia("(pointer: coarse)").matches) box.blur();
}

async function showReceipt(id) {
  const turn = el("div", { class: "turn" }, waiting());
  log.append(turn);
  try {
    const answer = await get(`/api/v1/receipts/${encodeURIComponent(id)}`);
    const day = answer.asked_on ? `${chineseDate(answer.asked_on)}的` : "当时的";
    const note = el("p", { class: "notice-box" }, `这是${day}答复存底，之后的通知可能已有变化。`);
    turn.prepend(note, bubble(answer.question));
    show(turn, answer);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    turn.remove();
    showProblem(error.message);
  }
}

function count() {
  const left = library.max_question_chars - characters(box.value).length;
  byId("counter").hidden = left > 200;
  byId("counter").textContent = left >= 0 ? `还可写 ${left} 字` : `超出 ${-left} 字`;
}

function remembered() {
  try { return localStorage.getItem(REGION_KEY); } catch { return null; }
}

function remember() {
  try { localStorage.setItem(REGION_KEY, region.value); } catch { /* lasts as long as the page */ }
}

async function greet() {
  try {
    Object.assign(library, await get("/api/v1/info"));
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    return showProblem(error.message);
  }
  byId("sample-banner").hidden = !library.sample;
  region.append(...library.regions.map(({ name }) => el("option", { value: name }, name)));
  if (library.regions.some(({ name }) => name === remembered())) region.value = remembered();
  byId("examples").append(...library.examples.map((question) => el("li", {}, button(question, () => ask(question), { class: "chip" }))));
  byId("examples-box").hidden = !library.examples.length;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(box.value.trim());
});
box.addEventListener("keydown", (event) => {
  // 229: the Enter that only takes a word over from the input method.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});
box.addEventListener("input", count);
region.addEventListener("change", remember);

await greet();
const receipt = new URLSearchParams(location.search).get("r");
if (receipt) await showReceipt(receipt);
