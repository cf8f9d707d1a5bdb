"""The ledger as a calendar (iCalendar, RFC 5545)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from corpus.export.cells import standing, units_of
from corpus.fold import unbroken
from corpus.ledger import LedgerRow
from corpus.model import Deadline

_REMIND = timedelta(days=-3)
_SUMMARY_CHARS = 40


def to_ics(rows: Sequence[LedgerRow], *, stamp: datetime | None = None) -> bytes:
    """Write a calendar: an all-day event on each known last day, with a reminder three days before.

    Args:
        rows: those without a known last day are left out.
        stamp: when the calendar was made, in UTC; without it, the clock's.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//zhengda//task ledger//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "政答任务台账")
    made = stamp or datetime.now(UTC)
    for row in rows:
        for number, deadline, due in _dated(row):
            calendar.add_component(_event(row, number, deadline, due, made))
    return bytes(calendar.to_ical())


def _dated(row: LedgerRow) -> Iterator[tuple[int, Deadline, date]]:
    limits = (row.item.deadline, *row.item.other_deadlines)
    seen: set[date] = set()
    for number, deadline in enumerate(limits):
        # A limit that both the column and the text print is one day in the calendar.
        if deadline is not None and deadline.due is not None and deadline.due not in seen:
            seen.add(deadline.due)
            yield number, deadline, deadline.due


def _event(row: LedgerRow, number: int, deadline: Deadline, due: date, made: datetime) -> Event:
    item, notice = row.item, row.notice
    text = unbroken(item.text)
    short = text if len(text) <= _SUMMARY_CHARS else text[: _SUMMARY_CHARS - 1] + "…"
    marks = "".join(f"【{mark}】" for mark in standing(row))
    event = Event()
    # Stable, so that a calendar that is imported again changes events instead of doubling them.
    event.add("uid", f"{item.id}.{number}@zhengda" if number else f"{item.id}@zhengda")
    event.add("dtstamp", made)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", f"{marks}{short}")
    event.add("description", "\n".join(_description(row, deadline)))
    event.add("transp", "TRANSPARENT")
    if notice.region is not None:
        event.add("location", notice.region.name)
    event.add_component(_reminder(short))
    return event


def _description(row: LedgerRow, deadline: Deadline) -> Iterator[str]:
    yield unbroken(row.item.text)
    for role, units in zip(("牵头单位", "责任单位", "配合单位"), units_of(row), strict=True):
        if units:
            yield f"{role}：{'、'.join(units)}"
    yield f"时限：{deadline.text}" + (f"（{deadline.rule}）" if deadline.rule else "")
    number = row.notice.document_number
    yield f"依据：《{row.notice.title}》" + (f"（{number}）" if number else "")


def _reminder(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"三天后到期：{text}")
    alarm.add("trigger", _REMIND)
    return alarm
