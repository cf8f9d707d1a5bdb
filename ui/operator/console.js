// The operator console: one box, results as one types, an answer with a script to read out.

import { get, post, RequestFailed } from "/api.js";
import { characters, el } from "/dom.js";
import * as history from "/operator/history.js";
import { commandOf, keyRows } from "/operator/keys.js";
import { byId, say, showProblem, signedIn } from "/operator/page.js";
import { resultList } from "/operator/results.js";
import { copyShown, isShown, judge, showAnswer, showNothing, showPassage, showWaiting, TARGET_SECONDS } from "/operator/shown.js";
import { VALIDITY } from "/words.js";

const [form, box, answerBox, keys] = ["ask", "question", "answer", "keys"].map(byId);
const filters = ["region", "year", "unit", "validity"].map(byId);
const DEBOUNCE_MS = 200;
const MOST_SEARCHED = 300;
const DRAFT_KEY = "zhengda.operator.draft";
const library = { hotline: "12345", max_question_chars: 2000 };

/** after: receipt that the next question goes on from. began: when its first key was struck. call, searched: to tell late replies. */
const state = { name: null, after: null, began: null, busy: false, call: 0, searched: 0, timer: 0 };
const results = resultList(box, byId("results"), (passage) => openPassage(passage));

// ---- search as one types

function later() {
  clearTimeout(state.timer);
  state.timer = setTimeout(search, DEBOUNCE_MS);
}

async function search(words = box.value) {
  const q = characters(words.trim()).slice(0, MOST_SEARCHED).join("");
  const turn = ++state.searched;
  if (!q) return;
  try {
    const chosen = filters.map((field) => [field.id, field.value.trim()]).filter(([, value]) => value);
    const { passages } = await signedIn(get(`/api/v1/search?${new URLSearchParams([["q", q], ...chosen])}`));
    if (turn !== state.searched) return;
    results.show(passages);
    byId("found").textContent = passages.length ? `${passages.length} 条` : "没有找到，可以换个说法或清除筛选";
    say(byId("found").textContent);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (turn === state.searched) byId("found").textContent = `检索没有成功：${error.message}`;
  }
}

// ---- ask

async function ask(question) {
  if (state.busy) return;
  const fault = faultOf(question);
  showProblem(fault);
  if (fault) return box.focus();
  const { call, began } = state;
  // What is typed while this one waits belongs to the next question.
  state.began = null;
  setBusy(true);
  showWaiting();
  try {
    const answer = await post("/api/v1/ask", { question, region: byId("region").value || null, after: state.after });
    const seconds = secondsSince(began);
    if (call !== state.call) return;
    state.after = answer.receipt;
    if (box.value.trim() === question) empty();
    showAnswer(answer, seconds, showing());
    // The results beside an answer are those of its question.
    if (!box.value) search(question);
    remember(answer, seconds);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (call !== state.call) return;
    state.began = began;
    showNothing("没有答案：请求没有成功，写下的字还在。");
    showProblem(error.message);
  } finally {
    if (call === state.call) setBusy(false);
  }
}

const showing = () => ({ hotline: library.hotline, onAsk: ask });

const secondsSince = (began) => (began === null ? null : (performance.now() - began) / 1000);

const openPassage = (passage) => showPassage(passage, secondsSince(state.began));

function faultOf(question) {
  if (!question) return "请先写下来电人的问题。";
  const over = characters(question).length - library.max_question_chars;
  return over > 0 ? `问题太长，超出 ${over} 字。请只留下要问的事再发。` : "";
}

function setBusy(on) {
  state.busy = on;
  form.setAttribute("aria-busy", String(on));
  byId("send").setAttribute("aria-disabled", String(on));
  byId("turn").textContent = state.after ? "追问：接着上一问（Ctrl+回车 开始新来电）" : "新来电";
}

/** The question is answered: the next key begins the next time. */
function empty() {
  box.value = "";
  state.began = null;
  clearTimeout(state.timer);
  keepDraft();
}

function newCall() {
  state.call += 1;
  state.after = null;
  showNothing("新来电。");
  setBusy(false);
  showProblem("");
  const question = box.value.trim();
  if (question) return ask(question);
  results.show([]);
  byId("found").textContent = "";
  return say("新来电");
}

// ---- history

async function remember(answer, seconds) {
  if (!state.name) return;
  try {
    // Asked back rather than taken from here: the server has masked personal data in what it keeps.
    const { question } = await get(`/api/v1/receipts/${encodeURIComponent(answer.receipt)}`);
    history.add(state.name, { receipt: answer.receipt, question, at: Date.now(), seconds });
    showHistory();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
  }
}

function showHistory() {
  const entries = state.name ? history.read(state.name) : [];
  const middle = history.pace(entries);
  byId("history").replaceChildren(...history.rows(entries, openReceipt));
  byId("pace").textContent = middle === null ? (entries.length ? "" : "还没有。") : `最近的用时中位数 ${middle.toFixed(1)} 秒，目标 ${TARGET_SECONDS} 秒以内`;
  byId("forget").hidden = !entries.length;
}

async function openReceipt({ receipt }) {
  try {
    const answer = await get(`/api/v1/receipts/${encodeURIComponent(receipt)}`);
    state.after = answer.receipt;
    setBusy(false);
    showAnswer(answer, null, showing());
    box.focus();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    showProblem(error.message);
  }
}

// ---- what was typed, who is there

function keepDraft() {
  try { sessionStorage.setItem(DRAFT_KEY, JSON.stringify({ name: state.name, text: box.value })); } catch { /* lasts as long as the page */ }
}

function restoreDraft() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT_KEY) ?? "null");
    if (kept?.text && kept.name === state.name && !box.value) { box.value = kept.text; later(); }
  } catch { /* nothing was kept */ }
}

async function who() {
  try {
    const { name, role } = await signedIn(get("/api/v1/operator"));
    if (state.name === name) return;
    if (state.name !== null) { box.value = ""; newCall(); }
    state.name = name;
    byId("who").textContent = `${name}（${role}）`;
    showHistory();
    restoreDraft();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (error.status !== 401 && error.status !== 403) showProblem(error.message);
  }
}

async function prepare() {
  byId("validity").append(...Object.entries(VALIDITY).map(([code, [words]]) => el("option", { value: code }, words)));
  byId("key-list").append(...keyRows());
  try {
    Object.assign(library, await get("/api/v1/info"));
    byId("sample-banner").hidden = !library.sample;
    byId("region").append(...library.regions.map(({ name }) => el("option", { value: name }, name)));
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    showProblem(error.message);
  }
}

// ---- keys

const COMMANDS = {
  copy: copyShown,
  wrong: () => judge("wrong"),
  outdated: () => judge("outdated"),
  missing: () => judge("missing"),
  answer: () => (answerBox.querySelector(".script") ?? box).focus(),
  region: () => byId("region").focus(),
  year: () => byId("year").select(),
  unit: () => byId("unit").select(),
  validity: () => byId("validity").focus(),
  clear: () => { for (const field of filters) field.value = ""; search(); box.focus(); },
  history: () => (byId("history").querySelector("button") ?? box).focus(),
  keys: () => keys.showModal(),
};
// In the empty box a letter may begin a question: only what does no harm is done by it.
const IN_EMPTY_BOX = ["copy", "keys"];

function command(event) {
  const inBox = event.target === box;
  const asked = commandOf(event, inBox ? !box.value : answerBox.contains(event.target));
  if (!asked || (inBox && !event.altKey && !IN_EMPTY_BOX.includes(asked))) return null;
  return asked === "copy" && !event.altKey && !isShown() ? null : asked;
}

document.addEventListener("keydown", (event) => {
  if (keys.open) return;
  const asked = command(event);
  if (asked) {
    event.preventDefault();
    COMMANDS[asked]();
  } else if (event.key === "Escape") {
    if (document.activeElement === box) box.select();
    results.leave();
    box.focus();
  } else if (event.target === document.body && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    box.focus();
  }
});

box.addEventListener("keydown", (event) => {
  // 229: the Enter that only takes a word over from the input method.
  if (event.isComposing || event.keyCode === 229 || event.altKey) return;
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    newCall();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const back = event.key === "ArrowUp";
    if (back && !box.value && !results.active()) recall();
    else if (results.move(back ? -1 : 1)) event.preventDefault();
  }
});

function recall() {
  const [latest] = state.name ? history.read(state.name) : [];
  if (!latest) return;
  box.value = latest.question;
  typed();
}

function typed() {
  if (!box.value) state.began = null;
  else state.began ??= performance.now();
  // What was chosen was chosen for other words: Enter now asks.
  results.leave();
  keepDraft();
  later();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const passage = document.activeElement === box && results.active();
  if (passage) openPassage(passage);
  else ask(box.value.trim());
});
box.addEventListener("input", (event) => {
  if (event.isComposing) state.began ??= performance.now();
  else typed();
});
box.addEventListener("compositionend", typed);
for (const field of filters) field.addEventListener("input", later);
for (const field of filters.slice(1, 3)) field.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); box.focus(); } });
byId("clear").addEventListener("click", COMMANDS.clear);
byId("show-keys").addEventListener("click", COMMANDS.keys);
byId("forget").addEventListener("click", () => { history.forget(state.name); showHistory(); box.focus(); });
keys.addEventListener("close", () => box.focus());
window.addEventListener("focus", who);

// At once: what is typed before the rest is there must not be lost.
if (!matchMedia("(pointer: coarse)").matches) box.focus();
await Promise.all([prepare(), who()]);
