"""Holds the desk's place until somebody wants it: Gradio takes seconds to import and some 150 MB."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.shared import SharedAssistant
from ui.ports import OpenEvaluation

logger = logging.getLogger(__name__)

# Gradio's page carries inline scripts and styles; still nothing from another address.
DESK_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; frame-ancestors 'none'"
)

# Gradio takes files from anybody and fetches addresses for them; the desk offers neither.
_CLOSED = ("/gradio_api/upload", "/gradio_api/proxy", "/gradio_api/file")

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{refresh}
  <title>{title} · 政答</title><link rel="icon" href="/favicon.svg">
  <link rel="stylesheet" href="/app.css">
</head>
<body><main id="main">
  <h1 class="notice-title">{title}</h1><p role="status">{words}<a href="/">返回提问页</a></p>
</main></body>
</html>"""
_WAIT = _PAGE.format(
    refresh='<meta http-equiv="refresh" content="2">',
    title="正在准备工作台…",
    words="首次打开需要几秒，本页会自动刷新。",
)
_FAILED = _PAGE.format(refresh="", title="工作台打不开", words="请查看服务日志，或重启服务。提问页不受影响。")


class LateDesk:
    """ASGI application that builds the desk at the first request and then stands aside.

    Args:
        library: what the desk works on.
        path: where the desk is mounted, with a leading slash.
        open_evaluation: opens what its pages on evaluation work on; None for a desk without.
    """

    def __init__(
        self, library: SharedAssistant, *, path: str, open_evaluation: OpenEvaluation | None = None
    ) -> None:
        self._library = library
        self._path = path
        self._open_evaluation = open_evaluation
        self._desk: ASGIApp | None = None
        self._task: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the desk, or the page that says it is being prepared."""
        if scope["type"] != "http" or any(path in scope["path"] for path in _CLOSED):
            await PlainTextResponse("没有这个地址", status_code=404)(scope, receive, send)
            return
        if self._desk:
            # The desk was built for the whole path; the mount has told only its own part.
            inner = {**scope, "root_path": scope.get("app_root_path", "")}
            await self._desk(inner, receive, _with_policy(send))
            return
        failed = self._begin()
        page = HTMLResponse(_FAILED if failed else _WAIT, status_code=503, headers={"Retry-After": "2"})
        await page(scope, receive, send)

    @asynccontextmanager
    async def lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        """Let the desk end with the site."""
        yield
        self._stop.set()
        if self._task:
            await asyncio.wait([self._task])

    def _begin(self) -> bool:
        """Start building, once. Returns True where that has failed."""
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return self._task.done()

    async def _run(self) -> None:
        """Build, then stay: what a lifespan enters it must leave in the same task."""
        try:
            desk = await asyncio.to_thread(self._build)
            async with desk.router.lifespan_context(desk):
                self._desk = desk
                await self._stop.wait()
        except Exception:
            # Nobody awaits this task while the site runs.
            logger.exception("desk could not be built")

    def _build(self) -> FastAPI:
        from ui.desk import build_desk

        evaluation = self._open_evaluation(self._library.settings) if self._open_evaluation else None
        return build_desk(self._library, path=self._path, evaluation=evaluation)


def _with_policy(send: Send) -> Send:
    async def added(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Content-Security-Policy"] = DESK_POLICY
        await send(message)

    return added
