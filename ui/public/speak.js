// Reading an answer aloud, where the browser has a Chinese voice of this device.

import { button } from "./dom.js";
import { t } from "./labels.js";

const speech = window.speechSynthesis ?? null;
// Long texts in one piece break off in some browsers after some seconds.
const SENTENCES = /[^。！？；\n]+[。！？；\n]?/g;
let stop = null;

/** A voice that speaks here: others send the words to the browser's maker. */
const voice = () => speech?.getVoices().find(({ lang, localService }) => localService && /^(zh|cmn)/i.test(lang)) ?? null;

/** A button that reads a text and, pressed again, stops; hidden while there is no voice. */
export function readAloudButton(text) {
  if (!speech) return null;
  const made = button(t("朗读"), () => (made.getAttribute("aria-pressed") === "true" ? stop?.() : read(made, text())), {
    class: "action", "data-aloud": true, "aria-pressed": "false", hidden: !voice(),
  });
  return made;
}

function read(made, text) {
  stop?.();
  const show = (on) => {
    made.setAttribute("aria-pressed", String(on));
    made.textContent = t(on ? "停止朗读" : "朗读");
  };
  let over = false;
  stop = () => { over = true; stop = null; speech.cancel(); show(false); };
  const own = stop;
  const pieces = text.match(SENTENCES) ?? [];
  show(true);
  pieces.forEach((piece, place) => {
    const spoken = new SpeechSynthesisUtterance(piece);
    spoken.voice = voice();
    spoken.lang = "zh-CN";
    spoken.onerror = () => !over && own();
    if (place === pieces.length - 1) spoken.onend = () => !over && own();
    speech.speak(spoken);
  });
}

// Voices come late, and the one that was there may go.
speech?.addEventListener?.("voiceschanged", () => {
  for (const made of document.querySelectorAll("[data-aloud]")) made.hidden = !voice();
});
// A page that is left goes on speaking in some browsers.
window.addEventListener("pagehide", () => stop?.());
