// Dictating a question, where the browser can and the setting of the site allows it.

import { button, el } from "./dom.js";
import { t } from "./labels.js";

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition ?? null;
const KEY = "zhengda.voice";
const FAULTS = {
  "not-allowed": "没有使用麦克风的许可。请在浏览器里允许，或改为打字。",
  "service-not-allowed": "没有使用麦克风的许可。请在浏览器里允许，或改为打字。",
  "audio-capture": "没有找到麦克风。请检查，或改为打字。",
  "no-speech": "没有听到声音。请再说一次，或改为打字。",
  network: "这个浏览器要联网识别语音，现在连不上。请改为打字。",
};

/**
 * Puts a button to dictate before another element.
 * text(): what stands in the field; write(words), say(sentence), fail(sentence): what to do with it.
 */
export function offerVoice(before, { text, write, say, fail }) {
  if (!Recognition) return;
  let hearing = null;
  const made = button(t("语音输入"), () => {
    if (hearing) return hearing.stop();
    return agreed() ? hear() : (ask.hidden = false, ask.querySelector("button").focus());
  }, { class: "action", id: "voice", "aria-pressed": "false" });
  const ask = agreement(() => { ask.hidden = true; made.focus(); hear(); }, () => { ask.hidden = true; made.focus(); });

  function show(on) {
    made.setAttribute("aria-pressed", String(on));
    made.textContent = t(on ? "停止录音" : "语音输入");
    say(t(on ? "请说话" : "录音已停止"));
  }

  function hear() {
    const begun = text();
    hearing = new Recognition();
    hearing.lang = "zh-CN";
    hearing.interimResults = true;
    hearing.onresult = ({ results }) => write(begun + Array.from(results, ([best]) => best.transcript).join(""));
    hearing.onerror = ({ error }) => error !== "aborted" && fail(FAULTS[error] ?? "语音没有识别出来。请再说一次，或改为打字。");
    hearing.onend = () => { hearing = null; show(false); };
    hearing.start();
    show(true);
  }

  before.before(made);
  before.parentElement.after(ask);
}

function agreed() {
  try { return localStorage.getItem(KEY) === "on"; } catch { return false; }
}

function agreement(yes, no) {
  const keep = () => {
    try { localStorage.setItem(KEY, "on"); } catch { /* asked again next time */ }
    yes();
  };
  return el("div", { class: "notice-box voice", hidden: true },
    el("p", {}, t("语音由浏览器识别：有的浏览器会把录音发给浏览器厂商，不经过本网站。请不要说出个人信息。")),
    el("p", { class: "pair" }, button(t("知道了，开始"), keep, { class: "action" }), button(t("不用了"), no, { class: "action" })));
}
