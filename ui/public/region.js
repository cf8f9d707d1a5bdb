// The region that questions are about: typed and chosen from a list, remembered on this device.

import { el } from "./dom.js";
import { CHINESE, t } from "./labels.js";

const KEY = "zhengda.region";
const MOST = 60;
const ANY = { name: "", short: "", code: "" };

const loose = (text) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();

/**
 * A combobox over the library's regions. input, list: its two elements.
 * Returns { value(): name or "", fill(regions) }.
 */
export function regionPicker(input, list) {
  let regions = [ANY];
  let chosen = ANY;
  let shown = [];
  let at = -1;

  const isOpen = () => !list.hidden;
  const label = ({ name }) => name || t("地区不限");

  function matches(typed) {
    const wanted = loose(typed);
    if (!wanted) return regions;
    const found = regions.filter((one) => [one.name, one.short, one.code ?? ""].some((text) => loose(text).includes(wanted)));
    return found.filter((one) => one !== ANY);
  }

  function open(found) {
    shown = found.slice(0, MOST);
    at = shown.indexOf(chosen);
    const options = shown.map((one, place) => el("li", {
      role: "option", id: `region-${place}`, "aria-selected": String(one === chosen), ...(one.name ? CHINESE : {}),
      // Not click: the field would have lost the focus, and the list been closed, before that.
      onpointerdown: (event) => { event.preventDefault(); choose(one); },
    }, label(one)));
    const told = shown.length ? found.length > MOST && t("还有 {n} 个，请再写几个字", { n: found.length - MOST }) : t("库里没有这个地区");
    list.replaceChildren(...options, ...(told ? [el("li", { role: "option", class: "told", "aria-disabled": "true", "aria-selected": "false" }, told)] : []));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point();
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point() {
    for (const [place, option] of [...list.children].entries()) option.classList.toggle("at", place === at);
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `region-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
    return undefined;
  }

  function choose(one) {
    chosen = one;
    input.value = one.name;
    close();
    try { localStorage.setItem(KEY, one.name); } catch { /* lasts as long as the page */ }
  }

  /** What was typed counts where it names one region; else the choice before stands. */
  function settle() {
    const typed = loose(input.value);
    const named = regions.find((one) => one !== ANY && [one.name, one.short, one.code ?? ""].some((text) => loose(text) === typed));
    if (!typed) choose(ANY);
    else if (named) choose(named);
    input.value = chosen.name;
    close();
  }

  function move(by) {
    if (!isOpen()) return open(matches(""));
    if (shown.length) at = at < 0 && by < 0 ? shown.length - 1 : (at + by + shown.length) % shown.length;
    return point();
  }

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => {
      if (!isOpen()) open(regions);
      else if (shown.length) choose(shown[Math.max(at, 0)]);
    },
    Escape: () => { input.value = chosen.name; close(); },
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.key in keys) || (event.key === "Escape" && !isOpen())) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("input", () => { open(matches(input.value)); at = input.value && shown.length ? 0 : -1; point(); });
  input.addEventListener("click", () => { if (!isOpen()) { input.select(); open(regions); } });
  input.addEventListener("blur", settle);

  return {
    value: () => chosen.name,
    fill(found) {
      regions = [ANY, ...found];
      let kept = null;
      try { kept = localStorage.getItem(KEY); } catch { /* nothing is remembered */ }
      chosen = regions.find((one) => one.name === kept) ?? ANY;
      input.value = chosen.name;
    },
  };
}
