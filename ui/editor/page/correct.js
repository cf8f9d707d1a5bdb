// The dialogs in which an editor puts something right or decides something. What is typed is kept in the
// browser until it is saved or thrown away: a closed dialog, an ended session or a reload loses nothing.

import { get, post, RequestFailed } from "/api.js";
import { button, byId, characters, el, marked } from "/dom.js";
import { STAGES } from "/words.js";
import { DATES, heldBox, said } from "./words.js";

const LISTS = ["issuing_bodies", "path", "lead_units", "responsible_units", "cooperating_units"];
let open = null;

const key = (record, part) => `zhengda.editor.${record.id}.${part.id}`;
const path = (record, what) => `/api/v1/editor/notices/${encodeURIComponent(record.id)}/${what}`;

function kept(name) {
  try { return JSON.parse(sessionStorage.getItem(name)) ?? {}; } catch { return {}; }
}

function keep(name, value) {
  // Private windows may refuse storage; then what was typed lasts as long as the page.
  try { value ? sessionStorage.setItem(name, JSON.stringify(value)) : sessionStorage.removeItem(name); } catch { /* as said */ }
}

function problem(dialog, words, status = 0) {
  const box = byId(`${dialog}-problem`);
  box.hidden = !words;
  box.replaceChildren(words, status === 401 ? " 您填的都还在。" : "", status === 401 ? el("a", { href: "/login?next=/editor/", target: "_blank" }, "重新登录（在新标签页打开）") : "");
  if (words) box.scrollIntoView({ block: "nearest" });
}

/** Open the dialog on the head or on one clause. onSaved(record): called with the notice as it is then. */
export function correct(record, part, onSaved) {
  const draft = kept(key(record, part));
  open = { record, part, onSaved, busy: false, fields: [] };
  byId("correct-title").textContent = part.words === undefined ? "更正公文头" : `更正第 ${part.number ?? "无号"} 项`;
  problem("correct", "");
  around(part);
  open.fields = part.fields.map((field) => control(field, draft[field.name]));
  byId("correct-fields").replaceChildren(...open.fields.map((one) => one.node));
  byId("correct-reason").value = draft.reason ?? "";
  byId("correct").showModal();
  byId("correct").scrollTop = 0;
}

function around(part) {
  byId("correct-held").replaceChildren(part.held.length ? heldBox(part.held, "下面是现在的内容。仍要这样改，点“用上这些”再保存；不改了，点“不再用”。",
    button("用上这些", () => adopt(part.held), { class: "action" }),
    button("不再用", () => settle(part.held), { class: "action" })) : "");
  if (part.words === undefined) return byId("correct-words").replaceChildren();
  const chars = characters(part.words);
  const places = part.fields.flatMap((field) => field.places);
  return byId("correct-words").replaceChildren(el("p", { class: "soft" }, "原文（标出的是单位和时限在原文里的位置）："), el("p", { class: "clause", tabindex: 0, role: "region", "aria-label": "原文" }, marked(chars, 0, chars.length, places)));
}

function inputs(field) {
  const id = `field-${field.name}`;
  const common = { id, "aria-label": field.label };
  if (field.name === "stage") return [el("select", common, Object.entries(STAGES).map(([value, words]) => el("option", { value }, words)))];
  if (DATES.includes(field.name)) return [el("input", { ...common, type: "date" })];
  if (field.name === "deadline") return [el("input", { ...common, maxlength: 200, placeholder: "原文的说法，如：6月底前", "aria-label": "时限的文字" }), el("input", { type: "date", "aria-label": "时限的最后一天" })];
  const rows = LISTS.includes(field.name) ? Math.max(1, field.now.length) : field.name === "text" ? 4 : 1;
  return [el("textarea", { ...common, rows, maxlength: 5000 })];
}

const shownIn = (field, values) => (LISTS.includes(field.name) ? [values.join("\n")] : field.name === "deadline" ? [values[0] ?? "", values[1] ?? ""] : [values[0] ?? ""]);

/** One field: its inputs, what it was, where it is printed. draft: { typed, quote, undo } kept from before. */
function control(field, draft = null) {
  const made = { field, undo: Boolean(draft?.undo), inputs: inputs(field) };
  const set = (texts) => made.inputs.forEach((input, place) => { input.value = texts[place] ?? ""; });
  set(draft?.typed ?? shownIn(field, field.now));
  made.quote = el("input", { maxlength: 500, "aria-label": `${field.label}的原文依据`, value: draft?.quote ?? "" });
  const back = field.corrected && button("恢复为读到的", () => { made.undo = true; set(shownIn(field, field.read)); changed(); }, { class: "action" });
  made.note = el("p", { class: "soft" });
  made.node = el("fieldset", {}, el("legend", {}, field.label, LISTS.includes(field.name) ? "（一行一个）" : ""),
    el("div", { class: made.inputs.length > 1 ? "two" : "" }, made.inputs),
    made.note,
    field.name === "stage" || field.name === "path" ? null : el("details", { open: Boolean(draft?.quote) }, el("summary", {}, "指明原文依据（可不填）"), el("p", { class: "soft" }, "照抄原文里的字句。不填时自动在原文里找；找不到的标为“人工填写”。"), made.quote),
    back ? el("p", { class: "buttons" }, back) : null);
  for (const input of [...made.inputs, made.quote]) input.addEventListener("input", () => { if (input !== made.quote) made.undo = false; changed(); });
  made.show = () => {
    const now = isChanged(made);
    made.node.classList.toggle("changed", now);
    made.note.textContent = made.undo ? "保存后恢复为读到的内容。" : now ? `现在是：${said(field, field.now) || "没有"}` : field.corrected ? `读到的是：${said(field, field.read) || "没有"}` : "";
    made.note.hidden = !made.note.textContent;
  };
  made.show();
  return made;
}

function values({ field, inputs: given }) {
  const texts = given.map((input) => input.value.trim());
  if (LISTS.includes(field.name)) return texts[0].split(/[\n、]/).map((one) => one.trim()).filter(Boolean);
  if (field.name === "deadline") return texts.some(Boolean) ? texts : [];
  return texts.filter(Boolean);
}

const isChanged = (made) => made.undo || Boolean(made.quote.value.trim()) || JSON.stringify(values(made)) !== JSON.stringify(made.field.now);

function changed() {
  if (!open) return;
  for (const made of open.fields) made.show();
  const draft = { reason: byId("correct-reason").value };
  for (const made of open.fields.filter(isChanged)) draft[made.field.name] = { typed: made.inputs.map((input) => input.value), quote: made.quote.value, undo: made.undo };
  keep(key(open.record, open.part), draft.reason || Object.keys(draft).length > 1 ? draft : null);
}

/** Put held-back values into the form. */
function adopt(held) {
  for (const one of held) {
    const made = open.fields.find(({ field }) => field.name === one.name);
    if (made) made.inputs.forEach((input, place) => { input.value = shownIn(one, one.values)[place] ?? ""; });
  }
  byId("correct-reason").value ||= "复核过，仍要这样更正";
  changed();
  byId("correct-reason").focus();
}

const settle = (held) => {
  byId("correct-reason").value ||= "复核过，不再需要";
  return save(held.map((one) => ({ field: one.name, values: null })));
};

async function save(given = null) {
  if (!open || open.busy) return;
  const asked = open;
  const changes = given ?? asked.fields.filter((made) => isChanged(made) || asked.part.held.some((one) => one.name === made.field.name && JSON.stringify(one.values) === JSON.stringify(values(made))))
    .map((made) => ({ field: made.field.name, values: made.undo ? null : values(made), quote: made.undo ? "" : made.quote.value.trim() }));
  const reason = byId("correct-reason").value.trim();
  if (!changes.length) return problem("correct", "还没有改动。改了哪一项，它的边上会有一道线。");
  if (!reason) { problem("correct", "请写明更正的理由，例如“与原件第 2 页不符”。"); return byId("correct-reason").focus(); }
  busy("correct", asked, true);
  try {
    const record = await post(path(asked.record, "corrections"), { item: asked.part.id, changes, reason, after: asked.part.after });
    keep(key(asked.record, asked.part), null);
    asked.onSaved(record);
    if (open === asked) finish();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (open !== asked) return;
    problem("correct", error.message, error.status);
    if (error.status === 409) await renew(asked);
  } finally {
    busy("correct", asked, false);
  }
}

/** Somebody else was first: show what it is now; what was typed stays in the fields. */
async function renew(asked) {
  try {
    const record = await get(path(asked.record, "").replace(/\/$/, ""));
    const part = [record.head, ...record.items].find((one) => one.id === asked.part.id);
    if (open !== asked || !part) return;
    Object.assign(asked, { record, part });
    for (const made of asked.fields) made.field = part.fields.find((field) => field.name === made.field.name);
    for (const made of asked.fields) { made.show(); made.note.textContent = `现在是：${said(made.field, made.field.now) || "没有"}`; made.note.hidden = false; }
    asked.onSaved(record);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
  }
}

function busy(dialog, asked, on) {
  asked.busy = on;
  if (on) byId(`${dialog}-save`).setAttribute("aria-disabled", "true");
  else byId(`${dialog}-save`).removeAttribute("aria-disabled");
}

function finish() {
  open = null;
  byId("correct").close();
}

byId("correct-form").addEventListener("submit", (event) => { event.preventDefault(); save(); });
byId("correct-reason").addEventListener("input", changed);
byId("correct-close").addEventListener("click", () => byId("correct").close());
byId("correct-drop").addEventListener("click", () => { if (open) keep(key(open.record, open.part), null); finish(); });
byId("correct").addEventListener("close", () => { open = null; });
