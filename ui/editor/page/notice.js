// One notice: how it was read, its head and clauses, what goes public, and what was put right.

import { get, RequestFailed } from "/api.js";
import { button, byId, el } from "/dom.js";
import { localTime } from "/words.js";
import { correct } from "./correct.js";
import { decided } from "./decide.js";
import { take } from "./upload.js";
import { heldBox, marksOf, said } from "./words.js";

const ITEMS_AT_ONCE = 60;
const VIEWS = ["quality", "head", "items", "public", "history"];
let shown = null;

export function leave() {
  shown = null;
  document.title = "编辑台 · 政答";
}

/** Open a notice on one of its views. */
export async function open(id, view) {
  shown = { id, view: VIEWS.includes(view) ? view : "quality", items: ITEMS_AT_ONCE, record: null, quality: null };
  const asked = shown;
  byId("title").textContent = "正在打开通知…";
  byId("marks").replaceChildren();
  for (const name of VIEWS) byId(name).replaceChildren(el("p", { class: "soft" }, "正在读…"));
  show();
  try {
    asked.record = await get(`/api/v1/editor/notices/${encodeURIComponent(id)}`);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (shown !== asked) return;
    byId("title").textContent = "打不开这份通知";
    for (const name of VIEWS) byId(name).replaceChildren(el("p", { class: "bad-words" }, error.message), button("再试一次", () => open(id, asked.view), { class: "action" }));
    return;
  }
  if (shown !== asked) return;
  fill(asked.record);
  byId("title").focus({ preventScroll: true });
  await readQuality(asked);
}

async function readQuality(asked) {
  try {
    asked.quality = await get(`/api/v1/editor/notices/${encodeURIComponent(asked.id)}/quality`);
    if (shown === asked) quality(asked.quality);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (shown === asked) byId("quality").replaceChildren(el("p", { class: "bad-words" }, error.message), button("再试一次", () => readQuality(asked), { class: "action" }));
  }
}

function show() {
  for (const tool of document.querySelectorAll("[data-view]")) tool.setAttribute("aria-pressed", String(tool.dataset.view === shown.view));
  for (const name of VIEWS) byId(name).hidden = name !== shown.view;
}

function fill(record) {
  shown.record = record;
  byId("title").textContent = record.title;
  document.title = `${record.title} · 编辑台`;
  const held = record.head.held.length + record.gone.length + record.items.reduce((sum, item) => sum + item.held.length, 0);
  const corrected = [record.head, ...record.items].reduce((sum, part) => sum + part.fields.filter((field) => field.corrected).length, 0);
  byId("marks").replaceChildren(...marksOf({ ...record, items: record.items.length, held, corrected }));
  gone(record);
  head(record);
  items(record);
  publicity(record);
  past(record);
}

function gone(record) {
  byId("gone").hidden = !record.gone.length;
  byId("gone").replaceChildren(...record.gone.map((part) => heldBox(part.held, `第 ${part.number ?? "无号"} 项的更正：这一条已不在新的版本里，更正没有用上。`,
    button("知道了，不再提示", () => decide("drop", part), { class: "action" }))));
}

function quality(told) {
  const rows = told.recognised.flatMap(([name, value]) => [el("dt", {}, name), el("dd", { class: value ? "" : "none" }, value || "没有读到")]);
  const doubts = told.doubts.map((doubt) => el("li", { class: doubt.withheld ? "bad" : "warn" },
    el("p", {}, doubt.page ? el("strong", {}, `第 ${doubt.page} 页：`) : null, doubt.message),
    doubt.words ? el("p", { class: "soft" }, `“${doubt.words}”`) : null,
    doubt.withheld ? el("p", {}, "这里的内容暂不用来回答。对照原件核对后可以放行。") : null,
    doubt.withheld ? el("p", { class: "buttons" }, button(doubt.page ? `放行第 ${doubt.page} 页` : "放行整个文件", () => decide("release", doubt), { class: "action" })) : null));
  byId("quality").replaceChildren(
    el("h2", {}, "读到的"), el("dl", { class: "reading" }, rows),
    el("h3", {}, "疑点"), doubts.length ? el("ul", { class: "lines" }, doubts) : el("p", {}, "没有疑点。"),
    told.withheld_letters ? el("p", { class: "soft" }, `共有 ${told.withheld_letters} 字暂不用来回答。`) : null ?? "",
    el("p", { class: "buttons" }, button("更正公文头", () => view("head"), { class: "action" }), button("更正任务条目", () => view("items"), { class: "action" })),
    el("p", { class: "buttons" }, ...["csv", "json"].map((form) => el("a", { class: "action", href: `/api/v1/editor/notices/${encodeURIComponent(shown.id)}/quality.${form}`, download: "" }, form === "csv" ? "导出报告 CSV（Excel）" : "导出报告 JSON"))));
}

const fieldRow = (field) => [
  el("dt", {}, field.label),
  el("dd", { class: field.now.length ? "" : "none" }, said(field, field.now) || "没有",
    field.corrected ? el("span", {}, " ", el("span", { class: "mark warn" }, field.corrected.includes("（") ? "人工填写" : "人工更正")) : null,
    field.corrected ? el("span", { class: "was" }, `读到的是：${said(field, field.read) || "没有"}`) : null),
];

function head(record) {
  const part = record.head;
  byId("head").replaceChildren(
    part.held.length ? heldBox(part.held, "公文头的更正待复核：现在读到的和当时不同，更正先没有用上。", button("复核", () => edit(part), { class: "action" })) : "",
    el("dl", { class: "reading" }, part.fields.flatMap(fieldRow)),
    el("p", { class: "buttons" }, button("更正公文头", () => edit(part), { class: "primary" })));
}

function items(record) {
  const cut = record.items.slice(0, shown.items);
  const nodes = cut.map((part) => el("div", { class: "task", "data-item": part.id },
    part.held.length ? heldBox(part.held, "这一条的更正待复核：条款的文字变了，更正先没有用上。", button("复核", () => edit(part), { class: "action" })) : null,
    el("p", { class: "task-text" }, part.number ? el("span", { class: "number" }, part.number) : null, part.text),
    el("dl", { class: "reading" }, part.fields.filter((field) => field.name !== "text" && (field.now.length || field.corrected)).flatMap(fieldRow)),
    part.fields.some((field) => field.name === "text" && field.corrected) ? el("p", {}, el("span", { class: "mark warn" }, "任务内容：人工更正")) : null,
    el("p", { class: "buttons" }, button("更正", () => edit(part), { class: "action", "aria-label": `更正第 ${part.number ?? "无号"} 项` }))));
  if (!nodes.length) nodes.push(el("p", {}, "没有读出任务条目。如果原件里有，请看“读入质量”里的疑点，或换一种格式重新传入。"));
  if (record.items.length > cut.length) nodes.push(button(`再显示一些（共 ${record.items.length} 条）`, () => { shown.items += ITEMS_AT_ONCE; items(record); }, { class: "action" }));
  byId("items").replaceChildren(...nodes);
}

function publicity(record) {
  const spots = record.private.map((spot) => el("li", { class: "bad" }, el("strong", {}, spot.kind), el("p", { class: "soft" }, spot.words)));
  const decisions = record.publications.toReversed().map((one) => el("li", {}, el("strong", {}, one.public ? "公开" : "撤下"), el("span", { class: "by" }, ` ${one.by ?? "未署名"} ${localTime(one.at)}`), el("p", {}, one.reason)));
  const picker = el("input", { type: "file", id: "newer", class: "visually-hidden", onchange: (event) => newer(event.target) });
  byId("public").replaceChildren(
    el("h2", {}, record.public ? "现在对外公开" : `现在不对外公开${record.closed_because ? `：${record.closed_because}` : ""}`),
    el("h3", {}, "公开前检查"),
    el("p", {}, record.disclosure ? `公开属性：${record.disclosure}` : "原文没有写公开属性。"),
    spots.length ? el("ul", { class: "lines" }, spots) : el("p", {}, "没有发现身份证号、手机号、银行卡号、住址或密级标记。"),
    el("p", { class: "buttons" }, record.public
      ? button("从公开的回答里撤下", () => decide("withdraw"), { class: "action danger" })
      : button("决定公开", () => decide("publish"), { class: "primary" })),
    el("h3", {}, "决定的记录"), decisions.length ? el("ol", { class: "lines" }, decisions) : el("p", {}, "还没有人决定过；按上面的检查办。"),
    el("h3", {}, "换成新版本"), el("p", { class: "soft" }, "传入这份通知的新版本：旧的留作旧版本，文字没变的条款，更正跟过去。"),
    el("p", { class: "buttons drop-line" }, picker, el("label", { class: "action pick", for: "newer" }, "选择新版本的文件")),
    el("h3", {}, "从库里移除"), el("p", { class: "soft" }, "连同旧版本一起删除，不能撤销；要再有，重新传入文件。理由留在记录里，原件缺省保存备查。只是不想让公众看到，用“撤下”。"),
    el("p", { class: "buttons" }, button("移除这份通知", () => decide("remove"), { class: "action danger" })));
}

function newer(input) {
  const { id } = shown;
  const files = [...input.files];
  byId("back").click();
  take(files, id);
}

const STATES = { counts: ["生效", "good"], held: ["待复核", "warn"], former: ["已被后来的取代或撤销", "plain"], undo: ["撤销更正", "plain"] };

function past(record) {
  const lines = record.history.map((one) => el("li", { class: one.state === "held" ? "warn" : "" },
    el("strong", {}, one.where), " ", el("span", { class: `mark ${STATES[one.state][1]}` }, STATES[one.state][0]),
    el("span", { class: "by" }, ` ${one.by} ${localTime(one.at)}`),
    one.changes.map((change) => el("p", {}, `${change.label}：`, change.values === null ? "恢复为读到的内容" : `${said(change, change.was) || "没有"} → ${said(change, change.values) || "没有"}`)),
    el("p", { class: "soft" }, `理由：${one.reason}`),
    one.state === "counts" ? el("p", { class: "buttons" }, button("撤销这次更正", () => decide("undo", one), { class: "action", "aria-label": `撤销这次更正：${one.where}` })) : null));
  byId("history").replaceChildren(lines.length ? el("ol", { class: "lines" }, lines) : el("p", {}, "还没有人更正过。"));
}

function edit(part) {
  correct(shown.record, part, (record) => { if (shown?.id === record.id) fill(record); });
}

function decide(kind, about = null) {
  decided(kind, shown.record, about, (record) => {
    if (kind === "remove") return byId("back").click();
    if (shown?.id === record.id) { fill(record); if (kind === "release") readQuality(shown); }
    return undefined;
  });
}

function view(name) {
  shown.view = name;
  history.replaceState(null, "", `/editor/?${new URLSearchParams({ notice: shown.id, view: name })}`);
  show();
}

for (const tool of document.querySelectorAll("[data-view]")) tool.addEventListener("click", () => view(tool.dataset.view));
