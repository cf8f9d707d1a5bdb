// Large text, high contrast, wide lines, stillness, light or dark: set on <html> before anything is painted,
// remembered on this device.
"use strict";

(() => {
  const key = (name) => `zhengda.${name}`;

  const read = (name) => {
    try { return localStorage.getItem(key(name)) ?? "off"; } catch { return "off"; }
  };

  const write = (name, value) => {
    // Private windows may refuse storage; the choice then lasts as long as the page.
    try { localStorage.setItem(key(name), value); } catch { /* as said */ }
  };

  /** value: "off", "on", or of large text "more" for the largest. */
  const apply = (name, value) => {
    const root = document.documentElement;
    if (value === "off") root.removeAttribute(`data-${name}`);
    else root.setAttribute(`data-${name}`, value === "on" ? "" : value);
  };

  const standing = (name) => {
    const value = document.documentElement.getAttribute(`data-${name}`);
    return value === null ? "off" : value || "on";
  };

  // A page that has its own way of being dark asks for none here.
  const own = !("asSystem" in (document.currentScript?.dataset ?? {}));
  for (const name of ["large", "contrast", "airy", "still", ...(own ? ["scheme"] : [])]) apply(name, read(name));

  // Light or dark: as the system is, unless somebody chose the other.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (standing("scheme") === "off" ? system.matches : standing("scheme") === "dark");
  const rules = [...(own ? document.styleSheets : [])].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => /prefers-color-scheme: *dark/.test(rule.media?.mediaText));
  const asWritten = rules.map((rule) => rule.media.mediaText);

  /** What the style sheet keeps for dark systems counts where dark was chosen, too; never on paper. */
  const paint = () => {
    const chosen = standing("scheme");
    rules.forEach((rule, place) => { rule.media.mediaText = { dark: "screen", light: "not all" }[chosen] ?? asWritten[place]; });
    document.documentElement.style.colorScheme = chosen === "off" ? "" : chosen;
  };
  paint();

  /** The value that the button of a choice leads to. */
  const next = (name) => {
    if (name !== "scheme") return standing(name) === "off" ? "on" : "off";
    if (isDark() === system.matches) return system.matches ? "light" : "dark";
    return "off";
  };

  document.addEventListener("DOMContentLoaded", () => {
    const buttons = [...document.querySelectorAll("[data-display]")];
    // The same choices as fields: checkboxes, and radios for those with more than two values.
    const fields = [...document.querySelectorAll("[data-display-field]")];
    const show = () => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.display === "scheme" ? isDark() : standing(button.dataset.display) !== "off"));
      for (const field of fields) {
        const value = standing(field.dataset.displayField);
        field.checked = field.type === "radio" ? field.value === value : value !== "off";
      }
    };
    const choose = (name, value) => {
      apply(name, value);
      write(name, value);
      paint();
      show();
    };
    for (const button of buttons) {
      button.addEventListener("click", () => choose(button.dataset.display, next(button.dataset.display)));
    }
    for (const field of fields) {
      field.addEventListener("change", () => choose(field.dataset.displayField, field.type === "radio" ? field.value : field.checked ? "on" : "off"));
    }
    system.addEventListener("change", show);
    show();
  });
})();
