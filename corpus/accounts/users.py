"""Rows of users: the statements behind Accounts, inside its transactions."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from corpus import schema
from corpus.accounts.rights import AccountRole, User
from corpus.errors import UsageError

_TABLE: Final = schema.users
_LONGEST: Final = 32
# Chinese, ASCII letters and figures: letters of other scripts that look the same stay out (а, ο, і).
_LETTER: Final = r"A-Za-z0-9㐀-鿿\U00020000-\U000323af"
_NAME: Final = re.compile(rf"[{_LETTER}][{_LETTER}._·-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A user with the hash of the password."""

    user: User
    password: str


def checked_name(name: str) -> str:
    """Give a new user's name as it is kept.

    Raises:
        UsageError: it has letters that it may not have.
    """
    chosen = unicodedata.normalize("NFKC", name.strip())
    if len(chosen) > _LONGEST:
        raise UsageError(f"用户名太长：最多 {_LONGEST} 个字。请换一个短些的。")
    if not _NAME.fullmatch(chosen):
        raise UsageError("用户名只能用汉字、英文字母、数字和 . _ - ·，开头要是字或数字。请换一个。")
    return chosen


def folded(name: str) -> str:
    """Fold a name as typed, so that neither case nor width of letters matters."""
    # Longer ones are nobody's; what cannot be encoded neither.
    typed = name.strip()[: 4 * _LONGEST].encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold())


def find(connection: Connection, name: str) -> Kept | None:
    """Find a user by the name as typed."""
    row = connection.execute(select(_TABLE).filter_by(folded=folded(name))).one_or_none()
    return _kept(row) if row else None


def by_number(connection: Connection, number: int) -> Kept | None:
    """Find a user by number."""
    row = connection.execute(select(_TABLE).filter_by(number=number)).one_or_none()
    return _kept(row) if row else None


def need(connection: Connection, name: str) -> User:
    """Find a user who must be there.

    Raises:
        UsageError: there is none of that name.
    """
    found = find(connection, name)
    if found is None:
        raise UsageError(f"没有名为「{name}」的用户。用 zhengda users list 看有哪些。")
    return found.user


def every(connection: Connection) -> tuple[User, ...]:
    """Give all users, in the order they were added."""
    return tuple(_kept(row).user for row in connection.execute(select(_TABLE).order_by(_TABLE.c.number)))


def add(connection: Connection, name: str, role: AccountRole, password: str) -> User:
    """Add a user whose name is checked; `password` is a hash.

    Raises:
        UsageError: another user has that name.
    """
    if find(connection, name) is not None:
        raise UsageError(f"已有名为「{name}」的用户（不分大小写）。请换一个名字。")
    values = {"name": name, "folded": folded(name), "role": role.value, "password": password}
    connection.execute(insert(_TABLE).values(**values))
    return need(connection, name)


def change(connection: Connection, user: User, **values: object) -> None:
    """Change columns of a user."""
    connection.execute(update(_TABLE).filter_by(number=user.number).values(**values))


def renew_hash(connection: Connection, former: Kept, password: str) -> None:
    """Put another hash of the same password in the place of a user's, unless the password has changed."""
    same = update(_TABLE).filter_by(number=former.user.number, password=former.password)
    connection.execute(same.values(password=password))


def signed_in(connection: Connection, user: User) -> None:
    """Keep when a user signed in last."""
    change(connection, user, signed_in_at=func.current_timestamp())


def remove(connection: Connection, user: User) -> None:
    """Take a user out, and with the user all sessions."""
    connection.execute(delete(_TABLE).filter_by(number=user.number))


def keep_an_administrator(connection: Connection, user: User) -> None:
    """Refuse to take away the last administrator who can sign in.

    Raises:
        UsageError: the user is the last one.
    """
    able = [one for one in every(connection) if one.role is AccountRole.ADMINISTRATOR and not one.locked]
    if [one.number for one in able] == [user.number]:
        raise UsageError(f"「{user.name}」是最后一个能登录的管理员。请先新建或恢复另一个管理员。")


def _kept(row: Row[Any]) -> Kept:
    user = User(
        number=row.number, name=row.name, role=AccountRole(row.role), locked=bool(row.locked),
        created_at=row.created_at, signed_in_at=row.signed_in_at,
    )  # fmt: skip
    return Kept(user=user, password=row.password)
