"""A question read for itself, without the turn before it."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import date

from corpus.deadline_years import When
from corpus.deadlines import find_deadlines
from corpus.fold import Folded, fold
from corpus.model import Deadline, DeadlineKind
from corpus.regions import locate_regions
from index.spelling import Slip, corrected, find_slips
from qa.library import Library
from qa.understand.asking import DOCUMENT, STATUS, subject_of
from qa.understand.correcting import read_correction
from qa.understand.items import Items, read_items
from qa.understand.kinds import Asked, Kind, asks, has_subject, read_kind
from qa.understand.period import YEARS, AsOf, Period, impossible_days, read_as_of, read_years
from qa.understand.places import Places, is_town, read_places
from qa.understand.reading import Reading
from qa.understand.turn import Turn
from qa.understand.understood import Note
from qa.understand.window import Window, read_window

# 清禾政办发〔2023〕18号, 清禾政办发18号; 28号任务 is an item.
_NUMBER = re.compile(
    r"([一-龥]{1,16})[\[(]?(\d{4})?[\])]?年?第?(\d{1,4})号(?!任务|事项|工作|条目|之前|以前|前|以后|之后|到|至)"
)
# 那个局 and 那几个 for 哪个局 and 哪几个 are the commonest slip; 那 asks where a unit or a number follows.
_SLIP = re.compile("那(?=(?:个|几个?|些|家)?(?:局|部门|单位|科室)|几[个项条家])")
_LEADING = re.compile("牵头|打头|领头|挑头|带头(?!人|作用)")
_COOPERATING = re.compile("配合|协助|协办")
_LONGEST_UNIT, _SHORTEST_UNIT = 20, 2
# 他们, 该局: the units of the turn before.
_THEY = re.compile(
    "他们|它们|他家|该(?:局|单位|部门|科室|中心|委)|[这那]个(?:局|单位|部门)|[这那]家(?:单位|部门)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A question's words, prepared for reading.

    Attributes:
        whole: as typed, mistyped names put right. folded: the same without what it takes back.
    """

    whole: Folded
    folded: Folded
    slips: tuple[Slip, ...]
    notes: tuple[Note, ...]


def read_words(question: str, library: Library, ignore: Set[str] = frozenset()) -> Words:
    """Fold a question, put mistyped names right, cut out what it takes back."""
    whole, slips = _corrected(fold(question), library)
    change = None if "correction" in ignore else read_correction(whole, lambda word: _is_name(word, library))
    if change is None:
        return Words(whole=whole, folded=whole, slips=slips, notes=())
    return Words(whole=whole, folded=change.folded, slips=slips, notes=(change.note,))


def read_alone(
    question: str, words: Words, library: Library, *, region: str | None, today: date, after: Turn | None,
    ignore: Set[str],
) -> Reading:  # fmt: skip
    """Read a question for itself; of the turn before only who 他们 are is asked.

    Args:
        question: as typed.
        words: from `read_words`.
        library: whose regions and units are known.
        region: chosen beside the question.
        today: what 本月 and 去年 count from.
        after: the turn before.
        ignore: names of readings that are left out.
    """
    places = _places(words.folded.text, library, region, ignore)
    as_of = _as_of(places.rest, today, ignore)
    dated = as_of.rest if as_of else places.rest
    timed = _window(dated, library, today, after, ignore, _held(places, library))
    window, rest, period = timed.window, timed.rest, timed.period
    kind, fact = timed.kind, timed.fact
    if "kind" in ignore:
        kind, fact = Kind.WHAT, None
    items = _items(rest, ignore)
    number = None if "number" in ignore else _NUMBER.search(words.folded.text)
    bare = not (timed.units or timed.limits or window or fact) and not has_subject(_NUMBER.sub(" ", rest))
    role = _role(rest) if timed.units and "role" not in ignore else None
    notes = (
        *words.notes,
        *places.notes,
        *([Note("number", number.group(), f"文号 {number.group()}")] if number else ()),
        *([_as_of_note(as_of)] if as_of else ()),
        *period.notes,
        *items.notes,
        *timed.notes,
        *([Note("role", "", f"按{_ROLES[role]}找任务")] if role else ()),
    )
    return Reading(
        question=question,
        folded=words.folded.text,
        slips=words.slips,
        kind=kind,
        regions=places.known,
        foreign=places.foreign,
        years=period.years,
        number=number.group() if number else None,
        item=items.item,
        numbers=items.numbers,
        section=items.section,
        units=timed.units,
        role=role,
        limits=timed.limits,
        window=window,
        as_of=as_of.day if as_of else None,
        impossible=impossible_days(words.folded.text),
        fact=fact,
        topic="" if "subject" in ignore else subject_of(rest),
        without_subject=bare,
        names_notice=bare
        and not items.numbers
        and kind is Kind.WHAT
        and bool(number or DOCUMENT.search(rest)),
        asked=without(places.foreign, rest),
        own_subject=has_subject(_NUMBER.sub(" ", without(places.foreign, timed.without_units))),
        own_place=bool(places.notes),
        asks=asks(rest),
        notes=notes,
    )


_ROLES = {"lead": "牵头单位", "responsible": "责任单位", "cooperating": "配合单位"}


def _places(text: str, library: Library, region: str | None, ignore: Set[str]) -> Places:
    """Places named, or the one chosen beside the question where none is.

    One that is chosen and that the library does not know is as foreign as one that is named.
    """
    places = read_places(text, library)
    if "region" in ignore:
        return Places(known=(), foreign=(), rest=places.rest)
    # A town named beside a place that is chosen lies in it.
    elsewhere = not all(is_town(name) for name in places.foreign)
    if not region or not region.strip() or places.known or elsewhere:
        return places
    region = region.strip()
    chosen = library.regions.get(region, ())
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


def _as_of(text: str, today: date, ignore: Set[str]) -> AsOf | None:
    if "as_of" in ignore or not STATUS.search(text.replace(" ", "")):
        return None
    return read_as_of(text, today)


def _as_of_note(as_of: AsOf) -> Note:
    said = f"按 {as_of.day.isoformat()} 当天看是否有效" if as_of.day else f"没有“{as_of.words}”这一天"
    return Note("as_of", as_of.words, said)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timed:
    """The reading of a text with or without a window of due dates."""

    kind: Kind
    fact: str | None
    rest: str
    without_units: str
    units: tuple[str, ...]
    limits: tuple[Deadline, ...]
    period: Period
    window: Window | None
    notes: tuple[Note, ...]


def _window(
    text: str, library: Library, today: date, after: Turn | None, ignore: Set[str], held: Set[int]
) -> _Timed:
    """Read kind, units and limits; a window counts only where it is tasks that are asked for."""
    found = None if "window" in ignore else read_window(text, today)
    if found is not None:
        timed = _timed(found[1], library, today, after, ignore, held, found[0])
        if timed.kind is Kind.LIST and not _as_printed(timed, text):
            return timed
    return _timed(text, library, today, after, ignore, held, None)


def _as_printed(timed: _Timed, text: str) -> bool:
    """9月底前 is what items print: those with just this limit are meant."""
    words = timed.window.words if timed.window else ""
    limits = find_deadlines(_folded(text), When(None), column=True)
    return any(
        limit.kind is not DeadlineKind.WITHIN and limit.text[-1] in "前底止末" and limit.text in words
        for limit in limits
    )


def _timed(
    text: str, library: Library, today: date, after: Turn | None, ignore: Set[str], held: Set[int],
    window: Window | None,
) -> _Timed:  # fmt: skip
    period = read_years(text, today, held)
    if "period" in ignore:
        period = Period(years=(), rest=period.rest, notes=())
    rest = period.rest
    units, without_units, notes = _units(rest, library, after, ignore)
    limits = () if "window" in ignore else find_deadlines(_folded(rest), When(None), column=True)
    asked = Asked(
        rest=rest, without_units=without_units, units=units, limits=limits, window=window is not None
    )
    kind, fact = read_kind(asked)
    if window:
        notes = (*notes, Note("window", window.words, window.said))
    if kind is Kind.LIST:
        notes = (*notes, *(Note("window", limit.text, f"时限写作“{limit.text}”") for limit in limits))
    return _Timed(
        kind=kind, fact=fact, rest=rest, without_units=without_units, units=units, limits=limits,
        period=period, window=window, notes=notes,
    )  # fmt: skip


def _items(text: str, ignore: Set[str]) -> Items:
    return Items(item=None, numbers=(), section=None, notes=()) if "item" in ignore else read_items(text)


def _corrected(folded: Folded, library: Library) -> tuple[Folded, tuple[Slip, ...]]:
    slips = find_slips(folded.text, library.spelled)
    # The longest name of each letter comes first.
    longest = {slip.place: slip for slip in reversed(slips)}
    text = _SLIP.sub("哪", corrected(folded.text, slips))
    return replace(folded, text=text), tuple(longest[place] for place in sorted(longest))


def _is_name(word: str, library: Library) -> bool:
    """Tell a word that is a place, a unit, a year or an item's number and nothing else."""
    word = word.removesuffix("的")
    if word in library.regions or word in library.unit_names or YEARS.fullmatch(word):
        return True
    if re.fullmatch("第.{1,4}[条项]", word):
        return True
    return any((start, end) == (0, len(word)) for start, end, _ in locate_regions(word))


def _folded(text: str) -> Folded:
    return Folded(text, tuple(range(len(text))))


def _units(
    text: str, library: Library, after: Turn | None, ignore: Set[str]
) -> tuple[tuple[str, ...], str, tuple[Note, ...]]:
    """Units named in a question, the longest name at each place, and the question without them."""
    found, rest, place = [], "", 0
    while place < len(text):
        name = _unit_at(text, place, library)
        if name is None:
            rest += text[place]
            place += 1
        else:
            found.append(name)
            rest += " "
            place += len(name)
    if "unit" in ignore:
        return (), rest, ()
    units = tuple(dict.fromkeys(found))
    notes = tuple(Note("unit", name, _meant_unit(name, library)) for name in units)
    they = _THEY.search(rest) if after and not units else None
    if they and after and (after.units or after.answered):
        meant = after.units or after.answered
        return meant, _THEY.sub(" ", rest), (Note("unit", they.group(), "、".join(meant), carried=True),)
    return units, rest, notes


def _meant_unit(name: str, library: Library) -> str:
    return library.unit_names[name]


def _unit_at(text: str, place: int, library: Library) -> str | None:
    for length in range(min(_LONGEST_UNIT, len(text) - place), _SHORTEST_UNIT - 1, -1):
        if text[place : place + length] in library.unit_names:
            return text[place : place + length]
    return None


def _role(text: str) -> str | None:
    if _LEADING.search(text):
        return "lead"
    if _COOPERATING.search(text):
        return "cooperating"
    printed = re.search("责任(?:单位|部门|科室)", text)
    return "responsible" if printed or ("负责" in text and "责任" in text) else None
