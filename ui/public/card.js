// An answer as a card: short answer, units, time limit, warnings, cited passages, what to do with it.

import { citationFigure } from "./citation.js";
import { button, el } from "./dom.js";
import { chineseDate, distance, REASONS, ROLES, WARNINGS } from "./words.js";

const SHOWN = 8;
const FEW = 10;
const HEADINGS = { answered: "答复", clarify: "请再说明一下", not_found: "没有找到依据" };

/**
 * answer: a record of answer.schema.json.
 * options: { hotline, today: Date, onAsk(question), actions: Node[] }
 */
export function answerCard(answer, options) {
  const refused = answer.status === "not_found";
  return el(
    "article",
    { class: `card ${answer.status}`, "aria-label": HEADINGS[answer.status], tabindex: -1 },
    el("h2", { class: "card-title" }, heading(answer)),
    readAs(answer),
    el("p", { class: answer.text.split("\n").length > 3 ? "short several" : "short" }, refused ? dialable(answer.text, options.hotline) : answer.text),
    answer.written && el("p", { class: "read-as" }, "文字由模型排过次序，逐句与原文核对无误。"),
    answer.now?.message && el("p", { class: "read-as" }, `如今：${answer.now.message}`),
    warnings(answer),
    facts(answer.fields, options.today, answer.citations.length > 1 ? FEW : Infinity),
    refused && nextStep(answer, options.hotline),
    alternatives(answer, options.onAsk),
    citations(answer, options.today),
    options.actions && el("div", { class: "actions" }, ...options.actions),
    el("p", { class: "receipt" }, `回执编号 ${answer.receipt}`),
  );
}

function heading(answer) {
  return answer.status === "not_found" ? (REASONS[answer.reason] ?? HEADINGS.not_found) : HEADINGS[answer.status];
}

/** How mistyped names in the question were read; answers kept before there was such a thing have none. */
function readAs(answer) {
  if (!answer.read_as?.length) return null;
  const said = answer.read_as.map(({ typed, meant }) => `“${typed}”按“${meant}”理解`);
  return el("p", { class: "read-as" }, `${said.join("，")}。`);
}

function warnings(answer) {
  if (!answer.warnings.length) return null;
  return el("ul", { class: "warnings", "aria-label": "请注意" }, answer.warnings.map((code) => el("li", {}, WARNINGS[code] ?? code)));
}

/**
 * Units by role and the time limit as a definition list; null where there is neither.
 * limit: how many units of a role are shown; a list answer names them all with its items.
 */
function facts(fields, today, limit = Infinity) {
  const rows = ROLES.filter(([key]) => fields[key].length).map(([key, label]) => row(label, unitList(fields[key], limit)));
  if (fields.deadline) rows.push(row("时限", deadline(fields.deadline, today)));
  return rows.length ? el("dl", { class: "facts" }, rows) : null;
}

const row = (label, content) => el("div", {}, el("dt", {}, label), el("dd", {}, content));

function unitList(names, limit) {
  const shown = names.slice(0, limit).map((name) => el("li", {}, name));
  const left = names.length - shown.length;
  return el("ul", { class: "units" }, shown, left > 0 && el("li", { class: "others" }, `另有 ${left} 个，见下列各条`));
}

function deadline({ text, due, rule, kind }, today) {
  const parts = [el("span", { class: "deadline-text" }, text)];
  if (due) {
    const [words, tone] = distance(due, today);
    parts.push(el("span", { class: "due" }, `截至 ${chineseDate(due)}`), el("span", { class: `mark ${tone}` }, words));
  } else if (kind === "unresolved") {
    parts.push(el("span", { class: "due" }, "不能换算成具体日期，请以原文为准"));
  }
  if (rule) parts.push(el("span", { class: "rule" }, rule));
  return parts;
}

function nextStep(answer, hotline) {
  if (answer.text.includes(hotline)) return null;
  return el("p", { class: "next" }, dialable(`可以拨打 ${hotline} 政务服务便民热线咨询。`, hotline));
}

/** The text with the hotline's number as a link that a telephone dials. */
function dialable(text, hotline) {
  const [before, ...after] = text.split(hotline);
  return after.length ? [before, el("a", { href: `tel:${hotline}` }, hotline), after.join(hotline)] : [text];
}

function alternatives(answer, onAsk) {
  if (!answer.alternatives?.length) return null;
  const title = answer.status === "clarify" ? "您想问的是" : "您也可以问";
  const chips = answer.alternatives.map((question) => el("li", {}, button(question, () => onAsk(question), { class: "chip" })));
  return el("div", { class: "alternatives" }, el("h3", {}, title), el("ul", { class: "chips" }, chips));
}

function citations(answer, today) {
  if (!answer.citations.length) return null;
  const several = answer.citations.length > 1;
  const list = answer.citations.map((citation) => el("li", {}, citationFigure(citation, several ? facts(citation, today) : null)));
  const label = answer.status === "answered" ? "原文依据" : "相近的原文（不是答案）";
  return el(
    "div",
    { class: "sources" },
    el("h3", {}, several ? `${label}（${list.length} 条）` : label),
    el("ol", { class: "citations" }, list),
    list.length > SHOWN && rest(list.slice(SHOWN)),
  );
}

/** Hides the later citations of a long list behind a button; print shows them all. */
function rest(later) {
  for (const item of later) item.hidden = true;
  const more = button(`再看其余 ${later.length} 条`, () => {
    for (const item of later) item.hidden = false;
    more.remove();
    later[0].tabIndex = -1;
    later[0].focus();
  }, { class: "action more" });
  return more;
}
