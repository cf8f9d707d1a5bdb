// The dialog in which an editor decides something that needs no more than a reason.

import { post, RequestFailed } from "/api.js";
import { byId, el } from "/dom.js";

const typed = new Map();
let open = null;

const undone = (changes) => changes.map((one) => ({ field: one.name, values: null }));
const afterOf = (record, id) => [record.head, ...record.items, ...record.gone].find((part) => part.id === id)?.after ?? 0;

/** What each decision says, and what is sent: [path, body without the reason]. */
const KINDS = {
  publish: (record) => ["决定公开", "公开", `公众将能问到、看到《${record.title}》的全文${record.closed_because ? `，尽管它${record.closed_because}` : ""}。请先核对。`,
    ["publication", { public: true, after: record.publications.length }]],
  withdraw: (record) => ["撤下", "撤下", `公众将问不到、看不到《${record.title}》；库里仍保存，随时可以再公开。`,
    ["publication", { public: false, after: record.publications.length }]],
  release: (record, doubt) => [doubt.page ? `放行第 ${doubt.page} 页` : "放行整个文件", "放行", `${doubt.message} 请先对照原件；放行后，这里的内容会用来回答。`,
    ["release", { pages: [doubt.page] }]],
  remove: (record) => ["移除这份通知", "移除", `将从库里删除《${record.title}》和它的旧版本，不能撤销。谁、何时、为什么留在“移除过的通知”里，原件照样保存备查。`, ["removal", { with_original: false }]],
  undo: (record, line) => [`撤销更正：${line.where}`, "撤销", "将恢复为读到的内容；这次更正仍留在记录里。",
    ["corrections", { item: line.item_id, changes: undone(line.changes.filter((one) => one.counts)), after: afterOf(record, line.item_id) }]],
  drop: (record, part) => ["不再提示", "不再提示", "这些更正对应的条款已不在新的版本里。更正仍留在记录里。",
    ["corrections", { item: part.id, changes: undone(part.held), after: part.after }]],
};

/** Ask for the reason of a decision. about: what it is about, by kind; onDone(record): the notice as it is then. */
export function decided(kind, record, about, onDone) {
  const [title, verb, words, request] = KINDS[kind](record, about);
  open = { name: `${record.id} ${kind}`, record, request, onDone, busy: false };
  byId("decide-title").textContent = title;
  byId("decide-words").textContent = words;
  byId("decide-save").textContent = verb;
  byId("decide-also").checked = false;
  byId("decide-also-line").hidden = kind !== "remove";
  byId("decide-reason").value = typed.get(open.name) ?? "";
  problem("");
  byId("decide").showModal();
  byId("decide-reason").focus();
}

function problem(words, status = 0) {
  byId("decide-problem").hidden = !words;
  byId("decide-problem").replaceChildren(words, status === 401 ? el("a", { href: "/login?next=/editor/", target: "_blank" }, "重新登录（在新标签页打开）") : "");
}

async function save(event) {
  event.preventDefault();
  if (!open || open.busy) return undefined;
  const asked = open;
  const reason = byId("decide-reason").value.trim();
  if (!reason) return problem("请写明理由，它会和您的名字一起留在记录里。");
  const [what, given] = asked.request;
  const body = "with_original" in given ? { with_original: byId("decide-also").checked } : given;
  asked.busy = true;
  byId("decide-save").setAttribute("aria-disabled", "true");
  try {
    const record = await post(`/api/v1/editor/notices/${encodeURIComponent(asked.record.id)}/${what}`, { ...body, reason });
    typed.delete(asked.name);
    if (open === asked) byId("decide").close();
    asked.onDone(record);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (open === asked) problem(error.status === 409 ? `${error.message} 关闭后刷新本页就能看到。` : error.message, error.status);
  } finally {
    asked.busy = false;
    byId("decide-save").removeAttribute("aria-disabled");
  }
  return undefined;
}

byId("decide-form").addEventListener("submit", save);
byId("decide-reason").addEventListener("input", () => open && typed.set(open.name, byId("decide-reason").value));
byId("decide-close").addEventListener("click", () => byId("decide").close());
byId("decide").addEventListener("close", () => { open = null; });
