"""The ways in which a follow-up may be meant, the likeliest first, and which answer to take."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.model import DeadlineKind
from qa.answer import Answer, Reason, Status
from qa.dialogue import BESIDE
from qa.expected import expected
from qa.library import Entry, Library
from qa.own_words import own_words, share_held
from qa.understand import Kind, Reading

# A subject of so few letters (延长, 二级) says little without the one before.
_FEW = 3
# An answer out of the notice spoken of that is as sure as this is taken without looking further.
_SURE = 0.5


def attempts(reading: Reading, library: Library) -> Iterator[Reading]:
    """Give the ways in which a follow-up may be meant, the likeliest first.

    结了婚的呢 is looked for in the notice spoken of, for itself and with the subject of the turn before, then
    wherever the place allows; 交上去多久答复, which alone finds nothing, at last with the subject of the
    dialogue. A question that stands for itself is meant in one way.

    Args:
        reading: the question.
        library: where the passage spoken of is looked up.
    """
    entry = library.entries.get(reading.spoken_of or "")
    if entry is not None and _asked_of(reading, entry):
        yield replace(reading, passage=reading.spoken_of)
    wider = replace(reading, notice=None, passage=None)
    stays = reading.notice is None or reading.kind in (Kind.META, Kind.STATUS) or bool(reading.numbers)
    for each in (reading,) if stays else (reading, wider):
        if not reading.context:
            yield each
            continue
        leaning = _leaning(each, reading.context)
        short = len(reading.topic.replace(" ", "")) <= _FEW
        yield from (leaning, each) if short else (each, leaning)
    if reading.theme and reading.own_subject and reading.theme != reading.context and not stays:
        yield _leaning(reading, reading.theme)


def _leaning(reading: Reading, subject: str) -> Reading:
    """Look for the subject spoken of together with the question's own words, which must stand there too."""
    needs = own_words(reading.topic)
    return replace(reading, topic=f"{subject} {reading.topic}", context=subject, needs=needs)


_OF_CLAUSES = (Kind.META, Kind.STATUS, Kind.LIST, Kind.COMPARE)


def _asked_of(reading: Reading, entry: Entry) -> bool:
    """Tell whether the passage spoken of holds all that a follow-up says and prints what it asks for.

    要扩到多少条 is asked of 扩充到1500条以上.
    """
    if reading.kind in _OF_CLAUSES or reading.numbers or not reading.asks:
        return False
    words = own_words(reading.topic)
    if not words or share_held(words, entry.folded) < 1:
        return False
    if reading.kind is Kind.WHO:
        return entry.item is not None
    if reading.kind is Kind.WHEN and entry.item:
        limit = entry.item.deadline
        return limit is not None and limit.kind is not DeadlineKind.UNRESOLVED
    wanted = expected(reading)
    return wanted is not None and wanted.printed.search(entry.folded) is not None


def settled(answer: Answer, meant: Reading) -> bool:
    """Tell whether no other way of meaning a follow-up needs to be tried.

    Args:
        answer: to the way that was tried last.
        meant: that way. Two or three letters alone (收费吗) would be found anywhere: leaning is the only way.
    """
    if answer.status is Status.NOT_FOUND:
        return answer.reason in (*BESIDE, Reason.OTHER_REGION)
    if meant.needs and len("".join(meant.needs)) <= _FEW:
        return True
    return answer.confidence is None or answer.confidence >= _SURE


def better(one: Answer, other: Answer) -> Answer:
    """Return the answer of two that is surer, the first of equals; any answer before a refusal."""
    if one.status is not Status.ANSWERED:
        return other if other.status is Status.ANSWERED else one
    if other.status is not Status.ANSWERED:
        return one
    return other if (other.confidence or 0.0) > (one.confidence or 1.0) else one
