"""The description of what signed-in staff may ask of the server; the public one names none of it."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Response
from fastapi.openapi.utils import get_openapi

from corpus.accounts import Face
from corpus.accounts.rights import User
from corpus.json_records import Record
from ui.gate import require

PATH = "/api/v1/staff/openapi.json"


def include_staff_routes(app: FastAPI, routers: Sequence[APIRouter]) -> None:
    """Let an application answer at routes for those signed in, and describe them at `PATH` to them alone."""
    for router in routers:
        app.include_router(router, include_in_schema=False)
    described: Record = get_openapi(
        title=f"{app.title}（登录后）",
        version=app.version,
        routes=[route for router in routers for route in router.routes],
    )

    def staff_api(_: Annotated[User, Depends(require(Face.DESK))], response: Response) -> Record:
        """Describe the interface for staff."""
        response.headers["Cache-Control"] = "no-store"
        return described

    app.add_api_route(PATH, staff_api, include_in_schema=False)
