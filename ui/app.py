"""The site: the service and all faces on one port."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from corpus.accounts import Face, Lifetime
from corpus.settings import Settings
from qa.service import create_app
from ui import account, console, editor, ledger, operator_api, reader, sign_in
from ui.compression import Compressed
from ui.gate import Gate
from ui.late_desk import LateDesk
from ui.ledger import Tracker
from ui.ports import OpenEvaluation
from ui.staff_api import include_staff_routes

if TYPE_CHECKING:
    from qa.assistant import Assistant

_FACES = Path(__file__).parent
DESK_PATH = "/desk"
OPERATOR_PATH = "/operator"
LEDGER_PATH = "/tasks"
READER_PATH = "/notices"
EDITOR_PATH = "/editor"
PUBLIC = _FACES / "public"
_PAGES: Mapping[str, tuple[Path, Face | None]] = {
    OPERATOR_PATH: (_FACES / "operator", Face.OPERATOR),
    LEDGER_PATH: (_FACES / "ledger" / "page", Face.TASKS),
    EDITOR_PATH: (_FACES / "editor" / "page", Face.EDITOR),
    READER_PATH: (_FACES / "reader" / "page", None),
}
"""The static pages by their address, each with the face it is of; None where anybody may look."""

_HEARING = {"Permissions-Policy": "camera=(), microphone=(self), geolocation=()"}
"""Of the public page where it may take dictation: the browser opens the microphone for this site alone."""


def create_site(assistant: "Assistant", *, open_evaluation: OpenEvaluation | None = None) -> FastAPI:
    """Put the faces together.

    Args:
        assistant: opened by the caller, who also closes it.
        open_evaluation: opens what the desk's pages on evaluation work on; None for a desk without them.

    Returns:
        An application: `/api/v1` (the service and what the pages ask of it), `/` (the public page),
        `/notices` (the notice reader, for everybody), `/operator`, `/tasks` (the staff ledger), `/editor`,
        `/desk` (the workbench, built when first asked for), `/login`, `/logout`, `/account`;
        `app.state.door` is where people sign in.
    """
    app = create_app(assistant)
    app.add_middleware(Compressed)
    _hold(app, assistant)
    include_staff_routes(app, [routes.router for routes in (operator_api, console, ledger, editor)])
    for routes in (reader, sign_in, account):
        app.include_router(routes.router)
    app.add_route("/favicon.ico", _to_icon)
    app.add_route("/notice.html", _to_notice)
    desk = LateDesk(app.state.library, path=DESK_PATH, open_evaluation=open_evaluation)
    app.router.lifespan_context = desk.lifespan
    _mount(app, DESK_PATH, desk, Face.DESK)
    for path, (folder, face) in _PAGES.items():
        _mount(app, path, _Page(folder), face)
    app.mount("/", _Page(PUBLIC, _HEARING if assistant.settings.voice_input else None))
    return app


def _hold(app: FastAPI, assistant: "Assistant") -> None:
    """Keep in the application's state what routes work on."""
    store, settings = assistant.store, assistant.settings
    app.state.door = store.door(_lifetime(settings))
    app.state.tracker = Tracker(app.state.library, store)
    app.state.notices = reader.Notices(app.state.library, store, settings)
    app.state.editor_store = store
    app.state.uploads = editor.Uploads(settings, store)
    app.state.keeping = console.Keeping(store, call_days=settings.call_days, masked=app.state.library.masked)
    app.state.keeping.clear()
    app.state.around = console.Around(app.state.library, store)


def _mount(app: FastAPI, path: str, page: ASGIApp, face: Face | None) -> None:
    """Let a page answer below its address, and lead there from the address itself."""
    app.add_route(path, lambda request: _moved(request, f"{path}/"))
    app.mount(path, Gate(page, door=app.state.door, face=face) if face else page)


def _lifetime(settings: Settings) -> Lifetime:
    idle, longest = settings.session_idle_minutes * 60, settings.session_hours * 3600
    return Lifetime(idle=int(idle), longest=int(longest))


def _moved(request: Request, path: str) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{path}{query}")


def _to_notice(request: Request) -> Response:
    """Receipts, copied answers and calendars hold this address of a notice."""
    return _moved(request, f"{READER_PATH}/notice.html")


def _to_icon(_: Request) -> Response:
    return RedirectResponse("/favicon.svg")


class _Page(StaticFiles):
    """The files of a static page; browsers ask each time whether theirs is still the newest.

    Args:
        directory: holds them.
        headers: what each file carries beside that.
    """

    def __init__(self, directory: Path, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(directory=directory, html=True)
        self._headers = {"Cache-Control": "no-cache", **(headers or {})}

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path.startswith("api/"):
            # Programs get the service's typed error, not the page for people.
            raise HTTPException(404)
        return await super().get_response(path, scope)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        reply = super().file_response(full_path, stat_result, scope, status_code)
        reply.headers.update(self._headers)
        return reply
