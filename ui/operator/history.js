// What one asked, over all sessions, and the calls with their notes; the server keeps both, masked.

import { get, remove, RequestFailed } from "/api.js";
import { button, byId, el } from "/dom.js";
import { callKey } from "/operator/call.js";
import { refill, say, showProblem, signedIn, when } from "/operator/page.js";

let entries = [];

export const latestQuestion = () => entries[0]?.question ?? null;

/** Fetch and show; target in seconds. open(entry) shows the answer again. */
export async function showHistory(open, target) {
  try {
    const told = await signedIn(get("/api/v1/operator/history"));
    entries = told.entries;
    byId("history").replaceChildren(...entries.map((entry) => row(entry, open)));
    byId("pace").replaceChildren(...pace(told.days, target));
    byId("forget").hidden = !entries.length;
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    byId("pace").textContent = `没有取到：${error.message}`;
  }
}

function row(entry, open) {
  const took = Number.isFinite(entry.seconds) && ` · ${entry.seconds.toFixed(1)} 秒`;
  return el("li", {}, button([entry.question, el("span", { class: "small" }, when(entry.at), took)], () => open(entry)));
}

/** 今天中位数 4.2 秒（12 问） -- and the days before, folded away. */
function pace(days, target) {
  if (!days.length) return [entries.length ? "" : "还没有。"];
  const line = ({ day, p50, questions }) => `${day} 中位数 ${p50.toFixed(1)} 秒（${questions} 问）`;
  const [latest, ...before] = days;
  const shown = el("span", { class: latest.p50 > target ? "slow" : null }, line(latest));
  const older = before.length > 0 && el("details", {}, el("summary", {}, "前些天"), el("ul", {}, before.map((day) => el("li", {}, line(day)))));
  return [shown, `，目标 ${target} 秒以内`, older].filter(Boolean);
}

/** Delete all of one's own calls, with what was asked in them. */
export async function forget() {
  if (await gone("/api/v1/operator/calls")) say("已删除全部通话和提问记录");
}

async function gone(path) {
  try {
    await signedIn(remove(path));
    return true;
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    showProblem(`没有删掉：${error.message}`);
    return false;
  }
}

/** The calls with their notes, the newest first. */
export async function showCalls() {
  try {
    const { calls } = await signedIn(get("/api/v1/operator/calls"));
    const noted = calls.filter(({ note, asked }) => note || asked.length);
    refill(byId("calls"), noted.map(callRow));
    byId("calls-said").textContent = noted.length ? "" : "还没有通话记录。来电时写下的话会存在这里。";
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    byId("calls-said").textContent = `没有取到：${error.message}`;
  }
}

function callRow(call) {
  const now = call.key === callKey() && "（这一通）";
  const asked = call.asked.length > 0 && el("ul", { class: "asked-in" }, call.asked.map(({ question }) => el("li", {}, question)));
  const item = el("li", { class: "entry" },
    el("p", { class: "small" }, when(call.began_at), call.ended_at && `，通话 ${lasted(call)}`, now),
    call.note && el("p", { class: "note-words" }, call.note),
    asked,
    twice("删除", async () => { if (await gone(`/api/v1/operator/calls/${call.key}`)) { say("已删除"); byId("tab-calls").focus(); await showCalls(); } }));
  return item;
}

function lasted({ began_at, ended_at }) {
  const seconds = Math.round((new Date(ended_at) - new Date(began_at)) / 1000);
  return seconds < 60 ? `${seconds} 秒` : `${Math.round(seconds / 60)} 分钟`;
}

/** A button that wants to be pressed twice: there is no way back. */
export function twice(label, act) {
  const ask = (sure) => {
    made.toggleAttribute("data-sure", sure);
    made.textContent = sure ? `再按一次${label}` : label;
  };
  const made = button(label, () => {
    const sure = !made.hasAttribute("data-sure");
    ask(sure);
    if (!sure) return act();
    setTimeout(() => ask(false), 4000);
    return null;
  }, { class: "link-button" });
  return made;
}
