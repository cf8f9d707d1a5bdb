// The staff ledger: all tasks are loaded once, filtered here, and a page of them is shown at a time.

import { get, RequestFailed } from "/api.js";
import { byId, el } from "/dom.js";
import { countsView } from "./counts.js";
import { ganttView } from "./gantt.js";
import { note } from "./note.js";
import { byQuickChoice, counted, filtered, foldAhead, isOverdue, NOT_NOTED, query, unpacked } from "./rows.js";
import { monthView, tableRow } from "./views.js";

// Of what a page of rows costs, laying it out is the most.
const PAGE_ROWS = 50;
const form = byId("filters");
const ledger = { rows: [], progress: {}, today: "", found: [], page: 0, span: null, view: "list", month: "", units: new Map(), begun: null };

const wantedNow = () => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));

function problem(words) {
  byId("problem").textContent = words;
  byId("problem").hidden = !words;
}

/** The printed names that mean a unit: the server knows that 县发改委 is 县发展和改革局. */
async function namesOf(unit) {
  if (!unit) return null;
  if (!ledger.units.has(unit)) {
    const { names } = await get(`/api/v1/tasks/units?${new URLSearchParams({ unit })}`);
    ledger.units.set(unit, new Set(names));
  }
  return ledger.units.get(unit);
}

/** Filter by what the form says now, and show it; remembers it in the address. */
async function apply({ keepPage = false } = {}) {
  const wanted = wantedNow();
  for (const field of form.querySelectorAll(".between")) field.hidden = wanted.when !== "between";
  try {
    wanted.names = await namesOf(wanted.unit);
    problem("");
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    form.removeAttribute("aria-busy");
    return problem(error.message);
  }
  // Somebody typed on while the server was asked: the newer call shows it.
  if (JSON.stringify(wantedNow().unit) !== JSON.stringify(wanted.unit)) return undefined;
  const anyTime = filtered(ledger.rows, { ...wanted, when: "" }, ledger.progress, ledger.today);
  ledger.found = wanted.when ? filtered(anyTime, { when: wanted.when, due_after: wanted.due_after, due_before: wanted.due_before }, ledger.progress, ledger.today) : anyTime;
  quickCounts(anyTime, wanted.when);
  if (!keepPage) Object.assign(ledger, { page: 0, span: null });
  const state = query(wanted, ledger.today);
  for (const link of document.querySelectorAll("[data-format]")) link.href = `/api/v1/tasks/export?${new URLSearchParams([...state, ["format", link.dataset.format]])}`;
  remember(wanted);
  count();
  show(wanted);
  form.removeAttribute("aria-busy");
  return undefined;
}

/** What each quick choice would find, beside its name. */
function quickCounts(rows, when) {
  const counts = byQuickChoice(rows, ledger.progress, ledger.today);
  for (const button of document.querySelectorAll("[data-when]")) {
    button.querySelector(".number").textContent = String(counts[button.dataset.when]);
    button.setAttribute("aria-pressed", String(button.dataset.when === when));
  }
}

function chooseWhen(when) {
  form.elements.when.value = form.elements.when.value === when ? "" : when;
  return apply();
}

function remember({ names, ...wanted }) {
  const kept = Object.entries({ ...wanted, view: ledger.view === "list" ? "" : ledger.view }).filter(([, value]) => value);
  history.replaceState(null, "", kept.length ? `?${new URLSearchParams(kept)}` : location.pathname);
}

function count() {
  const late = ledger.found.filter((row) => isOverdue(row, stateOf(row), ledger.today)).length;
  const done = ledger.found.filter((row) => stateOf(row) === "done").length;
  byId("count").textContent = `共 ${ledger.rows.length} 项，符合 ${ledger.found.length} 项；其中已过期未完成 ${late} 项，已完成 ${done} 项。`;
}

const stateOf = (row) => ledger.progress[row.item_id]?.state ?? NOT_NOTED;

function show(wanted = wantedNow()) {
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === ledger.view));
  for (const name of ["list", "month", "time", "counts"]) byId(name).hidden = name !== ledger.view;
  if (ledger.view === "list") list();
  if (ledger.view === "month") byId("month").replaceChildren(...monthView(ledger.found, ledger.month || firstMonth(), ledger.today, { turn, toDay }));
  if (ledger.view === "time") gantt();
  if (ledger.view === "counts") byId("counts").replaceChildren(...countsView(ledger.found, wanted.role, ledger.progress, ledger.today));
}

/** What the form asks for, in words, for paper, which does not show the form. */
function inWords() {
  const fields = [...form.querySelectorAll("input, select")].filter((field) => field.value.trim() && !field.closest("[hidden]"));
  const said = fields.map((field) => `${form.querySelector(`[for="${field.id}"]`).textContent}“${field.selectedOptions?.[0].textContent ?? field.value.trim()}”`);
  byId("wanted").textContent = `${said.length ? `筛选：${said.join("，")}` : "未筛选"}；打印于 ${ledger.today}，登记人见各条。`;
}

/** Tasks begin with their notices, whose days are asked for when the view is first opened. */
async function gantt(most) {
  if (!ledger.begun) {
    byId("time").replaceChildren(el("p", { class: "empty" }, "正在画时间线…"));
    ledger.begun = await beginnings();
  }
  const turn = (span) => {
    const by = document.activeElement?.dataset.turn;
    ledger.span = span;
    gantt();
    byId("time").scrollIntoView();
    (byId("time").querySelector(`[data-turn="${by}"]:enabled`) ?? byId("time")).focus({ preventScroll: true });
  };
  byId("time").replaceChildren(...ganttView(ledger.found, ledger.progress, ledger.today, ledger.begun, { first: ledger.span, turn, most }));
}

async function beginnings() {
  try {
    const { notices } = await get("/api/v1/notices");
    return new Map(notices.map((one) => [one.id, one.issued_on ?? one.dated_on]).filter(([, day]) => day));
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    problem(`发文日期没有读出来，先按到期前一个月画。${error.message}`);
    return new Map();
  }
}

function list(from = ledger.page * PAGE_ROWS, to = from + PAGE_ROWS) {
  const cut = ledger.found.slice(from, to);
  const nodes = cut.map((row) => tableRow(row, ledger.progress[row.item_id], ledger.today, edit));
  byId("rows").replaceChildren(...(nodes.length ? nodes : [el("tr", {}, el("td", { colspan: 5, class: "empty" }, "没有符合的任务。请放宽或清除筛选。"))]));
  const pages = Math.ceil(ledger.found.length / PAGE_ROWS);
  byId("pages").hidden = pages < 2;
  byId("page").textContent = `第 ${from + 1}—${Math.min(to, ledger.found.length)} 项，共 ${ledger.found.length} 项`;
  byId("before").disabled = ledger.page === 0;
  byId("next").disabled = ledger.page >= pages - 1;
}

function turnPage(by) {
  ledger.page += by;
  list();
  byId("list").focus({ preventScroll: true });
  byId("list").scrollIntoView();
}

/** The month to begin with: the next that anything is due in, else the last that anything was. */
function firstMonth() {
  const months = [...new Set(ledger.found.filter((row) => row.due).map((row) => row.due.slice(0, 7)))].sort();
  const now = ledger.today.slice(0, 7);
  ledger.month = months.find((month) => month >= now) ?? months.at(-1) ?? now;
  return ledger.month;
}

function turn(by) {
  const [year, month] = ledger.month.split("-").map(Number);
  ledger.month = new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 7);
  show();
  byId("month").querySelector(`[data-turn="${by}"]`).focus();
}

function toDay(iso) {
  form.elements.when.value = "between";
  form.elements.due_after.value = iso;
  form.elements.due_before.value = iso;
  setView("list");
}

function setView(view) {
  ledger.view = view;
  ledger.month = "";
  apply().then(() => view === "list" && byId("list").focus({ preventScroll: true }));
}

function edit(row) {
  note(row, (saved, newest) => {
    ledger.progress[saved.item_id] = newest;
    count();
    quickCounts(filtered(ledger.rows, { ...wantedNow(), names: ledger.units.get(wantedNow().unit) ?? null, when: "" }, ledger.progress, ledger.today), wantedNow().when);
    const shown = byId("rows").querySelector(`[data-item="${CSS.escape(saved.item_id)}"]`);
    const now = tableRow(saved, newest, ledger.today, edit);
    shown?.replaceWith(now);
    // The dialog gives the focus back to a button that is no more.
    setTimeout(() => now.querySelector(".state").focus(), 0);
  });
}

function options(select, pairs) {
  select.append(...pairs.map(([value, label]) => el("option", { value }, label)));
}

/** On a narrow screen most fields wait behind a button; one that is in use never does. */
function moreFields(open) {
  form.classList.toggle("open", open);
  byId("more").setAttribute("aria-expanded", String(open));
  byId("more").textContent = open ? "收起筛选" : "更多筛选";
}

/** A kept link may ask for a notice or region that has gone: then nothing fits, rather than everything. */
function ask(field, value) {
  if (!field) return;
  field.value = value;
  if (field.value !== value && ["region", "notice"].includes(field.name)) {
    options(field, [[value, `${value}（台账里没有）`]]);
    field.value = value;
  }
}

function fill() {
  options(byId("region"), [...new Set(ledger.rows.map((row) => row.region).filter(Boolean))].sort().map((name) => [name, name]));
  options(byId("notice"), [...new Map(ledger.rows.map((row) => [row.notice_id, row.document_number ? `${row.notice}（${row.document_number}）` : row.notice]))]);
  byId("unit-names").append(...counted(ledger.rows, (row) => new Set(row.all_units)).slice(0, 500).map(([name]) => el("option", { value: name })));
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === "view" && byId(value)?.classList.contains("view")) ledger.view = value;
    else ask(form.querySelector(`[name="${CSS.escape(name)}"]`), value);
  }
  moreFields([...form.querySelectorAll(".more [name]")].some((field) => field.value));
}

function tellLost(lost) {
  byId("lost").hidden = !lost.length;
  byId("lost").replaceChildren(el("details", {}, el("summary", {}, `有 ${lost.length} 条进度记录的条款已不在库里（通知已移除，或条款已删）`),
    el("ul", {}, lost.map((one) => el("li", {}, `${one.state_name}，${one.by}：${one.note || "（没有说明）"} —— ${one.clause}`)))));
}

async function load() {
  try {
    const [table, told] = await Promise.all([get("/api/v1/tasks/table"), get("/api/v1/tasks/progress")]);
    Object.assign(ledger, { rows: unpacked(table), progress: told.tasks, today: told.today });
    byId("account").textContent = `账号：${told.user}`;
    tellLost(told.lost);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    byId("count").textContent = "台账没有读出来。";
    return problem(`${error.message} 恢复后请刷新本页。`);
  }
  fill();
  await apply();
  return foldAhead(ledger.rows);
}

let waiting = 0;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  form.setAttribute("aria-busy", "true");
  // A unit is asked for at the server, so not at every letter.
  waiting = setTimeout(apply, event.target.name === "unit" ? 200 : 0);
});
form.addEventListener("reset", () => {
  clearTimeout(waiting);
  form.setAttribute("aria-busy", "true");
  waiting = setTimeout(apply, 0);
});
byId("before").addEventListener("click", () => turnPage(-1));
byId("next").addEventListener("click", () => turnPage(1));
byId("more").addEventListener("click", () => moreFields(!form.classList.contains("open")));
byId("print").addEventListener("click", () => window.print());
for (const button of document.querySelectorAll("[data-when]")) button.addEventListener("click", () => chooseWhen(button.dataset.when));
for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => setView(button.dataset.view));
// Paper has no next page to turn to: all that is found is printed.
function onPaper(all) {
  inWords();
  if (ledger.view === "list") list(...(all ? [0, Infinity] : []));
  if (ledger.view === "time" && ledger.begun) gantt(all ? Infinity : undefined);
}
window.addEventListener("beforeprint", () => onPaper(true));
window.addEventListener("afterprint", () => onPaper(false));
load();
