"""What an administrator decided about a notice by hand, kept apart from what was read.

A decision is about one notice of one text (`subject_of`), so it stays when the file is read again, also by a
newer parser, and never reaches another text. The newest decision of a kind for a subject counts; taking one
back is a decision too, and nothing is deleted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection

from corpus.labels import VALIDITIES
from corpus.model import Notice, Validity
from corpus.records import from_json
from corpus.rows import advance, keep_record, kept_records
from corpus.validity import BY_HAND

VALIDITY: Final = "validity"
_PAST = frozenset({Validity.REPEALED, Validity.SUPERSEDED, Validity.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A status set by hand, or taken back.

    Attributes:
        validity: what the notice counts as; None takes the former decision back.
        since: first day it counts as that, where a day was given.
        reason: why, in the administrator's words.
        by: who decided, where that is known.
    """

    validity: Validity | None
    reason: str
    since: date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as it is kept: its number, when (UTC, 2024-01-01 08:00:00), and what about."""

    number: int
    kept_at: str
    subject: str
    decision: Decision


_RECORD: Final = TypeAdapter(Decision)


def subject_of(notice: Notice) -> str:
    """Name what a decision is about: a notice's id and the digest of its text."""
    return f"{notice.id}@{notice.sha256}"


def keep(connection: Connection, notice: Notice, decision: Decision) -> None:
    """Keep a decision about a notice's validity, and count one change of notices."""
    record = _RECORD.dump_json(decision)
    keep_record(connection, kind=VALIDITY, subject=subject_of(notice), record=record)
    advance(connection)


def read(connection: Connection, notice: Notice | None = None) -> tuple[Decided, ...]:
    """Read the decisions about validity, of one notice or of all, oldest first.

    Raises:
        StoreDamaged: a record does not hold what it should.
    """
    query = kept_records(VALIDITY)
    if notice is not None:
        query = query.filter_by(subject=subject_of(notice))
    return tuple(
        Decided(
            number=row.number,
            kept_at=row.kept_at,
            subject=row.subject,
            decision=from_json(_RECORD, row.record),
        )
        for row in connection.execute(query)
    )


def decided(notices: Iterable[Notice], decisions: Iterable[Decided]) -> tuple[Notice, ...]:
    """Give notices the validity that was decided by hand, which outweighs all that is printed.

    Args:
        notices: as the library settles them (`corpus.relations.settle`).
        decisions: oldest first.

    Returns:
        The same notices in the same order.
    """
    newest = {found.subject: found for found in decisions}
    if not newest:
        return tuple(notices)
    return tuple(_decided(notice, newest.get(subject_of(notice))) for notice in notices)


def _decided(notice: Notice, found: Decided | None) -> Notice:
    if found is None or found.decision.validity is None:
        return notice
    validity, since = found.decision.validity, found.decision.since
    starts, ends = notice.effective_on, None
    if validity in _PAST:
        ends = since - timedelta(days=1) if since else None
        # The end that was decided counts, also where the printed beginning lies later.
        starts = starts if starts and ends and starts <= ends else None
    elif since or validity is not Validity.IN_FORCE:
        starts = since
    if validity is Validity.EXPIRED and ends:
        # Its last day says it; before that day it was in force (`corpus.validity.as_of`).
        validity = Validity.IN_FORCE
    return replace(
        notice, validity=validity, validity_reason=reason_of(found), effective_on=starts, expires_on=ends
    )


def reason_of(found: Decided) -> str:
    """Say what was decided, without who: the public reads it. 人工设定（2024-01-02）：已被新规定取代."""
    return f"{BY_HAND}（{found.kept_at[:10]}）：{found.decision.reason}"


def line_of(found: Decided) -> str:
    """Say a decision in one line, for the history."""
    decision = found.decision
    what = f"设为{VALIDITIES[decision.validity]}" if decision.validity else "取消人工设定"
    since = f"，自 {decision.since} 起" if decision.since else ""
    return (
        f"{found.number}. {found.kept_at} {decision.by or '未署名'}：{what}{since}。理由：{decision.reason}"
    )
