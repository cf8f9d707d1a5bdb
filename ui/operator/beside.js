// The same question asked of another region or year, and both answers side by side.

import { post, RequestFailed } from "/api.js";
import { byId, el } from "/dom.js";
import { say, signedIn } from "/operator/page.js";

const dialog = byId("beside");
const [form, region, year, said] = ["beside-form", "beside-region", "beside-year", "beside-said"].map(byId);
let given = null;
let busy = false;

/** Ask for region and year; show(sides) gets two [name, answer]. after: what the question went on from. */
export function openBeside(answer, after, show) {
  given = { answer, after, show };
  said.hidden = true;
  dialog.showModal();
  region.focus();
}

export const offerRegions = (regions) => region.append(...regions.map(({ name }) => el("option", { value: name }, name)));

async function compare() {
  const wanted = { region: region.value || null, year: year.value.trim() ? Number(year.value.trim()) : null };
  if (busy) return;
  if (!wanted.region && wanted.year === null) return problem("请选一个地区或写一个年份。");
  if (wanted.year !== null && !/^(19|20)\d{2}$/.test(year.value.trim())) return problem("年份请写四位数，例如 2024。");
  busy = true;
  byId("beside-go").setAttribute("aria-disabled", "true");
  say("正在查找另一边");
  try {
    const { answer, after, show } = given;
    const { question } = await signedIn(post("/api/v1/operator/beside", { question: answer.question, ...wanted }));
    const other = await post("/api/v1/ask", { question, region: wanted.region, after });
    dialog.close();
    show([[nameOf(answer), answer], [nameOf(other, wanted), other]]);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    problem(`没有比成：${error.message}`);
  } finally {
    busy = false;
    byId("beside-go").removeAttribute("aria-disabled");
  }
  return null;
}

/** 砚溪县 2024 -- by what was chosen, else by the notice that leads the answer. */
function nameOf({ citations, question }, wanted = {}) {
  const notice = citations[0]?.notice;
  const parts = [wanted.region ?? notice?.region, wanted.year ?? notice?.year].filter(Boolean);
  return parts.join(" ") || question;
}

function problem(sentence) {
  said.textContent = sentence;
  said.hidden = false;
}

form.addEventListener("submit", (event) => { event.preventDefault(); compare(); });
// A closed choice takes Enter for itself.
region.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); compare(); } });
byId("beside-cancel").addEventListener("click", () => dialog.close());
