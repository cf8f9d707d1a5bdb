// A notice: its text with outline and tasks, opened at the place that the address names.

import { get, RequestFailed } from "/api.js";
import { markItem } from "/citation.js";
import { button, byId, el } from "/dom.js";
import { CHINESE, languageButton, t, translatePage } from "/labels.js";
import { said } from "/problem.js";
import { dayName, noticeLink, noticeMarks } from "/words.js";
import { itemList } from "./items.js";
import { Paper } from "./paper.js";
import { relations } from "./relations.js";
import { sheets } from "./sheets.js";
import { timeline } from "./timeline.js";
import { versions } from "./versions.js";

const FORMATS = { text: "文本", html: "网页", csv: "CSV 表格", docx: "Word", xlsx: "Excel", pdf: "PDF", ofd: "OFD", image: "扫描图片" };

const printed = (words) => words && el("span", CHINESE, words);

/** Where the words come from, and in what form they came. */
function source({ source: from, file }) {
  const form = t(FORMATS[file.format] ?? "文件") + (file.recognised ? t("，文字由图片识别而来，可能有错字") : "");
  return el("span", {}, printed(from), t("（{said}）", { said: form }));
}

const FACTS = [
  ["发文机关", (notice) => printed(notice.issuing_bodies.join("、"))],
  ["发文字号", (notice) => printed(notice.document_number)],
  ["成文日期", (notice) => dayName(notice.dated_on)],
  ["印发日期", (notice) => dayName(notice.issued_on)],
  ["施行日期", (notice) => dayName(notice.effective_on)],
  ["有效期至", (notice) => dayName(notice.expires_on)],
  ["地区", (notice) => printed(notice.region)],
  ["效力依据", (notice) => printed(notice.validity_reason)],
  ["公开属性", (notice) => printed(notice.disclosure)],
  ["来源", source],
];

const row = (label, ...value) => el("div", {}, el("dt", {}, t(label)), el("dd", { dir: "auto" }, ...value));

function head(notice) {
  byId("title").replaceChildren(printed(notice.title));
  document.title = `${notice.title} · ${t("政答")}`;
  byId("marks").append(...noticeMarks(notice).map(markItem));
  byId("marks").hidden = false;
  const rows = FACTS.map(([label, value]) => [label, value(notice)]).filter(([, value]) => value);
  byId("facts").append(...rows.map(([label, value]) => row(label, value)));
  for (const [id, label] of [[notice.forwards, "所转发的通知"], [notice.forwarded_by, "转发它的通知"]]) {
    if (id) byId("facts").append(row("转发", el("a", { href: noticeLink(id) }, t(label))));
  }
  for (const copy of notice.copies) byId("facts").append(row("另一份", el("a", { href: noticeLink(copy.id), ...CHINESE }, copy.source)));
  byId("facts").hidden = false;
}

function doing(notice, paper) {
  const { size } = notice.file;
  const kilo = size === null ? 0 : Math.max(1, Math.round(size / 1024));
  byId("doing").append(...[
    el("button", { type: "button", class: "action", id: "jump", hidden: true, onclick: () => paper.show() }, t("跳到引文位置")),
    size !== null && el("a", { class: "action", href: `/api/v1/notices/${encodeURIComponent(notice.id)}/original`, download: "" }, t("下载原件（{size}）", { size: kilo >= 1024 ? `${(kilo / 1024).toFixed(1)} MB` : `${kilo} KB` })),
    notice.file.pages.length > 0 && el("button", { type: "button", class: "action", id: "with-pages", "aria-pressed": "false", "aria-controls": "pages" }, t("对照原件页面")),
    button(t("打印"), () => print(), { class: "action" }),
  ].filter(Boolean));
  byId("doing").hidden = false;
}

function outline(notice, paper) {
  const top = Math.min(...notice.outline.map(({ level }) => level));
  const links = notice.outline.map(({ level, title, start }) => {
    const paragraph = paper.at(start);
    return el("li", { class: `level-${Math.min(3, level - top + 1)}` }, el("a", { href: `#${paragraph.id}`, ...CHINESE, onclick: () => paragraph.focus({ preventScroll: true }) }, title));
  });
  if (links.length) byId("outline").append(el("ol", {}, links));
  byId("outline-box").hidden = !links.length;
}

/** The way back leads to the list as it was. */
function back() {
  try {
    const last = sessionStorage.getItem("zhengda.library");
    if (last) byId("back").href = `/notices/?${last}`;
  } catch { /* as it stands */ }
}

function build(notice) {
  head(notice);
  const paper = new Paper(byId("text"), notice, (words) => { byId("status").textContent = words; });
  doing(notice, paper);
  outline(notice, paper);
  const items = itemList(notice, paper);
  byId("items").append(...items);
  byId("items-title").textContent = t("任务 {n} 条", { n: items.length });
  byId("items-box").hidden = !items.length;
  byId("reading").classList.toggle("no-items", !items.length);
  byId("reading").classList.toggle("no-outline", !notice.outline.length);
  if (!matchMedia("(min-width: 70rem)").matches) for (const id of ["outline-box", "items-box"]) byId(id).open = false;
  byId("reading").hidden = false;
  sheets(notice, paper);
  timeline(notice, byId("time"), byId("time-body"));
  relations(notice, byId("relations"), byId("relations-body"));
  versions(notice, byId("versions"), byId("versions-body"));
  return paper;
}

async function open() {
  back();
  const wanted = new URLSearchParams(location.search);
  let notice;
  try {
    notice = await get(`/api/v1/notices/${encodeURIComponent(wanted.get("id") || "none")}/reading`);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    byId("title").textContent = t("打不开这份通知");
    byId("problem").replaceChildren(said(error.message), " ", error.status === 404 ? el("a", { href: "/notices/" }, t("到通知库查找")) : button(t("再试一次"), () => location.reload(), { class: "link-button" }));
    byId("problem").hidden = false;
    return;
  }
  const paper = build(notice);
  const span = [Number(wanted.get("start")) || 0, Number(wanted.get("end")) || 0];
  if (span[1] > span[0]) paper.mark(span);
  else if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

translatePage();
languageButton(byId("language"));
await open();
