"""A notice's head or a task item with corrections laid over it.

Whatever is put right stays followable: a value that stands in the text, itself or by the quote given with it,
keeps the place where it stands; any other is marked as filled in by hand (人工填写) and points to the line or
clause that it belongs to.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from corpus.corrections import DATE_FIELDS, FIELD_NAMES, UNIT_FIELDS, Change, Field
from corpus.dates import find_dates
from corpus.facts import CORRECTED
from corpus.fold import Folded, fold, plain
from corpus.model import Deadline, DeadlineKind, DocumentStage, Fact, Notice, Span, TaskItem, Unit
from corpus.units import canonical, is_open

BY_HAND: Final = "（人工填写）"
RULE: Final = "人工更正"

# Under which name a field of the head stands among the facts.
_FACT: Final = {Field.ISSUING_BODIES: "issuing_body"}


def head_values(notice: Notice, field: Field) -> tuple[str, ...]:
    """Lay a field of the head out as `Change.values` are."""
    match getattr(notice, field.value):
        case None:
            return ()
        case tuple() as several:
            return several
        case date() as day:
            return (day.isoformat(),)
        case DocumentStage() as stage:
            return (stage.value,)
        case words:
            return (str(words),)


def item_values(item: TaskItem, field: Field) -> tuple[str, ...]:
    """Lay a field of a task item out as `Change.values` are."""
    match getattr(item, field.value):
        case None:
            return ()
        case Deadline(text=words, due=due):
            return (words, due.isoformat() if due else "")
        case tuple() as several:
            return tuple(one.name if isinstance(one, Unit) else one for one in several)
        case words:
            return (str(words),)


def head_put_right(notice: Notice, text: str, changes: Iterable[Change]) -> Notice:
    """Lay corrections over a notice's head.

    Args:
        notice: as it was read.
        text: of its document.
        changes: one a field, none of which is taken back.
    """
    for change in changes:
        notice = _head(notice, text, change)
    return notice


def _head(notice: Notice, text: str, change: Change) -> Notice:
    values, name = change.values or (), _FACT.get(change.field, change.field.value)
    spans = [_in_head(notice, text, change, value) for value in values]
    label = _label(change, spans)
    stand_in = _stand_in(notice, text, name)
    facts = [
        (name, Fact(value=value, span=span or stand_in)) for value, span in zip(values, spans, strict=True)
    ]
    places = [place for place, (known, _) in enumerate(notice.facts) if known == name]
    at = places[0] if places else len(notice.facts)
    kept = [fact for place, fact in enumerate(notice.facts) if place not in places]
    marked = (CORRECTED, Fact(value=label, span=spans[0] if spans and spans[0] else Span(0, 0)))
    fields: dict[str, Any] = {"facts": (*kept[:at], *facts, *kept[at:], marked), **_year(notice, change)}
    fields[change.field.value] = _value(change.field, values)
    return replace(notice, **fields)


def _value(field: Field, values: tuple[str, ...]) -> object:
    if field is Field.ISSUING_BODIES:
        return values
    if not values:
        return None
    if field in DATE_FIELDS:
        return date.fromisoformat(values[0])
    return DocumentStage(values[0]) if field is Field.STAGE else values[0]


def _year(notice: Notice, change: Change) -> dict[str, int]:
    """Carry a year that was read from the date along with it."""
    dated = notice.dated_on
    if change.field is not Field.DATED_ON or not change.values or dated is None or notice.year != dated.year:
        return {}
    return {"year": date.fromisoformat(change.values[0]).year}


def _in_head(notice: Notice, text: str, change: Change, value: str) -> Span | None:
    folded = fold(text, notice.span.start, notice.span.end)
    if change.quote:
        return _found(folded, change.quote)
    if change.field in DATE_FIELDS:
        day = date.fromisoformat(value)
        return next(
            (folded.span(start, end) for start, end, found in find_dates(folded.text) if found == day), None
        )
    return None if change.field is Field.STAGE else _found(folded, value)


def _stand_in(notice: Notice, text: str, name: str) -> Span:
    """Where a value that is printed nowhere is shown: where its field was read, else the title."""
    for wanted in (name, "title"):
        for known, fact in notice.facts:
            if known == wanted and fact.span.start < fact.span.end:
                return fact.span
    line = text[notice.span.start : notice.span.end].strip().split("\n", 1)[0]
    start = text.index(line, notice.span.start) if line else notice.span.start
    return Span(start, start + max(1, len(line)))


def item_put_right(item: TaskItem, text: str, changes: Iterable[Change]) -> TaskItem:
    """Lay corrections over a task item; arguments as for `head_put_right`."""
    folded = fold(text, item.span.start, item.span.end)
    for change in changes:
        item = _item(item, folded, change)
    return item


def _item(item: TaskItem, folded: Folded, change: Change) -> TaskItem:
    values, field = change.values or (), change.field
    words = values[:1] if field is Field.DEADLINE else values
    spans = [_found(folded, change.quote or value) for value in words]
    new: dict[str, Any]
    if field in UNIT_FIELDS:
        pairs = zip(values, spans, strict=True)
        new = {field.value: tuple(_unit(name, span or item.text_span) for name, span in pairs)}
    elif field is Field.DEADLINE:
        new = {"deadline": _deadline(values, spans[0] or item.text_span) if values else None}
    elif field is Field.TEXT:
        new = {"text": values[0], "text_span": spans[0] or item.text_span}
    else:
        new = {field.value: values}
    label = _label(change, spans)
    return replace(item, **new, corrected=(*item.corrected, label))


def _unit(name: str, span: Span) -> Unit:
    return Unit(name=name, canonical=canonical(name), span=span, open=is_open(name))


def _deadline(values: tuple[str, ...], span: Span) -> Deadline:
    due = date.fromisoformat(values[1]) if values[1:] and values[1] else None
    kind = DeadlineKind.BY_DATE if due else DeadlineKind.UNRESOLVED
    return Deadline(text=values[0], kind=kind, span=span, due=due, rule=RULE)


def _label(change: Change, spans: Iterable[Span | None]) -> str:
    """Name what was put right: 责任单位; 责任单位（人工填写） where it is printed nowhere."""
    followed = all(spans) and change.field not in (Field.STAGE, Field.PATH)
    return FIELD_NAMES[change.field] + ("" if followed else BY_HAND)


def _found(folded: Folded, words: str) -> Span | None:
    wanted = plain(words)
    place = folded.text.find(wanted) if wanted else -1
    return folded.span(place, place + len(wanted)) if place >= 0 else None
