// What went wrong, with a way to do it again; tells when a server that was gone is back.

import { button, el } from "./dom.js";
import { CHINESE, t } from "./labels.js";

const LOOK_MS = 3000;
const box = document.getElementById("problem");
let looking = 0;

/** Says a sentence, "" for none. again: what to do once more; status: of the failed reply, 0 for none. */
export function showProblem(sentence, { again = null, status = null } = {}) {
  clearTimeout(looking);
  box.hidden = !sentence;
  box.replaceChildren(...(sentence ? [said(sentence), again && retry(again)].filter(Boolean) : []));
  if (sentence && again && status === 0) looking = setTimeout(() => look(again), LOOK_MS);
}

/** Sentences that the page itself has no English for come from the server, in Chinese. */
export const said = (sentence) => el("span", t(sentence) === sentence ? CHINESE : {}, t(sentence));

const retry = (again) => button(t("再试一次"), () => { showProblem(""); again(); }, { class: "action retry" });

async function look(again) {
  try {
    const reply = await fetch("/api/v1/health", { cache: "no-store" });
    if (reply.ok) return showProblem("服务已恢复，问题还在。", { again });
  } catch { /* still gone */ }
  looking = setTimeout(() => look(again), LOOK_MS);
  return undefined;
}
