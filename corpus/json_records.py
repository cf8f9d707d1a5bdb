"""The model as plain JSON values, by the schemas in contract/."""

from collections.abc import Sequence
from datetime import date

from corpus.facts import CORRECTED
from corpus.model import Deadline, Notice, TaskItem, Unit, Validity

Record = dict[str, object]


def deadline_record(deadline: Deadline | None) -> Record | None:
    """Lay out a time limit; None where there is none."""
    if deadline is None:
        return None
    return {
        "text": deadline.text,
        "kind": deadline.kind.value,
        "due": iso(deadline.due),
        "rule": deadline.rule,
    }


def notice_record(notice: Notice, validity: Validity) -> Record:
    """Lay out the head of a notice.

    Args:
        notice: the notice.
        validity: whether it is in force on the day that counts (corpus.validity).
    """
    return {
        "id": notice.id,
        "title": notice.title,
        "document_number": notice.document_number,
        "issuing_bodies": list(notice.issuing_bodies),
        "dated_on": iso(notice.dated_on),
        "issued_on": iso(notice.issued_on),
        "effective_on": iso(notice.effective_on),
        "expires_on": iso(notice.expires_on),
        "region": notice.region.name if notice.region else None,
        "year": notice.year,
        "stage": notice.stage.value,
        "validity": validity.value,
        "validity_reason": notice.validity_reason,
        "disclosure": notice.disclosure,
        "forwards": notice.forwards,
        "forwarded_by": notice.forwarded_by,
        "copy_of": notice.copy_of,
        "sample": notice.sample,
        "source": notice.source,
        "sha256": notice.sha256,
        "corrected": [fact.value for name, fact in notice.facts if name == CORRECTED],
    }


def item_record(item: TaskItem) -> Record:
    """Lay out a task item without its notice; offsets are in characters of the stored text."""
    return {
        "path": list(item.path),
        "item": item.number,
        "text": item.text,
        "lead_units": names(item.lead_units),
        "responsible_units": names(item.responsible_units),
        "cooperating_units": names(item.cooperating_units),
        "deadline": deadline_record(item.deadline),
        "start": item.span.start,
        "end": item.span.end,
        "corrected": list(item.corrected),
    }


def names(units: Sequence[Unit]) -> list[str]:
    """Give the units' names as printed."""
    return [unit.name for unit in units]


def iso(day: date | None) -> str | None:
    """Write a day as 2021-07-07."""
    return day.isoformat() if day else None
