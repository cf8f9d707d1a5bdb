// What every part of the console uses: the live region, problems, and the sign-in that may end.

import { RequestFailed } from "/api.js";
import { byId, el } from "/dom.js";

export function say(sentence) {
  byId("status").textContent = "";
  // Emptied first: a live region stays silent when the same sentence is set twice.
  requestAnimationFrame(() => { byId("status").textContent = sentence; });
}

/** 11月27日 14:05, of a time in UTC as the server tells it. */
export const when = (iso) => new Date(iso).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

/** Replace what a list holds; the keyboard's focus stays at its place there, whoever filled the list anew. */
export function refill(list, rows) {
  // While a button asks once more, the second press must find it where the first one was.
  if (list.querySelector("[data-sure]")) return;
  const stops = () => [...list.querySelectorAll("button, a, summary, input, select")];
  const place = stops().indexOf(document.activeElement);
  list.replaceChildren(...rows);
  if (place >= 0) (stops()[place] ?? stops().at(-1))?.focus();
}

export function showProblem(sentence) {
  byId("problem").textContent = sentence;
  byId("problem").hidden = !sentence;
}

/** Run what needs the sign-in; says when it has ended, and when it is back. */
export async function signedIn(asking) {
  try {
    const reply = await asking;
    byId("over").hidden = true;
    return reply;
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    if (error.status === 401 || error.status === 403) showOver(error);
    throw error;
  }
}

function showOver({ status, message }) {
  const bar = byId("over");
  if (!bar.hidden) return;
  const link = el("a", { href: "/login?next=%2Foperator%2F", target: "_blank" }, "重新登录（在新标签页打开）");
  bar.replaceChildren(...(status === 401 ? ["登录已过期或已退出，检索、标记和记录暂时不能用；写下的字还在，提问照常。请", link, "，再回到这里。"] : [message]));
  bar.hidden = false;
}
