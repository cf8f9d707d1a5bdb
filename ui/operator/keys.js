// The keys of the console, in one table: what the key map shows is what the page does.

import { el } from "/dom.js";

/** [how it is shown, what it does, name of the command, code of the key with Alt, single letter] */
const KEYS = [
  ["回车", "提问；选中了检索结果时打开它"],
  ["Ctrl + 回车", "新来电：不再接着上一问；框里有字就直接提问"],
  ["↓ ↑", "选检索结果；框空时 ↑ 取回上一个问题"],
  ["Esc", "回到查询框；再按一次选中框里的字"],
  ["Alt + C，或 c", "复制话术和出处（标题、文号、链接）", "copy", "KeyC", "c"],
  ["Alt + W，或 w", "标记：错", "wrong", "KeyW", "w"],
  ["Alt + O，或 o", "标记：过时", "outdated", "KeyO", "o"],
  ["Alt + M，或 m", "标记：缺", "missing", "KeyM", "m"],
  ["Alt + N", "到通话记录", "note", "KeyN"],
  ["Alt + Q", "结束通话，存下记录", "end", "KeyQ"],
  ["Alt + T", "转办：把这件事转给单位", "handOver", "KeyT"],
  ["Alt + B", "并排对比：另一个地区或年份", "beside", "KeyB"],
  ["Alt + A", "到答案（用上下键滚动）", "answer", "KeyA"],
  ["Alt + R", "筛选：地区", "region", "KeyR"],
  ["Alt + Y", "筛选：年份", "year", "KeyY"],
  ["Alt + U", "筛选：单位", "unit", "KeyU"],
  ["Alt + V", "筛选：效力", "validity", "KeyV"],
  ["Alt + L", "筛选：层级", "level", "KeyL"],
  ["Alt + X", "清除筛选", "clear", "KeyX"],
  ["Alt + H", "到我问过的问题", "history", "KeyH"],
  ["Alt + S", "到相近的提问", "similar", "KeyS"],
  ["Alt + G", "到转办清单", "handOvers", "KeyG"],
  ["Alt + P", "到历次通话", "calls", "KeyP"],
  ["Alt + J", "到今日通知", "today", "KeyJ"],
  ["?，或 Alt + K", "显示这张键位表", "keys", "KeyK", "?"],
];

export const keyRows = () => KEYS.map(([shown, does]) => el("div", {}, el("dt", {}, el("kbd", {}, shown)), el("dd", {}, does)));

/**
 * The command that a key asks for, or null.
 * single: whether letters alone count (in an empty box and in the answer; elsewhere they are text).
 */
export function commandOf(event, single) {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return KEYS.find(([, , , code]) => code && code === event.code)?.[2] ?? null;
  const typed = event.key === "？" ? "?" : event.key;
  return single ? (KEYS.find(([, , , , letter]) => letter && letter === typed)?.[2] ?? null) : null;
}
