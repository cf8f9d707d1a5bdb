"""A question to its reading: for itself, then with what it leaves out taken from the turn before."""

import re
from collections.abc import Set
from dataclasses import replace
from datetime import date

from qa.library import Library
from qa.understand.alone import read_alone
from qa.understand.carrying import carry
from qa.understand.given import Given
from qa.understand.hearing import Spoken, hear
from qa.understand.instead import kind_note
from qa.understand.intent import Intent
from qa.understand.kinds import Kind
from qa.understand.notice_named import hear_of_notice
from qa.understand.places import region_note
from qa.understand.plain_words import OF_CLAUSES
from qa.understand.pointing import Pointed, point
from qa.understand.reading import Reading
from qa.understand.turn import Turn
from qa.understand.understood import Note, located
from qa.understand.words import Words, read_words


def read_question(
    question: str, library: Library, region: str | None = None, *, today: date, after: Turn | None = None,
    ignore: Set[str] = frozenset(),
) -> Reading:  # fmt: skip
    """Read a question against what the library holds.

    Args:
        question: as asked.
        library: whose regions, units and years are known.
        region: a region chosen beside the question, by any of its names; one named in the question wins.
        today: the day that 今年, 本月 and 逾期 count from.
        after: the turn before, where the question is asked on from an answer.
        ignore: names of readings (`Understood.name`) that are left out, as their asker took them back.
    """
    words = read_words(question, library, ignore, after.asked if after else "")
    given = Given(library=library, today=today, region=region, ignore=ignore)
    if after is None:
        reading = _of_notice(question, words, given)
    else:
        pointed = point(words, _without(words.taken_back, after), library, ignore)
        reading = carry(_heard(question, words, pointed, given), pointed, given)
    notes = (*reading.notes, *_left(reading))
    return replace(reading, notes=notes, understood=located(notes, words.whole, question))


def _of_notice(question: str, words: Words, given: Given) -> Reading:
    """Read a question that goes on from none; what asks for a fact of a notice in plain words."""
    reading = read_alone(question, words, given)
    if "asked" in given.ignore:
        return reading
    heard = hear_of_notice(words, reading, given.library)
    if heard is None:
        return reading
    plain = read_alone(question, heard.words, given)
    if plain.kind not in (Kind.META, Kind.STATUS):
        return reading
    return replace(plain, slips=reading.slips, notes=(*plain.notes, heard.note))


def _heard(question: str, words: Words, pointed: Pointed, given: Given) -> Reading:
    """Read a follow-up for itself: in plain words where it names no matter of its own."""
    given = replace(given, after=pointed.turn)
    reading = read_alone(question, pointed.words, given)
    # 刚才说的是哪份文件: the words that point belong to what is asked where they point at no passage.
    said = pointed.words if pointed.exact else words
    spoken = _spoken(pointed.turn, given.library)
    heard = hear(pointed.words, said.folded.text, reading, spoken, given.ignore)
    if heard is None:
        return reading
    plain = read_alone(question, heard.words, given)
    if heard.intent is None:
        return replace(plain, slips=reading.slips, notes=(*plain.notes, heard.note))
    same = (plain.kind, plain.fact) == (reading.kind, reading.fact)
    # 是根据国务院的哪个文件 says more than that a basis is asked for; 哪天发的 less than the plain words.
    more = not reading.own_subject or heard.intent is Intent.BASIS
    if same and more and heard.intent is not Intent.ISSUED:
        return replace(reading, heard=heard.intent)
    notes = (*plain.notes, heard.note)
    # Whatever words a side is put in, the matter is the one spoken of.
    own = plain.own_subject and heard.intent not in OF_CLAUSES
    return replace(plain, heard=heard.intent, own_subject=own, slips=reading.slips, notes=notes)


def _spoken(turn: Turn, library: Library) -> Spoken:
    entry = library.entries.get(turn.passage or "")
    notice = library.notices.get(turn.notice or "")
    return Spoken(
        place=(notice.region,) if notice and notice.region else (),
        printed=library.folded(turn.notice) if turn.notice in library.notices else "",
        of_task=entry is not None and entry.item is not None,
        of_status=turn.kind is Kind.STATUS,
    )


def _without(taken_back: str, turn: Turn) -> Turn:
    """What a correction takes back (不是网上，是寄信) is asked no more."""
    if not taken_back:
        return turn
    asked, topic, theme = (each.replace(taken_back, "") for each in (turn.asked, turn.topic, turn.theme))
    return replace(turn, asked=asked, topic=topic, theme=theme)


# What is typed as markup is searched for, but never said again.
_MARKUP = re.compile(r"<[^<>]*>|[<>`#|]")


def _left(reading: Reading) -> tuple[Note, ...]:
    """Say what no reader has said yet: a place chosen beside, days that do not exist, kind and subject."""
    told = {note.name for note in reading.notes}
    found = []
    if (reading.regions or reading.foreign) and "region" not in told:
        found.append(region_note(reading.regions, reading.foreign, carried=False))
    for day in reading.impossible:
        found.append(Note("period", day, f"没有“{day}”这一天，请核对日期"))
    if "kind" not in told and "asked" not in told:
        found.append(kind_note(reading.kind))
    if "subject" not in told and reading.topic and reading.heard is None:
        shown = _MARKUP.sub("", reading.topic).strip()
        words = shown if shown == reading.topic and " " not in shown else ""
        found.append(Note("subject", words, f"查找：{shown}"))
    return tuple(found)
