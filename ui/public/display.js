// Large text, high contrast, wide lines, stillness: set on <html> before anything is painted, remembered on this device.
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

  for (const name of ["large", "contrast", "airy", "still"]) apply(name, read(name));

  document.addEventListener("DOMContentLoaded", () => {
    const buttons = [...document.querySelectorAll("[data-display]")];
    // The same choices as fields: checkboxes, and radios for those with more than two values.
    const fields = [...document.querySelectorAll("[data-display-field]")];
    const show = () => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(standing(button.dataset.display) !== "off"));
      for (const field of fields) {
        const value = standing(field.dataset.displayField);
        field.checked = field.type === "radio" ? field.value === value : value !== "off";
      }
    };
    const choose = (name, value) => {
      apply(name, value);
      write(name, value);
      show();
    };
    for (const button of buttons) {
      button.addEventListener("click", () => choose(button.dataset.display, standing(button.dataset.display) === "off" ? "on" : "off"));
    }
    for (const field of fields) {
      field.addEventListener("change", () => choose(field.dataset.displayField, field.type === "radio" ? field.value : field.checked ? "on" : "off"));
    }
    show();
  });
})();
