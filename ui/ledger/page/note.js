// The dialog in which staff note how far a task is, with all that was noted before.

import { get, post, RequestFailed } from "/api.js";
import { byId, el } from "/dom.js";
import { localTime } from "/words.js";
import { difference } from "./difference.js";
import { mark, STATES } from "./views.js";

const drafts = new Map();
let open = null;

const path = (row) => `/api/v1/tasks/${encodeURIComponent(row.item_id)}/progress`;

/** Open the dialog on a row. onSaved(row, newest, count): called when a note was kept. */
export async function note(row, onSaved) {
  open = { row, onSaved, after: null, busy: false };
  const [state, text] = drafts.get(row.item_id) ?? ["", ""];
  byId("note-task").replaceChildren(el("p", { class: "clause" }, row.text));
  byId("note-changed").hidden = true;
  byId("note-history").replaceChildren(el("li", {}, "正在读…"));
  say("");
  byId("note-text").value = text;
  for (const radio of radios()) radio.checked = radio.value === state;
  byId("note").showModal();
  await refresh();
}

const radios = () => byId("note-form").querySelectorAll("[name=to]");
const chosen = () => [...radios()].find((radio) => radio.checked)?.value ?? "";

function say(words) {
  byId("note-problem").textContent = words;
  byId("note-problem").hidden = !words;
}

async function refresh() {
  const asked = open;
  try {
    const told = await get(path(asked.row));
    if (open === asked) show(told);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (open === asked) say(error.message);
  }
}

function show({ clause, history }) {
  const newest = history.at(-1);
  open.after = newest?.number ?? null;
  if (newest && !chosen()) for (const radio of radios()) radio.checked = radio.value === newest.state;
  const changed = byId("note-changed");
  changed.hidden = !newest?.clause;
  if (newest?.clause) changed.replaceChildren(mark(["条款已变", "warn"]), ...difference(newest.clause, clause));
  byId("note-history").replaceChildren(...(history.length ? history.toReversed().map(line) : [el("li", {}, "还没有人登记。")]));
}

const line = (one) => el("li", {}, el("strong", {}, STATES[one.state]), el("span", { class: "by" }, `${one.by} ${localTime(one.at)}`),
  one.note ? el("p", { class: "note-line" }, one.note) : null,
  one.clause ? el("details", {}, el("summary", {}, "登记时的条款与现在不同"), el("p", { class: "clause" }, one.clause)) : null);

async function save(event) {
  event.preventDefault();
  if (!open || open.busy) return;
  const [state, text] = [chosen(), byId("note-text").value.trim()];
  if (!state) return say("请先选一个进度。");
  if (state === "late" && !text) return say("选“逾期说明”时请写明逾期的原因。");
  const asked = open;
  asked.busy = true;
  byId("note-save").setAttribute("aria-disabled", "true");
  try {
    const told = await post(path(asked.row), { state, note: text, after: asked.after });
    drafts.delete(asked.row.item_id);
    asked.onSaved(asked.row, { ...told.history.at(-1), notes: told.history.length });
    if (open === asked) close();
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    // What was typed stays; what others noted in the meantime is shown below it.
    if (open === asked) { say(error.message); await refresh(); }
  } finally {
    asked.busy = false;
    byId("note-save").removeAttribute("aria-disabled");
  }
}

function close() {
  byId("note-text").value = "";
  for (const radio of radios()) radio.checked = false;
  byId("note").close();
}

function keep() {
  if (!open) return;
  const [state, text] = [chosen(), byId("note-text").value];
  if (text) drafts.set(open.row.item_id, [state, text]);
  else drafts.delete(open.row.item_id);
  open = null;
}

byId("note-form").addEventListener("submit", save);
byId("note-close").addEventListener("click", () => byId("note").close());
byId("note").addEventListener("close", keep);
