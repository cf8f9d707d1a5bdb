// The language of the page's own labels: set on <html> before anything is painted, remembered on this device.
"use strict";

(() => {
  try {
    if (localStorage.getItem("zhengda.lang") === "en") document.documentElement.lang = "en";
  } catch { /* Chinese, then */ }
})();
