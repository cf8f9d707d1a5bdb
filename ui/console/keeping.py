"""What one operator keeps: calls with notes, own history with times, matters handed over."""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median

from corpus.calls import Asked, Call
from corpus.errors import StoreDamaged, StoreError
from corpus.hand_overs import HAND_OVER_NAMES, HandOver, HandOverState
from corpus.json_records import Record
from corpus.store import Store

logger = logging.getLogger(__name__)

_DAYS = 14
"""So many days of times are shown."""

_SOON = 7
"""A matter that goes within so many days is said to be near its end."""

MOST_SHOWN = 50
"""So many matters of one operator are listed; all are counted."""

_WAITING = (HandOverState.NOTED, HandOverState.PASSED_ON)

_TYPED = ("unit", "phone", "remark")
"""What an operator writes of a matter."""


class Keeping:
    """Reads and writes what operators keep; may be used from several threads.

    Free text is masked here, before the store sees it.

    Args:
        store: that keeps it.
        call_days: how long.
        masked: gives typed words as they may be kept (see `SharedAssistant.masked`).
    """

    def __init__(self, store: Store, *, call_days: int, masked: Callable[[str], str]) -> None:
        self._store = store
        self._masked = masked
        self._days_kept = call_days
        self._calls = store.calls(call_days)
        self._hand_overs = store.hand_overs(call_days)

    def note(self, by: str, key: str, note: str, *, ended: bool, after: int, ago: float) -> Record:
        """Keep the note of a call (see `Calls.keep`); gives the call as it stands then."""
        call = self._calls.keep(by, key, self._masked(note), ended=ended, after=after, ago=ago)
        # The page holds what was typed; it must see what was kept of it.
        return {**call_record(call), "masked": call.note != note}

    def ask(self, by: str, key: str, asked: Asked, *, ago: float) -> None:
        """Keep that a question was asked in a call."""
        self._calls.ask(by, key, asked, ago=ago)

    def calls(self, by: str) -> list[Record]:
        """List an operator's calls, the newest first, each with its questions."""
        return [self._with_questions(call) for call in self._calls.of(by)]

    def history(self, by: str) -> Record:
        """Give what an operator asked, the newest first, and the middle of the seconds for each day."""
        entries = [
            {"call": call.key, **_asked_record(asked), **self._question(asked.receipt)}
            for call in self._calls.of(by)
            for asked in reversed(call.asked)
        ]
        entries.sort(key=lambda entry: str(entry["at"]), reverse=True)
        return {"entries": entries, "days": self._days(by)}

    def delete(self, by: str, key: str | None = None) -> int:
        """Delete a call, or all of an operator's."""
        gone = self._calls.delete(by, key)
        logger.info("%d calls deleted by their operator", gone)
        return gone

    def clear(self) -> None:
        """Delete what is older than it may be kept; a store that cannot be written holds up no start."""
        try:
            gone = self._calls.clear(), self._hand_overs.clear()
            self._store.empty_log()
        except StoreError as error:
            logger.warning("old calls and hand-overs not deleted yet: %s", error)
        else:
            logger.info("%d calls and %d hand-overs deleted that were older than they may be kept", *gone)

    def hand_over(self, by: str, matter: HandOver) -> Record:
        """Keep a matter handed over; a caller may be typed in any of its words.

        Returns:
            The matter as it is kept, and with it `masked`: whether it reads otherwise than it was typed.
        """
        typed = {name: getattr(matter, name) for name in _TYPED}
        unit, phone, remark = map(self._masked, typed.values())
        kept = self._hand_overs.add(by, replace(matter, unit=unit, phone=phone, remark=remark))
        masked = any(getattr(kept, name) != words for name, words in typed.items())
        return {**self._matter(kept), "masked": masked}

    def hand_overs(self, by: str) -> Record:
        """List an operator's matters, the open ones first.

        Returns:
            `hand_overs`, at most `MOST_SHOWN`; `all`, how many there are; `waiting`, how many of them nobody
            has answered yet; `ending`, how many that are not closed go within a week; `days`, how long one
            is kept after it last moved.
        """
        matters = self._hand_overs.of(by)
        open_ = (matter for matter in matters if matter.state is not HandOverState.CLOSED)
        ending = sum(self._days_left(matter) <= _SOON for matter in open_)
        return {
            "hand_overs": [self._matter(matter) for matter in matters[:MOST_SHOWN]],
            "all": len(matters),
            "waiting": sum(matter.state in _WAITING for matter in matters),
            "days": self._days_kept,
            "ending": ending,
        }

    def move(self, by: str, key: str, state: HandOverState, seen: HandOverState) -> Record | None:
        """Say how far a matter is; None where there is none."""
        moved = self._hand_overs.move(by, key, state, seen=seen)
        return None if moved is None else self._matter(moved)

    def drop(self, by: str, key: str) -> bool:
        """Delete a matter; tells whether there was one."""
        return self._hand_overs.delete(by, key)

    def _with_questions(self, call: Call) -> Record:
        record = call_record(call)
        asked = [{**_asked_record(each), **self._question(each.receipt)} for each in call.asked]
        return {**record, "asked": asked}

    def _question(self, receipt: str) -> Record:
        try:
            kept = self._store.receipt(receipt) or {}
        except StoreDamaged:
            kept = {}
        return {"question": kept.get("question") or "（回执已不在）", "status": kept.get("status")}

    def _days(self, by: str) -> list[Record]:
        times: defaultdict[str, list[float]] = defaultdict(list)
        for at, seconds in self._calls.times(by, _DAYS):
            # Days are those of the office, not of Greenwich.
            local = datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone()
            times[local.date().isoformat()].append(seconds)
        return [
            {"day": day, "p50": round(median(found), 1), "questions": len(found)}
            for day, found in sorted(times.items(), reverse=True)
        ]

    def _days_left(self, matter: HandOver) -> int:
        return max(0, (self._hand_overs.goes_at(matter) - datetime.now(UTC)).days)

    def _matter(self, matter: HandOver) -> Record:
        return {
            "key": matter.key,
            "call": matter.call,
            "receipt": matter.receipt,
            "unit": matter.unit,
            "phone": matter.phone,
            "remark": matter.remark,
            "state": matter.state.value,
            "state_name": HAND_OVER_NAMES[matter.state],
            "at": _iso(matter.kept_at),
            "changed_at": _iso(matter.changed_at),
            "days_left": self._days_left(matter),
            **self._question(matter.receipt),
        }


def call_record(call: Call) -> Record:
    """Lay a call out."""
    return {
        "key": call.key,
        "began_at": _iso(call.began_at),
        "ended_at": _iso(call.ended_at) if call.ended_at else None,
        "note": call.note,
        "version": call.version,
        "asked": [_asked_record(each) for each in call.asked],
    }


def _asked_record(asked: Asked) -> Record:
    return {
        "receipt": asked.receipt,
        "seconds": asked.seconds,
        "since_call": asked.since_call,
        "at": _iso(asked.at),
    }


def _iso(at: str) -> str:
    return f"{at.replace(' ', 'T')}Z"
