"""What a person lets through: pages that could not be read well, notices that hold something private.

Kept beside the decisions about validity, in the same table: the newest for a subject counts, nothing is
deleted. A page is released of one text, publication is of one notice of one text, so that neither reaches
another text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection

from corpus.decisions import subject_of
from corpus.errors import ZhengdaError
from corpus.facts import PRIVATE, PUBLISHED, WITHDRAWN
from corpus.model import Fact, Notice, Span
from corpus.records import from_json
from corpus.rows import advance, keep_record, kept_records

_PAGES: Final = "pages"
_PUBLIC: Final = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRelease:
    """Pages of a text that a person has compared with the original.

    Attributes:
        pages: all that are released, counted from 1; None stands for the file as a whole.
    """

    pages: tuple[int | None, ...]
    reason: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Whether a notice may go public, whatever was found in it."""

    public: bool
    reason: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A decision about publication as it is kept; `kept_at` is in UTC."""

    kept_at: str
    subject: str
    publication: Publication


_RELEASE: Final = TypeAdapter(PageRelease)
_PUBLICATION: Final = TypeAdapter(Publication)


def release(connection: Connection, sha256: str, decision: PageRelease) -> None:
    """Keep which pages of a text are released."""
    keep_record(connection, kind=_PAGES, subject=sha256, record=_RELEASE.dump_json(decision))


def released(connection: Connection, sha256: str) -> frozenset[int | None]:
    """Give the pages of a text that are released.

    Raises:
        StoreDamaged: a record does not hold what it should.
    """
    kept = connection.execute(kept_records(_PAGES).filter_by(subject=sha256)).all()
    return frozenset(from_json(_RELEASE, kept[-1].record).pages) if kept else frozenset()


class DecidedMeanwhile(ZhengdaError):
    """Somebody else decided about the same notice in the meantime."""


def publish(
    connection: Connection, notice: Notice, decision: Publication, *, after: int | None = None
) -> None:
    """Keep whether a notice may go public, and count one change of notices.

    Raises:
        DecidedMeanwhile: there are other than `after` decisions about it.
    """
    subject = subject_of(notice)
    made = len(connection.execute(kept_records(_PUBLIC).filter_by(subject=subject)).all())
    if after is not None and made != after:
        raise DecidedMeanwhile("别人刚刚决定过这份通知公开与否。请先看最新的记录，再决定。")
    keep_record(connection, kind=_PUBLIC, subject=subject, record=_PUBLICATION.dump_json(decision))
    advance(connection)


def publications(connection: Connection) -> tuple[Published, ...]:
    """Read all decisions about publication, oldest first.

    Raises:
        StoreDamaged: a record does not hold what it should.
    """
    return tuple(
        Published(kept_at=row.kept_at, subject=row.subject, publication=from_json(_PUBLICATION, row.record))
        for row in connection.execute(kept_records(_PUBLIC))
    )


def published(notices: Iterable[Notice], decisions: Iterable[Published]) -> tuple[Notice, ...]:
    """Mark the notices that a person published or withdrew; `corpus.disclosure.is_public` reads the marks."""
    newest = {found.subject: found.publication for found in decisions}
    return tuple(
        replace(notice, facts=(*notice.facts, _mark(found)))
        if (found := newest.get(subject_of(notice)))
        else notice
        for notice in notices
    )


def private_spots(notice: Notice) -> tuple[Fact, ...]:
    """Return the places of a notice that must not go public by accident, in its order."""
    return tuple(fact for name, fact in notice.facts if name == PRIVATE)


def _mark(decision: Publication) -> tuple[str, Fact]:
    name = PUBLISHED if decision.public else WITHDRAWN
    return name, Fact(value=decision.reason, span=Span(0, 0))
