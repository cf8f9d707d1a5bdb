"""Pieces of text and table rows to task items and passages."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.deadline_years import When
from corpus.deadlines import find_deadlines, leading, unread
from corpus.fold import Folded, unbroken
from corpus.model import Deadline, Notice, Passage, PassageKind, Span, TaskItem, Unit
from corpus.parse.data_rows import DataRow
from corpus.parse.prose import Piece
from corpus.parse.tables import TaskRow
from corpus.parse.titles import SAMPLE_MARK
from corpus.roles import COOPERATING, LEAD, RESPONSIBLE, Assignment, read_limit, read_units

_NO_UNITS = Assignment()


def piece_item(text: str, piece: Piece, when: When, *, notice_id: str, order: int) -> TaskItem:
    """Make a task item of a numbered piece of running text."""
    own = piece.body.between(0, piece.text_end)
    units = piece.units or _NO_UNITS
    limit = read_limit(piece.body.between(piece.text_end, len(piece.body.text)))
    column = find_deadlines(limit, when, column=True) if limit else ()
    deadline, others = leading(column, find_deadlines(own, when))
    return _item(
        text,
        own,
        units,
        deadline,
        others,
        notice_id=notice_id,
        order=order,
        number=piece.number,
        path=piece.path,
        span=piece.span,
    )


def row_item(text: str, row: TaskRow, when: When, *, notice_id: str, order: int) -> TaskItem:
    """Make a task item of a table row."""
    column: tuple[Deadline, ...] = ()
    if row.limit is not None and row.limit.text:
        column = find_deadlines(row.limit, when, column=True)
        if not column and (words := unread(row.limit)):
            column = (words,)
    titled = find_deadlines(row.titled, when) if row.titled else ()
    deadline, others = leading(column, (*titled, *find_deadlines(row.requirement, when)))
    units = _row_units(row)
    return _item(
        text,
        row.requirement,
        units,
        deadline,
        others,
        notice_id=notice_id,
        order=order,
        number=row.number,
        path=row.path,
        span=row.span,
    )


def _row_units(row: TaskRow) -> Assignment:
    # A column of 牵头领导 names people, who are no units.
    cells = [read_units(cell, role) for role, cell in row.units if role in (LEAD, RESPONSIBLE, COOPERATING)]
    return Assignment(
        lead=tuple(unit for cell in cells for unit in cell.lead),
        responsible=tuple(unit for cell in cells for unit in cell.responsible),
        cooperating=tuple(unit for cell in cells for unit in cell.cooperating),
    )


def _item(
    text: str,
    own: Folded,
    units: Assignment,
    deadline: Deadline | None,
    others: tuple[Deadline, ...],
    *,
    notice_id: str,
    order: int,
    number: str | None,
    path: tuple[str, ...],
    span: Span,
) -> TaskItem:
    # A row may hold nothing but its number: an empty range where it begins.
    text_span = own.span(0, len(own.text)) if own.text else Span(span.start, span.start)
    return TaskItem(
        id=f"{notice_id}-i{order:03d}",
        notice_id=notice_id,
        number=number,
        path=path,
        text=unbroken(text[text_span.start : text_span.end]),
        span=span,
        text_span=text_span,
        lead_units=_printed(text, units.lead),
        responsible_units=_printed(text, units.responsible),
        cooperating_units=_printed(text, units.cooperating),
        deadline=deadline,
        other_deadlines=others,
    )


def _printed(text: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Names in the marks they were printed with: 〔市〕 and not [市]."""
    return tuple(replace(unit, name=unbroken(text[unit.span.start : unit.span.end])) for unit in units)


# Lines of the head and tail that a fact was read from are no clauses.
_HEAD = frozenset(
    {
        "letterhead",
        "document_number",
        "issuing_body",
        "dated_on",
        "issued_on",
        "addressee",
        "disclosure",
        "copied_to",
    }
)
_CONTACTS = frozenset({"contact_person", "phone", "email", "address"})


def _kind(piece: Piece, places: list[tuple[int, str]]) -> PassageKind:
    """Tell a contact or a line of the head from a clause, by the facts (offset, name) read inside it."""
    if piece.body.text.startswith(SAMPLE_MARK):
        return PassageKind.HEADER
    if piece.number is None and len(piece.body.text) <= _SHORT:
        first, last = (bisect_left(places, (offset, "")) for offset in (piece.span.start, piece.span.end))
        names = {name for _, name in places[first:last]}
        if names & _CONTACTS:
            return PassageKind.CONTACT
        if names & _HEAD:
            return PassageKind.HEADER
    return PassageKind.CLAUSE


_SHORT = 120
# A clause over this many letters is cut at full stops into pieces of about this many.
_LONG, _CUT = 400, 300
_STOP = re.compile(r"[。!?;]")


def _cut(piece: Piece) -> Iterator[Span]:
    """Cut a long clause into passages at full stops; a short one stays whole."""
    text = piece.body.text
    if len(text) <= _LONG:
        yield piece.span
        return
    start = 0
    for match in _STOP.finditer(text):
        # The rest is not left as a stump.
        if match.end() - start >= _CUT and len(text) - match.end() >= _CUT // 2:
            yield _from(piece, start, match.end())
            start = match.end()
    yield _from(piece, start, len(text))


def _from(piece: Piece, start: int, end: int) -> Span:
    span = piece.body.span(start, end)
    return Span(piece.span.start, span.end) if start == 0 else span


def passages(
    notice: Notice,
    title_spans: Iterable[Span],
    pieces: Iterable[tuple[Piece, TaskItem | None]],
    rows: Iterable[TaskItem],
    data: Iterable[DataRow],
) -> tuple[Passage, ...]:
    """Make the citable passages of a notice, in printed order; the paths hold bare section headings."""
    found: list[tuple[Span, PassageKind, tuple[str, ...], str | None, str | None]] = []
    found += [(span, PassageKind.HEADER, (), None, None) for span in title_spans]
    places = sorted((fact.span.start, name) for name, fact in notice.facts)
    for piece, item in pieces:
        if item is not None:
            found.append((piece.span, PassageKind.TASK, piece.path, piece.number, item.id))
        elif not piece.heading_only:
            kind = _kind(piece, places)
            found += [(span, kind, piece.path, piece.number, None) for span in _cut(piece)]
    found += [(item.span, PassageKind.TASK, item.path, item.number, item.id) for item in rows]
    found += [(row.span, PassageKind.CLAUSE, row.path, None, None) for row in data]
    found.sort(key=lambda row: row[0])
    return tuple(
        Passage(
            id=f"{notice.id}-p{order:03d}",
            notice_id=notice.id,
            kind=kind,
            path=path,
            number=number,
            span=span,
            item_id=item_id,
        )
        for order, (span, kind, path, number, item_id) in enumerate(found, 1)
    )
