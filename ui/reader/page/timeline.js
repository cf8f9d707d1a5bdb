// From when and until when a notice holds: a line for the eye, the same in words beside it.

import { draw, el } from "/dom.js";
import { CHINESE, t } from "/labels.js";
import { dayName, noticeLink } from "/words.js";
import { actName } from "./acts.js";
import { fitted } from "./drawing.js";

const ENDED = ["repealed", "superseded"];
const ENDING = ["repeals", "supersedes"];

/** [iso, words, tone, link] in the order of time. */
function events(notice) {
  const ending = notice.acts.find(({ kind, since }) => ENDING.includes(kind) && since);
  const dayBefore = (iso) => new Date(Date.parse(iso) - 86400000).toISOString().slice(0, 10);
  const found = [
    [notice.dated_on, "成文", "plain"],
    [notice.issued_on, "印发", "plain"],
    [notice.effective_on, "施行", "good"],
    // The day before the end that another notice makes is no end of its own.
    [ending && notice.expires_on === dayBefore(ending.since) ? null : notice.expires_on, "有效期至", "warn"],
    ...notice.acts.map((act) => [act.since, act.label, ENDING.includes(act.kind) ? "bad" : "warn", act]),
    [notice.today, "今天", "today"],
  ];
  return found.filter(([iso]) => iso).sort((a, b) => (a[0] < b[0] ? -1 : Number(a[0] > b[0])));
}

const named = (words, act) => (act ? actName(words) : t(words));

export function timeline(notice, section, body) {
  const found = events(notice);
  if (found.length < 2) return;
  const box = el("div", { class: "drawing", "aria-hidden": "true" });
  body.append(box, el("ol", { class: "events" }, found.map(([iso, words, tone, act]) => el("li", {},
    el("span", { class: `mark ${tone}` }, named(words, act)), " ", el("time", { datetime: iso }, dayName(iso)),
    act && [" ", el("a", { href: noticeLink(act.notice_id), dir: "auto", ...CHINESE }, `《${act.title}》`)])),
  ), ENDED.includes(notice.validity) && !notice.acts.length && el("p", { class: "meta" }, t("终止的日期没有写明。")) || "");
  section.hidden = false;
  // Of a draft, and where nothing says from when it holds, no stretch is drawn.
  const holds = notice.stage !== "consultation_draft" && notice.validity !== "unknown";
  fitted(box, (width, letter) => line(fitting(found, width, letter), width, letter, holds));
}

const ROOM = 6;

/** Where there is no room for all, what amends and confirms is left to the list. */
function fitting(found, width, letter) {
  const most = Math.max(3, Math.floor((2 * width) / (letter * ROOM)) - 1);
  return found.length <= most ? found : found.filter(([, , tone, act]) => !act || tone === "bad");
}

/** Days stand as far apart as they are, but no closer than their words need; words in two ranks, above and below. */
function line(found, width, letter, holds) {
  const room = letter * ROOM;
  const days = found.map(([iso]) => Date.parse(iso));
  const first = days[0];
  const span = Math.max(1, days.at(-1) - first);
  const inner = width - room;
  const least = Math.min(room / 2 + 2, inner / Math.max(1, found.length - 1));
  const places = days.map((day) => room / 2 + ((day - first) / span) * inner);
  for (let n = 1; n < places.length; n += 1) places[n] = Math.max(places[n], places[n - 1] + least);
  for (let n = places.length - 1; n >= 0; n -= 1) places[n] = Math.min(places[n], width - room / 2 - (places.length - 1 - n) * least);
  const rank = letter * 2.9;
  const height = rank * 2 + 28;
  const middle = height / 2;
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "font-size": letter });
  const begins = found.findIndex(([, words]) => words === "施行");
  const from = begins < 0 ? Math.max(0, found.findLastIndex(([, words]) => ["成文", "印发"].includes(words))) : begins;
  const end = found.findIndex(([, , tone], n) => n >= from && (tone === "bad" || found[n][1] === "有效期至"));
  const to = end < 0 ? found.length - 1 : end;
  svg.append(draw("line", { class: "rule", x1: 4, x2: width - 4, y1: middle, y2: middle }));
  if (holds && to > from) svg.append(draw("line", { class: "held", x1: places[from], x2: places[to], y1: middle, y2: middle }));
  found.forEach(([iso, words, tone, act], n) => {
    const x = places[n];
    const above = n % 2 === 0;
    svg.append(
      draw("line", { class: "tick", x1: x, x2: x, y1: above ? middle - 14 : middle, y2: above ? middle : middle + 14 }),
      draw("circle", { class: `dot ${tone}`, cx: x, cy: middle, r: 6 }),
      draw("text", { class: `what ${tone}`, x, y: above ? middle - 18 - letter * 1.25 : middle + 18 + letter * 0.8, "text-anchor": "middle" }, named(words, act)),
      draw("text", { x, y: above ? middle - 18 : middle + 18 + letter * 2.05, "text-anchor": "middle" }, iso));
  });
  return svg;
}
