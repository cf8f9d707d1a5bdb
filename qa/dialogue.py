"""Dialogues: what a turn leaves behind, how it is kept, and how a follow-up is answered from it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from corpus.json_records import Record, iso
from qa.answer import Answer, Fields, Reason, Status
from qa.cite import cite, clause_fields
from qa.compose.draft import Draft
from qa.compose.passages import said
from qa.expected import expected
from qa.library import Entry, Library
from qa.privacy import mask
from qa.understand import Kind, Reading, Turn, Understood

UNKNOWN_TURN = Understood(name="after", said="", meant="没有找到前一次回答的记录，按单独的问题理解")
"""Said where the answer that a question goes on from is not known."""

# Small talk and personal cases between two questions change nothing of what is spoken of.
_BESIDE = (Reason.PERSONAL_CASE, Reason.OUT_OF_SCOPE)


def turn_of(reading: Reading, answer: Answer, library: Library, before: Turn | None = None) -> Turn | None:
    """Return what a turn leaves for the next one; personal data is masked.

    Args:
        reading: the question.
        answer: what was said to it.
        library: where the leading passage is looked up.
        before: the turn before, which stays where this one was small talk.
    """
    if answer.reason in _BESIDE:
        return before
    lead = answer.citations[0] if answer.citations else None
    fields = answer.fields
    place = (lead.notice.id, lead.span.start, lead.span.end) if lead else ("", 0, 0)
    return Turn(
        question=mask(reading.question, library.contacts),
        asked=mask(reading.asked or reading.folded, library.contacts),
        topic=mask(_elsewhere(reading), library.contacts),
        kind=reading.kind,
        regions=tuple(region.name for region in reading.regions),
        foreign=reading.foreign,
        years=reading.years or (before.years if before and lead and lead.notice.id == before.notice else ()),
        fact=reading.fact,
        role=reading.role,
        units=reading.units,
        answered=fields.lead_units or fields.responsible_units,
        limits=tuple(limit.text for limit in reading.limits),
        as_of=reading.as_of,
        notice=lead.notice.id if lead else reading.notice,
        passage=library.passage_ids.get(place),
    )


def _elsewhere(reading: Reading) -> str:
    """The subject as it can be asked of another place: without the place that the library has nothing of."""
    topic = reading.topic
    for name in reading.foreign:
        topic = topic.replace(name, " ")
    return topic.strip()


def turn_record(turn: Turn) -> Record:
    """Lay a turn out as a JSON object; `read_turn` is the way back."""
    values = {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(turn).items()
    }
    return {**values, "kind": turn.kind.value, "as_of": iso(turn.as_of)}


def read_turn(record: object) -> Turn | None:
    """Read a turn out of a receipt's record; None where there is none, or one of another version."""
    if not isinstance(record, Mapping):
        return None
    # What was kept by another version may lack a key or hold another sort of value.
    values: dict[str, Any] = {
        str(name): tuple(value) if isinstance(value, list) else value for name, value in record.items()
    }
    try:
        as_of = date.fromisoformat(values["as_of"]) if values["as_of"] else None
        return Turn(**{**values, "kind": Kind(values["kind"]), "as_of": as_of})
    except (KeyError, TypeError, ValueError):
        return None


def passage_draft(reading: Reading, library: Library) -> Draft | None:
    """Answer a follow-up from the passage that the turn before was answered from.

    Args:
        reading: the follow-up (那什么时候完成).
        library: what is quoted from.

    Returns:
        None where it asks on about no passage, or that passage does not print what is asked for.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    entry = library.entries.get(reading.passage or "")
    if entry is None:
        return None
    own = reading.kind in (Kind.WHO, Kind.WHEN) and entry.item is None
    fields = clause_fields(entry, library, reading.topic) if own else None
    if not _prints(reading, entry, fields):
        return None
    citation = cite(entry, library, topic=reading.topic, fields=fields)
    return Draft(text=said(reading, entry, citation), fields=citation.fields, citations=(citation,))


def _prints(reading: Reading, entry: Entry, fields: Fields | None) -> bool:
    """Tell whether a passage says what is asked on about; of a task item it is said what it leaves out."""
    if reading.kind is Kind.WHO:
        return entry.item is not None or fields != Fields()
    if reading.kind is Kind.WHEN and entry.item:
        return True
    wanted = expected(reading)
    return wanted is None or wanted.printed.search(entry.folded) is not None


def attempts(reading: Reading) -> Iterator[Reading]:
    """Give the ways in which a follow-up may be meant, the likeliest first.

    结了婚的呢 is looked for in the notice spoken of, for itself and with the subject of the turn before, then
    wherever the place allows. A question that stands for itself is meant in one way.
    """
    wider = replace(reading, notice=None, passage=None)
    stays = reading.notice is None or reading.kind in (Kind.META, Kind.STATUS) or bool(reading.numbers)
    for each in (reading,) if stays else (reading, wider):
        if not reading.context:
            yield each
            continue
        leaning = replace(each, topic=f"{reading.context} {reading.topic}")
        short = len(reading.topic.replace(" ", "")) <= _FEW
        yield from (leaning, each) if short else (each, leaning)


# A subject of so few letters (延长, 二级) says little without the one before.
_FEW = 3
# An answer out of the notice spoken of that is as sure as this is taken without looking further.
_SURE = 0.5


def settled(answer: Answer) -> bool:
    """Tell whether no other way of meaning a follow-up needs to be tried."""
    if answer.status is Status.NOT_FOUND:
        return answer.reason in (*_BESIDE, Reason.OTHER_REGION)
    return answer.confidence is None or answer.confidence >= _SURE


def better(one: Answer, other: Answer) -> Answer:
    """Return the answer of two that is surer, the first of equals; any answer before a refusal."""
    if one.status is not Status.ANSWERED:
        return other if other.status is Status.ANSWERED else one
    if other.status is not Status.ANSWERED:
        return one
    return other if (other.confidence or 0.0) > (one.confidence or 1.0) else one
