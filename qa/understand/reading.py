"""The typed reading of a question."""

import re
from dataclasses import dataclass, replace

from corpus.deadlines import When, find_deadlines
from corpus.fold import Folded, fold
from corpus.model import Deadline, Region
from qa.library import Library
from qa.understand.kinds import FactAsked, Kind, asks, fact_asked, without_asking
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
    folded = _corrected(fold(question))
    places = read_places(folded.text, library)
    regions = places.known or (library.regions.get(region, ()) if region and not places.foreign else ())
    units, without_units = _units(places.rest, library)
    years, rest = _years(places.rest)
    limits = find_deadlines(_folded(rest), When(None), column=True)
    number = _NUMBER.search(folded.text)
    topic = without_asking(rest)
    kind, fact = _kind(rest, without_units, units, limits)
    item = _ITEM.search(rest)
    return Reading(
        question=question, folded=folded.text, kind=kind, regions=regions, foreign=places.foreign, years=years,
        number=number.group() if number else None, item=item.group(1) if item else None, units=units,
        role=_role(rest) if units else None, limits=limits, fact=fact, topic=topic,
    )


def _corrected(folded: Folded) -> Folded:
    """那个局 and 那几个 for 哪个局 and 哪几个 are the commonest slip of all; 那 asks where a unit or a number follows."""
    return replace(folded, text=re.sub("那(?=(?:个|几个?|些|家)?(?:局|部门|单位|科室)|几[个项条家])", "哪", folded.text))


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


# A subject of this many letters or less is none: 的, 市里, 这个.
_NO_SUBJECT = 2
_ABOUT_A_NOTICE = re.compile(
    "(?:20\\d{2}年?)?(?:全[省市县区])?(?:政务公开)?(?:重点)?(?:工作)?(?:要点|任务分工表?|任务分解表|分解表|分工表|方案|文件|通知|公文|办法|意见|发文|印发)|"
    "[这那该此](?:一)?(?:份|个|篇|项|张)?|手上|政务公开|工作|省里|市里|县里|区里|[省市县区]的?|上级|制定|多少|是不是|是否|现在|目前|还|[的是了在和与及,。?里件号]|文号|几"
)


def _subject(text: str) -> str:
    """What is left of a question when the words for a notice are gone too."""
    return re.sub("\\s+", "", _ABOUT_A_NOTICE.sub("", without_asking(text)))


def _kind(
    rest: str, without_units: str, units: tuple[str, ...], limits: tuple[Deadline, ...]
) -> tuple[Kind, str | None]:
    # Where a place was taken out, 根据[朝阳市]什么文件 has closed up again.
    fact = fact_asked(rest.replace(" ", ""))
    lists = _lists(rest, without_units, units, limits)
    # 有几项 is asked of the whole notice only where it is not asked of a unit's or a date's tasks.
    if fact is not None and not (lists and fact.name == "count") and _about_head(rest.replace(" ", ""), fact):
        return Kind.META, fact.name
    status = asks("status", rest)
    if status and len(_subject(rest.replace(status.group(), ""))) <= _TITLE_WORDS:
        return Kind.STATUS, None
    if lists:
        return Kind.LIST, None
    if asks("who", without_units):
        return Kind.WHO, None
    return (Kind.WHEN if asks("when", rest) else Kind.WHAT), None


# 某某办法还有效吗 names the notice by a title of some length.
_TITLE_WORDS = 14


def _about_head(rest: str, fact: FactAsked) -> bool:
    """Tell whether a fact is asked of the notice itself; 解读材料什么时候发布 asks about a thing in it."""
    if fact.plainly:
        return True
    left = _subject(rest.replace(fact.words, " ", 1))
    if fact.name == "count":
        return len(left) <= _NO_SUBJECT
    return len(left) <= _NO_SUBJECT or (asks("document", rest.replace(fact.words, " ", 1)) is not None and len(left) <= _TITLE_WORDS)


def _lists(rest: str, without_units: str, units: tuple[str, ...], limits: tuple[Deadline, ...]) -> bool:
    if asks("mentions", rest) and re.search("哪|几|谁", rest):
        return True
    lacking = asks("lacking", rest)
    if lacking and re.search("哪[几些]|几[项条个]|多少[项条个]", rest) and len(_subject(rest.replace(lacking.group(), ""))) <= _TITLE_WORDS // 2:
        return True
    who = asks("who", without_units)
    if units and not who and (_tasks_asked(without_units) or not _subject(without_units)):
        return True
    return bool(limits) and not who and _limit_list(without_units, limits)


def _tasks_asked(text: str) -> bool:
    match = asks("list", text)
    if match is None:
        return False
    words = re.sub("牵头|负责|配合|任务|承担|分管|主管|职责|一共|总共|里|都", "", text[: match.start()] + text[match.end() :])
    return len(_subject(words)) <= _NO_SUBJECT * 2


def _limit_list(text: str, limits: tuple[Deadline, ...]) -> bool:
    """Tell '9月底前的任务' from '8月底前专栏要做到什么': nothing else may be the subject."""
    for limit in limits:
        text = text.replace(limit.text, " ")
    if asks("list", text) is None and "任务" not in text and not re.search("哪(?:些|几)", text):
        return False
    words = re.sub(
        "任务|要?完成|截止|到期|需要|要求|哪几[项个条]|哪些|有|要|什么|事项|是|期限|时限|时间|写|标|定|为|必须|得|该|项|条|都|交|做到?|办|干|之前|以前|前", "", text
    )
    return len(_subject(words)) <= _NO_SUBJECT
