// The public page: ask, wait, show, ask on. The conversation is kept in this tab, the region on this device.

import { actionsFor } from "./actions.js";
import { get, now, post, RequestFailed } from "./api.js";
import { answerCard } from "./card.js";
import { button, byId, characters, el } from "./dom.js";
import { CHINESE, languageButton, t, translatePage } from "./labels.js";
import { showProblem } from "./problem.js";
import { regionPicker } from "./region.js";
import { forgetTalks, openTalk } from "./talk.js";
import { bubble, keptNote, waiting } from "./turn.js";
import { understoodChips } from "./understood.js";
import { offerVoice } from "./voice.js";

const form = byId("ask");
const box = byId("question");
const region = regionPicker(byId("region"), byId("region-list"));
const send = byId("send");
const log = byId("log");
const SLOW_MS = 4000;
const asked = new URLSearchParams(location.search);
// Links of earlier days say r.
const receipt = asked.get("receipt") ?? asked.get("r");
const talk = openTalk(receipt ?? "");
const library = { hotline: "12345", max_question_chars: 2000, examples: [] };
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
  send.textContent = on ? t("查找中…") : t("发送");
}

/** A question of its own or, by what the conversation stands at, one that goes on from the last answer. */
async function ask(question, context = {}) {
  if (busy) return;
  const problem = fault(question);
  showProblem(problem);
  if (problem) return box.focus();
  const turn = { question, region: region.value() || null, after: talk.last(), ignore: [], fresh: talk.fresh, ...context };
  const section = append(turn, waiting());
  byId("topic").hidden = true;
  talk.pending = question;
  talk.keep();
  if (await answered(turn, section, () => ask(question, context))) {
    talk.turns.push(turn);
    talk.fresh = false;
    if (box.value.trim() === question) write("");
  } else {
    section.remove();
    if (!box.value.trim()) write(question);
    // A page that is going away gets no further than here: the next one says why the question is back.
    await new Promise((done) => { setTimeout(done, 50); });
  }
  talk.pending = "";
  talk.keep();
  stand();
}

/** A question that stands for itself, whatever was spoken of. */
const askAnew = (question) => ask(question, { after: null, fresh: talk.turns.length > 0 });

/** The same question with other readings left out; the answer takes the place of the one before. */
async function askAgain(turn, section, ignore) {
  if (busy) return;
  showProblem("");
  const before = [...section.children];
  const pressed = document.activeElement;
  section.replaceChildren(bubble(turn.question), waiting());
  const again = { ...turn, ignore };
  if (await answered(again, section, () => askAgain(turn, section, ignore))) {
    talk.turns[talk.turns.indexOf(turn)] = again;
    talk.keep();
    stand();
    section.querySelector(".card").focus({ preventScroll: true });
  } else {
    section.replaceChildren(...before);
    pressed.focus();
  }
}

/** Fetches an answer and shows it; false where that failed, which is said with a button to do it again. */
async function answered(turn, section, once_more) {
  setBusy(true);
  section.scrollIntoView({ block: "start" });
  say(t("正在查找通知…"));
  const slow = setTimeout(() => { section.querySelector(".waiting .said")?.append(t("还在查，请稍候。")); }, SLOW_MS);
  const { question, after, ignore } = turn;
  try {
    turn.hotline = library.hotline;
    turn.answer = await post("/api/v1/ask", { question, region: turn.region, after, ignore });
    show(section, turn);
    speak(section, turn.answer);
    return true;
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    showProblem(error.message, { again: once_more, status: error.status });
    return false;
  } finally {
    clearTimeout(slow);
    setBusy(false);
  }
}

/** Puts a turn at the end of the page, under a line where it begins a new topic. */
function append(turn, content) {
  const section = el("div", { class: turn.fresh ? "turn fresh" : "turn" }, bubble(turn.question), content);
  log.append(section);
  return section;
}

function fault(question) {
  if (!question) return "请先写下您的问题。";
  const over = characters(question).length - library.max_question_chars;
  return over > 0 ? t("问题太长，超出 {n} 字。请只留下要问的事再发。", { n: over }) : "";
}

function show(section, turn) {
  const { answer } = turn;
  // A choice or a proposal is another wording of this question: it goes on from what this one went on from.
  // Of a kept answer that is not known, but the answer itself knows what was spoken of.
  const onAsk = (question) => ask(question, { after: turn.kept ? answer.receipt : turn.after, fresh: false });
  const options = { hotline: turn.hotline ?? library.hotline, today: now(), onAsk, actions: actionsFor(answer, say), examples: library.examples.slice(0, 3), onExample: askAnew };
  const chips = understoodChips(turn, turn.kept ? null : (ignore) => askAgain(turn, section, ignore));
  const anew = () => askAnew(turn.question);
  section.replaceChildren(...[turn.kept && keptNote(turn, anew), bubble(turn.question), chips, isCarried(turn) && alone(anew), answerCard(answer, options)].filter(Boolean));
}

/** Whether something was taken over from the conversation, which a person may not have meant. */
const isCarried = ({ answer, kept }) => !kept && (answer.understood ?? []).some(({ carried }) => carried);

const alone = (anew) => el("p", { class: "alone" }, button(t("这是另一件事，不接上文重新问"), anew, { class: "link-button" }));

function speak(section, answer) {
  section.scrollIntoView({ block: "start" });
  say(`${section.querySelector(".card-title").textContent}：${answer.text}`);
  // A phone's keyboard would cover the answer.
  if (matchMedia("(pointer: coarse)").matches) box.blur();
}

async function showReceipt(id) {
  const section = el("div", { class: "turn" }, waiting());
  log.prepend(section);
  try {
    const answer = await get(`/api/v1/receipts/${encodeURIComponent(id)}`);
    const turn = { question: answer.question, region: null, after: null, ignore: [], answer, kept: true };
    show(section, turn);
    talk.turns.unshift(turn);
    if (talk.turns.length === 1) speak(section, answer);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    section.remove();
    showProblem(error.message);
  }
}

/** Puts back what was asked in this tab before a reload, and what was being typed. */
function restore() {
  for (const turn of talk.turns) show(append(turn, null), turn);
  log.lastElementChild?.scrollIntoView({ block: "start" });
  // Written, or even sent, before this script was there: a form without it sends its words in the address.
  write(box.value || asked.get("question") || talk.draft || talk.pending);
  if (asked.has("question")) history.replaceState(null, "", location.pathname);
  if (!talk.pending) return;
  showProblem("上一个问题还没有答完，页面就重新载入了。问题已放回输入框，请再发一次。");
  talk.pending = "";
  talk.keep();
}

/** Shows whether the next question goes on from the last answer. */
function stand() {
  const following = talk.last() !== null;
  byId("fresh").hidden = !following;
  byId("topic").hidden = !talk.fresh;
  byId("clear").hidden = !talk.turns.length;
  byId("question-label").textContent = t(following ? "接着问（另问一件事，请点“新话题”）" : "您的问题");
  box.placeholder = t(following ? "可以接着问，例如：那什么时候完成？" : "例如：某项工作由哪个单位牵头？");
}

function beginAnew() {
  talk.fresh = true;
  talk.keep();
  stand();
  byId("topic").scrollIntoView({ block: "center" });
  say(byId("topic").textContent);
  box.focus();
}

function write(words) {
  box.value = words;
  count();
  talk.keepDraft(words);
}

function count() {
  const left = library.max_question_chars - characters(box.value).length;
  byId("counter").hidden = left > 200;
  byId("counter").textContent = left >= 0 ? t("还可写 {n} 字", { n: left }) : t("超出 {n} 字", { n: -left });
}

async function greet() {
  try {
    Object.assign(library, await get("/api/v1/info"));
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    return showProblem(error.message, { again: greet, status: error.status });
  }
  byId("sample-banner").hidden = !library.sample;
  region.fill(library.regions);
  byId("examples").replaceChildren(...library.examples.map((question) => el("li", CHINESE, button(question, () => askAnew(question), { class: "chip" }))));
  if (library.voice_input && !byId("voice")) offerVoice(send, { text: () => box.value, write, say, fail: showProblem });
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
box.addEventListener("input", () => {
  count();
  talk.keepDraft(box.value);
});
byId("fresh").addEventListener("click", beginAnew);
byId("clear").addEventListener("click", () => {
  forgetTalks();
  location.replace("/");
});
byId("settings").addEventListener("click", () => byId("settings-box").showModal());
byId("settings-close").addEventListener("click", () => byId("settings-box").close());

translatePage();
languageButton(byId("language"));
restore();
stand();
await greet();
if (receipt) {
  await showReceipt(receipt);
  stand();
}
