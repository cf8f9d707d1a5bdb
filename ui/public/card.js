// An answer as a card: short answer, units, time limit, warnings, cited passages, what to do with it.

import { citationFigure } from "./citation.js";
import { clarifying } from "./clarify.js";
import { button, el } from "./dom.js";
import { CHINESE, t } from "./labels.js";
import { dayName, distance, GRAVE, REASONS, ROLES, STANDING, WARNINGS } from "./words.js";

const SHOWN = 5;
const FEW = 5;
const LINES = 8;
const LINES_FIRST = 5;
const DIGITS = /(\d[\d-]*\d)/;
const AREA_CODE = /^0\d{2,3}-?\d{7,8}$/;
const HEADINGS = { answered: "答复", clarify: "请再说明一下", not_found: "没有找到依据" };

/**
 * answer: a record of answer.schema.json.
 * options: { hotline, today: Date, onAsk(question), actions: Node[] }, and for those who do not know what may be
 * asked { examples: questions, onExample(question) }
 */
export function answerCard(answer, options) {
  return el(
    "article",
    { class: `card ${answer.status}`, "aria-label": t(HEADINGS[answer.status]), tabindex: -1 },
    el("h2", { class: "card-title" }, heading(answer)),
    readAs(answer),
    BODIES[answer.status](answer, options),
    citations(answer, options.today),
    options.actions && el("div", { class: "actions" }, ...options.actions),
    el("p", { class: "legal" }, t("以通知原文为准，不构成法律意见。")),
    el("p", { class: "receipt" }, `${t("回执编号")} ${answer.receipt}`),
  );
}

const BODIES = {
  answered: (answer, { onAsk, today }) => [
    ...said(answer.text),
    answer.written && el("p", { class: "read-as" }, t("文字由模型排过次序，逐句与原文核对无误。")),
    warnings(answer),
    facts(answer.fields, today, answer.citations.length > 1 ? FEW : Infinity),
    alternatives(answer, onAsk),
  ],
  clarify: (answer, { onAsk }) => {
    const { asked, parts } = clarifying(answer, onAsk);
    return [short(asked), parts[0], warnings(answer), parts[1]];
  },
  not_found: (answer, { onAsk, hotline, examples = [], onExample }) => [
    el("p", { class: "short", ...CHINESE }, dialable(answer.text, hotline)),
    warnings(answer),
    nextStep(answer, hotline),
    alternatives(answer, onAsk) ?? proposed("可以这样问", examples, onExample),
  ],
};

const short = (text) => (text.split("\n").length > 3
  ? el("p", { class: "short several", ...CHINESE }, asLines(text.split("\n")))
  : el("p", { class: "short", ...CHINESE }, text));

const asLines = (lines) => lines.map((line) => el("span", { class: "line" }, line));

/** A long list shows its first lines; print shows them all. */
function said(text) {
  const lines = text.split("\n");
  if (lines.length <= LINES) return [short(text)];
  const later = el("span", { hidden: true, class: "later" }, asLines(lines.slice(LINES_FIRST)));
  const whole = el("p", { class: "short several", ...CHINESE }, asLines(lines.slice(0, LINES_FIRST)), later);
  const label = () => t(later.hidden ? "还有 {n} 行，全部展开" : "收起", { n: lines.length - LINES_FIRST });
  const toggle = button(label(), () => {
    later.hidden = !later.hidden;
    toggle.textContent = label();
    toggle.setAttribute("aria-expanded", String(!later.hidden));
  }, { class: "link-button", "aria-expanded": "false" });
  return [whole, toggle];
}

function heading(answer) {
  return t(answer.status === "not_found" ? (REASONS[answer.reason] ?? HEADINGS.not_found) : HEADINGS[answer.status]);
}

/** How mistyped names in the question were read; answers kept before there was such a thing have none. */
function readAs(answer) {
  if (!answer.read_as?.length) return null;
  const readings = answer.read_as.map(({ typed, meant }) => `“${typed}”按“${meant}”理解`);
  return el("p", { class: "read-as", ...CHINESE }, `${readings.join("，")}。`);
}

function warnings(answer) {
  if (!answer.warnings.length) return null;
  return el("ul", { class: "warnings", "aria-label": t("请注意") }, answer.warnings.map((code) => el("li", { class: GRAVE.includes(code) ? "grave" : "" }, t(WARNINGS[code] ?? code))));
}

/**
 * Units by role and the time limit as a definition list; null where there is neither.
 * limit: how many units of a role are shown; a list answer names them all with its items.
 */
function facts(fields, today, limit = Infinity) {
  const rows = ROLES.filter(([key]) => fields[key].length).map(([key, label]) => row(t(label), unitList(fields[key], limit)));
  if (fields.deadline) rows.push(row(t("时限"), deadline(fields.deadline, today)));
  return rows.length ? el("dl", { class: "facts" }, rows) : null;
}

const row = (label, content) => el("div", {}, el("dt", {}, label), el("dd", {}, content));

function unitList(names, limit) {
  const shown = names.slice(0, limit).map((name) => el("li", CHINESE, name));
  const left = names.length - shown.length;
  return el("ul", { class: "units" }, shown, left > 0 && el("li", { class: "others" }, t("另有 {n} 个，见下列各条", { n: left })));
}

function deadline({ text, due, rule, kind }, today) {
  const parts = [el("span", { class: "deadline-text", ...CHINESE }, text)];
  if (due) {
    const [words, tone] = distance(due, today);
    parts.push(el("span", { class: "due" }, t("截至 {day}", { day: dayName(due) })), el("span", { class: `mark ${tone}` }, words));
  } else if (kind === "unresolved") {
    parts.push(el("span", { class: "due" }, t("不能换算成具体日期，请以原文为准")));
  }
  if (rule) parts.push(el("span", { class: "rule", ...CHINESE }, rule));
  return parts;
}

function nextStep(answer, hotline) {
  if (answer.text.includes(hotline)) return null;
  return el("p", { class: "next" }, dialable(t("可以拨打 {n} 政务服务便民热线咨询。", { n: hotline }), hotline));
}

/** The text with telephone numbers as links that a telephone dials: the hotline's and any with an area code. */
function dialable(text, hotline) {
  return text.split(DIGITS).map((part) => (part === hotline || AREA_CODE.test(part) ? dialLink(part) : part));
}

const dialLink = (number) => el("a", { href: `tel:${number}` }, number);

function alternatives(answer, onAsk) {
  return proposed("您也可以问", answer.alternatives ?? [], onAsk);
}

function proposed(title, questions, onAsk) {
  if (!questions.length) return null;
  const chips = questions.map((question) => el("li", CHINESE, button(question, () => onAsk(question), { class: "chip" })));
  return el("div", { class: "alternatives" }, el("h3", {}, t(title)), el("ul", { class: "chips" }, chips));
}

function citations(answer, today) {
  if (!answer.citations.length) return null;
  const several = answer.citations.length > 1;
  const list = answer.citations.map((citation) => el("li", {}, citationFigure(citation, several ? facts(citation, today) : null, standing(answer, citation))));
  const label = sourcesLabel(answer);
  return el(
    "div",
    { class: "sources" },
    el("h3", {}, several ? t("{label}（{n} 条）", { label, n: list.length }) : label),
    el("ol", { class: "citations" }, list),
    list.length > SHOWN && rest(list.slice(SHOWN)),
  );
}

function sourcesLabel({ status, citations }) {
  if (status === "answered") return t("原文依据");
  if (status === "clarify") return t("各处的原文");
  return t(citations.every(({ quote }) => /电话|热线|\d{7}/.test(quote)) ? "相近通知的联系电话" : "相近的原文（不是答案）");
}

/** What became of a quoted notice since a kept answer was given: its mark and a sentence; null for a new answer. */
function standing(answer, citation) {
  const since = answer.now?.citations.find(({ n }) => n === citation.n);
  return since ? { mark: STANDING[since.state] ?? [since.message, "warn"], message: since.message, notice: since.notice } : null;
}

/** Hides the later citations of a long list behind a button; print shows them all. */
function rest(later) {
  for (const item of later) item.hidden = true;
  const more = button(t("再看其余 {n} 条", { n: later.length }), () => {
    for (const item of later) item.hidden = false;
    more.remove();
    later[0].tabIndex = -1;
    later[0].focus();
  }, { class: "action more" });
  return more;
}
