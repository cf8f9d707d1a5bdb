// The page's own labels in English for visitors. Notices, questions and answers stay as they are written.

const EN = document.documentElement.lang === "en" ? await table() : null;

/** Whether the labels are English. */
export const inEnglish = Boolean(EN);

/** What parts in Chinese say of themselves where the page around them is English. */
export const CHINESE = EN ? { lang: "zh-CN" } : {};

/** What labels among parts in Chinese say of themselves. */
export const LABEL = EN ? { lang: "en" } : {};

/** A label in the page's language. given: what stands for {n} and the like in it. */
export function t(label, given = {}) {
  return (EN?.[label] ?? label).replace(/\{(\w+)\}/g, (_, name) => given[name]);
}

/** The labels of all pages, and those of a page that names a file of its own: <html data-english>. */
async function table() {
  const files = ["./english.js", document.documentElement.dataset.english].filter(Boolean);
  const read = await Promise.all(files.map((file) => import(file)));
  return Object.assign({}, ...read.map(({ ENGLISH }) => ENGLISH));
}

/** Translates what stands in the page's file: texts of [data-t], names, placeholders. */
export function translatePage() {
  if (!EN) return;
  document.title = t(document.title);
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.textContent.trim());
  for (const name of ["aria-label", "placeholder"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) node.setAttribute(name, t(node.getAttribute(name)));
  }
}

/** The button that changes the language; the page is built anew, what was asked and typed stays. */
export function languageButton(button) {
  button.textContent = EN ? "中文" : "EN";
  button.lang = EN ? "zh-CN" : "en";
  button.setAttribute("aria-label", EN ? "换成中文（中文）" : "EN: labels in English");
  button.addEventListener("click", () => {
    try { localStorage.setItem("zhengda.lang", EN ? "zh-CN" : "en"); } catch { return; }
    location.reload();
  });
}
