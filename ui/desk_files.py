"""Gradio's scripts and styles, handed out fast: compressed once, and kept by browsers.

The desk's page asks for some seventy of them. Their names hold a digest of what is in them, so browsers
need not ask again, and Gradio need not compress each anew for everybody.
"""

import gzip
import mimetypes
from functools import cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_KEPT: Final = (".js", ".css")
_HEADERS: Final = {"Cache-Control": "private, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_LEVEL: Final = 9


class DeskFiles:
    """ASGI middleware: answers for Gradio's files.

    Args:
        app: Gradio's.
        folder: holds the files.
        path: where the app answers, with a leading slash.
    """

    def __init__(self, app: ASGIApp, *, folder: Path, path: str) -> None:
        self._app = app
        self._files = {file.name: file for file in folder.iterdir() if file.suffix in _KEPT}
        self._assets = f"{path}/assets/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asset = scope.get("path", "").partition(self._assets)
        file = None if asset[0] else self._files.get(asset[2])
        await (_reply(file, Headers(scope=scope)) if file else self._app)(scope, receive, send)


def _reply(file: Path, asked: Headers) -> Response:
    kind = mimetypes.guess_type(file.name)[0]
    if "gzip" not in asked.get("accept-encoding", ""):
        return Response(file.read_bytes(), headers=_HEADERS, media_type=kind)
    return Response(_packed(file), headers={**_HEADERS, "Content-Encoding": "gzip"}, media_type=kind)


@cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), _LEVEL)
