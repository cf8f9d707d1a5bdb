// The tasks of a notice, beside its text.

import { el } from "/dom.js";
import { CHINESE, t } from "/labels.js";
import { chineseDate, dayName, dayOf, distance, itemName, noticeLink, ROLES } from "/words.js";

function deadline(item, today) {
  const { deadline: limit } = item;
  if (!limit) return null;
  const [words, tone] = limit.due ? distance(limit.due, today) : [];
  return el("p", { class: "limit" }, el("span", { class: "role" }, `${t("时限")}${t("：")}`), el("bdi", CHINESE, limit.text),
    limit.due && !limit.text.includes(chineseDate(limit.due)) && el("span", { class: "role" }, t("（{said}）", { said: t("截至 {day}", { day: dayName(limit.due) }) })),
    words && el("span", { class: `mark ${tone}` }, words));
}

export function itemList(notice, paper) {
  const today = dayOf(notice.today);
  const links = notice.items.map((item) => {
    const link = el("a", { href: noticeLink(notice.id, item.start, item.end), dir: "auto", ...CHINESE, onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      paper.mark([item.start, item.end]);
    } }, item.item && el("span", { class: "number" }, `${itemName({ item: item.item, quote: item.text })} `), item.text);
    const roles = ROLES.filter(([role]) => item[role].length).map(([role, label]) =>
      el("p", {}, el("span", { class: "role" }, `${t(label)}${t("：")}`), el("bdi", CHINESE, item[role].join("、"))));
    return { item, link, node: el("li", {}, link, ...roles, deadline(item, today)) };
  });
  paper.listeners.push(([start, end]) => {
    for (const { item, link } of links) link.toggleAttribute("aria-current", item.start < end && start < item.end);
    for (const { link } of links) if (link.hasAttribute("aria-current")) link.setAttribute("aria-current", "true");
  });
  return links.map(({ node }) => node);
}
