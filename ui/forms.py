"""Forms that change something: read, and known to come from a page of ours."""

import hmac
import re
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from qa.api_models import ApiError
from ui.session import cookie_name, put_cookie

_COOKIE = "zhengda_form"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_MOST_FIELDS = 10
_MOST_BYTES = 64 * 1024
_LONGEST_PATH = 2000
_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")


class Expired(Exception):
    """A form that does not come from a page of ours, or from one too old to tell.

    Attributes:
        fields: what was typed, to be shown again and for nothing else.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = fields


async def read_form(request: Request) -> Mapping[str, str]:
    """Read a form's fields; one that is missing is "".

    Raises:
        ApiError: it is no form, or too large.
        Expired: see there.
    """
    if (
        request.headers.get("content-type", "").partition(";")[0].strip()
        != "application/x-www-form-urlencoded"
    ):
        raise ApiError(400, "bad_request", "请求读不出来：要用页面上的表单提交。")
    body = await request.body()
    if len(body) > _MOST_BYTES:
        raise ApiError(413, "request_too_large", "填的内容太长。请缩短后再提交。")
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise ApiError(400, "bad_request", "请求读不出来：要用页面上的表单提交。") from error
    fields = dict(pairs)
    if not is_own(request) or not _is_same(fields.get("form", ""), form_token(request)):
        raise Expired(fields)
    return fields


def form_token(request: Request) -> str:
    """Read the token that a form of this browser must bring; "" where it has none yet."""
    held = request.cookies.get(cookie_name(request, _COOKIE), "")
    return held if _TOKEN.fullmatch(held) else ""


def new_token(request: Request) -> str:
    """Give the token for a form: the browser's own, or a new one."""
    return form_token(request) or secrets.token_urlsafe(32)


def put_form_token(request: Request, response: Response, token: str) -> None:
    """Have the browser keep the token that its forms bring."""
    put_cookie(request, response, _COOKIE, token)


def is_own(connection: HTTPConnection) -> bool:
    """Tell whether a request comes from a page of ours, as far as the browser says.

    A browser that says nothing is an old one or no browser; the session cookie is then held back by SameSite.
    """
    headers: Headers = connection.headers
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    # Behind a proxy the browser's own word for the host may stand beside; other sites cannot set it.
    hosts = {headers.get("host", ""), headers.get("x-forwarded-host", "")} - {""}
    try:
        return urlsplit(origin).netloc in hosts
    except ValueError:
        # http://[ is no address at all.
        return False


def own_path(wanted: str, otherwise: str) -> str:
    """Give where to go next: only a path of this site, never another's address.

    Args:
        wanted: as it came with the request: `/desk/?a=1`, or somebody's `//evil.example`.
        otherwise: where to go else.
    """
    if len(wanted) > _LONGEST_PATH or not _PATH.fullmatch(wanted):
        return otherwise
    parts = urlsplit(wanted)
    return otherwise if parts.scheme or parts.netloc or parts.path.startswith("/login") else wanted


def _is_same(given: str, held: str) -> bool:
    return bool(held) and hmac.compare_digest(given.encode("utf-8", "replace"), held.encode("utf-8"))
