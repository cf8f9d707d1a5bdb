"""What a follow-up leaves out, taken over from the turn before: 那什么时候完成, 谁配合, 那清禾市呢, 第五项呢.

A question with a subject of its own that names another place takes over nothing. One with a subject of its
own and no place stays in the place, and is looked for first in the notice that was spoken of.
"""

import re
from collections.abc import Set
from dataclasses import replace

from corpus.fold import plain
from corpus.model import Notice
from qa.letters import letter_pairs
from qa.library import Library
from qa.understand.asking import DOCUMENT, STATUS
from qa.understand.editions import in_print, of_today, other_edition, same_day
from qa.understand.given import Given
from qa.understand.head_facts import fact_asked
from qa.understand.instead import RULES, instead, kind_note, names_another
from qa.understand.kinds import Kind
from qa.understand.period import THEN
from qa.understand.places import region_note
from qa.understand.pointing import Pointed
from qa.understand.reading import Reading
from qa.understand.subject import own_words
from qa.understand.timing import limits_of
from qa.understand.turn import Turn
from qa.understand.understood import Note

# 换个问题, 算了，我想问: the matter is another one; the place may stay.
_ANEW = re.compile(
    "换(?:一?个|个别的)?(?:问题|话题|件事)|另外(?:再)?问|算了|再问(?:一?个)?别的|另一个问题|不问这个"
)
# 这份文件, 它, 里面: the notice that was spoken of.
_THE_NOTICE = re.compile(
    "[这那该此](?:一)?(?:份|个|篇)?(?:文件|通知|公文|发文|办法|方案|意见|要点|文|规定|条例|细则|决定|公告|清单)|^[那]?它的?|里[面头边]|其中|文件里|通知里"
)
_CUE = re.compile("^(?:那|这|它|其|该)|呢$|里[面头边]|其中|还有|还要|又")
_PARTICLES = re.compile("[呀啊哦哈嘛哩?!。~]+$")


def carry(reading: Reading, pointed: Pointed, given: Given) -> Reading:
    """Fill in what a question leaves out from the turn it goes on from.

    Args:
        reading: the question read for itself.
        pointed: what it goes on from.
        given: its circumstances; readings to ignore are not taken over.
    """
    turn, library, ignore = pointed.turn, given.library, given.ignore
    anew = _ANEW.search(reading.folded) is not None
    if _is_whole(reading):
        return replace(reading, theme=turn.theme or turn.topic)
    topic = _subject_alone(reading.topic)
    reading = replace(reading, topic=topic if reading.asks else topic.removesuffix("的") or topic)
    if not anew:
        reading = _of_the_matter(reading, turn)
        reading = instead(reading, turn, library) or _same_kind(reading, turn, ignore)
        reading = _same_notice(reading, pointed, library, ignore)
        if not ignore & {"notice", "period"}:
            reading = other_edition(of_today(reading, turn, library), turn, library)
    reading = _same_place(reading, turn, library, ignore)
    if anew:
        return reading
    reading = _same_years(reading, turn, ignore)
    reading = in_print(_same_subject(reading, turn, ignore), turn, library)
    return same_day(reading, turn, given.today, ignore)


def _is_whole(reading: Reading) -> bool:
    """Tell a question that leaves nothing out: it names place and matter, and asks or is typed as keywords.

    卡通动漫解读政策 濉溪县 is one; 那濉溪县的解读政策呢 goes on.
    """
    if not (reading.own_place and (reading.own_subject or reading.units)):
        return False
    return reading.asks or not _CUE.search(_PARTICLES.sub("", reading.folded))


# 那提取, 对了 大学生创业, 换个问题 护照: words that turn to a subject say nothing of it.
_TURNS_TO = re.compile(
    f"^(?:{_ANEW.pattern}|那么|那(?!里|边|曲|坡|年)|对了|要是|如果|假如|万一|还有|另外|顺便|再?(?:请)?问一?下|(?:我|还|再)+想?(?:再|还)?问(?:一?下)?|\\s)+"
)
# 文件库那项: which one is meant is said by the words before.
_THAT_ONE = re.compile(
    "(?<=[一-龥])[这那]一?[项条件份个块片种类摊](?= |$)"
    "|(?:^|(?<= ))[这那该]一?[项条件份个](?:任务|工作|事项?)?"
)


def _subject_alone(topic: str) -> str:
    left = _THAT_ONE.sub(" ", _TURNS_TO.sub("", topic))
    return " ".join(left.split()) or topic


# 什么时候发 after what a subsidy comes to is no question for the day of issue; 哪天印发的 is.
_ISSUED_PLAINLY = re.compile("印发|成文|发文|文件|通知|发布|下发|出台|公布|落款|签发|[这那]份")


# 谁发 after what a subsidy comes to asks who pays it out; 谁发的 who issued the notice.
_PAYS = re.compile("(?:是|由|归)?谁来?发放?")


def _of_the_matter(reading: Reading, turn: Turn) -> Reading:
    of_head = turn.kind in (Kind.META, Kind.STATUS) or (reading.own_place and reading.own_subject)
    if reading.fact == "issuing_body" and not of_head and _PAYS.fullmatch(_PARTICLES.sub("", reading.folded)):
        return replace(reading, kind=Kind.WHO, fact=None)
    if reading.fact != "issued" or of_head or _ISSUED_PLAINLY.search(reading.folded):
        return reading
    return replace(reading, kind=Kind.WHEN, fact=None)


def _same_kind(reading: Reading, turn: Turn, ignore: Set[str]) -> Reading:
    """那清禾市呢 asks in the words of the turn before."""
    # 第3项呢 after 一共几项任务 asks for that item.
    counted = bool(reading.numbers) and turn.kind in (Kind.META, Kind.STATUS, Kind.LIST)
    if counted or reading.asks or "kind" in ignore or reading.kind not in (Kind.WHAT, Kind.LIST):
        return _same_units(reading, turn, ignore)
    changed = replace(
        reading,
        kind=turn.kind,
        fact=turn.fact,
        folded=f"{reading.folded},{turn.asked}",
        asked=turn.asked,
        names_notice=False,
        notes=(*reading.notes, kind_note(turn.kind, carried=True)),
    )
    if turn.kind is not Kind.LIST:
        return changed
    limits = tuple(limit for text in turn.limits for limit in limits_of(text))
    role = None if "role" in ignore else reading.role or turn.role
    return _same_units(replace(changed, role=role, limits=reading.limits or limits), turn, ignore)


def _same_units(reading: Reading, turn: Turn, ignore: Set[str]) -> Reading:
    """牵头的有哪些 after 县财政局有哪些任务: the unit's."""
    if reading.kind is not Kind.LIST or reading.units or not turn.units or "unit" in ignore:
        return reading
    if reading.limits or reading.window:
        return reading
    note = Note("unit", "", "、".join(turn.units), carried=True)
    return replace(reading, units=turn.units, units_apart=turn.units_apart, notes=(*reading.notes, note))


def _same_notice(reading: Reading, pointed: Pointed, library: Library, ignore: Set[str]) -> Reading:
    """Stay with the notice spoken of where neither another place nor another year or number is named."""
    turn = pointed.turn
    if reading.notice is not None:
        return reading
    notice = library.notices.get(turn.notice or "")
    if notice is None or "notice" in ignore or _of_any_notice(reading):
        return reading
    if reading.own_place or reading.number or "《" in reading.folded or set(reading.years) - {notice.year}:
        return reading
    if reading.kind in (Kind.META, Kind.STATUS) and (_another_named(reading) or _of_another(reading, notice)):
        return reading
    if names_another(reading, notice, library):
        return reading
    note = Note("notice", "", f"《{notice.title}》", carried=True)
    passage = turn.passage if turn.passage in library.entries and "subject" not in ignore else None
    same = _same_passage(reading, exact=pointed.exact)
    return replace(
        reading,
        notice=notice.id,
        passage=passage if same else None,
        spoken_of=None if same else passage,
        notes=(*reading.notes, note),
    )


def _of_any_notice(reading: Reading) -> bool:
    """A unit's tasks are asked of all notices of the place; 这份文件有哪些任务 is asked of that one."""
    return reading.kind is Kind.LIST and not (
        _THE_NOTICE.search(reading.folded) and not (reading.units or reading.limits or reading.window)
    )


def _another_named(reading: Reading) -> bool:
    """公积金提取办法的文号 names a notice by its matter; 这份办法的文号 does not."""
    named = DOCUMENT.search(reading.folded) or RULES.search(reading.folded)
    if named is None or _THE_NOTICE.search(reading.folded):
        return False
    fact = fact_asked(reading.asked)
    asked = reading.asked.replace(fact.words, " ") if fact else reading.asked
    return len(own_words(STATUS.sub(" ", THEN.sub(" ", asked)))) > 1


def _of_another(reading: Reading, notice: Notice) -> bool:
    """护照过期了在哪补办 asks how it stands with something that the notice spoken of is not about."""
    if reading.kind is not Kind.STATUS or _THE_NOTICE.search(reading.folded):
        return False
    words = own_words(DOCUMENT.sub(" ", STATUS.sub(" ", THEN.sub(" ", reading.asked))))
    pairs = letter_pairs(words)
    return bool(pairs) and not any(pair in plain(notice.title) for pair in pairs)


def _same_passage(reading: Reading, *, exact: bool) -> bool:
    """那什么时候完成 asks on about the very passage; 第五项呢 and 那教育局呢 do not."""
    return (
        not reading.own_subject
        and (reading.asks or exact)
        and not (reading.numbers or reading.section or reading.units or reading.limits)
        and reading.kind not in (Kind.META, Kind.STATUS, Kind.LIST, Kind.COMPARE)
    )


def _same_place(reading: Reading, turn: Turn, library: Library, ignore: Set[str]) -> Reading:
    if reading.own_place or "region" in ignore or reading.number:
        return reading
    regions = tuple(
        dict.fromkeys(region for name in turn.regions for region in library.regions.get(name, ()))
    )
    # A place that nobody named, but that the answer came from.
    if not regions and not turn.foreign:
        notice = library.notices.get(turn.notice or "")
        regions = (notice.region,) if notice and notice.region else ()
    if not (regions or turn.foreign):
        return reading
    note = region_note(regions, turn.foreign, carried=True)
    return replace(reading, regions=regions, foreign=turn.foreign, notes=(*reading.notes, note))


def _same_years(reading: Reading, turn: Turn, ignore: Set[str]) -> Reading:
    """The year stays with the subject; a new subject is looked for in any year."""
    stays = not reading.own_subject or _CUE.search(_PARTICLES.sub("", reading.folded)) is not None
    if reading.years or not turn.years or not stays or reading.now or "period" in ignore or reading.number:
        return reading
    note = Note("period", "", f"{'、'.join(f'{year}年' for year in turn.years)}的通知", carried=True)
    return replace(reading, years=turn.years, notes=(*reading.notes, note))


def _same_subject(reading: Reading, turn: Turn, ignore: Set[str]) -> Reading:
    if "subject" in ignore or not turn.topic:
        return reading
    theme = turn.theme or turn.topic
    reading = replace(reading, theme=theme)
    if reading.own_subject:
        leans = (_leans(reading) or reading.corrects) and not reading.needs
        return replace(reading, context=theme) if leans else reading
    if reading.numbers or reading.kind in (Kind.LIST, Kind.META, Kind.STATUS):
        return replace(reading, without_subject=False) if reading.kind is Kind.LIST else reading
    note = Note("subject", "", f"查找：{turn.topic}", carried=True)
    topic = " ".join(filter(None, (turn.topic, own_words(reading.asked) if reading.asks else "")))
    return replace(
        reading,
        topic=topic,
        needs=() if reading.asks else turn.needs,
        without_subject=False,
        names_notice=False,
        notes=(*reading.notes, note),
    )


# A subject of so few letters (延长, 二级) says little without the one before.
_FEW = 3


def _leans(reading: Reading) -> bool:
    """可以延长吗 and 结了婚的呢 lean on the subject before; 没有自有住房的报名要交什么 stands for itself."""
    short = len(reading.topic.replace(" ", "")) <= _FEW
    return short or not reading.asks or _PARTICLES.sub("", reading.folded).endswith("呢")
