// What lies around a question: like ones asked before, and the notices of today.

import { get, RequestFailed } from "/api.js";
import { button, byId, el } from "/dom.js";
import { signedIn, when } from "/operator/page.js";
import { named } from "/operator/script.js";
import { count } from "/operator/tabs.js";
import { chineseDate, noticeLink, noticeMarks } from "/words.js";

const SAID = { right: "对", wrong: "错", outdated: "过时", missing: "缺", useful: "有用", useless: "没用" };
const BAD = ["wrong", "outdated", "missing", "useless"];
const STATUS = { answered: "已答复", clarify: "请再说明", not_found: "没有找到依据" };
let turn = 0;

/** Show questions like one that was asked; gives how many, and how many of them with a bad verdict. */
export async function showSimilar(question, receipt, open) {
  const own = ++turn;
  const place = byId("similar");
  try {
    const { similar } = await signedIn(get(`/api/v1/operator/similar?${new URLSearchParams({ q: question.slice(0, 2000), receipt })}`));
    if (own !== turn) return null;
    place.replaceChildren(...similar.map((each) => likeRow(each, receipt, open)));
    byId("similar-said").textContent = similar.length ? "" : "没有相近的提问。";
    count("similar", similar.length);
    return { found: similar.length, flagged: similar.filter(({ said }) => BAD.some((word) => said[word])).length };
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (own === turn) byId("similar-said").textContent = `没有取到：${error.message}`;
    return null;
  }
}

function likeRow(each, receipt, open) {
  const marks = Object.entries(each.said).map(([word, number]) => el("span", { class: `mark ${BAD.includes(word) ? "bad" : "good"}` }, `${SAID[word] ?? word} ${number}`));
  const facts = [each.receipt === receipt ? "就是这个回答" : when(each.asked_at), STATUS[each.status], each.times > 1 && `问过 ${each.times} 次`];
  return el("li", {}, button([each.question, el("span", { class: "small" }, facts.filter(Boolean).join(" · "), " ", marks)], () => open(each)));
}

/** Show what is new, takes effect and has ended. */
export async function showToday() {
  const place = byId("today");
  try {
    const told = await signedIn(get("/api/v1/operator/today"));
    const parts = [
      ["即将施行（七天内）", told.begins, told.more.begins, ({ effective_on }) => `${chineseDate(effective_on)}起施行`],
      ["近日失效、废止、被替代", told.ended, told.more.ended, ({ validity_reason, expires_on }) => validity_reason || (expires_on && `有效至 ${chineseDate(expires_on)}`)],
      ["新印发、新收录", told.fresh, told.more.fresh, dates],
      ["近日没有新通知，库里最新的是", told.newest, told.more.newest, dates],
    ];
    place.replaceChildren(...parts.filter(([, notices]) => notices.length).map(([title, notices, all, facts]) => part(title, notices, all, facts)));
    if (!place.children.length) place.append(el("p", { class: "small" }, "库里还没有通知。请编辑导入通知后再看。"));
    place.prepend(el("p", { class: "small" }, `今天是 ${chineseDate(told.day)}`));
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    place.replaceChildren(el("p", { class: "small" }, `没有取到：${error.message}`));
  }
}

const dates = ({ issued_on, dated_on, added_on }) => [issued_on ?? dated_on, added_on].map((day, n) => day && `${chineseDate(day)}${n ? "收录" : "印发"}`).filter(Boolean).join(" · ");

function part(title, notices, all, facts) {
  const rows = notices.map((notice) => el("li", { class: "entry" },
    el("a", { href: noticeLink(notice.id), target: "_blank" }, named(notice)),
    el("span", { class: "marks" }, noticeMarks(notice).map(([words, tone]) => el("span", { class: `mark ${tone}` }, words))),
    el("p", { class: "small" }, [notice.region, facts(notice)].filter(Boolean).join(" · "))));
  return el("section", {}, el("h3", {}, `${title}（${all}）`), el("ul", {}, rows), all > notices.length && el("p", { class: "small" }, `只列最新的 ${notices.length} 份。`));
}
