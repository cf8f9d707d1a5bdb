"""A ledger row as the cells that every file format is made of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.json_records import names
from corpus.labels import STAGES, VALIDITIES
from corpus.ledger import LedgerRow
from corpus.model import DocumentStage, Validity

# Heading and width in characters of each column of a sheet.
COLUMNS = (
    ("条目", 8),
    ("任务", 60),
    ("牵头单位", 18),
    ("责任单位", 28),
    ("配合单位", 18),
    ("时限（原文）", 20),
    ("截止日期", 12),
    ("截止日期依据", 24),
    ("章节", 24),
    ("通知", 36),
    ("发文字号", 20),
    ("地区", 14),
    ("阶段", 10),
    ("有效性", 10),
    ("通知编号", 18),
    ("原文起", 8),
    ("原文止", 8),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Columns that stand after the ledger's own, as one who hands it out adds them.

    Attributes:
        columns: heading and width of each. cells: gives a row's cells in that order.
    """

    columns: tuple[tuple[str, int], ...]
    cells: Callable[[LedgerRow], Sequence[str]]


NOTHING = Beside(columns=(), cells=lambda _: ())


def cells(row: LedgerRow) -> list[str | int | date]:
    """Give a row's cells in the order of `COLUMNS`."""
    notice, item, deadline = row.notice, row.item, row.item.deadline
    return [
        item.number or "",
        item.text,
        *map("、".join, units_of(row)),
        deadline.text if deadline else "",
        row.due or "",
        (deadline.rule or "") if deadline else "",
        " / ".join(item.path),
        notice.title,
        notice.document_number or "",
        notice.region.name if notice.region else "",
        STAGES[notice.stage],
        VALIDITIES[row.validity],
        notice.id,
        item.span.start,
        item.span.end,
    ]


def units_of(row: LedgerRow) -> tuple[list[str], list[str], list[str]]:
    """Give the names of the leading, responsible and cooperating units."""
    item = row.item
    return names(item.lead_units), names(item.responsible_units), names(item.cooperating_units)


def standing(row: LedgerRow) -> Iterator[str]:
    """Say what a reader must be warned of: sample, draft, not in force."""
    if row.notice.sample:
        yield "示例"
    if row.notice.stage is not DocumentStage.FINAL:
        yield STAGES[row.notice.stage]
    if row.validity not in (Validity.IN_FORCE, Validity.UNKNOWN):
        yield VALIDITIES[row.validity]
