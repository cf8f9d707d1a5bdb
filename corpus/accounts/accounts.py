"""The care of accounts: who has one, with what role, and what happened to them."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection

from corpus import calls
from corpus.accounts import events, lockout, passwords, sessions, users
from corpus.accounts.events import Event, Kind
from corpus.accounts.lockout import user_subject
from corpus.accounts.rights import ROLE_NAMES, AccountRole, User


class Transaction(Protocol):
    """Begins one of the store's transactions."""

    def __call__(self, *, write: bool) -> AbstractContextManager[Connection]:
        """Begin one that only reads, or one that also writes."""
        ...


class Accounts:
    """Users, as an administrator cares for them; from `Store.accounts`.

    May be used from several threads and processes. Every method raises StoreBusy, StoreFull, StoreDamaged or
    StoreError when the database does.

    Args:
        transaction: begins a transaction of the store.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def users(self) -> tuple[User, ...]:
        """Give all users, in the order they were added."""
        with self._transaction(write=False) as connection:
            return users.every(connection)

    def user(self, name: str) -> User:
        """Give a user by name.

        Raises:
            UsageError: no such user.
        """
        with self._transaction(write=False) as connection:
            return users.need(connection, name)

    def events(self, last: int) -> tuple[Event, ...]:
        """Give the newest things that happened, oldest first."""
        with self._transaction(write=False) as connection:
            return events.read(connection, last)

    def add(self, name: str, role: AccountRole, password: str, *, by: str | None) -> User:
        """Add a user.

        Raises:
            UsageError: the name or the password will not do, or the name is taken.
        """
        chosen = users.checked_name(name)
        passwords.check_new(password, chosen)
        kept = passwords.hashed(password)
        with self._transaction(write=True) as connection:
            user = users.add(connection, chosen, role, kept)
            detail = ROLE_NAMES[role]
            events.keep(connection, Event(kind=Kind.ADDED, name=user.name, by=by, detail=detail))
        return user

    def set_role(self, name: str, role: AccountRole, *, by: str | None) -> User:
        """Give a user another role; it counts from the next request.

        Raises:
            UsageError: no such user, or the last administrator.
        """
        with self._transaction(write=True) as connection:
            user = users.need(connection, name)
            if role is not AccountRole.ADMINISTRATOR:
                users.keep_an_administrator(connection, user)
            users.change(connection, user, role=role.value)
            detail = f"{user.role_name} → {ROLE_NAMES[role]}"
            events.keep(connection, Event(kind=Kind.ROLE, name=user.name, by=by, detail=detail))
            return users.need(connection, name)

    def set_password(self, name: str, password: str, *, by: str | None) -> User:
        """Give a user another password; all the user's sessions end, and a lock-out does.

        Raises:
            UsageError: no such user, or the password will not do.
        """
        with self._transaction(write=False) as connection:
            user = users.need(connection, name)
        passwords.check_new(password, user.name)
        kept = passwords.hashed(password)
        with self._transaction(write=True) as connection:
            set_password(connection, users.need(connection, name), kept, by=by)
        return user

    def lock(self, name: str, *, by: str | None) -> User:
        """Shut a user out until unlocked; all the user's sessions end.

        Raises:
            UsageError: no such user, or the last administrator.
        """
        with self._transaction(write=True) as connection:
            user = users.need(connection, name)
            users.keep_an_administrator(connection, user)
            users.change(connection, user, locked=1)
            sessions.end_all(connection, user.number)
            events.keep(connection, Event(kind=Kind.LOCKED, name=user.name, by=by))
            return users.need(connection, name)

    def unlock(self, name: str, *, by: str | None) -> User:
        """Let a user in again, also one who would have to wait after too many failures.

        Raises:
            UsageError: no such user.
        """
        with self._transaction(write=True) as connection:
            user = users.need(connection, name)
            users.change(connection, user, locked=0)
            lockout.forgive(connection, user_subject(users.folded(name)))
            events.keep(connection, Event(kind=Kind.UNLOCKED, name=user.name, by=by))
            return users.need(connection, name)

    def remove(self, name: str, *, by: str | None) -> User:
        """Take a user out, with all sessions, calls and hand-overs; what happened stays kept.

        Raises:
            UsageError: no such user, or the last administrator.
        """
        with self._transaction(write=True) as connection:
            user = users.need(connection, name)
            users.keep_an_administrator(connection, user)
            users.remove(connection, user)
            calls.forget(connection, user.name)
            events.keep(connection, Event(kind=Kind.REMOVED, name=user.name, by=by))
        return user


def set_password(connection: Connection, user: User, kept: str, *, by: str | None) -> None:
    """Put another hash in the place of a user's; all the user's sessions end, and a lock-out does."""
    users.change(connection, user, password=kept)
    sessions.end_all(connection, user.number)
    lockout.forgive(connection, user_subject(users.folded(user.name)))
    events.keep(connection, Event(kind=Kind.PASSWORD, name=user.name, by=by))
