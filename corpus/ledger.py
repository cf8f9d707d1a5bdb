"""The task ledger (台账): every task item of the library as a row with its notice's standing."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.find import find_notices
from corpus.fold import plain
from corpus.json_records import Record, item_record
from corpus.model import DocumentStage, Notice, Region, TaskItem, Unit, Validity
from corpus.regions import candidates
from corpus.store import Store
from corpus.units import matches
from corpus.validity import as_of


class Role(StrEnum):
    """What a unit has to do with a task."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"


class DueState(StrEnum):
    """How a task's last day lies to today. Whether the task was done is not known."""

    PASSED = "passed"
    COMING = "coming"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """What a row must satisfy; None means anything goes.

    Attributes:
        unit: a unit as a person writes it; any of its names.
        role: with `unit` the role it must have, alone a role that must be filled.
        region: official name, short form or code; exactly this region, not those inside it.
        notice: id or its beginning, document number, or part of the title.
        year: year of the notice.
        due_before: the last day is known and not after this day.
        due_after: the last day is known and not before this day.
        text: words that stand in the task's text, its headings or the notice's title or number.
        stage, validity, due: the notice's stage and validity, the deadline's state today.
    """

    unit: str | None = None
    role: Role | None = None
    region: str | None = None
    notice: str | None = None
    year: int | None = None
    due_before: date | None = None
    due_after: date | None = None
    text: str | None = None
    stage: DocumentStage | None = None
    validity: Validity | None = None
    due: DueState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A task item with the notice it stands in, and whether that is in force on the day asked."""

    notice: Notice
    item: TaskItem
    validity: Validity

    @property
    def due(self) -> date | None:
        """The last day, where it is known."""
        return self.item.deadline.due if self.item.deadline else None


ItemsOf = Callable[[str], tuple[TaskItem, ...]]
"""Gives the items of a notice by its id."""


def rows(
    store: Store,
    wanted: LedgerFilter = LedgerFilter(),
    *,
    today: date | None = None,
    items_of: ItemsOf | None = None,
) -> tuple[LedgerRow, ...]:
    """Give the rows that satisfy a filter, in the order of notices and of the text.

    The tasks of a notice that came from two sources stand once, out of its better copy; the worse one's are
    given where only that one is asked for.

    Args:
        store: the library.
        wanted: what a row must satisfy.
        today: the day on which validity and deadlines are judged; without it, the clock's.
        items_of: of one who holds the items already (`corpus.held_items`); without it the store's.
    """
    day = today or date.today()
    return tuple(_rows(store, wanted, day, items_of or store.items))


def row_record(row: LedgerRow) -> Record:
    """Lay a row out by contract/task.schema.json."""
    notice = row.notice
    return {
        "notice": notice.title,
        "notice_id": notice.id,
        "document_number": notice.document_number,
        "region": notice.region.name if notice.region else None,
        "stage": notice.stage.value,
        "validity": row.validity.value,
        "sample": notice.sample,
        "item_id": row.item.id,
        **item_record(row.item),
    }


def _rows(store: Store, wanted: LedgerFilter, today: date, items_of: ItemsOf) -> Iterator[LedgerRow]:
    notices = store.notices()
    if wanted.notice is not None:
        notices = find_notices(notices, wanted.notice)
    asked = {notice.id for notice in notices}
    for notice in notices:
        if notice.copy_of in asked:
            continue
        validity = as_of(notice, today)
        if not _notice_fits(notice, validity, wanted):
            continue
        for item in items_of(notice.id):
            row = LedgerRow(notice=notice, item=item, validity=validity)
            if _units_fit(item, wanted) and _due_fits(row.due, wanted, today) and _says(row, wanted.text):
                yield row


def _notice_fits(notice: Notice, validity: Validity, wanted: LedgerFilter) -> bool:
    return (
        wanted.year in (None, notice.year)
        and wanted.stage in (None, notice.stage)
        and wanted.validity in (None, validity)
        and (wanted.region is None or region_fits(notice.region, wanted.region))
    )


def region_fits(region: Region | None, wanted: str) -> bool:
    """Tell whether a region is the one a person names: 喀左, 喀左县, 211324."""
    if region is None:
        return False
    text = plain(wanted)
    if text in (region.name, region.short, region.code):
        return True
    return any(found.name == region.name and found.code == region.code for found in candidates(text))


def _units_fit(item: TaskItem, wanted: LedgerFilter) -> bool:
    units = _units(item, wanted.role)
    if wanted.unit is None:
        return wanted.role is None or bool(units)
    return any(matches(wanted.unit, unit) for unit in units)


def _says(row: LedgerRow, wanted: str | None) -> bool:
    """Tell whether every word, parted by blanks, stands somewhere in what a row shows."""
    if not wanted:
        return True
    shown = "\n".join((row.item.text, *row.item.path, row.notice.title, row.notice.document_number or ""))
    folded = _loose(shown)
    return all(_loose(word) in folded for word in wanted.split())


def _loose(text: str) -> str:
    """Take off width, case and blanks: what a page does in a browser too, and fast (`plain` does more)."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _units(item: TaskItem, role: Role | None) -> tuple[Unit, ...]:
    match role:
        case Role.LEAD:
            return item.lead_units
        case Role.RESPONSIBLE:
            return item.responsible_units
        case Role.COOPERATING:
            return item.cooperating_units
        case None:
            return item.lead_units + item.responsible_units + item.cooperating_units


def _due_fits(due: date | None, wanted: LedgerFilter, today: date) -> bool:
    if due is None:
        return (
            wanted.due_before is None and wanted.due_after is None and wanted.due in (None, DueState.UNDATED)
        )
    if wanted.due_before is not None and due > wanted.due_before:
        return False
    if wanted.due_after is not None and due < wanted.due_after:
        return False
    return wanted.due in (None, DueState.PASSED if due < today else DueState.COMING)
