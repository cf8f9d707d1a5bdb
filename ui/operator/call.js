// The call at hand: when it began, and the note on it, which is stored by itself and never lost.

import { put, RequestFailed } from "/api.js";
import { button, byId, el } from "/dom.js";
import { say, signedIn } from "/operator/page.js";

const SAVE_AFTER_MS = 1000;
const kept = () => `zhengda.operator.call.${owner}`;
const box = byId("note");

/** began: by this machine's clock, null while nobody rings. saved: what the page shows of what is stored. */
let call = fresh();
/** Notes of this tab that the server has not got yet, by key of the call. */
let unsent = {};
let owner = null;
let timer = 0;
let sending = null;
let changed = () => {};

function fresh(began = null) {
  return { key: randomKey(), began, version: 0, saved: "" };
}

/** Not randomUUID: that is missing where the page does not come over https. */
export function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const callKey = () => call.key;

/** A question was asked in the call at hand: it will be ended with it. */
export function askedIn() {
  call.asked = true;
  keep();
}

/** Seconds since the call began, at most a day; 0 where none has begun. */
export const callSeconds = (began = call.began) => (began === null ? 0 : Math.min(Math.max((Date.now() - began) / 1000, 0), 86400));

/** Somebody rings, unless somebody does already. */
export function ring() {
  if (call.began !== null) return;
  call.began = Date.now();
  keep();
  tick();
}

/** End the call at hand; its note is stored. ringing: whether the next one is there already. */
export function endCall(ringing) {
  if (box.value.trim() || call.asked || call.version) queue(true);
  call = fresh(ringing ? Date.now() : null);
  box.value = "";
  byId("note-conflict").hidden = true;
  keep();
  tick();
  send();
}

/** Begin with the notes of an operator; onChange is called when the server has got something. */
export function openNotes(name, onChange) {
  owner = name;
  changed = onChange;
  const before = read();
  // What was typed before it was known who types belongs to the call at hand.
  call = before?.call ?? call;
  unsent = before?.unsent ?? {};
  box.value = box.value || (before?.text ?? "");
  tick();
  if (box.value.trim() !== call.saved) queue(false);
  send();
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(kept()) ?? "null");
  } catch {
    return null;
  }
}

function keep() {
  if (owner === null) return;
  try { sessionStorage.setItem(kept(), JSON.stringify({ call, unsent, text: box.value })); } catch { /* lasts as long as the page */ }
}

function queue(ended) {
  unsent[call.key] = { note: box.value.trim(), ended: ended || Boolean(unsent[call.key]?.ended), after: call.version, began: call.began };
  keep();
}

/** Send what is waiting, one after the other. */
async function send() {
  if (sending || owner === null) return sending;
  sending = drain();
  try { return await sending; } finally { sending = null; }
}

async function drain() {
  let [key] = Object.keys(unsent);
  while (key) {
    const entry = unsent[key];
    if (!(await sent(key, entry))) return;
    if (unsent[key] === entry) delete unsent[key];
    keep();
    changed();
    [key] = Object.keys(unsent);
  }
}

async function sent(key, entry) {
  const { note, ended, after } = entry;
  tell("正在保存…");
  try {
    const stored = await signedIn(put(`/api/v1/operator/calls/${key}`, { note, ended, after, ago: callSeconds(entry.began) }));
    if (key === call.key) acknowledged(note, stored);
    else tell("上一通的记录已存");
    return true;
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (error.status === 409 && error.body?.call) return overtaken(key, entry, error.body.call);
    tell(error.status === 401 ? "没存上：登录已过期。字还在，重新登录后自动再存。" : `没存上，字还在，会再试：${error.message}`, true);
    return false;
  }
}

function acknowledged(note, stored) {
  call.version = stored.version;
  const later = unsent[call.key];
  if (later) later.after = stored.version;
  const untouched = box.value.trim() === note;
  call.saved = untouched ? note : call.saved;
  const clock = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  tell(stored.note === note ? `已存 ${clock}` : `已存 ${clock}，个人信息已换成〔…〕`);
  // Not while one writes in it: the place of writing would be lost.
  if (untouched && stored.note !== note && document.activeElement !== box) showStored(stored.note);
  else if (untouched) call.stored = stored.note;
}

function showStored(words) {
  box.value = words;
  call.saved = words;
  delete call.stored;
  keep();
}

/** Another page of the same operator wrote this note. Of the call at hand one is asked, else both are kept. */
function overtaken(key, entry, theirs) {
  if (key === call.key) {
    call.version = theirs.version;
    delete unsent[key];
    askWhich(theirs.note);
    tell("另一个标签页改过这份记录，您的还没有存。", true);
    return true;
  }
  const note = both(entry.note, theirs.note);
  if (note.length <= box.maxLength) {
    unsent[key] = { ...entry, note, after: theirs.version };
    return true;
  }
  // Refused for its length it would hold up all that wait behind it; so the words get a call of their own.
  delete unsent[key];
  unsent[randomKey()] = { ...entry, after: 0 };
  return true;
}

const both = (mine, theirs) => [mine, theirs].filter(Boolean).join("\n");

function askWhich(theirs) {
  const decide = (words) => () => {
    box.value = words();
    byId("note-conflict").hidden = true;
    queue(false);
    send();
    box.focus();
  };
  byId("note-conflict").replaceChildren(
    el("p", {}, "另一个标签页刚存过这次通话的记录："),
    el("blockquote", { class: "theirs" }, theirs || "（空）"),
    el("div", { class: "actions" },
      button("两份都留下", decide(() => both(box.value.trim(), theirs)), { class: "action", id: "keep-both" }),
      button("只留我的", decide(() => box.value), { class: "action" }),
      button("只留那一份", decide(() => theirs), { class: "action" })));
  byId("note-conflict").hidden = false;
  say("另一个标签页刚存过这次通话的记录，请选留哪一份");
}

/** Said aloud only where something is wrong: a note is stored every few seconds. */
function tell(words, aloud = false) {
  const place = byId("note-said");
  if (place.textContent === words) return;
  place.textContent = words;
  place.classList.toggle("wrong", aloud);
  if (aloud) say(words);
}

function tick() {
  const seconds = Math.floor(callSeconds());
  const minutes = String(Math.floor(seconds / 60)).padStart(2, "0");
  byId("call-time").textContent = call.began === null ? "没有通话" : `通话 ${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

function written() {
  ring();
  clearTimeout(timer);
  tell("");
  keep();
  timer = setTimeout(store, SAVE_AFTER_MS);
}

function store() {
  clearTimeout(timer);
  if (!byId("note-conflict").hidden || box.value.trim() === call.saved) return;
  queue(false);
  send();
}

box.addEventListener("input", written);
box.addEventListener("blur", () => {
  store();
  if (call.stored !== undefined && box.value.trim() === call.saved) showStored(call.stored);
});
setInterval(tick, 1000);
window.addEventListener("focus", () => { if (Object.keys(unsent).length) send(); });
window.addEventListener("online", () => send());
document.addEventListener("visibilitychange", () => { if (document.hidden) store(); });
