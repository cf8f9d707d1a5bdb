"""The site: service, public page and desk on one port."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from qa.service import create_app
from ui.late_desk import LateDesk
from ui.ports import OpenEvaluation

if TYPE_CHECKING:
    from qa.assistant import Assistant

PUBLIC = Path(__file__).parent / "public"
DESK_PATH = "/desk"


def create_site(assistant: "Assistant", *, open_evaluation: OpenEvaluation | None = None) -> FastAPI:
    """Put the faces together.

    Args:
        assistant: opened by the caller, who also closes it.
        open_evaluation: opens what the desk's pages on evaluation work on; None for a desk without them.

    Returns:
        An application: `/api/v1` (the service), `/desk` (built when first asked for), `/` (the public page).
    """
    app = create_app(assistant)
    desk = LateDesk(app.state.library, path=DESK_PATH, open_evaluation=open_evaluation)
    app.router.lifespan_context = desk.lifespan
    app.add_route(DESK_PATH, _to_desk)
    app.add_route("/favicon.ico", _to_icon)
    app.mount(DESK_PATH, desk)
    app.mount("/", _Page(directory=PUBLIC, html=True))
    return app


def _to_desk(_: Request) -> Response:
    return RedirectResponse(f"{DESK_PATH}/")


def _to_icon(_: Request) -> Response:
    return RedirectResponse("/favicon.svg")


class _Page(StaticFiles):
    """The public page's files; browsers ask each time whether theirs is still the newest."""

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
