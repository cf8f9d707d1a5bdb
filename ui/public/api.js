// Talking to the service of this same address; every failure becomes a sentence a person can act on.

const TIMEOUT_MS = 30000;

/** `status` is that of the reply, 0 where there was none. */
export class RequestFailed extends Error {
  constructor(sentence, status = 0) {
    super(sentence);
    this.status = status;
  }
}

export const get = (path) => request(path, {});

export const post = (path, body) =>
  request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

async function request(path, options) {
  let response;
  let body;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
    body = await response.json();
  } catch (error) {
    throw new RequestFailed(reason(error));
  }
  if (!response.ok) throw new RequestFailed(body?.error?.message ?? "服务没有完成这个请求，请稍后再试。", response.status);
  return body;
}

function reason(error) {
  if (error.name === "TimeoutError") return "等了 30 秒还没有答复，服务可能正忙。请稍后再发一次。";
  if (error instanceof SyntaxError) return "服务的答复读不出来，请稍后再试。";
  if (navigator.onLine === false) return "这台设备现在没有联网。请连上网络后再发一次。";
  return "连不上服务。请检查网络，或过一会儿再发一次。";
}
