"""How far the tasks of the library are: notes held against the ledger of the moment."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final

from corpus.errors import ZhengdaError
from corpus.export import Beside
from corpus.follow_up import STATE_NAMES, FollowUp, TaskState, clause_of
from corpus.followed import Followed, Places, follow
from corpus.json_records import Record
from corpus.ledger import LedgerFilter, LedgerRow
from corpus.model import Unit
from corpus.store import Store
from corpus.units import matches
from qa.shared import SharedAssistant
from ui.ledger.table import Table

logger = logging.getLogger(__name__)

NOBODY: Final = "not_noted"
"""Stands for the state of a task that nobody has noted anything about."""


_COLUMNS: Final = (("进度", 10), ("进度说明", 36), ("登记人", 12), ("登记时间", 24))


class Overtaken(ZhengdaError):
    """Somebody else noted something about the same task in the meantime."""


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The ledger of a day when the store stood at `sequence`: rows by item id, units by printed name."""

    sequence: int
    today: date
    rows: dict[str, LedgerRow]
    units: dict[str, Unit]
    places: Places


class Tracker:
    """Reads and keeps notes about tasks; may be used from several threads.

    Args:
        library: whose public tasks count.
        store: that keeps the notes.
    """

    def __init__(self, library: SharedAssistant, store: Store) -> None:
        self._library = library
        self._store = store
        self._known: _Ledger | None = None
        self._looking = Lock()
        self._table = Table(lambda: self._ledger().rows.values())

    def table(self) -> bytes:
        """Give all tasks of the ledger, packed (`ui.ledger.table`)."""
        ledger = self._ledger()
        return self._table.packed(ledger.sequence, ledger.today).content

    def progress(self) -> Record:
        """Give the newest note of each task (`tasks`, by item id), and the notes of clauses that are gone."""
        rows, followed = self._ledger().rows, self._followed()
        newest = {
            item_id: {**_record(notes[-1], rows[item_id]), "notes": len(notes)}
            for item_id, notes in followed.histories.items()
        }
        return {"tasks": newest, "lost": [_lost_record(note) for note in followed.lost]}

    def history(self, item_id: str) -> Record | None:
        """Give a task's notes, oldest first, and how its clause reads now; None for no such task."""
        row = self._ledger().rows.get(item_id)
        if row is None:
            return None
        notes = self._followed().histories.get(item_id, ())
        now = clause_of(row.notice, row.item).words
        return {"clause": now, "history": [_record(note, row) for note in notes]}

    def note(
        self, item_id: str, state: TaskState, note: str, *, by: str, address: str, after: int | None
    ) -> Record | None:
        """Keep a note about a task, masked; None for no such task.

        Args:
            item_id: the task.
            state: how far it is.
            note: a remark, "" for none.
            by: the user's name.
            address: where it came from.
            after: number of the newest note that the writer saw, None for none.

        Returns:
            What `history` does, and with it `masked`: whether the note reads otherwise than it was typed.

        Raises:
            Overtaken: there is a newer one.
        """
        ledger = self._ledger()
        row = ledger.rows.get(item_id)
        if row is None:
            return None
        heirs = self._store.follow_ups.heirs()

        def overtaken(kept: tuple[FollowUp, ...]) -> None:
            before = follow(kept, ledger.places, heirs).histories.get(item_id, ())
            if (before[-1].number if before else None) != after:
                raise Overtaken("别人刚刚更新过这项任务的进度，您的还没有保存。请先看最新的记录，再决定。")

        kept_note = self._library.masked(note)
        made = FollowUp(
            clause=clause_of(row.notice, row.item), state=state, note=kept_note, by=by, address=address
        )
        number = self._store.follow_ups.add(made, unless=overtaken)
        logger.info("task %s noted as %s, note %d", item_id, state.value, number)
        told = self.history(item_id)
        return None if told is None else {**told, "masked": kept_note != note}

    def named(self, unit: str) -> list[str]:
        """Give the printed names that mean a unit as a person writes it."""
        return [name for name, found in self._ledger().units.items() if matches(unit, found)]

    def rows(
        self, wanted: LedgerFilter, *, state: str | None, overdue: bool, today: date
    ) -> tuple[tuple[LedgerRow, FollowUp | None], ...]:
        """Give the ledger's rows with their newest notes.

        Args:
            wanted: what a row must satisfy.
            state: the newest note's state; `NOBODY` for rows without any note.
            overdue: only rows whose day has passed and that are not done.
            today: the day.
        """
        histories = self._followed().histories
        found = []
        for row in self._library.tasks(wanted):
            notes = histories.get(row.item.id)
            newest = notes[-1] if notes else None
            told = newest.state if newest else NOBODY
            late = row.due is not None and row.due < today and told != TaskState.DONE
            if state in (None, told) and (late or not overdue):
                found.append((row, newest))
        return tuple(found)

    def _followed(self) -> Followed:
        follow_ups = self._store.follow_ups
        return follow(follow_ups.all(), self._ledger().places, follow_ups.heirs())

    def _ledger(self) -> _Ledger:
        # Whoever comes while it is looked through waits for it, and does not look once more.
        with self._looking:
            sequence, today, known = self._store.sequence, date.today(), self._known
            if known is None or (known.sequence, known.today) != (sequence, today):
                found = self._library.tasks(LedgerFilter())
                rows = {row.item.id: row for row in found}
                units = {unit.name: unit for row in found for unit in _units(row)}
                known = self._known = _Ledger(sequence, today, rows, units, Places(found))
            return known


def noted(rows: Sequence[tuple[LedgerRow, FollowUp | None]]) -> Beside:
    """Lay the newest notes out as columns of a file."""
    cells = {
        row.item.id: (STATE_NAMES[note.state], note.note, note.by, f"{note.kept_at} UTC")
        for row, note in rows
        if note
    }
    return Beside(columns=_COLUMNS, cells=lambda row: cells.get(row.item.id, ("", "", "", "")))


def _units(row: LedgerRow) -> tuple[Unit, ...]:
    return row.item.lead_units + row.item.responsible_units + row.item.cooperating_units


def _record(note: FollowUp, row: LedgerRow) -> Record:
    """Lay a note out; `clause` is how the clause read then, where it reads otherwise now."""
    changed = note.clause.words != clause_of(row.notice, row.item).words
    return {
        "number": note.number,
        "state": note.state.value,
        "state_name": STATE_NAMES[note.state],
        "note": note.note,
        "by": note.by,
        "at": f"{note.kept_at.replace(' ', 'T')}Z",
        "clause": note.clause.words if changed else None,
    }


def _lost_record(note: FollowUp) -> Record:
    return {
        "state_name": STATE_NAMES[note.state],
        "note": note.note,
        "by": note.by,
        "at": f"{note.kept_at.replace(' ', 'T')}Z",
        "item": note.clause.number,
        "clause": note.clause.words,
    }
