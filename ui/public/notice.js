// A notice as it is stored, opened at the place an answer cited.

import { get, RequestFailed } from "./api.js";
import { markItem } from "./citation.js";
import { characters, el, marked } from "./dom.js";
import { chineseDate, noticeMarks } from "./words.js";

const byId = (id) => document.getElementById(id);

const FACTS = [
  ["发文机关", (notice) => notice.issuing_bodies.join("、")],
  ["发文字号", (notice) => notice.document_number],
  ["成文日期", (notice) => chineseDate(notice.dated_on)],
  ["印发日期", (notice) => chineseDate(notice.issued_on)],
  ["施行日期", (notice) => chineseDate(notice.effective_on)],
  ["有效期至", (notice) => chineseDate(notice.expires_on)],
  ["地区", (notice) => notice.region],
  ["效力依据", (notice) => notice.validity_reason],
  ["公开属性", (notice) => notice.disclosure],
  ["来源", (notice) => notice.source],
];

function head(notice) {
  byId("title").textContent = notice.title;
  document.title = `${notice.title} · 政答`;
  byId("marks").append(...noticeMarks(notice).map(markItem));
  byId("marks").hidden = false;
  const rows = FACTS.map(([label, value]) => [label, value(notice)]).filter(([, value]) => value);
  byId("facts").append(...rows.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))));
  for (const [id, label] of [[notice.forwards, "所转发的通知"], [notice.forwarded_by, "转发它的通知"]]) {
    if (id) byId("facts").append(el("div", {}, el("dt", {}, "转发"), el("dd", {}, el("a", { href: `/notice.html?${new URLSearchParams({ id })}` }, label))));
  }
  byId("facts").hidden = false;
}

/** One paragraph a line; offsets count characters of the whole text. */
function body(text, span) {
  let at = 0;
  for (const line of text.split("\n")) {
    const chars = characters(line);
    const local = [[span[0] - at, span[1] - at]];
    if (line.trim()) byId("text").append(el("p", {}, marked(chars, 0, chars.length, local)));
    at += chars.length + 1;
  }
}

function goTo(place) {
  place.id = "place";
  place.tabIndex = -1;
  byId("jump").hidden = false;
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
}

async function open() {
  const wanted = new URLSearchParams(location.search);
  try {
    const notice = await get(`/api/v1/notices/${encodeURIComponent(wanted.get("id") ?? "")}`);
    head(notice);
    body(notice.text, [Number(wanted.get("start")) || 0, Number(wanted.get("end")) || 0]);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    byId("title").textContent = "打不开这份通知";
    byId("problem").textContent = error.message;
    byId("problem").hidden = false;
    return;
  }
  const place = document.querySelector("#text mark") ?? null;
  if (place) goTo(place);
}

await open();
