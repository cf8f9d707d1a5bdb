// Talking to the service of this same address; every failure becomes a sentence a person can act on.

const TIMEOUT_MS = 30000;

/** `status` is that of the reply, 0 where there was none; `body` what it said beside the sentence. */
export class RequestFailed extends Error {
  constructor(sentence, status = 0, body = null) {
    super(sentence);
    this.status = status;
    this.body = body;
  }
}

/** How far this device's clock stands behind the service's, as of its last reply. */
let behind = 0;

/** What time it is: a device's clock may be wrong by years, and days left are counted from it. */
export const now = () => new Date(Date.now() + behind);

export const get = (path) => request(path, {});

export const post = (path, body) => send("POST", path, body);

export const put = (path, body) => send("PUT", path, body);

export const remove = (path) => request(path, { method: "DELETE" });

const send = (method, path, body) =>
  request(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

async function request(path, options) {
  let response;
  let body;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const told = Date.parse(response.headers.get("Date"));
    if (told) behind = told - Date.now();
    body = await response.json();
  } catch (error) {
    throw new RequestFailed(reason(error));
  }
  if (!response.ok) throw new RequestFailed(body?.error?.message ?? "服务没有完成这个请求，请稍后再试。", response.status, body);
  return body;
}

function reason(error) {
  if (error.name === "TimeoutError") return "等了 30 秒还没有答复，服务可能正忙。请稍后再发一次。";
  if (error instanceof SyntaxError) return "服务的答复读不出来，请稍后再试。";
  if (navigator.onLine === false) return "这台设备现在没有联网。请连上网络后再发一次。";
  return "连不上服务。请检查网络，或过一会儿再发一次。";
}
