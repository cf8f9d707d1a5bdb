"""What stands before every request: size limit, security headers, request id, one log line.

Plain ASGI, so that streamed replies of mounted applications pass through untouched.
"""

import json
import logging
import re
import time
import uuid
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.api_models import error_body

logger = logging.getLogger(__name__)

PAGE_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Content security policy of a reply that does not bring its own."""

TOO_LARGE = "请求太大。请把内容缩短后再发。"

_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Guard:
    """ASGI middleware.

    Args:
        app: what it stands before.
        max_body: most bytes of a request's body; more is answered with 413.
        larger: by path, another limit: what takes files.
    """

    def __init__(self, app: ASGIApp, *, max_body: int, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._max_body = max_body
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection; anything but HTTP passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        reply = _Reply(scope, send)
        try:
            await self._serve(scope, receive, reply)
        finally:
            reply.log()

    async def _serve(self, scope: Scope, receive: Receive, reply: "_Reply") -> None:
        declared = Headers(scope=scope).get("content-length", "0")
        limit = self._larger.get(scope["path"], self._max_body)
        if declared.isdigit() and int(declared) > limit:
            await _send_error(reply, 413, "request_too_large", TOO_LARGE)
            return
        try:
            await self._app(scope, _limited(receive, limit), reply)
        except Exception:
            # The edge of the process: logged in full, never shown to the caller.
            logger.exception("%s failed", reply.request_id)
            if not reply.status:
                message = f"服务出错了，请稍后再试。仍不行时请把编号 {reply.request_id} 告诉管理员。"
                await _send_error(reply, 500, "internal", message)


class _Reply:
    """A `send` that adds the headers and remembers the status."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._began = time.perf_counter()
        given = Headers(scope=scope).get("x-request-id", "")
        self.request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers["X-Request-Id"] = self.request_id
        await self._send(message)

    def log(self) -> None:
        # Path only: a query string may hold what somebody typed.
        took = (time.perf_counter() - self._began) * 1000
        line = (self.request_id, self._scope["method"], self._scope["path"], self.status, took)
        logger.info("%s %s %s %s %.0f ms", *line)


def _limited(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            # Frameworks pass this one on as it is; any other would come back as a damaged body.
            raise HTTPException(413)
        return message

    return counted


async def _send_error(send: Send, status: int, code: str, message: str) -> None:
    body = json.dumps(error_body(code, message), ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
