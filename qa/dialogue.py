"""Dialogues: what a turn leaves behind, how it is kept, and how a follow-up is answered from it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from corpus.json_records import Record, iso
from corpus.model import PassageKind, Span
from qa.answer import Answer, Fields, Reason, Status
from qa.aspects import clause_telling, told_in
from qa.candidate import Candidate
from qa.cite import cite, clause_fields
from qa.compose.draft import Draft
from qa.compose.marked import marked
from qa.compose.passages import missing, said
from qa.compose.told import with_days, with_told
from qa.expected import expected
from qa.library import Entry, Library
from qa.privacy import mask
from qa.understand import Kind, Reading, Turn, Understood
from qa.understand.editions import ENDED

UNKNOWN_TURN = Understood(name="after", said="", meant="没有找到前一次回答的记录，按单独的问题理解")
"""Said where the answer that a question goes on from is not known."""

# Small talk and personal cases between two questions change nothing of what is spoken of.
_BESIDE = (Reason.PERSONAL_CASE, Reason.OUT_OF_SCOPE)
# So many turns are remembered beside the last one.
_REMEMBERED = 4


def turn_of(reading: Reading, answer: Answer, library: Library, before: Turn | None = None) -> Turn | None:
    """Return what a turn leaves for the next one; personal data is masked.

    Args:
        reading: the question, in the way in which it was answered.
        answer: what was said to it.
        library: where the leading passage is looked up.
        before: the turn before, which stays where this one was small talk.
    """
    if answer.reason in _BESIDE:
        return before
    # The telephone beside a refusal is no answer: its notice was not spoken of.
    citations = () if answer.status is Status.NOT_FOUND else answer.citations
    lead = citations[0] if citations else None
    fields = answer.fields
    shown = [library.at(each.notice.id, each.span) for each in citations]
    return Turn(
        question=mask(reading.question, library.contacts),
        asked=mask(reading.asked or reading.folded, library.contacts),
        topic=mask(_subject(reading, before), library.contacts),
        kind=reading.kind,
        regions=tuple(region.name for region in reading.regions),
        foreign=reading.foreign,
        years=reading.years or (before.years if before and lead and lead.notice.id == before.notice else ()),
        fact=reading.fact,
        role=reading.role,
        units=reading.units,
        units_apart=reading.units_apart,
        answered=fields.lead_units or fields.responsible_units,
        limits=tuple(limit.text for limit in reading.limits),
        as_of=reading.as_of,
        notice=_spoken_of(reading, answer, library) if lead else reading.notice,
        passage=_passage(reading, shown[0], before) if shown and shown[0] else None,
        needs=tuple(map(mask, reading.needs)),
        theme=mask(_theme(reading)),
        cited=tuple(entry.passage.id for entry in shown if entry),
        earlier=_earlier(before),
    )


def _subject(reading: Reading, before: Turn | None) -> str:
    """What was searched for; who asks for another side of it speaks of the same."""
    return before.topic if before and reading.heard and before.topic else _elsewhere(reading)


def _passage(reading: Reading, lead: Entry, before: Turn | None) -> str:
    """The passage spoken of; a head or a telephone beside it is not what is spoken of."""
    beside = lead.passage.kind in (PassageKind.HEADER, PassageKind.CONTACT) or reading.kind is Kind.META
    same = before is not None and before.notice == lead.notice.id
    return before.passage if before and before.passage and beside and same else lead.passage.id


def _spoken_of(reading: Reading, answer: Answer, library: Library) -> str:
    """The notice that an answer leads with, or the one that it ends: 已被废止 quotes first what ended it."""
    cited = [each.notice.id for each in answer.citations]
    ended = (id for id in cited if id in library.notices and library.notices[id].validity in ENDED)
    return next(ended, cited[0]) if reading.kind is Kind.STATUS else cited[0]


def _theme(reading: Reading) -> str:
    """What is spoken of stays so while questions lean on it: 可以延长吗 is no subject of its own."""
    leans = not reading.own_subject or reading.passage or (reading.needs and reading.context)
    return reading.theme if reading.theme and leans else _elsewhere(reading)


def _earlier(before: Turn | None) -> tuple[Turn, ...]:
    if before is None:
        return ()
    return (replace(before, earlier=()), *before.earlier)[:_REMEMBERED]


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
    earlier = [turn_record(each) for each in turn.earlier]
    return {**values, "kind": turn.kind.value, "as_of": iso(turn.as_of), "earlier": earlier}


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
        earlier = tuple(filter(None, map(read_turn, values.get("earlier", ()))))
        return Turn(**{**values, "kind": Kind(values["kind"]), "as_of": as_of, "earlier": earlier})
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
    entry, words = _words(reading, entry, library)
    return clause_draft(reading, entry, library, fields=fields, words=words)


def aspect_draft(reading: Reading, library: Library) -> Draft | None:
    """Answer a follow-up for a side of the matter from the clause of the notice spoken of that tells it.

    Args:
        reading: one that `qa.aspects.is_aspect`.
        library: what is quoted from.

    Returns:
        None where no clause of that notice tells it.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    entry = clause_telling(reading, library)
    return clause_draft(reading, entry, library, words=told_in(reading, entry)) if entry is not None else None


def clause_draft(
    reading: Reading,
    entry: Entry,
    library: Library,
    *,
    fields: Fields | None = None,
    words: tuple[Span, ...] | None = None,
) -> Draft:
    """Answer a follow-up from a passage that is known to hold the answer.

    Args:
        reading: the follow-up.
        entry: the passage.
        library: what is quoted from.
        fields: read for the question; None where the passage's own are right.
        words: those that answer, where they are known.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    citation = cite(entry, library, topic=reading.topic, fields=fields, marked=words)
    citation = with_days(reading, entry, citation, library)
    told = with_told(reading, entry, citation, library)
    silent = missing(reading, entry, citation) is not None
    return Draft(text=said(reading, entry, citation), fields=told.fields, citations=(told,), silent=silent)


def _words(reading: Reading, entry: Entry, library: Library) -> tuple[Entry, tuple[Span, ...] | None]:
    """The words of the passage that answer (要攒够多少条: 500条), None where its fields do.

    Words that run on into the passages below it come with all of them.
    """
    if reading.kind in (Kind.WHO, Kind.WHEN) or expected(reading) is None:
        return entry, None
    alone = Candidate(entry=entry, score=1.0, cosine=1.0, features={})
    candidate, words = marked(reading, (alone,), library, 1)[0]
    return candidate.entry, words


def _prints(reading: Reading, entry: Entry, fields: Fields | None) -> bool:
    """Tell whether a passage says what is asked on about; of a task item it is said what it leaves out."""
    if reading.kind is Kind.WHO:
        return entry.item is not None or fields != Fields()
    if reading.kind is Kind.WHEN and entry.item:
        return True
    wanted = expected(reading)
    return wanted is None or wanted.printed.search(entry.folded) is not None
