// The editors' desk: the list of notices, and one of them where the address names it (?notice=…&view=…).

import { get, RequestFailed } from "/api.js";
import { button, byId, el } from "/dom.js";
import { localTime } from "/words.js";
import { leave, open } from "./notice.js";
import { uploads } from "./upload.js";
import { addressOf, marksOf } from "./words.js";

const AT_ONCE = 50;
const desk = { notices: [], shown: AT_ONCE };

function problem(words) {
  byId("problem").textContent = words;
  byId("problem").hidden = !words;
}

const KINDS = {
  held: (notice) => notice.held > 0,
  corrected: (notice) => notice.corrected > 0,
  closed: (notice) => !notice.public,
  no_items: (notice) => !notice.items,
};
const loose = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

function list() {
  const { text, what } = Object.fromEntries(new FormData(byId("filters")));
  const words = text.split(/\s+/).filter(Boolean).map(loose);
  const found = desk.notices.filter((notice) => (!what || KINDS[what](notice))
    && words.every((word) => loose(`${notice.title}\n${notice.document_number ?? ""}\n${notice.source}`).includes(word)));
  const all = desk.notices.length;
  byId("count").textContent = !all ? "库里还没有通知。请在上面传入文件。" : found.length ? `共 ${all} 份，符合 ${found.length} 份。` : `共 ${all} 份，没有符合的。请放宽筛选。`;
  byId("notices").replaceChildren(...found.slice(0, desk.shown).map(card));
  byId("more").hidden = found.length <= desk.shown;
}

function card(notice) {
  const about = [notice.document_number, notice.region, `${notice.items} 条任务`, notice.source];
  return el("li", {},
    el("a", { class: "name", href: addressOf(notice.id), onclick: (event) => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); go(notice.id); } } }, notice.title),
    el("p", { class: "soft" }, about.filter(Boolean).join(" · ")),
    el("ul", { class: "marks" }, marksOf(notice)));
}

async function load() {
  try {
    const told = await get("/api/v1/editor");
    // The newest first: what was just handed in is looked at next.
    desk.notices = told.notices.toReversed();
    byId("account").textContent = `账号：${told.user}`;
    removals();
    uploads({ most: told.max_file_bytes, onRead: load, linkTo: addressOf });
    problem("");
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    byId("count").replaceChildren("通知没有读出来。", button("再读一次", load, { class: "link-button" }));
    return problem(error.message);
  }
  return list();
}

const ORIGINALS = { kept: "原件还在", erased: "原件已删除", none: "没有单独的原件" };

async function removals() {
  if (!byId("removals").open) return;
  try {
    const { removals: found } = await get("/api/v1/editor/removals");
    byId("removals-said").textContent = found.length ? "" : "没有移除过通知。";
    byId("removals-list").replaceChildren(...found.map((one) => el("li", {}, el("strong", {}, one.title),
      el("span", { class: "by" }, ` ${one.by ?? "未署名"} ${localTime(one.at)}`),
      el("p", { class: "soft" }, [one.document_number, one.source, ORIGINALS[one.original]].filter(Boolean).join(" · ")),
      el("p", {}, `理由：${one.reason}`))));
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    byId("removals-said").textContent = `没有读出来：${error.message}`;
  }
}

function go(id) {
  history.pushState(null, "", addressOf(id));
  route();
}

function route() {
  const wanted = new URLSearchParams(location.search);
  const id = wanted.get("notice");
  byId("overview").hidden = Boolean(id);
  byId("detail").hidden = !id;
  if (id) open(id, wanted.get("view") || "quality");
  else leave();
}

byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("input", () => { desk.shown = AT_ONCE; list(); });
byId("more").addEventListener("click", () => { desk.shown += AT_ONCE; list(); });
byId("back").addEventListener("click", (event) => {
  event.preventDefault();
  history.pushState(null, "", "/editor/");
  route();
  load();
  byId("main").focus();
});
window.addEventListener("popstate", () => { route(); load(); });
load();
route();
byId("removals").addEventListener("toggle", removals);
