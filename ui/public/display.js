// Large text and high contrast: set on <html> before anything is painted, remembered on this device.
"use strict";

(() => {
  const key = (name) => `zhengda.${name}`;

  const read = (name) => {
    try { return localStorage.getItem(key(name)) === "on"; } catch { return false; }
  };

  const write = (name, on) => {
    // Private windows may refuse storage; the choice then lasts as long as the page.
    try { localStorage.setItem(key(name), on ? "on" : "off"); } catch { /* as said */ }
  };

  const apply = (name, on) => document.documentElement.toggleAttribute(`data-${name}`, on);

  for (const name of ["large", "contrast"]) apply(name, read(name));

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-display]")) {
      const name = button.dataset.display;
      const show = (on) => { apply(name, on); button.setAttribute("aria-pressed", String(on)); };
      show(read(name));
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        show(on);
        write(name, on);
      });
    }
  });
})();
