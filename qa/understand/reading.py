"""The typed reading of a question."""

import re
from dataclasses import dataclass, replace

from corpus.deadline_years import When
from corpus.deadlines import find_deadlines
from corpus.fold import Folded, fold
from corpus.model import Deadline, Region
from corpus.numerals import to_int
from index.spelling import Slip, corrected, find_slips
from qa.library import Library
from qa.understand.asking import DOCUMENT, without_asking
from qa.understand.kinds import Asked, Kind, has_subject, read_kind
from qa.understand.places import read_places

# 2023年度, 2023; 23年 but not 20年内, 30年期; 2018年7月出生 is a child's year, not a notice's.
_YEAR = re.compile(
    r"(20\d{2})(?!年?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:份)?(?:出生|生的|生人))年?度?|(?<!\d)(1[5-9]|2\d|30)年(?!内|以|期|限|级|前|底|左右)(?:度)?"
)
# 清禾政办发〔2023〕18号, 清禾政办发18号
_NUMBER = re.compile(r"([一-龥]{1,16})[\[(]?(\d{4})?[\])]?年?第?(\d{1,4})号")
# 第28条, 第三项任务.
_PLACES = re.compile("第(\\d{1,3}|[一二三四五六七八九十百]{1,4})(?=[条项款]|[、和与])")
# 第28条, 第三项任务; 三条以上 is none.
_ITEM = re.compile(r"第?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:项|条)(?:任务|工作|要求)?(?!以|及)")
# 那个局 and 那几个 for 哪个局 and 哪几个 are the commonest slip; 那 asks where a unit or a number follows.
_SLIP = re.compile("那(?=(?:个|几个?|些|家)?(?:局|部门|单位|科室)|几[个项条家])")
_COOPERATING = re.compile("配合|协助|协办")
_LONGEST_UNIT, _SHORTEST_UNIT = 20, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood of a question.

    Attributes:
        question: as asked. folded: without white space, in half-width marks, mistyped names put right.
        slips: the names that were mistyped, one for each wrong letter.
        regions: regions of the library that are meant; foreign: other places named.
        years: years named. number: a document number's folded text, where one is named.
        item: an item's number (第28条), as asked. numbers: those named with 第, as figures.
        units: units of the library as the question names them (卫健局 for 县卫生健康局), folded.
        role: lead, responsible or cooperating, where the question asks for tasks in a role.
        limits: time limits named, with the year left open (None) where the question names none.
        fact: the fact of the head that is asked for (META).
        topic: the subject, asking words and places taken out; this is searched for.
        without_subject: True where nothing but asking words and words for a notice was said (那什么时候完成).
        names_notice: True where that is so because the notice itself is the subject (某政办发27号是什么文件).
    """

    question: str
    folded: str
    slips: tuple[Slip, ...]
    kind: Kind
    regions: tuple[Region, ...]
    foreign: tuple[str, ...]
    years: tuple[int, ...]
    number: str | None
    item: str | None
    numbers: tuple[int, ...]
    units: tuple[str, ...]
    role: str | None
    limits: tuple[Deadline, ...]
    fact: str | None
    topic: str
    without_subject: bool
    names_notice: bool


def read_question(question: str, library: Library, region: str | None = None) -> Reading:
    """Read a question against what the library holds.

    Args:
        question: as asked.
        library: whose regions and units are known.
        region: a region chosen beside the question, by any of its names; one named in the question wins.
    """
    folded, slips = _corrected(fold(question), library)
    places = read_places(folded.text, library)
    chosen = library.regions.get(region, ()) if region and not places.foreign else ()
    # A region chosen beside the question that the library does not know is as foreign as one named in it.
    strange = (region,) if region and not (chosen or places.known or places.foreign) else places.foreign
    years, rest = _years(places.rest)
    units, without_units = _units(rest, library)
    limits = find_deadlines(_folded(rest), When(None), column=True)
    kind, fact = read_kind(Asked(rest=rest, without_units=without_units, units=units, limits=limits))
    number, item = _NUMBER.search(folded.text), _ITEM.search(rest)
    numbers = tuple(value for match in _PLACES.finditer(rest) if (value := to_int(match.group(1))))
    bare = not (units or limits or fact) and not has_subject(_NUMBER.sub(" ", rest))
    return Reading(
        question=question,
        folded=folded.text,
        slips=slips,
        kind=kind,
        regions=places.known or chosen,
        foreign=strange,
        years=years,
        number=number.group() if number else None,
        item=item.group(1) if item else None,
        numbers=numbers,
        units=units,
        role=_role(rest) if units else None,
        limits=limits,
        fact=fact,
        topic=without_asking(rest),
        without_subject=bare,
        names_notice=bare and not numbers and kind is Kind.WHAT and bool(number or DOCUMENT.search(rest)),
    )


def _corrected(folded: Folded, library: Library) -> tuple[Folded, tuple[Slip, ...]]:
    slips = find_slips(folded.text, library.spelled)
    # The longest name of each letter comes first.
    longest = {slip.place: slip for slip in reversed(slips)}
    text = _SLIP.sub("哪", corrected(folded.text, slips))
    return replace(folded, text=text), tuple(longest[place] for place in sorted(longest))


def _folded(text: str) -> Folded:
    return Folded(text, tuple(range(len(text))))


def _years(text: str) -> tuple[tuple[int, ...], str]:
    years = [int(match.group(1) or "20" + match.group(2)) for match in _YEAR.finditer(text)]
    return tuple(dict.fromkeys(years)), _YEAR.sub(" ", text)


def _units(text: str, library: Library) -> tuple[tuple[str, ...], str]:
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
    return tuple(dict.fromkeys(found)), rest


def _unit_at(text: str, place: int, library: Library) -> str | None:
    for length in range(min(_LONGEST_UNIT, len(text) - place), _SHORTEST_UNIT - 1, -1):
        if text[place : place + length] in library.unit_names:
            return text[place : place + length]
    return None


def _role(text: str) -> str | None:
    if "牵头" in text:
        return "lead"
    if _COOPERATING.search(text):
        return "cooperating"
    return "responsible" if "责任单位" in text or ("负责" in text and "责任" in text) else None
