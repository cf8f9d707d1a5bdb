"""The door: who is let in, for how long, and who must wait."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from corpus.accounts import events, lockout, passwords, sessions, users
from corpus.accounts.accounts import Transaction, set_password
from corpus.accounts.events import Event, Kind
from corpus.accounts.lockout import PER_ADDRESS, PER_USER, address_subject, user_subject
from corpus.accounts.rights import User
from corpus.accounts.sessions import Lifetime
from corpus.accounts.users import Kept
from corpus.errors import StoreBusy, StoreFull

logger = logging.getLogger(__name__)


class Refusal(StrEnum):
    """Why somebody was not let in."""

    WRONG = "wrong"
    WAIT = "wait"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Not let in: why, and the minutes to wait where it is for too many failures."""

    reason: Refusal
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Let in: who, and the token of the new session, which is kept nowhere else."""

    user: User
    token: str


class Door:
    """Sign-in and sessions; from `Store.door`.

    May be used from several threads and processes. Every method raises StoreBusy, StoreFull, StoreDamaged or
    StoreError when the database does.

    Args:
        transaction: begins a transaction of the store.
        lifetime: when sessions end by themselves.
        clock: seconds since 1970; lock-outs and sessions go by it.
    """

    def __init__(
        self, transaction: Transaction, *, lifetime: Lifetime, clock: Callable[[], float] = time.time
    ) -> None:
        self._transaction = transaction
        self._lifetime = lifetime
        self._clock = clock

    def has_users(self) -> bool:
        """Tell whether anybody has an account yet."""
        with self._transaction(write=False) as connection:
            return bool(users.every(connection))

    def sign_in(self, name: str, password: str, *, address: str) -> SignedIn | Refused:
        """Let somebody in, or not.

        Args:
            name: as typed.
            password: as typed.
            address: where from; "" where that is not known.

        Raises:
            Overloaded: too many are at it just now.
        """
        with passwords.turn():
            found = self._known(name, password, address)
        if isinstance(found, Refused):
            return found
        with self._transaction(write=True) as connection:
            # Meanwhile an administrator may have acted.
            now_kept = users.by_number(connection, found.user.number)
            if now_kept is None or now_kept.password != found.password:
                return Refused(reason=Refusal.WRONG)
            if now_kept.user.locked:
                return Refused(reason=Refusal.LOCKED)
            user, token = self._begin(connection, now_kept.user)
            event = Event(kind=Kind.SIGNED_IN, name=user.name, by=user.name, address=address)
            events.keep(connection, event)
        self._renew_hash(found, password)
        return SignedIn(user=user, token=token)

    def change_password(self, user: User, old: str, new: str, *, address: str) -> SignedIn | Refused:
        """Let a user choose another password. All sessions end; the one that is returned is new.

        Raises:
            UsageError: the new password will not do.
            Overloaded: too many are at it just now.
        """
        passwords.check_new(new, user.name)
        with passwords.turn():
            found = self._known(user.name, old, address)
        if isinstance(found, Refused):
            return found
        kept = passwords.hashed(new)
        with self._transaction(write=True) as connection:
            now_kept = users.by_number(connection, found.user.number)
            if now_kept is None or now_kept.user.locked:
                return Refused(reason=Refusal.LOCKED)
            set_password(connection, now_kept.user, kept, by=user.name)
            again, token = self._begin(connection, now_kept.user)
        return SignedIn(user=again, token=token)

    def user_of(self, token: str) -> User | None:
        """Say whose session a token stands for and count it as used; None where there is none."""
        now = self._now()
        with self._transaction(write=False) as connection:
            session = sessions.find(connection, token, self._lifetime, now)
            kept = users.by_number(connection, session.user) if session else None
        if session is None or kept is None or kept.user.locked:
            return None
        if session.due:
            self._touch(token, now)
        return kept.user

    def sign_out(self, token: str, *, address: str) -> None:
        """End a session; a token that stands for none is passed over."""
        user = self.user_of(token)
        with self._transaction(write=True) as connection:
            sessions.end(connection, token)
            if user:
                event = Event(kind=Kind.SIGNED_OUT, name=user.name, by=user.name, address=address)
                events.keep(connection, event)

    def _touch(self, token: str, now: int) -> None:
        try:
            with self._transaction(write=True) as connection:
                sessions.touch(connection, token, now)
        except (StoreBusy, StoreFull):
            # Reading must go on while others write, or when nothing can be written.
            logger.warning("use of a session could not be written down", exc_info=True)

    def _known(self, name: str, password: str, address: str) -> Kept | Refused:
        """Find the user whom name and password are right for.

        An attempt counts as a failure until it has proved right, so that many at once get no further than
        one after the other.
        """
        own, from_where = user_subject(users.folded(name)), address_subject(address)
        with self._transaction(write=False) as connection:
            wait = self._wait(connection, own, from_where)
        if wait:
            return wait
        with self._transaction(write=True) as connection:
            if wait := self._wait(connection, own, from_where):
                return wait
            now = self._now()
            lockout.sweep(connection, now)
            seconds = max(
                lockout.count(connection, own, PER_USER, now),
                lockout.count(connection, from_where, PER_ADDRESS, now),
            )
            found = users.find(connection, name)
        if not passwords.fits(password, found.password if found else None) or found is None:
            return self._failed(found, seconds, address)
        with self._transaction(write=True) as connection:
            lockout.forgive(connection, own)
            lockout.take_back(connection, from_where)
        return Refused(reason=Refusal.LOCKED) if found.user.locked else found

    def _wait(self, connection: Connection, own: str, from_where: str) -> Refused | None:
        now = self._now()
        seconds = max(
            lockout.seconds_left(connection, own, PER_USER, now),
            lockout.seconds_left(connection, from_where, PER_ADDRESS, now),
        )
        return _waiting(seconds) if seconds else None

    def _failed(self, found: Kept | None, seconds: int, address: str) -> Refused:
        name = found.user.name if found else events.UNKNOWN_NAME
        refused = _waiting(seconds) if seconds else Refused(reason=Refusal.WRONG)
        with self._transaction(write=True) as connection:
            events.keep(connection, Event(kind=Kind.FAILED, name=name, address=address))
            if seconds:
                event = Event(
                    kind=Kind.LOCKED_OUT, name=name, address=address, detail=f"{refused.minutes} 分钟"
                )
                events.keep(connection, event)
        return refused

    def _begin(self, connection: Connection, user: User) -> tuple[User, str]:
        now = self._now()
        sessions.sweep(connection, self._lifetime, now)
        users.signed_in(connection, user)
        return user, sessions.begin(connection, user.number, now)

    def _renew_hash(self, found: Kept, password: str) -> None:
        """Hash a password again that was hashed with older parameters; it is known at this moment only."""
        if passwords.is_outdated(found.password):
            kept = passwords.hashed(password)
            with self._transaction(write=True) as connection:
                users.renew_hash(connection, found, kept)

    def _now(self) -> int:
        return int(self._clock())


def _waiting(seconds: int) -> Refused:
    return Refused(reason=Refusal.WAIT, minutes=-(-seconds // 60))
