// The operator console: one box, results as one types, an answer with a script to read out.

import { get, post, RequestFailed } from "/api.js";
import { byId, characters, el } from "/dom.js";
import { showSimilar, showToday } from "/operator/around.js";
import { offerRegions, openBeside } from "/operator/beside.js";
import { askedIn, callKey, callSeconds, endCall, openNotes, ring } from "/operator/call.js";
import { justSent, openHandOver, showHandOvers } from "/operator/handover.js";
import { forget, latestQuestion, showCalls, showHistory, twice } from "/operator/history.js";
import { commandOf, keyRows } from "/operator/keys.js";
import { say, showProblem, signedIn } from "/operator/page.js";
import { resultList } from "/operator/results.js";
import { copyShown, isShown, judge, showAnswer, showBeside, shownAnswer, showNothing, showPassage, showWaiting, tellLike } from "/operator/shown.js";
import { isOpen, onOpen, openDrawer } from "/operator/tabs.js";
import { VALIDITY } from "/words.js";

const [form, box, answerBox, keys] = ["ask", "question", "answer", "keys"].map(byId);
const filters = ["region", "year", "unit", "validity", "level"].map(byId);
const DEBOUNCE_MS = 200;
const MOST_SEARCHED = 300;
const DRAFT_KEY = "zhengda.operator.draft";
const library = { hotline: "12345", max_question_chars: 2000 };

/**
 * after: receipt that the next question goes on from; before: that which the answer shown went on from.
 * began: when the question's first key was struck. call, searched: to tell late replies. target: in seconds.
 */
const state = { name: null, target: 15, after: null, before: null, began: null, busy: false, call: 0, searched: 0, timer: 0 };
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
  const { call, began, after } = state;
  // What is typed while this one waits belongs to the next question.
  state.began = null;
  setBusy(true);
  showWaiting();
  try {
    const answer = await post("/api/v1/ask", { question, region: byId("region").value || null, after });
    const times = timesSince(began);
    if (call !== state.call) return;
    state.after = answer.receipt;
    state.before = after;
    if (box.value.trim() === question) empty();
    showAnswer(answer, times, showing());
    // The results beside an answer are those of its question.
    if (!box.value) search(question);
    remember(answer, times);
    like(answer);
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

const showing = () => ({ hotline: library.hotline, onAsk: ask, onHandOver: handOver, onBeside: beside });

const timesSince = (began) => ({
  seconds: began === null ? null : (performance.now() - began) / 1000,
  sinceCall: callSeconds() || null,
  target: state.target,
});

const openPassage = (passage) => showPassage(passage, timesSince(state.began));

async function like(answer) {
  const found = await showSimilar(answer.question, answer.receipt, openReceipt);
  if (found && shownAnswer() === answer) tellLike(found, COMMANDS.similar);
}

function handOver() {
  return shownAnswer() ? openHandOver(shownAnswer()) : say("提问之后才能转办");
}

function beside() {
  return shownAnswer() ? openBeside(shownAnswer(), state.before, (sides) => { showBeside(sides, showing()); box.focus(); }) : say("提问之后才能对比");
}

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

/** ringing: whether somebody rings already; else the next key begins the call. */
function newCall(ringing = true) {
  state.call += 1;
  state.after = null;
  state.before = null;
  endCall(ringing);
  showNothing(ringing ? "新来电。" : "通话已结束，记录已存。下一次按键就是新来电。");
  setBusy(false);
  showProblem("");
  const question = ringing ? box.value.trim() : "";
  if (question) return ask(question);
  results.show([]);
  byId("found").textContent = "";
  return say(ringing ? "新来电" : "通话已结束");
}

function end() {
  newCall(false);
  box.focus();
}

// ---- history

async function remember(answer, { seconds, sinceCall }) {
  if (!state.name) return;
  askedIn();
  try {
    const asked = { receipt: answer.receipt, seconds, since_call: sinceCall, ago: callSeconds() };
    await signedIn(post(`/api/v1/operator/calls/${callKey()}/questions`, asked));
    await showOwn();
  } catch (error) {
    // An answer is worth more than the record of it: where the sign-in has ended, that is said above.
    if (!(error instanceof RequestFailed)) throw error;
  }
}

const showOwn = () => showHistory(openReceipt, state.target);

async function openReceipt({ receipt }) {
  try {
    const answer = await get(`/api/v1/receipts/${encodeURIComponent(receipt)}`);
    state.after = answer.receipt;
    state.before = null;
    setBusy(false);
    showAnswer(answer, { seconds: null, sinceCall: null, target: state.target }, showing());
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
    const told = await signedIn(get("/api/v1/operator"));
    if (state.name === told.name) return;
    if (state.name !== null) location.reload();
    state.name = told.name;
    state.target = told.target_seconds;
    byId("who").textContent = `${told.name}（${told.role}）`;
    byId("note-days").textContent = `，${told.call_days} 天后删除`;
    openNotes(told.name, () => { if (isOpen("calls")) showCalls(); });
    restoreDraft();
    await Promise.all([showOwn(), showHandOvers()]);
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
    offerRegions(library.regions);
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
  level: () => byId("level").focus(),
  note: () => byId("note").focus(),
  end,
  handOver,
  beside,
  clear: () => { for (const field of filters) field.value = ""; search(); box.focus(); },
  history: () => openDrawer("history"),
  similar: () => openDrawer("similar"),
  handOvers: () => openDrawer("hand-overs"),
  calls: () => openDrawer("calls"),
  today: () => openDrawer("today"),
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
  if (document.querySelector("dialog[open]")) return;
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
    if (!event.repeat && !justSent()) newCall();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const back = event.key === "ArrowUp";
    if (back && !box.value && !results.active()) recall();
    else if (results.move(back ? -1 : 1)) event.preventDefault();
  }
});

function recall() {
  const latest = latestQuestion();
  if (!latest) return;
  box.value = latest;
  typed();
}

function typed() {
  if (!box.value) state.began = null;
  else started();
  // What was chosen was chosen for other words: Enter now asks.
  results.leave();
  keepDraft();
  later();
}

function started() {
  state.began ??= performance.now();
  ring();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const passage = document.activeElement === box && results.active();
  if (passage) openPassage(passage);
  else ask(box.value.trim());
});
box.addEventListener("input", (event) => {
  if (event.isComposing) started();
  else typed();
});
box.addEventListener("compositionend", typed);
for (const field of filters) field.addEventListener("input", later);
for (const field of filters.slice(1, 3)) field.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); box.focus(); } });
byId("clear").addEventListener("click", COMMANDS.clear);
byId("show-keys").addEventListener("click", COMMANDS.keys);
byId("end-call").addEventListener("click", end);
byId("forget").append(twice("删除我的全部记录", async () => { await forget(); await showOwn(); box.focus(); }));
for (const [name, fill] of [["calls", showCalls], ["today", showToday], ["hand-overs", showHandOvers]]) onOpen(name, fill);
for (const dialog of document.querySelectorAll("dialog")) dialog.addEventListener("close", () => box.focus());
window.addEventListener("focus", who);

// At once: what is typed before the rest is there must not be lost.
if (!matchMedia("(pointer: coarse)").matches) box.focus();
await Promise.all([prepare(), who()]);
