"""The site: service, public page, operator console and desk on one port."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from corpus.accounts import Face, Lifetime
from corpus.settings import Settings
from qa.service import create_app
from ui import account, console, ledger, operator_api, sign_in
from ui.gate import Gate
from ui.late_desk import LateDesk
from ui.ledger import Tracker
from ui.ports import OpenEvaluation

if TYPE_CHECKING:
    from qa.assistant import Assistant

PUBLIC = Path(__file__).parent / "public"
OPERATOR = Path(__file__).parent / "operator"
DESK_PATH = "/desk"
OPERATOR_PATH = "/operator"
LEDGER = Path(__file__).parent / "ledger" / "page"
LEDGER_PATH = "/tasks"


def create_site(assistant: "Assistant", *, open_evaluation: OpenEvaluation | None = None) -> FastAPI:
    """Put the faces together.

    Args:
        assistant: opened by the caller, who also closes it.
        open_evaluation: opens what the desk's pages on evaluation work on; None for a desk without them.

    Returns:
        An application: `/api/v1` (the service), `/desk` (for those signed in, built when first asked for),
        `/operator` (for operators, with `ui.operator_api` behind it), `/tasks` (the staff ledger),
        `/login`, `/logout`, `/account`, `/` (the public page); `app.state.door` is where people sign in.
    """
    app = create_app(assistant)
    app.state.door = assistant.store.door(_lifetime(assistant.settings))
    desk = LateDesk(app.state.library, path=DESK_PATH, open_evaluation=open_evaluation)
    app.router.lifespan_context = desk.lifespan
    app.add_route(DESK_PATH, _to_desk)
    app.state.tracker = Tracker(app.state.library, assistant.store)
    app.include_router(ledger.router)
    app.add_route(LEDGER_PATH, _to_ledger)
    app.mount(LEDGER_PATH, Gate(_Page(directory=LEDGER, html=True), door=app.state.door, face=Face.TASKS))
    app.add_route("/favicon.ico", _to_icon)
    app.include_router(sign_in.router)
    app.include_router(account.router)
    app.mount(DESK_PATH, Gate(desk, door=app.state.door, face=Face.DESK))
    _add_console(app, assistant)
    page = _Page(directory=OPERATOR, html=True)
    app.add_route(OPERATOR_PATH, _to_operator)
    app.mount(OPERATOR_PATH, Gate(page, door=app.state.door, face=Face.OPERATOR))
    app.mount("/", _Page(directory=PUBLIC, html=True))
    return app


def _add_console(app: FastAPI, assistant: "Assistant") -> None:
    store = assistant.store
    app.state.keeping = console.Keeping(store, call_days=assistant.settings.call_days)
    app.state.keeping.clear()
    app.state.around = console.Around(app.state.library, store)
    app.include_router(operator_api.router)
    app.include_router(console.router)


def _lifetime(settings: Settings) -> Lifetime:
    idle, longest = settings.session_idle_minutes * 60, settings.session_hours * 3600
    return Lifetime(idle=int(idle), longest=int(longest))


def _to_desk(_: Request) -> Response:
    return RedirectResponse(f"{DESK_PATH}/")


def _to_operator(_: Request) -> Response:
    return RedirectResponse(f"{OPERATOR_PATH}/")


def _to_ledger(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{LEDGER_PATH}/{query}")


def _to_icon(_: Request) -> Response:
    return RedirectResponse("/favicon.svg")


class _Page(StaticFiles):
    """The files of a static page; browsers ask each time whether theirs is still the newest."""

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
        reply.headers["Cache-Control"] = "no-cache"
        return reply
