"""What stands before every signed-in face: who may pass, and what the others are told.

`Gate` is for mounted applications (Gradio's page with its API, queue and uploads), `require` for routes.
"""

import json
from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.accounts import Door, Face
from corpus.accounts.rights import FACE_NAMES, User
from qa.api_models import ApiError, error_body
from ui.forms import is_own
from ui.pages import Markup, page
from ui.session import token_of

OVER = "登录已过期或还没有登录。请重新登录后再做一次。"
NO_RIGHT = "您没有这项权限。请找本单位的政答管理员。"
ELSEWHERE = "请求不是从本站的页面发出的，没有执行。"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_KEPT = ("text/html", "application/json")


class Gate:
    """ASGI middleware: nobody gets at anything of a face without the right to open it.

    Args:
        app: the face.
        door: where people sign in.
        face: which one it is; `corpus.accounts.rights.MAY_OPEN` says who may open it.
    """

    def __init__(self, app: ASGIApp, *, door: Door, face: Face) -> None:
        self._app = app
        self._door = door
        self.face = face

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through with its user in `scope["user"]`, or answer it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        user = await run_in_threadpool(self._door.user_of, token_of(request))
        refusal = self._refusal(request, user)
        if refusal:
            await refusal(scope, receive, send)
        else:
            await self._app({**scope, "user": user}, receive, _not_kept(send))

    def _refusal(self, request: Request, user: User | None) -> Response | None:
        if request.method not in _SAFE and not is_own(request):
            return _told(403, "from_elsewhere", ELSEWHERE)
        if user is None:
            return _to_sign_in(request) if _is_page(request) else _told(401, "sign_in", OVER)
        if not user.may_open(self.face):
            return (
                _forbidden(request, user, self.face)
                if _is_page(request)
                else _told(403, "no_right", NO_RIGHT)
            )
        return None


def require(face: Face) -> Callable[[Request, Response], User]:
    """Make a dependency of a route: gives the user, who may open a face.

    The application keeps its door in `app.state.door`. What the route answers is marked to be kept nowhere.

    Returns:
        A function for `fastapi.Depends`. It raises ApiError: 401 not signed in, 403 without the right or
        sent by a page of another site.
    """

    def user_of(request: Request, response: Response) -> User:
        if request.method not in _SAFE and not is_own(request):
            raise ApiError(403, "from_elsewhere", ELSEWHERE)
        user: User | None = request.app.state.door.user_of(token_of(request))
        if user is None:
            raise ApiError(401, "sign_in", OVER)
        if not user.may_open(face):
            raise ApiError(403, "no_right", NO_RIGHT)
        response.headers["Cache-Control"] = "no-store"
        return user

    return user_of


def may_open(request: Request, user: User) -> Markup:
    """Name, with links, the faces of this site that a user may open: 工作台、任务台账."""
    mounts = [route for route in request.app.routes if isinstance(route, Mount)]
    gates = [(mount.path, mount.app.face) for mount in mounts if isinstance(mount.app, Gate)]
    links = [f'<a href="{path}/">{FACE_NAMES[face]}</a>' for path, face in gates if user.may_open(face)]
    return Markup("、".join(links) or "（没有）")


def _is_page(request: HTTPConnection) -> bool:
    """Tell a person who opens a page from a page that fetches something."""
    asked = request.scope["method"] in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")
    return asked and request.headers.get("sec-fetch-mode", "navigate") == "navigate"


def _to_sign_in(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    wanted = quote(f"{quote(request.scope['path'])}{query}", safe="")
    headers = {"Cache-Control": "no-store"}
    return RedirectResponse(f"/login?next={wanted}", status_code=303, headers=headers)


def _told(status: int, code: str, words: str) -> Response:
    # Gradio's page shows `detail`, everything else reads `error`.
    body = json.dumps({**error_body(code, words), "detail": words}, ensure_ascii=False)
    return Response(body, status, {"Cache-Control": "no-store"}, "application/json")


def _forbidden(request: Request, user: User, face: Face) -> Response:
    words = {"name": user.name, "role": user.role_name, "face": FACE_NAMES[face]}
    return page("forbidden", "没有权限", status=403, faces=may_open(request, user), **words)


def _not_kept(send: Send) -> Send:
    """Have no browser keep what a face shows: others may sit down before it after signing out."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith(_KEPT):
                headers["Cache-Control"] = "no-store"
        await send(message)

    return marked
