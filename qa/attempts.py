"""The ways in which a follow-up may be meant, the likeliest first, and which answer to take."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.model import DeadlineKind
from qa.answer import Answer, Reason, Status
from qa.answer_sorts import TIMES
from qa.expected import expected, is_silent
from qa.library import Entry, Library
from qa.own_words import holds_none, own_words, share_held, with_path
from qa.understand import Kind, Reading
from qa.understand.editions import ENDED
from qa.wording import matter_words

# A subject of so few letters (延长, 二级) says little without the one before.
_FEW = 3
# An answer out of the notice spoken of that is as sure as this is taken without looking further.
_SURE = 0.5


def attempts(reading: Reading, library: Library) -> Iterator[Reading]:
    """Give the ways in which a follow-up may be meant, the likeliest first.

    What was asked before of another year or place is also looked for in the words that answered it there.
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
    stays = (
        reading.notice is None
        or _of_a_notice(reading)
        or reading.heard is not None
        or _meant(reading, library)
    )
    for each in (reading,) if stays else (reading, wider):
        if not reading.context:
            yield each
            continue
        leaning = _leaning(each, reading.context)
        short = len(reading.topic.replace(" ", "")) <= _FEW or reading.corrects
        yield from (leaning, each) if short else (each, leaning)
    if reading.printed:
        # What one edition or place prints on a matter is nearer to another's words than the question is.
        yield replace(reading, topic=f"{reading.topic} {reading.printed}")
    if reading.theme not in ("", reading.context) and reading.own_subject and not _of_a_notice(reading):
        yield _leaning(reading, reading.theme)


def _meant(reading: Reading, library: Library) -> bool:
    """Tell that no other notice can be meant: another edition was asked for, or one that has ended."""
    notice = library.notices.get(reading.notice or "")
    edition = any(note.name == "notice" and not note.carried for note in reading.notes)
    return edition or (notice is not None and notice.validity in ENDED)


def _of_a_notice(reading: Reading) -> bool:
    return reading.kind in (Kind.META, Kind.STATUS) or bool(reading.numbers)


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


def same_matter(reading: Reading, library: Library) -> Entry | None:
    """Return the passage spoken of where a follow-up for a time may still mean it (店要先开满多久).

    What it says in words of its own was found nowhere, yet it stays with the notice, whose passage spoken of
    prints a time.
    """
    entry = library.entries.get(reading.spoken_of or "")
    named = reading.own_place or reading.numbers or any(note.name == "period" for note in reading.notes)
    wanted = expected(reading)
    if entry is None or entry.notice.id != reading.notice or named or wanted is None:
        return None
    if wanted.name not in TIMES or reading.kind not in (Kind.WHEN, Kind.HOW_MUCH):
        return None
    return None if is_silent(reading, entry) else entry


def settled(answer: Answer, meant: Reading) -> bool:
    """Tell whether no other way of meaning a follow-up needs to be tried.

    Args:
        answer: to the way that was tried last.
        meant: that way. Two or three letters alone (收费吗) would be found anywhere: leaning is the only way.
    """
    if answer.status is Status.NOT_FOUND:
        return answer.reason in (Reason.PERSONAL_CASE, Reason.OTHER_REGION)
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


# 那押金怎么退, 这项, 里面: words that go on from what was said.
_GOES_ON = re.compile("^(?:那|这|它|其|该|他们)|里[面头边]|其中|还有|还要|又")
_ELSEWHERE = (Reason.NOT_IN_LIBRARY, Reason.OTHER_REGION, Reason.OTHER_PERIOD, Reason.UNCLEAR)
# An answer that holds more of a question's own words than this is no other's.
_MOSTLY = 0.5
# Else the answer without the turn before counts where it is surer by this; one that holds hardly any of them
# gives way to any that is surer.
_SURER, _HARDLY = 0.1, 0.34
_NOTHING = -1.0


def may_stand_alone(reading: Reading) -> bool:
    """Tell whether a question that was read with the turn before may have nothing to do with it.

    It says what it is about and asks in words of its own, names no place, and does not say that it goes on.
    """
    carried = any(note.carried for note in reading.notes)
    own = reading.own_subject and reading.heard is None
    return carried and own and reading.asks and not _GOES_ON.search(reading.folded)


def own_share(reading: Reading, answer: Answer, library: Library) -> float:
    """Return what share of a question's own words the leading passage of an answer holds.

    Returns:
        0 to 1; below 0 where it has not even two letters of them, 1 where there are none or nothing leads. At
        most a half where it prints nothing of the sort that is asked for.
    """
    matter, lead = matter_words(reading.topic), next(iter(answer.citations), None)
    words = tuple(word for word in own_words(reading.topic) if word in matter)
    entry = library.at(lead.notice.id, lead.span) if lead else None
    if not words or entry is None:
        return 1.0
    text = with_path(entry)
    share = share_held(words, text)
    if share == 0 and holds_none(words, text):
        return _NOTHING
    # 热线 beside a question for the day of 热线月报: the words are there, the answer is not.
    return min(share, _MOSTLY) if is_silent(reading, entry) else share


def is_open(answer: Answer, held: float) -> bool:
    """Tell whether an answer with the turn before leaves open that the question is one of its own."""
    return answer.status is Status.NOT_FOUND or (answer.confidence is not None and held <= _MOSTLY)


def is_alone(after: Answer, alone: Answer, held: float, *, leaning: bool = False) -> bool:
    """Tell whether a question was one of its own, so that the answer without the turn before counts.

    Args:
        after: the answer with the turn before.
        alone: the answer without it.
        held: from `own_share` of the former.
        leaning: whether the former leans on what was spoken of: alone nothing would be found.
    """
    if after.status is Status.NOT_FOUND:
        return alone.status is Status.ANSWERED and after.reason in _ELSEWHERE
    if alone.status is not Status.ANSWERED:
        return held == _NOTHING or (not leaning and (after.confidence or 1.0) < _SURE)
    margin = 0.0 if held <= _HARDLY else _SURER
    return (alone.confidence or 1.0) > (after.confidence or 0.0) + margin
