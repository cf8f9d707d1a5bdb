"""Signing in and out: `/login`, `/logout`. Works without scripts and with password managers."""

from collections.abc import Callable
from typing import Final, TypeVar
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from corpus.accounts import Door, Refusal, Refused, passwords
from corpus.errors import Overloaded, StoreError
from ui.forms import Expired, new_token, own_path, put_form_token, read_form
from ui.pages import page, problem, state
from ui.session import address_of, drop_token, put_token, token_of

FIRST_PAGE: Final = "/desk/"
EXPIRED: Final = "这一页放得太久，或不是从本站打开的。请再填一次。"
_LONGEST_NAME: Final = 64
_STATUS: Final = {Refusal.WRONG: 401, Refusal.WAIT: 429, Refusal.LOCKED: 403}
_Result = TypeVar("_Result")

router = APIRouter(include_in_schema=False)
# Checking a password is slow on purpose; those who wait for it must not hold up those who ask questions.
_LIMITER: Final = CapacityLimiter(2)
_MOST_WAITING: Final = 50


def door_of(request: Request) -> Door:
    """Give the door that the site keeps."""
    door: Door = request.app.state.door
    return door


async def one_by_one(check: Callable[[], _Result]) -> _Result:
    """Run what checks a password, in a thread, few at a time.

    Raises:
        Overloaded: too many wait already.
    """
    if _LIMITER.statistics().tasks_waiting >= _MOST_WAITING:
        raise Overloaded(passwords.TOO_MANY)
    return await to_thread.run_sync(check, limiter=_LIMITER)


def refusal_words(refused: Refused) -> str:
    """Say why somebody was not let in, and what to do; never whether there is such a user."""
    match refused.reason:
        case Refusal.WRONG:
            return "用户名或密码不对。请检查大小写和输入法，再输入一次。"
        case Refusal.WAIT:
            return f"登录失败次数太多，请 {refused.minutes} 分钟后再试；或请管理员解除。"
        case Refusal.LOCKED:
            return "这个账号已停用。请找本单位的政答管理员。"


def refusal_status(refused: Refused) -> int:
    """Give the HTTP status that tells the same to programs."""
    return _STATUS[refused.reason]


@router.get("/login")
async def show(request: Request, next: str = "") -> Response:
    """Show the sign-in page; who is signed in goes on."""
    wanted = own_path(next, FIRST_PAGE)
    door = door_of(request)
    if await run_in_threadpool(door.user_of, token_of(request)):
        return _onward(wanted)
    if not await run_in_threadpool(door.has_users):
        return page("first", "还没有管理员", here=f"/login?next={quote(wanted, safe='')}")
    return _form(request, wanted)


@router.post("/login")
async def sign_in(request: Request) -> Response:
    """Let somebody in, or say why not."""
    try:
        fields = await read_form(request)
    except Expired as error:
        wanted, name = own_path(error.fields.get("next", ""), FIRST_PAGE), error.fields.get("username", "")
        return _form(request, wanted, name=name, words=EXPIRED, status=403)
    wanted, name = own_path(fields.get("next", ""), FIRST_PAGE), fields.get("username", "")
    password, door, address = fields.get("password", ""), door_of(request), address_of(request)
    try:
        entered = await one_by_one(lambda: door.sign_in(name, password, address=address))
    except (Overloaded, StoreError) as error:
        return _form(request, wanted, name=name, words=str(error), status=503)
    if isinstance(entered, Refused):
        return _refused(request, wanted, name, entered)
    # The session that was before, of whomever, is not left open behind the new one.
    await run_in_threadpool(door.sign_out, token_of(request), address=address)
    reply = _onward(wanted)
    put_token(request, reply, entered.token)
    return reply


@router.post("/logout")
async def sign_out(request: Request) -> Response:
    """End the session."""
    try:
        await read_form(request)
    except Expired:
        words = {"words": EXPIRED, "address": "/account", "link": "回到我的账号"}
        return page("message", "没有退出", status=403, **words)
    await run_in_threadpool(door_of(request).sign_out, token_of(request), address=address_of(request))
    reply = page("message", "已退出", words="您已退出登录。", address="/login", link="重新登录")
    drop_token(request, reply)
    return reply


def _refused(request: Request, wanted: str, name: str, refused: Refused) -> Response:
    reply = _form(request, wanted, name=name, words=refusal_words(refused), status=refusal_status(refused))
    if refused.minutes:
        reply.headers["Retry-After"] = str(refused.minutes * 60)
    return reply


def _form(request: Request, wanted: str, *, name: str = "", words: str = "", status: int = 200) -> Response:
    token, again = new_token(request), bool(words)
    reply = page(
        "sign_in", "登录没有成功" if again else "登录", status=status, problem=problem(words), form=token,
        next=wanted, name=name[:_LONGEST_NAME],
        name_state=state(wrong=again, focus=not name),
        password_state=state(wrong=again, focus=bool(name)),
    )  # fmt: skip
    put_form_token(request, reply, token)
    return reply


def _onward(wanted: str) -> Response:
    return RedirectResponse(wanted, status_code=303, headers={"Cache-Control": "no-store"})
