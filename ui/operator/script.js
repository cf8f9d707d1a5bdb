// What an operator reads out: short sentences made of the answer's own words, units and time limit.

import { chineseDate, distance, itemName, ROLES, WARNINGS } from "/words.js";

const MOST_LINES = 8;
const MOST_UNITS = 6;
const MOST_CHOICES = 4;
const LONGEST_HEADING = 40;
// Advice of the public page that means nothing to one who has rung the hotline.
const FOR_THE_ASKER = /换个说法|便民热线/;
const DUTY = { lead_units: (names) => `由${names}牵头。`, responsible_units: (names) => `由${names}负责。`, cooperating_units: (names) => `由${names}配合。` };
// What the answer's text tells of units and the time limit is said from its fields.
const OF_FIELDS = new RegExp(`^(${[...ROLES.map(([, label]) => label), "时限"].join("|")})：`);

/** Sentences as [words, beware] pairs. answer: a record of answer.schema.json; today: a Date. */
export function scriptOf(answer, today) {
  if (answer.status === "not_found") return plain(short(answer.text).filter((line) => !FOR_THE_ASKER.test(line)));
  if (answer.status === "clarify") return plain([...short(answer.text), ...choices(answer)]);
  const notices = noticesOf(answer.citations);
  const beware = [...answer.warnings.map((code) => WARNINGS[code] ?? code), ended(answer.now)].filter(Boolean);
  const body = bodyOf(answer, today);
  const said = notices.length === 1
    ? [`根据${named(notices[0])}：`, ...body]
    : [...body, notices.length > 1 && `依据是 ${notices.length} 份通知：${notices.slice(0, 3).map(named).join("、")}${notices.length > 3 ? "等" : ""}。`];
  return [...beware.map((words) => [`请注意：${words}`, true]), ...plain([...said.filter(Boolean), "以通知原文为准。"])];
}

/** The same for a passage that was looked up, not answered from. */
export function scriptOfPassage(passage, today) {
  const { notice } = passage;
  const codes = [notice.stage, notice.validity === "not_yet" ? "not_yet_effective" : notice.validity];
  const facts = factLines(passage, today);
  const text = facts.length ? "" : passage.quote;
  return scriptOf({ status: "answered", text, fields: passage, citations: [passage], warnings: codes.filter((code) => code in WARNINGS) }, today);
}

/** 《title》（number）, as it is read out and copied. */
export const named = (notice) => `《${notice.title}》${notice.document_number ? `（${notice.document_number}）` : ""}`;

function bodyOf(answer, today) {
  const facts = factLines(answer.fields, today);
  const lines = answer.text.split("\n").filter((line) => line.trim());
  // Many items are listed line by line, each with its own units: one sentence for all of them would be wrong.
  if (answer.citations.length > 1) return short(answer.text);
  const told = lines.filter((line) => !facts.length || !OF_FIELDS.test(line)).join("\n");
  return [heading(answer.citations[0], told), ...short(told), ...facts].filter(Boolean);
}

/** 第 2 项，公开医保信息。 -- what it is about, where the rest is only units and a limit. */
function heading(citation, told) {
  if (!citation?.item || told) return null;
  const first = citation.quote.trim().split(/[。\n]/)[0].replace(/^[\d一二三四五六七八九十]+[.．、]\s*|^[（(][\d一二三四五六七八九十]+[）)]\s*/, "");
  return first && first.length <= LONGEST_HEADING ? `${itemName(citation)}，${first}。` : `${itemName(citation)}。`;
}

function factLines(fields, today) {
  const duties = ROLES.filter(([key]) => fields[key].length).map(([key]) => DUTY[key](together(fields[key])));
  return fields.deadline ? [...duties, limit(fields.deadline, today)] : duties;
}

function together(names) {
  const shown = names.slice(0, MOST_UNITS).join("、");
  return names.length > MOST_UNITS ? `${shown}等 ${names.length} 个单位` : shown;
}

function limit({ text, due }, today) {
  return due ? `时限是${text}，截至 ${chineseDate(due)}，${distance(due, today)[0]}。` : `时限是${text}。`;
}

function short(text) {
  const sentences = text.split("\n").flatMap((line) => line.replace(/\u3000/g, "，").match(/[^。；！？]+[。；！？]?/g) ?? []).map((each) => each.trim()).filter(Boolean);
  const left = sentences.length - MOST_LINES;
  return left > 0 ? [...sentences.slice(0, MOST_LINES), `还有 ${left} 句，见下面的原文。`] : sentences;
}

function choices(answer) {
  const offered = (answer.alternatives ?? []).slice(0, MOST_CHOICES);
  return offered.length ? ["请问您问的是哪一个？", ...offered] : [];
}

const plain = (lines) => lines.map((words) => [words, false]);

/** Of an answer shown again: what has become of its notices since. */
const ended = (now) => (now?.state && now.state !== "unchanged" ? now.message : null);

const noticesOf = (citations) => [...new Map(citations.map(({ notice }) => [notice.id, notice])).values()];
