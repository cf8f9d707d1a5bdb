// The earlier questions of one operator, on this machine only; the questions come masked from the receipts.

import { button, el } from "/dom.js";

const MOST = 50;
const RECENT = 20;
const key = (name) => `zhengda.operator.${name}`;

export function read(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(key(name)) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** entry: { receipt, question, at, seconds }, seconds null where nothing was typed. */
export function add(name, entry) {
  const entries = [entry, ...read(name).filter(({ receipt }) => receipt !== entry.receipt)].slice(0, MOST);
  try { localStorage.setItem(key(name), JSON.stringify(entries)); } catch { /* a full or closed storage keeps none */ }
}

export function forget(name) {
  try { localStorage.removeItem(key(name)); } catch { /* nothing was kept */ }
}

/** The middle of the latest times in seconds; null where there is none. */
export function pace(entries) {
  const times = entries.map(({ seconds }) => seconds).filter(Number.isFinite).slice(0, RECENT).sort((a, b) => a - b);
  return times.length ? times[Math.floor(times.length / 2)] : null;
}

export const rows = (entries, open) =>
  entries.map((entry) => el("li", {}, button([entry.question, el("span", { class: "small" }, when(entry))], () => open(entry))));

function when({ at, seconds }) {
  const day = new Date(at);
  const clock = day.toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
  return Number.isFinite(seconds) ? `${clock} · ${seconds.toFixed(1)} 秒` : clock;
}
