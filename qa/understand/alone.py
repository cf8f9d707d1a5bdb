"""A question read for itself, without the turn before it."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from qa.library import Library
from qa.understand.asking import DOCUMENT, STATUS, subject_of, without_asking
from qa.understand.elsewhere import read_elsewhere
from qa.understand.given import Given
from qa.understand.items import Items, read_items
from qa.understand.kinds import Kind, asks
from qa.understand.period import AsOf, impossible_days, read_as_of
from qa.understand.places import Places, is_town, read_places
from qa.understand.reading import Reading
from qa.understand.subject import has_subject
from qa.understand.timing import Timed, read_timed
from qa.understand.understood import Note
from qa.understand.units import read_role, role_note
from qa.understand.words import Words

# 清禾政办发〔2023〕18号, 清禾政办发18号; 28号任务 is an item.
_NUMBER = re.compile(
    r"([一-龥]{1,16})[\[(]?(\d{4})?[\])]?年?第?(\d{1,4})号(?!任务|事项|工作|条目|之前|以前|前|以后|之后|到|至)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    """What the readers found, one after the other, each in what the one before left."""

    places: Places
    as_of: AsOf | None
    timed: Timed
    items: Items
    number: str | None
    role: str | None

    @property
    def bare(self) -> bool:
        """Whether nothing is said of what the question is about."""
        timed = self.timed
        named = timed.units.names or timed.limits or timed.window or timed.fact
        return not named and not _says_what(timed.rest)

    @property
    def names_notice(self) -> bool:
        """Whether it says a notice and nothing else (清禾政办发18号, 工作要点)."""
        if not self.bare or self.items.numbers or self.timed.kind is not Kind.WHAT:
            return False
        return bool(self.number or DOCUMENT.search(self.timed.rest))


def read_alone(question: str, words: Words, given: Given) -> Reading:
    """Read a question for itself; of the turn before only who 他们 are is asked.

    Args:
        question: as typed.
        words: from `read_words`.
        given: the question's circumstances.
    """
    pieces = _read(words.folded.text, given)
    reading = _reading(question, words, pieces)
    if given.after is not None:
        # A follow-up says little: what is left of it is weighed against the turn before as it is.
        reading = replace(reading, topic=without_asking(pieces.timed.rest))
    return replace(reading, topic="") if "subject" in given.ignore else reading


def _read(text: str, given: Given) -> _Pieces:
    places = _places(text, given)
    as_of = _as_of(places.rest, given)
    timed = read_timed(as_of.rest if as_of else places.rest, given, _held(places, given.library))
    if "kind" in given.ignore:
        timed = replace(timed, kind=Kind.WHAT, fact=None)
    number = None if "number" in given.ignore else _NUMBER.search(text)
    return _Pieces(
        places=places,
        as_of=as_of,
        timed=timed,
        items=_items(timed.rest, given.ignore),
        number=number.group() if number else None,
        role=read_role(timed.rest) if timed.units.names and "role" not in given.ignore else None,
    )


def _reading(question: str, words: Words, pieces: _Pieces) -> Reading:
    places, timed, items = pieces.places, pieces.timed, pieces.items
    return Reading(
        question=question, folded=words.folded.text, slips=words.slips,
        kind=timed.kind, fact=timed.fact,
        regions=places.known, foreign=places.foreign, own_place=bool(places.notes),
        years=timed.period.years, limits=timed.limits, window=timed.window,
        as_of=pieces.as_of.day if pieces.as_of else None,
        impossible=impossible_days(words.folded.text),
        number=pieces.number, item=items.item, numbers=items.numbers, section=items.section,
        units=timed.units.names, units_apart=timed.units.apart, role=pieces.role,
        topic=subject_of(timed.rest),
        without_subject=pieces.bare, names_notice=pieces.names_notice,
        asked=without(places.foreign, timed.rest),
        own_subject=_own_subject(places, timed),
        asks=asks(timed.rest),
        corrects=words.corrects,
        notes=_notes(words, pieces),
    )  # fmt: skip


def _own_subject(places: Places, timed: Timed) -> bool:
    text = without(places.foreign, timed.units.rest)
    # 这办法还算数吗: what asks how a notice stands says nothing of its matter.
    return _says_what(STATUS.sub(" ", text) if timed.kind is Kind.STATUS else text)


def _notes(words: Words, pieces: _Pieces) -> tuple[Note, ...]:
    return (
        *words.notes,
        *pieces.places.notes,
        *([Note("number", pieces.number, f"文号 {pieces.number}")] if pieces.number else ()),
        *([_as_of_note(pieces.as_of)] if pieces.as_of else ()),
        *pieces.timed.period.notes,
        *pieces.items.notes,
        *pieces.timed.notes,
        *([role_note(pieces.role)] if pieces.role else ()),
    )


def _says_what(text: str) -> bool:
    """Tell whether a text says what it is about beside a document number."""
    return has_subject(_NUMBER.sub(" ", text))


def _places(text: str, given: Given) -> Places:
    """Places named, or the one chosen beside the question where none is.

    One that is chosen and that the library does not know is as foreign as one that is named.
    """
    elsewhere = read_elsewhere(text, given.after, given.library) if given.after else None
    places = elsewhere or read_places(text, given.library)
    if "region" in given.ignore:
        return Places(known=(), foreign=(), rest=places.rest)
    # A town named beside a place that is chosen lies in it.
    far = not all(is_town(name) for name in places.foreign)
    region = (given.region or "").strip()
    if not region or places.known or far:
        return places
    chosen = given.library.regions.get(region, ())
    return replace(places, known=chosen, foreign=() if chosen else (region,))


def without(names: Iterable[str], text: str) -> str:
    """Take names out of a text; places that the library has nothing of stay in what is searched for."""
    for name in names:
        text = text.replace(name, " ")
    return text


def _held(places: Places, library: Library) -> Set[int]:
    """Years that the places meant have notices of."""
    if not places.known:
        return library.years
    return {
        notice.year for notice in library.notices.values() if notice.year and notice.region in places.known
    }


def _as_of(text: str, given: Given) -> AsOf | None:
    if "as_of" in given.ignore or not STATUS.search(text.replace(" ", "")):
        return None
    return read_as_of(text, given.today)


def _as_of_note(as_of: AsOf) -> Note:
    said = f"按 {as_of.day.isoformat()} 当天看是否有效" if as_of.day else f"没有“{as_of.words}”这一天"
    return Note("as_of", as_of.words, said)


def _items(text: str, ignore: Set[str]) -> Items:
    return Items(item=None, numbers=(), section=None, notes=()) if "item" in ignore else read_items(text)
