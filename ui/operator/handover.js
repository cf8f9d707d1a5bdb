// Handing a matter over to a unit: filled in from the answer, kept with its state, copied as text.

import { asText, copy } from "/actions.js";
import { get, post, remove, RequestFailed } from "/api.js";
import { button, byId, el } from "/dom.js";
import { callKey, randomKey } from "/operator/call.js";
import { twice } from "/operator/history.js";
import { refill, say, signedIn, when } from "/operator/page.js";
import { count } from "/operator/tabs.js";
import { chineseDate } from "/words.js";

const dialog = byId("hand-over");
const [form, unit, phone, remark, said] = ["hand-over-form", "hand-unit", "hand-phone", "hand-remark", "hand-said"].map(byId);
const STATES = [["noted", "待转"], ["passed_on", "已转出"], ["answered", "已回复"], ["closed", "已办结"]];
/** answer: what is handed over. key: made anew for each matter, so that sending twice keeps one. */
let matter = null;
let busy = false;
let sentAt = -Infinity;

/** Whether the form has closed within the last second: who pressed its keys again meant it, not the page behind it. */
export const justSent = () => performance.now() - sentAt < 1000;

/** Open the form for an answer; words of an earlier try for the same answer are still there. */
export async function openHandOver(answer) {
  if (matter?.answer.receipt !== answer.receipt || matter.sent) {
    matter = { answer, key: randomKey(), sent: false };
    form.reset();
  }
  said.hidden = true;
  byId("hand-facts").replaceChildren(...facts(answer));
  byId("hand-units").replaceChildren();
  dialog.showModal();
  unit.focus();
  try {
    const { units } = await signedIn(get(`/api/v1/operator/hand-overs/facts?${new URLSearchParams({ receipt: answer.receipt })}`));
    if (matter.answer !== answer) return;
    byId("hand-units").replaceChildren(...units.map(unitChoice));
    if (units.length && !unit.value) choose(units[0]);
    if (!units.length) problem("答案里没有单位，请在下面写明转给谁。");
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    problem(`没有取到单位和电话，可以手工填写：${error.message}`);
  }
}

function facts({ question, text, fields, citations }) {
  const [first] = citations;
  const { deadline } = fields;
  const rows = [
    ["问题", question],
    ["答复", text.length > 160 ? `${text.slice(0, 160)}……` : text],
    first && ["依据", `《${first.notice.title}》${first.notice.document_number ?? ""}`],
    deadline && ["时限", `${deadline.text}${deadline.due ? `（截至 ${chineseDate(deadline.due)}）` : ""}`],
  ];
  return rows.filter(Boolean).map(([label, words]) => el("div", {}, el("dt", {}, label), el("dd", {}, words)));
}

function unitChoice(found) {
  const number = found.phones[0];
  const told = number ? `电话 ${number.number}（见《${number.title}》）` : "库里没有印电话";
  return el("li", {}, button([`${found.unit}（${found.role}）`, el("span", { class: "small" }, told)], () => { choose(found); remark.focus(); }, { class: "action" }));
}

function choose(found) {
  unit.value = found.unit;
  phone.value = found.phones[0]?.number ?? "";
}

/** A unit that was typed: its telephone, where the library prints one. */
async function lookUp() {
  const typed = unit.value.trim();
  if (!typed || phone.value || !matter) return;
  const region = matter.answer.citations[0]?.notice.region;
  try {
    const { phones } = await signedIn(get(`/api/v1/operator/hand-overs/phones?${new URLSearchParams({ unit: typed, ...(region ? { region } : {}) })}`));
    if (unit.value.trim() === typed && !phone.value) phone.value = phones[0]?.number ?? "";
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
  }
}

/** The matter as text to send on. The remark goes as it was typed: who is called back is told to the unit only. */
function words() {
  return [
    `转办：${unit.value.trim()}${phone.value.trim() ? `（电话 ${phone.value.trim()}）` : ""}`,
    asText(matter.answer),
    remark.value.trim() && `说明：${remark.value.trim()}`,
  ].filter(Boolean).join("\n");
}

async function save() {
  if (busy) return;
  const asked = matter;
  if (!unit.value.trim()) { problem("请写明转给哪个单位。"); return unit.focus(); }
  busy = true;
  byId("hand-send").setAttribute("aria-disabled", "true");
  const text = words();
  try {
    const { masked } = await signedIn(post("/api/v1/operator/hand-overs", { key: matter.key, call: callKey(), receipt: matter.answer.receipt, unit: unit.value.trim(), phone: phone.value.trim(), remark: remark.value.trim() }));
    asked.sent = true;
    const copied = await copy(text);
    // Somebody may have closed it meanwhile and be writing about another answer.
    if (matter === asked) {
      dialog.close();
      sentAt = performance.now();
    }
    say(`${masked ? "转办单已存，存的是遮盖了个人信息的" : "转办单已存"}${copied ? "；文字已照原样复制" : "；文字没能复制，请在转办清单里看"}`);
    await showHandOvers();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    const again = error.status === 401 && el("a", { href: "/login?next=%2Foperator%2F", target: "_blank" }, "重新登录（在新标签页打开）");
    if (matter === asked) problem(`没有存上，写下的字还在：${error.message}`, again);
    else say(`前一件转办没有存上：${error.message}`);
  } finally {
    busy = false;
    byId("hand-send").removeAttribute("aria-disabled");
  }
  return null;
}

function problem(sentence, ...more) {
  said.replaceChildren(sentence, ...more.filter(Boolean));
  said.hidden = false;
}

/** The list of matters, the open ones first. */
export async function showHandOvers() {
  try {
    const { hand_overs: matters, all, waiting, days, ending } = await signedIn(get("/api/v1/operator/hand-overs"));
    refill(byId("hand-overs"), matters.map(row));
    byId("hand-overs-said").textContent = matters.length
      ? `${all > matters.length ? `共 ${all} 件，这里列出 ${matters.length} 件，没办结的、新的在前。` : ""}没有再改的转办 ${days} 天后删除，办没办结都一样。${ending ? `有 ${ending} 件没办结的一周内就要删除，请改一下进度或另存。` : ""}`
      : "还没有转办。有了答案按 Alt+T 填转办单。";
    count("hand-overs", waiting, ending && `${ending} 将删`);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    byId("hand-overs-said").textContent = `没有取到：${error.message}`;
  }
}

function row(one) {
  const state = el("select", { "aria-label": `“${one.question}”办到哪一步`, onchange: () => move(one, state) }, STATES.map(([value, label]) => el("option", { value, selected: value === one.state }, label)));
  return el("li", { class: "entry", "data-key": one.key },
    el("p", {}, el("b", {}, one.unit), one.phone && ` ${one.phone}`),
    el("p", { class: "note-words" }, one.question),
    one.remark && el("p", { class: "small" }, `说明：${one.remark}`),
    el("p", { class: "entry-foot" }, el("span", { class: "small" }, when(one.at), one.days_left <= 7 && el("b", {}, ` · ${one.days_left} 天后删除`)), state, twice("删除", () => drop(one))));
}

async function move(one, state) {
  try {
    await signedIn(post(`/api/v1/operator/hand-overs/${one.key}/state`, { state: state.value, seen: one.state }));
    say("已改");
    await showHandOvers();
    byId("hand-overs").querySelector(`[data-key="${one.key}"] select`)?.focus();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    state.value = one.state;
    if (error.status === 409) await showHandOvers();
    byId("hand-overs-said").textContent = error.message;
    say(error.message);
  }
}

async function drop(one) {
  try {
    await signedIn(remove(`/api/v1/operator/hand-overs/${one.key}`));
    byId("tab-hand-overs").focus();
    say("已删除");
    await showHandOvers();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    byId("hand-overs-said").textContent = `没有删掉：${error.message}`;
  }
}

form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
unit.addEventListener("input", () => { phone.value = ""; });
unit.addEventListener("change", lookUp);
remark.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); save(); } });
byId("hand-cancel").addEventListener("click", () => dialog.close());
