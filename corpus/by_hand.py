"""What persons decide about the notices of a store: validity, publication, pages released, removals."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select

from corpus import decisions, releases, removals, rows, schema
from corpus.decisions import Decided, Decision
from corpus.errors import StoreError
from corpus.model import Notice, ParsedDocument
from corpus.records import parse_digest
from corpus.releases import PageRelease, Publication, Published
from corpus.removals import Removed


class ByHand(ABC):
    """The part of a store that keeps decisions; errors as of `corpus.store.Store`."""

    @abstractmethod
    def transaction(self, *, write: bool) -> AbstractContextManager[Connection]:
        """Begin a transaction."""

    def decide(self, notice: Notice, decision: Decision) -> None:
        """Keep what an administrator decided about a notice; what was read of it stays as it is."""
        with self.transaction(write=True) as connection:
            decisions.keep(connection, notice, decision)

    def publish(self, notice: Notice, decision: Publication, *, after: int | None = None) -> None:
        """Keep whether a notice may go public, whatever was found in it.

        Args:
            notice: which.
            decision: what was decided.
            after: how many decisions about it the decider saw; None to decide whatever was decided before.

        Raises:
            DecidedMeanwhile: there are more by then.
        """
        with self.transaction(write=True) as connection:
            releases.publish(connection, notice, decision, after=after)

    def publications(self) -> tuple[Published, ...]:
        """Give all decisions about publication, oldest first."""
        with self.transaction(write=False) as connection:
            return releases.publications(connection)

    def release(
        self, parsed: ParsedDocument, decision: PageRelease, *, before: frozenset[int | None]
    ) -> bool:
        """Keep which pages of a text are released, and put the reading with them in the place of the old one.

        Returns:
            False, with nothing changed, where others than the pages `before` are released by now.

        Raises:
            StoreError: the text is not in the library.
        """
        sha256 = parsed.document.sha256
        query = select(schema.documents.c.number).filter_by(sha256=sha256)
        with self.transaction(write=True) as connection:
            number = rows.scalar(connection, query)
            if number is None:
                raise StoreError("库里没有这份原文。请重新导入后再放行。")
            if releases.released(connection, sha256) != before:
                return False
            releases.release(connection, sha256, decision)
            rows.rewrite_document(connection, number, parsed, parse_digest(parsed))
            return True

    def released(self, sha256: str) -> frozenset[int | None]:
        """Give the pages of a text that are released; None stands for the file as a whole."""
        with self.transaction(write=False) as connection:
            return releases.released(connection, sha256)

    def decisions(self, notice: Notice | None = None) -> tuple[Decided, ...]:
        """Give the decisions about one notice, or about all, oldest first."""
        with self.transaction(write=False) as connection:
            return decisions.read(connection, notice)

    def removals(self) -> tuple[Removed, ...]:
        """Give what persons took out, oldest first."""
        with self.transaction(write=False) as connection:
            return removals.read(connection)
