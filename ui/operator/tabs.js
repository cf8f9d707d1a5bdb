// The drawers beside the results: one is open; arrows go from one to the next.

import { byId } from "/dom.js";

const list = byId("drawers");
const tabs = [...list.querySelectorAll("[role=tab]")];
const opened = new Map();

/** Have `fill` called each time a drawer is opened. */
export const onOpen = (name, fill) => opened.set(name, fill);

/** Open a drawer and, where asked, put the keyboard's focus on what is first in it. */
export async function openDrawer(name, { focus = true } = {}) {
  for (const tab of tabs) {
    const chosen = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !chosen;
  }
  const tab = byId(`tab-${name}`);
  // At once, so that what is typed while the drawer is filled does not go where one came from.
  if (focus) tab.focus();
  await opened.get(name)?.();
  if (focus && document.activeElement === tab) byId(`drawer-${name}`).querySelector("button, a, summary, input, select")?.focus();
}

export const isOpen = (name) => byId(`tab-${name}`).getAttribute("aria-selected") === "true";

/** Say beside a drawer's name how much is in it, and what of that is to be seen to. */
export function count(name, number, urgent) {
  const told = [number, urgent].filter(Boolean).join("，");
  byId(`tab-${name}`).querySelector(".count").textContent = told && ` ${told}`;
}

list.addEventListener("click", (event) => {
  const tab = event.target.closest("[role=tab]");
  if (tab) openDrawer(tab.id.slice("tab-".length), { focus: false });
});
list.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  openDrawer(next.id.slice("tab-".length), { focus: false });
  next.focus();
});
