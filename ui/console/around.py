"""What lies around an answer: like questions, the units to hand a matter over to, and what is new today."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from corpus.disclosure import is_public
from corpus.edges import EdgeKind
from corpus.json_records import Record, notice_record
from corpus.model import Notice, Validity
from corpus.store import Store
from corpus.telephones import telephones
from corpus.validity import as_of, reason_on
from qa.shared import SharedAssistant
from qa.similar import Earlier

_ISSUED_DAYS, _ADDED_DAYS, _ENDED_DAYS, _COMING_DAYS = 14, 7, 30, 7
_MOST = 30
_NEWEST = 5
_ROLES: Final = (("lead_units", "牵头"), ("responsible_units", "责任"), ("cooperating_units", "配合"))
_ENDED = (Validity.REPEALED, Validity.SUPERSEDED)
_ENDING = (EdgeKind.REPEALS, EdgeKind.SUPERSEDES)


class Around:
    """Looks these up; may be used from several threads.

    Args:
        library: what the public may see.
        store: notices with their facts, receipts and feedback.
        today: gives the day that counts.
    """

    def __init__(
        self, library: SharedAssistant, store: Store, today: Callable[[], date] = date.today
    ) -> None:
        self._library = library
        self._store = store
        self._today = today
        self._earlier = Earlier(store)

    def similar(self, question: str, but: str | None) -> list[Record]:
        """Give like questions asked before (see `Earlier.near`)."""
        return self._earlier.near(question, but=but)

    def facts(self, receipt: str) -> Record | None:
        """Give what a hand-over is filled in with; None where there is no such receipt.

        Returns:
            `units`: name, role and `phones` (number, the notice that prints it) of each unit of the answer,
            those that lead first.
        """
        answer: dict[str, Any] | None = self._library.receipt(receipt)
        if answer is None:
            return None
        cited = answer["citations"]
        region = cited[0]["notice"]["region"] if cited else None
        notices = self._public()
        named: dict[str, str] = {}
        for fields in (answer["fields"], *cited):
            for key, role in _ROLES:
                for unit in fields[key]:
                    named.setdefault(unit, role)
        order = [role for _, role in _ROLES]
        units = sorted(named.items(), key=lambda pair: order.index(pair[1]))
        return {"units": [_unit(unit, role, notices, region) for unit, role in units]}

    def phones(self, unit: str, region: str | None) -> list[Record]:
        """Give the numbers of a unit that is typed."""
        return _phones(unit, self._public(), region)

    def today(self) -> Record:
        """Give what came or was issued lately, what takes effect about now, and what has ended."""
        today, notices = self._today(), self._public()
        added = self._added()
        fresh = [each for each in notices if _is_fresh(each, added.get(each.id), today)]
        lately = {each.id for each in fresh}
        enders = {edge.target for edge in self._store.edges() if edge.kind in _ENDING and edge.by in lately}
        begins = [
            each
            for each in notices
            if each.effective_on and today <= each.effective_on <= today + timedelta(days=_COMING_DAYS)
        ]
        ended = [each for each in notices if _has_ended(each, today, enders)]
        newest = sorted(notices, key=_dated, reverse=True)[:_NEWEST] if not fresh else []
        shown = {"fresh": fresh, "begins": begins, "ended": ended, "newest": newest}
        lists = {name: _heads(found, today, added) for name, found in shown.items()}
        return {"day": today.isoformat(), **lists, "more": {name: len(shown[name]) for name in lists}}

    def _public(self) -> list[Notice]:
        return [notice for notice in self._store.notices() if is_public(notice) and not notice.copy_of]

    def _added(self) -> dict[str, date]:
        # Days are those of the office, not of Greenwich.
        return {
            id: datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone().date()
            for id, at in self._store.arrivals().items()
        }


def _unit(unit: str, role: str, notices: Sequence[Notice], region: str | None) -> Record:
    return {"unit": unit, "role": role, "phones": _phones(unit, notices, region)}


def _phones(unit: str, notices: Iterable[Notice], region: str | None) -> list[Record]:
    return [
        {
            "number": found.number,
            "notice": found.notice.id,
            "title": found.notice.title,
            "start": found.span.start,
            "end": found.span.end,
        }
        for found in telephones(unit, notices, region)
    ]


def _is_fresh(notice: Notice, added: date | None, today: date) -> bool:
    issued = notice.issued_on or notice.dated_on
    lately = issued is not None and today - timedelta(days=_ISSUED_DAYS) <= issued <= today
    return lately or (added is not None and added >= today - timedelta(days=_ADDED_DAYS))


def _has_ended(notice: Notice, today: date, enders: set[str | None]) -> bool:
    validity = as_of(notice, today)
    if validity is Validity.EXPIRED and notice.expires_on is not None:
        return notice.expires_on >= today - timedelta(days=_ENDED_DAYS)
    return validity in _ENDED and notice.id in enders


def _heads(notices: Sequence[Notice], today: date, added: dict[str, date]) -> list[Record]:
    newest = sorted(notices, key=_dated, reverse=True)[:_MOST]
    return [
        {
            **notice_record(notice, as_of(notice, today)),
            "validity_reason": reason_on(notice, today),
            "added_on": added[notice.id].isoformat() if notice.id in added else None,
        }
        for notice in newest
    ]


def _dated(notice: Notice) -> date:
    return notice.issued_on or notice.dated_on or notice.effective_on or date.min
