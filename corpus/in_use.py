"""What using a library leaves in its store: receipts, feedback, accounts, and what staff keep about it."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from corpus import receipts
from corpus.accounts import Accounts, Door, Lifetime
from corpus.calls import Calls
from corpus.corrections import Corrections
from corpus.follow_up import FollowUps
from corpus.hand_overs import HandOvers
from corpus.receipts import Question


class InUse(ABC):
    """The part of a store that grows while its library is used; errors as of `corpus.store.Store`."""

    @abstractmethod
    def transaction(self, *, write: bool) -> AbstractContextManager[Connection]:
        """Begin a transaction."""

    def save_receipt(self, receipt_id: str, record: Mapping[str, object]) -> None:
        """Keep a receipt for good, as it was first given."""
        with self.transaction(write=True) as connection:
            receipts.keep(connection, receipt_id, record)

    def receipt(self, receipt_id: str) -> dict[str, object] | None:
        """Give the receipt of this id, or None.

        Raises:
            StoreDamaged: its record is no JSON object.
        """
        with self.transaction(write=False) as connection:
            return receipts.read(connection, receipt_id)

    def receipts(self) -> Iterator[dict[str, object]]:
        """Give all receipts one by one, oldest first; there may be more than fit into memory."""
        with self.transaction(write=False) as connection:
            yield from receipts.read_all(connection)

    def save_feedback(self, record: Mapping[str, object]) -> None:
        """Keep what somebody said about an answer."""
        with self.transaction(write=True) as connection:
            receipts.keep_feedback(connection, record)

    def feedback(self) -> tuple[dict[str, object], ...]:
        """Give all feedback, oldest first."""
        with self.transaction(write=False) as connection:
            return receipts.feedback(connection)

    def asked_since(self, place: int, most: int) -> tuple[Question, ...]:
        """Give the questions of receipts kept after a place, oldest first, of the newest `most` only."""
        with self.transaction(write=False) as connection:
            return receipts.asked_since(connection, place, most)

    def feedback_since(self, number: int) -> tuple[tuple[int, dict[str, object]], ...]:
        """Give feedback kept after a number, each with its own, oldest first."""
        with self.transaction(write=False) as connection:
            return receipts.feedback_since(connection, number)

    @property
    def accounts(self) -> Accounts:
        """Who may use the signed-in faces."""
        return Accounts(self.transaction)

    def door(self, lifetime: Lifetime, clock: Callable[[], float] = time.time) -> Door:
        """Where they sign in; sessions end by themselves after `lifetime`."""
        return Door(self.transaction, lifetime=lifetime, clock=clock)

    @property
    def follow_ups(self) -> FollowUps:
        """What staff noted about how far tasks are."""
        return FollowUps(self.transaction)

    @property
    def corrections(self) -> Corrections:
        """What editors put right."""
        return Corrections(self.transaction)

    def calls(self, keep_days: int) -> Calls:
        """What operators noted of their calls; those that began earlier than so many days ago go."""
        return Calls(self.transaction, keep_days=keep_days)

    def hand_overs(self, keep_days: int) -> HandOvers:
        """What operators handed over to units; they go so many days after they last moved."""
        return HandOvers(self.transaction, keep_days=keep_days)
