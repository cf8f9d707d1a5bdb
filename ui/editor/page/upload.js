// Files in: sent one after the other with their progress, then watched until they are read.

import { get } from "/api.js";
import { button, byId, el } from "/dom.js";

const POLL_MS = 700;
const queue = [];
let sending = null;
let settings = { most: null, onRead: () => {}, linkTo: () => "" };

/** most: bytes of the largest file, null while that is not known; onRead(): called when a file was read; linkTo(id): address of a notice. */
export function uploads(given) {
  settings = given;
  byId("limit").textContent = `；每个不超过 ${megabytes(given.most)} MB`;
}

/** Take files that were chosen or dropped. replaces: id of the notice that they are the newer version of. */
export function take(files, replaces = null) {
  for (const file of files) add(file, replaces);
  next();
}

const limit = () => (settings.most === null ? "上限" : `上限 ${megabytes(settings.most)} MB`);
const megabytes = (bytes) => Number((bytes / 1048576).toFixed(1));
const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

function add(file, replaces) {
  if (queue.some((one) => one.state !== "done" && one.state !== "failed" && same(one.file, file))) return announce(`${file.name} 已在传，没有再传一次。`);
  const row = { file, replaces, state: "waiting", node: el("li", { tabindex: -1 }) };
  queue.push(row);
  byId("uploads").prepend(row.node);
  if (!file.size) return failed(row, "文件是空的，没有可读的文字。请检查是否传错了文件。");
  if (settings.most !== null && file.size > settings.most) return failed(row, `文件有 ${megabytes(file.size)} MB，超过${limit()}。请拆分后再传，或请管理员调大 max_file_mb。`);
  return show(row, "等着传…");
}

function announce(words) {
  byId("upload-said").textContent = words;
}

function show(row, words, ...more) {
  row.node.className = "";
  row.node.replaceChildren(el("span", { class: "name" }, row.file.name), el("span", { class: "soft" }, ` ${words}`), ...more);
}

/** again: whether sending the same file once more may help. */
function failed(row, words, again = false, signIn = false) {
  row.state = "failed";
  row.node.className = "bad";
  row.node.replaceChildren(
    el("span", { class: "name" }, row.file.name),
    el("p", { class: "bad-words" }, words, signIn && " ", signIn && el("a", { href: "/login?next=/editor/", target: "_blank" }, "重新登录（在新标签页打开）")),
    again ? button("再传一次", () => { row.state = "waiting"; show(row, "等着传…"); next(); }, { class: "action" }) : "");
  announce(`${row.file.name}：${words}`);
}

function next() {
  if (sending) return;
  sending = queue.find((row) => row.state === "waiting") ?? null;
  if (sending) send(sending);
}

function send(row) {
  row.state = "sending";
  const bar = el("progress", { max: 100, value: 0, "aria-label": `${row.file.name} 已传` });
  const told = el("span", { class: "soft" }, " 正在传… 0%");
  row.node.className = "";
  row.node.replaceChildren(el("span", { class: "name" }, row.file.name), told, bar);
  const query = new URLSearchParams({ name: row.file.name, ...(row.replaces && { replaces: row.replaces }) });
  const request = new XMLHttpRequest();
  request.open("POST", `/api/v1/editor/files?${query}`);
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    const share = event.lengthComputable ? Math.floor((event.loaded / event.total) * 100) : 0;
    bar.value = share;
    told.textContent = share < 100 ? ` 正在传… ${share}%` : " 传完了，等着读入…";
  });
  request.addEventListener("load", () => answered(row, request));
  request.addEventListener("error", () => failed(row, "没有传上去：连不上服务。请检查网络后再传一次。", true));
  request.addEventListener("loadend", () => { sending = null; next(); });
  request.send(row.file);
}

function answered(row, request) {
  if (request.status === 202) return watch(row, request.response.id);
  const words = request.response?.error?.message ?? "服务没有完成这个请求，请稍后再试。";
  if (request.status === 413) return failed(row, `文件超过${limit()}。请拆分后再传。`);
  return failed(row, words, request.status !== 422, request.status === 401);
}

async function watch(row, id) {
  row.state = "reading";
  show(row, "传完了，等着读入…", el("progress", { "aria-label": `正在读入 ${row.file.name}` }));
  for (let missed = 0; missed < 60;) {
    await new Promise((done) => { setTimeout(done, POLL_MS); });
    try {
      const told = await get(`/api/v1/editor/files/${id}`);
      missed = 0;
      if (told.stage === "done") return done(row, told);
      row.node.querySelector(".soft").textContent = told.stage === "reading" ? " 正在读入…" : " 排队等着读入…";
    } catch (error) {
      if (error.status === 404) return failed(row, error.message, true);
      missed += 1;
      row.node.querySelector(".soft").textContent = ` ${error.message} 文件已传到，正在再问。`;
    }
  }
  return failed(row, "问不到读得怎么样了。请刷新后看列表里有没有它。", true);
}

function done(row, { files, problem }) {
  if (problem) return failed(row, problem, true);
  row.state = "done";
  const wrong = files.filter((file) => file.outcome === "failed" || file.outcome === "skipped");
  row.node.className = wrong.length ? "bad" : "good";
  row.node.replaceChildren(el("span", { class: "name" }, row.file.name), ...files.flatMap((file) => result(file, files.length > 1)));
  announce(`${row.file.name}：${files.map((file) => file.said).join("；")}`);
  settings.onRead();
  return undefined;
}

function result(file, several) {
  const bad = file.outcome === "failed" || file.outcome === "skipped";
  const doubts = file.doubts.length ? el("details", {}, el("summary", {}, `有 ${file.doubts.length} 个疑点`), el("ul", {}, file.doubts.map((one) => el("li", {}, one.replace(/由人决定：zhengda.*$/, "请在“公开与移除”里决定。"))))) : "";
  const links = file.notices.map((id, place) => el("a", { href: settings.linkTo(id) }, file.notices.length > 1 ? `看第 ${place + 1} 份通知` : "看这份通知"));
  // What went wrong begins with the file's name, which stands above already.
  const words = bad && file.said.startsWith(`${file.name}：`) && !several ? file.said.slice(file.name.length + 1) : file.said;
  const where = several && !bad ? `${file.name}：` : "";
  return [el("p", { class: bad ? "bad-words" : "" }, `${where}${words}${bad ? "" : `，${file.items} 条任务。`}`, ...links.flatMap((link) => [" ", link])), doubts];
}

window.addEventListener("beforeunload", (event) => {
  // What is being read goes on without the page; what is being sent does not.
  if (queue.some((row) => row.state === "waiting" || row.state === "sending")) event.preventDefault();
});

byId("files").addEventListener("change", (event) => {
  take([...event.target.files]);
  event.target.value = "";
});
for (const name of ["dragover", "dragenter"]) byId("drop").addEventListener(name, (event) => { event.preventDefault(); byId("drop").classList.add("over"); });
byId("drop").addEventListener("dragleave", () => byId("drop").classList.remove("over"));
byId("drop").addEventListener("drop", (event) => {
  event.preventDefault();
  byId("drop").classList.remove("over");
  take([...event.dataTransfer.files]);
});
// A file dropped beside the field must not replace the page.
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
