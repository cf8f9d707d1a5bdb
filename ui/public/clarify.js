// A question back: what is asked, the choices first and large, then what each of them says.

import { button, el } from "./dom.js";
import { CHINESE, t } from "./labels.js";

/** Returns { asked, parts }: the question back alone, and the nodes under it. */
export function clarifying(answer, onAsk) {
  const [asked, ...lines] = answer.text.split("\n");
  const places = byPlace(lines, answer.alternatives);
  return { asked, parts: [choices(answer.alternatives, onAsk), lines.length ? said(places) : null] };
}

function choices(questions, onAsk) {
  if (!questions.length) return null;
  const list = questions.map((question) => el("li", CHINESE, button(question, () => onAsk(question), { class: "choice" })));
  return el("div", { class: "alternatives" }, el("h3", {}, t("请选一个")), el("ul", { class: "choices" }, list));
}

/** A place's lines begin with its name, which its choice begins with too; further lines go on from it. */
function byPlace(lines, questions) {
  const places = [];
  for (const line of lines) {
    const [name, ...rest] = line.split("：");
    if (rest.length && questions.some((question) => question.startsWith(name))) places.push([name, [rest.join("：")]]);
    else if (places.length) places.at(-1)[1].push(line);
    else places.push(["", [line]]);
  }
  return places;
}

function said(places) {
  const rows = places.map(([name, lines]) => el("div", CHINESE, el("dt", {}, name), el("dd", {}, lines.join("\n"))));
  return el("div", { class: "meanwhile" }, el("h3", {}, t("各处是这样写的")), el("dl", { class: "facts places" }, rows));
}
