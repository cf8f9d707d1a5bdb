// The library: what is asked for stands in the address, so that it can be kept, shared and gone back to.

import { get, RequestFailed } from "/api.js";
import { markItem } from "/citation.js";
import { byId, characters, el, marked } from "/dom.js";
import { CHINESE, inEnglish, languageButton, t, translatePage } from "/labels.js";
import { said } from "/problem.js";
import { dayName, noticeLink, noticeMarks, STAGES, VALIDITY } from "/words.js";

const WAIT_MS = 200;
const SHOWN = 8;
const LAST = "zhengda.library";
const FACETS = [
  ["region", "地区"],
  ["year", "年份", (value) => t("{n}年", { n: value })],
  ["kind", "文种"],
  ["stage", "阶段", (value) => t(STAGES[value])],
  ["validity", "效力", (value) => t(VALIDITY[value][0])],
  ["body", "发文机关"],
];
/** A value as it is shown: those without a name of their own stand in the notices. */
const named = ([, , name], value) => el("bdi", name ? {} : CHINESE, name?.(value) ?? value);

let asked = 0;
const opened = new Set();

const wantedNow = () => new URLSearchParams(location.search);
const address = (wanted) => (String(wanted) ? `/notices/?${wanted}` : "/notices/");

/** The wanted with one thing changed; another page of the list begins at the first. */
function changed(name, value) {
  const wanted = wantedNow();
  wanted.delete("page");
  if (value) wanted.set(name, value);
  else wanted.delete(name);
  return wanted;
}

async function load() {
  const wanted = wantedNow();
  const turn = ++asked;
  byId("found").setAttribute("aria-busy", "true");
  try {
    const found = await get(`/api/v1/library?${wanted}`);
    if (turn !== asked) return;
    byId("problem").hidden = true;
    show(found, wanted);
    try { sessionStorage.setItem(LAST, String(wanted)); } catch { /* the way back then leads to the whole list */ }
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (turn === asked) fail(error);
  }
  if (turn === asked) byId("found").removeAttribute("aria-busy");
}

function fail(error) {
  byId("why").replaceChildren(said(error.status === 422 ? "网址里的筛选读不懂。请清除筛选后再找。" : error.message));
  byId("problem").hidden = false;
  byId("again").textContent = t(error.status === 422 ? "清除筛选" : "再试一次");
  byId("again").onclick = () => (error.status === 422 ? go(new URLSearchParams()) : load());
  byId("count").textContent = t("没有列出通知。");
  // What was found before is no answer to what is asked now.
  byId("list").replaceChildren();
  byId("turn").hidden = true;
}

function show(found, wanted) {
  byId("count").textContent = t(found.found === found.total ? "共 {total} 份通知" : "符合 {found} 份，共 {total} 份通知", found);
  const chosen = FACETS.filter(([name]) => wanted.get(name));
  byId("chosen").replaceChildren(...chosen.map((facet) => el("li", {}, chip(facet, wanted.get(facet[0])))));
  byId("facets").replaceChildren(...FACETS.map((facet) => group(facet, found.facets[facet[0]], wanted.get(facet[0]))).filter(Boolean));
  const words = (wanted.get("q") ?? "").split(/\s+/).filter(Boolean);
  byId("list").replaceChildren(...found.notices.map((notice) => head(notice, words)));
  if (!found.found) byId("list").append(nothing(found.total));
  turnPages(found);
}

function chip(facet, value) {
  return el("a", { class: "chip-off", href: address(changed(facet[0], "")) },
    named(facet, value), el("span", { "aria-hidden": "true" }, " ×"), el("span", { class: "visually-hidden" }, t("：取消这项筛选")));
}

function group(facet, values, chosen) {
  const [name, label] = facet;
  if (!values.length) return null;
  const links = values.map(({ value, count }, place) => {
    const on = value === chosen;
    return el("li", { hidden: place >= SHOWN && !on && !opened.has(name) },
      el("a", { href: address(changed(name, on ? "" : value)), "aria-current": on && "true", "data-facet": name, "data-value": value },
        named(facet, value), el("span", { class: "count" }, el("span", { class: "visually-hidden" }, t("，")), String(count), el("span", { class: "visually-hidden" }, t(" 份")))));
  });
  const list = el("ul", {}, links);
  const hidden = links.filter((link) => link.hidden).length;
  const more = hidden > 0 && el("button", { type: "button", class: "link-button", onclick: () => {
    opened.add(name);
    const first = links.find((link) => link.hidden);
    for (const link of links) link.hidden = false;
    more.remove();
    first.firstChild.focus();
  } }, t("再看其余 {n} 个", { n: hidden }), el("span", { class: "visually-hidden" }, inEnglish && t("："), t(label)));
  return el("section", { class: "facet", "aria-labelledby": `facet-${name}` }, el("h2", { id: `facet-${name}` }, t(label)), list, more);
}

function head(notice, words) {
  const printed = [notice.document_number, notice.issuing_bodies.join("、"), notice.region].map((fact) => [fact, CHINESE]);
  const facts = [...printed, [dayName(notice.day), {}], [notice.items ? t("{n} 条任务", { n: notice.items }) : "", {}]];
  const chars = characters(notice.title);
  const spans = words.flatMap((word) => {
    const at = notice.title.indexOf(word);
    const start = characters(notice.title.slice(0, Math.max(0, at))).length;
    return at < 0 ? [] : [[start, start + characters(word).length]];
  });
  return el("li", { class: "head" },
    el("h2", {}, el("a", { href: noticeLink(notice.id), dir: "auto", ...CHINESE }, marked(chars, 0, chars.length, spans))),
    el("p", { class: "meta" }, facts.filter(([fact]) => fact).flatMap(([fact, own], n) => [n > 0 && " · ", el("bdi", own, fact)])),
    el("ul", { class: "marks", "aria-label": t("状态") }, noticeMarks(notice).map(markItem)));
}

function nothing(total) {
  const sentence = total ? "没有符合的通知。请换个说法，或清除筛选。" : "库里还没有可以公开的通知。请管理员先导入通知。";
  return el("li", { class: "empty" }, el("p", {}, t(sentence)), total > 0 && el("a", { href: "/notices/" }, t("清除全部筛选")));
}

function turnPages({ page, pages, found }) {
  const to = (number, label) => {
    const wanted = wantedNow();
    wanted.set("page", number);
    return el("a", { class: "action", href: address(wanted), "data-turn": label }, t(label));
  };
  byId("turn").hidden = pages < 2 || !found;
  byId("turn").replaceChildren(...[page > 1 && to(page - 1, "上一页"), el("span", {}, t("第 {page} 页，共 {pages} 页", { page, pages })), page < pages && to(page + 1, "下一页")].filter(Boolean));
}

async function go(wanted, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address(wanted));
  await load();
}

/** Links of this list are followed without leaving the page; the focus stays where it was or goes to the list. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href^='/notices/']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button || link.pathname !== "/notices/") return;
  event.preventDefault();
  const { facet, value, turn } = link.dataset;
  clearTimeout(waiting);
  const wanted = new URL(link.href).searchParams;
  // Before the list is there: on a slow network somebody types on meanwhile, and stays in the field.
  byId("words").value = wanted.get("q") ?? "";
  await go(wanted);
  if (document.activeElement === byId("words")) return;
  const same = facet && byId("facets").querySelector(`a[data-facet="${facet}"][data-value="${CSS.escape(value)}"]`);
  if (same) same.focus({ preventScroll: true });
  else byId("found").focus({ preventScroll: true });
  if (turn) byId("found").scrollIntoView();
});

let waiting;
function find() {
  clearTimeout(waiting);
  if (byId("words").value.trim() !== (wantedNow().get("q") ?? "")) go(changed("q", byId("words").value.trim()), { replace: true });
}
byId("words").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(find, WAIT_MS);
});
// Whoever leaves the field goes on with what stands in it: a change of the language loads the page anew.
byId("words").addEventListener("change", find);
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  go(changed("q", byId("words").value.trim()));
});
const fill = () => { byId("words").value = wantedNow().get("q") ?? ""; };
addEventListener("popstate", () => { fill(); load(); });

translatePage();
languageButton(byId("language"));
byId("narrow").open = matchMedia("(min-width: 56rem)").matches;
fill();
await load();
