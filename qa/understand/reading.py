"""The typed reading of a question."""

import re
from dataclasses import dataclass

from corpus.deadlines import When, find_deadlines
from corpus.fold import Folded, fold
from corpus.model import Deadline, Region
from qa.library import Library
from qa.understand.kinds import Kind, asks, fact_asked, without_asking
from qa.understand.places import read_places

_YEAR = re.compile(r"(20\d{2})年?度?|(?<!\d)(1[5-9]|2\d|30)年(?!内|以|期|限|级|前|底|左右)(?:度)?")
_NUMBER = re.compile(r"([一-龥]{1,16})[\[(]?(\d{4})?[\])]?年?第?(\d{1,4})号")
_ITEM = re.compile(r"第?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:项|条)(?:任务|工作|要求)?(?!以|及)")
_LEAD = re.compile("牵头")
_COOPERATING = re.compile("配合|协助|协办")
_RESPONSIBLE = re.compile("责任单位|负责落实|负责")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood of a question.

    Attributes:
        question: as asked. folded: without white space, in half-width marks.
        regions: regions of the library that are meant; foreign: other places named.
        years: years named. number: a document number's folded text, where one is named.
        item: an item's number (第28条), as asked.
        units: printed names of the library's units that are named, folded.
        role: lead, responsible or cooperating, where the question asks for tasks in a role.
        limits: time limits named, with the year left open (None) where the question names none.
        fact: the fact of the head that is asked for (META).
        topic: the subject, asking words and places taken out; this is searched for.
    """

    question: str
    folded: str
    kind: Kind
    regions: tuple[Region, ...]
    foreign: tuple[str, ...]
    years: tuple[int, ...]
    number: str | None
    item: str | None
    units: tuple[str, ...]
    role: str | None
    limits: tuple[Deadline, ...]
    fact: str | None
    topic: str


def read_question(question: str, library: Library, region: str | None = None) -> Reading:
    """Read a question against what the library holds.

    Args:
        question: as asked.
        library: whose regions and units are known.
        region: a region chosen beside the question, by any of its names; one named in the question wins.
    """
    folded = fold(question)
    places = read_places(folded.text, library)
    regions = places.known or (library.regions.get(region, ()) if region and not places.foreign else ())
    units, without_units = _units(places.rest, library)
    years, rest = _years(places.rest)
    limits = find_deadlines(_folded(rest), When(None), column=True)
    number = _NUMBER.search(folded.text)
    topic = without_asking(rest)
    kind, fact = _kind(rest, without_units, topic, units, limits)
    item = _ITEM.search(rest)
    return Reading(
        question=question, folded=folded.text, kind=kind, regions=regions, foreign=places.foreign, years=years,
        number=number.group() if number else None, item=item.group(1) if item else None, units=units,
        role=_role(rest) if units else None, limits=limits, fact=fact, topic=topic,
    )


def _folded(text: str) -> Folded:
    return Folded(text, tuple(range(len(text))))


def _years(text: str) -> tuple[tuple[int, ...], str]:
    years = [int(match.group(1) or "20" + match.group(2)) for match in _YEAR.finditer(text)]
    return tuple(dict.fromkeys(years)), _YEAR.sub(" ", text)


def _units(text: str, library: Library) -> tuple[tuple[str, ...], str]:
    """Units named in a question, the longest name at each place, and the question without them."""
    found, rest, place = [], "", 0
    while place < len(text):
        name = next(
            (text[place : place + length] for length in range(min(20, len(text) - place), 2, -1) if text[place : place + length] in library.unit_names),
            None,
        )
        if name is None:
            rest += text[place]
            place += 1
        else:
            found.append(name)
            rest += " "
            place += len(name)
    return tuple(dict.fromkeys(found)), rest


def _role(text: str) -> str | None:
    if _LEAD.search(text):
        return "lead"
    if _COOPERATING.search(text):
        return "cooperating"
    return "responsible" if _RESPONSIBLE.search(text) and "责任" in text else None


_SHORT_TOPIC = 4


def _subject(text: str) -> str:
    """What is left of a question when the words for a document are gone too."""
    bare = re.sub(
        "(?:20\\d{2}年?)?(?:全[省市县区])?(?:政务公开)?(?:重点)?(?:工作)?(?:要点|任务分工表?|任务分解表|分解表|方案|文件|通知|公文|办法|意见|发文|印发)|[这那该此](?:一)?(?:份|个|篇|项)?|政务公开|工作|省里|市里|[省市县区]的?|上级|[的是了在和与及,。?]|制定|多少|几",
        "", without_asking(text),
    )
    return re.sub("\\s+", "", bare)


def _kind(rest: str, without_units: str, topic: str, units: tuple[str, ...], limits: tuple[Deadline, ...]) -> tuple[Kind, str | None]:
    fact = fact_asked(rest)
    if fact is not None:
        left = _subject(rest[: fact[1].start()] + " " + rest[fact[1].end() :])
        if len(left) <= _SHORT_TOPIC or (asks("document", rest) and fact[0] not in ("phone", "basis", "count")) or fact[0] in ("contact_person", "phone", "email", "copied_to"):
            return Kind.META, fact[0]
    status = asks("status", rest)
    if status and len(_subject(rest.replace(status.group(), ""))) <= _SHORT_TOPIC * 2 + 2 and "征求意见" not in topic.replace("征求意见稿", ""):
        return Kind.STATUS, None
    if asks("mentions", rest) and re.search("哪|几|谁", rest):
        return Kind.LIST, None
    who = asks("who", without_units)
    if units and not who and (_tasks_asked(without_units) or not _subject(without_units)):
        return Kind.LIST, None
    if limits and not who and _limit_list(rest, limits):
        return Kind.LIST, None
    if who:
        return Kind.WHO, None
    return (Kind.WHEN if asks("when", rest) else Kind.WHAT), None


def _tasks_asked(text: str) -> bool:
    match = asks("list", text)
    if match is None:
        return False
    left = _subject((text[: match.start()] + text[match.end() :]).replace("牵头", "").replace("负责", "").replace("配合", "").replace("任务", ""))
    return len(left) <= _SHORT_TOPIC


def _limit_list(text: str, limits: tuple[Deadline, ...]) -> bool:
    """Tell '9月底前的任务' from '8月底前专栏要做到什么': nothing else may be the subject."""
    for limit in limits:
        text = text.replace(limit.text, " ")
    match = asks("list", text)
    if match is None and "任务" not in text:
        return False
    left = _subject(re.sub("任务|要?完成|截止|到期|需要|要求|哪几项|哪些|有|要|什么|事项|是|时限|的?工作|必须|得|该", "", text))
    return len(left) <= 2
