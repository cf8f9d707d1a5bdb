"""Sessions: a random token with the browser, its hash in the store, and two ends to its life."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, or_, select, update

from corpus import schema

_TABLE: Final = schema.sessions
_BYTES: Final = 32
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
# A page asks for dozens of files; being seen is written down once a minute.
_SEEN_EVERY: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """When a session ends by itself.

    Attributes:
        idle: seconds after the last request. longest: seconds after signing in.
    """

    idle: int = 3600
    longest: int = 12 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that has not ended.

    Attributes:
        user: number of whose it is.
        due: whether `touch` should keep that it was used.
    """

    user: int
    due: bool


def begin(connection: Connection, user: int, now: int) -> str:
    """Begin a session. Returns its token, which is kept nowhere else."""
    token = secrets.token_urlsafe(_BYTES)
    connection.execute(insert(_TABLE).values(token=_hash(token), user=user, began=now, seen=now))
    return token


def find(connection: Connection, token: str, lifetime: Lifetime, now: int) -> Session | None:
    """Find the session that a token stands for; None where there is none or it has ended."""
    if not _TOKEN.fullmatch(token):
        return None
    row = connection.execute(select(_TABLE).filter_by(token=_hash(token))).one_or_none()
    if row is None or now - row.began >= lifetime.longest or now - row.seen >= lifetime.idle:
        return None
    return Session(user=row.user, due=now - row.seen >= min(_SEEN_EVERY, lifetime.idle // 2))


def touch(connection: Connection, token: str, now: int) -> None:
    """Keep that a session was used."""
    connection.execute(update(_TABLE).filter_by(token=_hash(token)).values(seen=now))


def end(connection: Connection, token: str) -> None:
    """End one session."""
    connection.execute(delete(_TABLE).filter_by(token=_hash(token)))


def end_all(connection: Connection, user: int) -> None:
    """End all sessions of a user."""
    connection.execute(delete(_TABLE).filter_by(user=user))


def sweep(connection: Connection, lifetime: Lifetime, now: int) -> None:
    """Delete sessions that have ended by themselves."""
    old = or_(_TABLE.c.began <= now - lifetime.longest, _TABLE.c.seen <= now - lifetime.idle)
    connection.execute(delete(_TABLE).where(old))


def _hash(token: str) -> str:
    # 256 random bits need neither salt nor a slow hash; looking a hash up tells nothing by its time.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
