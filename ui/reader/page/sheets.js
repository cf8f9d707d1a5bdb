// The pages of the original beside the text, with a box around what is marked.

import { get, RequestFailed } from "/api.js";
import { button, byId, el } from "/dom.js";
import { t } from "/labels.js";
import { said } from "/problem.js";

export function sheets(notice, paper) {
  const { pages, recognised } = notice.file;
  const toggle = byId("with-pages");
  if (!pages.length) return;
  const base = `/api/v1/notices/${encodeURIComponent(notice.id)}`;
  let at = 0;
  let boxes = [];
  const image = el("img", { alt: "", onload: () => drawn(""), onerror: () => drawn(t("这一页的页面图打不开，请下载原件查看。")) });
  const over = el("div", { class: "boxes", "aria-hidden": "true" });
  const frame = el("div", { class: "sheet" }, image, over);
  const told = el("p", { class: "meta", role: "status" });
  const number = el("span", {});
  const before = button(t("上一页"), () => turn(at - 1), { class: "action" });
  const next = button(t("下一页"), () => turn(at + 1), { class: "action" });
  byId("sheet").append(el("div", { class: "turn-pages" }, before, number, next), told, frame);

  function drawn(problem) {
    frame.removeAttribute("aria-busy");
    told.textContent = problem || words();
    over.firstChild?.scrollIntoView({ block: "nearest" });
  }

  function words() {
    if (over.firstChild) return t("框出的是正文里标出的文字。");
    return boxes.length ? t("标出的文字不在这一页。") : "";
  }

  function turn(to) {
    at = Math.min(Math.max(to, 0), pages.length - 1);
    const page = pages[at][0];
    const address = `${base}/pages/${page}`;
    if (image.getAttribute("src") !== address) {
      frame.setAttribute("aria-busy", "true");
      image.src = address;
    }
    image.alt = t("原件第 {n} 页的图片，文字见正文", { n: page });
    number.textContent = t("第 {page} 页（共 {pages} 页）", { page, pages: pages.length });
    before.disabled = at === 0;
    next.disabled = at === pages.length - 1;
    const here = boxes.filter((box) => box.page === page);
    over.replaceChildren(...here.map(({ box: [left, top, right, bottom] }) => {
      const node = el("div", { class: "box" });
      Object.assign(node.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%` });
      return node;
    }));
    if (frame.hasAttribute("aria-busy")) told.textContent = t("正在打开第 {n} 页的页面图…", { n: page });
    else drawn("");
  }

  async function find([start, end]) {
    if (byId("pages").hidden) return;
    try {
      ({ boxes } = await get(`${base}/boxes?${new URLSearchParams({ start, end })}`));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      boxes = [];
      told.replaceChildren(said(error.message));
    }
    const page = boxes[0]?.page ?? pages.findLast(([, begins]) => begins <= start)?.[0];
    turn(Math.max(0, pages.findIndex(([known]) => known === page)));
  }

  function open(on) {
    byId("pages").hidden = !on;
    byId("reading").classList.toggle("with-pages", on);
    toggle.setAttribute("aria-pressed", String(on));
    if (on && paper.span[1] > paper.span[0]) find(paper.span);
    else if (on) turn(at);
  }

  toggle.addEventListener("click", () => open(byId("pages").hidden));
  paper.listeners.push(find);
  // What was recognised may be wrong, so the original stands beside it where there is room.
  if (recognised && matchMedia("(min-width: 70rem)").matches) open(true);
}
