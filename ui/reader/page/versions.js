// What changed between two versions, in words and in colour.

import { get, RequestFailed } from "/api.js";
import { button, el } from "/dom.js";
import { CHINESE, LABEL, t } from "/labels.js";
import { said } from "/problem.js";
import { dayName } from "/words.js";

const AROUND = 1;
const TAGS = { same: ["ins", ""], added: ["ins", "增"], removed: ["del", "删"] };

/** What a version is called; the title of another notice stays as it is printed. */
const named = ({ says, retired, title }) => [t("对照{version}", { version: t(says, { day: dayName(retired) }) }), title && [t("："), el("bdi", CHINESE, `《${title}》`)]].flat();

export function versions(notice, section, body) {
  if (!notice.others.length) return;
  const shown = el("div", { id: "difference", tabindex: -1 });
  const buttons = notice.others.map((other) => el("button", { type: "button", class: "action wide", "data-key": other.key, "aria-pressed": "false", onclick: () => compare(other.key) }, named(other)));
  body.append(el("p", { class: "meta" }, t("选一个版本，看改了哪些字。")), el("div", { class: "choices-row" }, buttons), shown);
  section.hidden = false;

  async function compare(key) {
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.key === key));
    shown.replaceChildren(el("p", { class: "waiting" }, el("span", { class: "dots", "aria-hidden": "true" }), t("正在对照…")));
    try {
      const found = await get(`/api/v1/notices/${encodeURIComponent(notice.id)}/differences?${new URLSearchParams({ against: key })}`);
      shown.replaceChildren(...difference(found));
      const wanted = new URLSearchParams(location.search);
      wanted.set("against", key);
      history.replaceState(null, "", `${location.pathname}?${wanted}`);
      shown.focus({ preventScroll: true });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      shown.replaceChildren(el("p", { class: "problem", role: "alert" }, said(error.message)), button(t("再试一次"), () => compare(key), { class: "action" }));
    }
  }

  const wanted = new URLSearchParams(location.search).get("against");
  if (notice.others.some(({ key }) => key === wanted)) compare(wanted);
}

const isSame = (line) => line.every(([change]) => change === "same");

function difference({ lines, newer }) {
  const counted = (change) => lines.flat().filter(([what]) => what === change).length;
  const [added, removed] = [counted("added"), counted("removed")];
  const sides = newer ? "旧版是本通知，新版是对照的通知。" : "旧版是对照的文字，新版是本通知。";
  const summary = added || removed ? t("增加 {added} 处，删去 {removed} 处。", { added, removed }) + t(sides) : t("两个版本的文字相同。");
  return [
    el("p", { role: "status" }, summary),
    el("p", { class: "legend", "aria-hidden": "true" }, el("ins", {}, t("增加的字")), " ", el("del", {}, t("删去的字"))),
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
    nodes.push(el("details", { class: "stayed" }, el("summary", {}, t("未改动的 {n} 段", { n: away.length })), away.map(row)));
    n = end;
  }
  return nodes;
}

function row(line) {
  const kinds = new Set(line.map(([change]) => change));
  const label = kinds.size > 1 ? "改" : { added: "增", removed: "删", same: "" }[line[0][0]];
  return el("p", { class: `line ${label ? "touched" : ""}` }, label && el("span", { class: "label" }, t(label)),
    el("span", { dir: "auto", ...CHINESE }, line.map(([change, text]) => (change === "same" ? text : piece(change, text)))));
}

function piece(change, text) {
  const [tag, word] = TAGS[change];
  return el(tag, {}, el("span", { class: "visually-hidden", ...LABEL }, t(`［${word}：`)), text, el("span", { class: "visually-hidden", ...LABEL }, t("］")));
}
