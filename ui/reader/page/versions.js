// What changed between two versions, in words and in colour.

import { get, RequestFailed } from "/api.js";
import { button, el } from "/dom.js";

const AROUND = 1;
const TAGS = { same: ["ins", ""], added: ["ins", "增"], removed: ["del", "删"] };

export function versions(notice, section, body) {
  if (!notice.others.length) return;
  const shown = el("div", { id: "difference", tabindex: -1 });
  const buttons = notice.others.map(({ key, label }) => button(`对照${label}`, () => compare(key), { class: "action wide", "data-key": key, "aria-pressed": "false" }));
  body.append(el("p", { class: "meta" }, "选一个版本，看改了哪些字。"), el("div", { class: "choices-row" }, buttons), shown);
  section.hidden = false;

  async function compare(key) {
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.key === key));
    shown.replaceChildren(el("p", { class: "waiting" }, el("span", { class: "dots", "aria-hidden": "true" }), "正在对照…"));
    try {
      const found = await get(`/api/v1/notices/${encodeURIComponent(notice.id)}/differences?${new URLSearchParams({ against: key })}`);
      shown.replaceChildren(...difference(found));
      const wanted = new URLSearchParams(location.search);
      wanted.set("against", key);
      history.replaceState(null, "", `${location.pathname}?${wanted}`);
      shown.focus({ preventScroll: true });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      shown.replaceChildren(el("p", { class: "problem", role: "alert" }, error.message), button("再试一次", () => compare(key), { class: "action" }));
    }
  }

  const wanted = new URLSearchParams(location.search).get("against");
  if (notice.others.some(({ key }) => key === wanted)) compare(wanted);
}

const isSame = (line) => line.every(([change]) => change === "same");

function difference({ lines, newer }) {
  const counted = (change) => lines.flat().filter(([what]) => what === change).length;
  const [added, removed] = [counted("added"), counted("removed")];
  const sides = newer ? "旧版是本通知，新版是对照的通知" : "旧版是对照的文字，新版是本通知";
  const summary = added || removed ? `增加 ${added} 处，删去 ${removed} 处。${sides}。` : "两个版本的文字相同。";
  return [
    el("p", { role: "status" }, summary),
    el("p", { class: "legend", "aria-hidden": "true" }, el("ins", {}, "增加的字"), " ", el("del", {}, "删去的字")),
    el("div", { class: "difference" }, folded(lines)),
  ];
}

/** Lines that stayed are folded away but for those next to a change. */
function folded(lines) {
  const near = lines.map((_, n) => lines.slice(Math.max(0, n - AROUND), n + AROUND + 1).some((line) => !isSame(line)));
  const nodes = [];
  for (let n = 0; n < lines.length; ) {
    if (near[n]) {
      nodes.push(row(lines[n]));
      n += 1;
      continue;
    }
    let end = n;
    while (end < lines.length && !near[end]) end += 1;
    const away = lines.slice(n, end);
    nodes.push(el("details", { class: "stayed" }, el("summary", {}, `未改动的 ${away.length} 段`), away.map(row)));
    n = end;
  }
  return nodes;
}

function row(line) {
  const kinds = new Set(line.map(([change]) => change));
  const label = kinds.size > 1 ? "改" : { added: "增", removed: "删", same: "" }[line[0][0]];
  return el("p", { class: `line ${label ? "touched" : ""}` }, label && el("span", { class: "label" }, label),
    el("span", { dir: "auto" }, line.map(([change, text]) => (change === "same" ? text : piece(change, text)))));
}

function piece(change, text) {
  const [tag, word] = TAGS[change];
  return el(tag, {}, el("span", { class: "visually-hidden" }, `［${word}：`), text, el("span", { class: "visually-hidden" }, "］"));
}
