"""One's own account: who one is, another password, the way out."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from corpus.accounts import Refused, SignedIn
from corpus.accounts.passwords import LONGEST, SHORTEST
from corpus.accounts.rights import User
from corpus.errors import Overloaded, StoreError, UsageError
from ui.forms import Expired, new_token, put_form_token, read_form
from ui.gate import may_open
from ui.pages import Markup, done, page, problem, state
from ui.session import address_of, put_token, token_of
from ui.sign_in import EXPIRED, door_of, one_by_one, refusal_status, refusal_words

_PATH: Final = "/account"

router = APIRouter(include_in_schema=False)


@router.get(_PATH)
async def show(request: Request) -> Response:
    """Show the account of who is signed in."""
    user = await _user(request)
    return _page(request, user) if user else _to_sign_in()


@router.post(f"{_PATH}/password")
async def change_password(request: Request) -> Response:
    """Give who is signed in another password, and a new session."""
    user = await _user(request)
    if user is None:
        return _to_sign_in()
    try:
        changed = await _change(request, user)
    except Expired:
        return _page(request, user, words=EXPIRED, status=403)
    except UsageError as error:
        wrong = "again" if isinstance(error, _Differ) else "new"
        return _page(request, user, words=str(error), wrong=wrong, status=422)
    except (Overloaded, StoreError) as error:
        return _page(request, user, words=str(error), status=503)
    if isinstance(changed, Refused):
        return _page(request, user, words=_words(changed), wrong="old", status=refusal_status(changed))
    reply = _page(request, changed.user, told=done("密码已改好。在别处登录的都已退出。"))
    put_token(request, reply, changed.token)
    return reply


class _Differ(UsageError):
    """The new password was not typed twice alike."""


async def _change(request: Request, user: User) -> SignedIn | Refused:
    fields = await read_form(request)
    old, new = fields.get("old", ""), fields.get("new", "")
    if new != fields.get("again", ""):
        raise _Differ("两次输入的新密码不一样。请再输入一次。")
    door, address = door_of(request), address_of(request)
    return await one_by_one(lambda: door.change_password(user, old, new, address=address))


async def _user(request: Request) -> User | None:
    return await run_in_threadpool(door_of(request).user_of, token_of(request))


def _words(refused: Refused) -> str:
    # Who it is stands on the page, so only the password can be wrong.
    return refusal_words(refused).replace("用户名或密码不对", "现在的密码不对")


def _page(
    request: Request,
    user: User,
    *,
    words: str = "",
    wrong: str = "",
    told: Markup | None = None,
    status: int = 200,
) -> Response:
    token = new_token(request)
    states = {
        f"{name}_state": state(wrong=wrong == name, focus=wrong == name, described=hint)
        for name, hint in (("old", ""), ("new", "rule"), ("again", ""))
    }
    reply = page(
        "account", "没有改成" if words else "我的账号", status=status, name=user.name, role=user.role_name,
        faces=may_open(request, user), problem=told or problem(words), form=token, shortest=str(SHORTEST),
        longest=str(LONGEST), **states,
    )  # fmt: skip
    put_form_token(request, reply, token)
    return reply


def _to_sign_in() -> Response:
    return RedirectResponse(f"/login?next={_PATH}", status_code=303, headers={"Cache-Control": "no-store"})
