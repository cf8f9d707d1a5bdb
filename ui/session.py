"""Who is asking: the session cookie, and the user whom the gate found for it."""

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from corpus.accounts.rights import User

_NAME = "zhengda_session"


def token_of(connection: HTTPConnection) -> str:
    """Read the session's token; "" where the browser sent none."""
    return connection.cookies.get(cookie_name(connection, _NAME), "")


def put_token(request: Request, response: Response, token: str) -> None:
    """Hand the browser a session's token; it forgets it when it is closed."""
    put_cookie(request, response, _NAME, token)


def drop_token(request: Request, response: Response) -> None:
    """Have the browser forget the session's token."""
    name, secure = cookie_name(request, _NAME), is_secure(request)
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")


def put_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """Set a cookie that no script and no other site gets at."""
    key, secure = cookie_name(request, name), is_secure(request)
    response.set_cookie(key, value, path="/", secure=secure, httponly=True, samesite="lax")


def cookie_name(connection: HTTPConnection, name: str) -> str:
    """Name a cookie; over https so that nobody but this host can have set it."""
    return f"__Host-{name}" if is_secure(connection) else name


def is_secure(connection: HTTPConnection) -> bool:
    """Tell whether the browser came over https, also through a proxy that the server trusts."""
    return connection.url.scheme in ("https", "wss")


def address_of(connection: HTTPConnection) -> str:
    """Say where a request came from; "" where that is not known."""
    return connection.client.host if connection.client else ""


def signed_in(connection: HTTPConnection) -> User | None:
    """Give the user whom the gate has let in with this request; None outside every gate.

    Faces call it to write down who did something. Gradio's events have it from `gr.Request.request`.
    """
    user = connection.scope.get("user")
    return user if isinstance(user, User) else None


def name_of(connection: HTTPConnection) -> str | None:
    """Name that user; as Gradio's `auth_dependency` wants it."""
    user = signed_in(connection)
    return user.name if user else None
