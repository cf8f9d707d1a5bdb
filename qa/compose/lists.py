"""Which tasks: complete lists, counted, never cut silently."""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.model import PassageKind, TaskItem
from corpus.parse.outline import heading
from corpus.units import matches
from qa.cite import cite, union
from qa.compose.draft import Draft
from qa.library import Entry, Library
from qa.retrieve import same_limit, units_of
from qa.understand import Reading
from qa.understand.asking import LACKING, MENTIONS

# A single letter is mentioned everywhere.
_SHORTEST_WORD = 2
# 提到了小程序的任务有哪些 looks for 小程序.
_AFTER_WORD = re.compile(
    "(?:的|有|是)?(?:任务|工作|条目|条款|内容|要求|地方)?(?:有|是)?(?:哪|几)?[些几]?[项个条处]?[?!。的吗呢]*$"
)
_ROLE_LABEL = {"lead": "牵头", "responsible": "负责", "cooperating": "配合"}


def list_answer(reading: Reading, library: Library, notice_ids: frozenset[str]) -> Draft | None:
    """List the items of a unit, of a time limit, or that mention a word; None where there is none.

    Args:
        reading: names units, limits or a word.
        library: what is listed from.
        notice_ids: notices that the question is about.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    mentions, lacking = MENTIONS.search(reading.folded), LACKING.search(reading.folded)
    entries = [entry for entry in library.entries.values() if entry.notice.id in notice_ids]
    if reading.units or reading.limits:
        found = [entry for entry in entries if entry.item and _wanted(reading, entry)]
        found.sort(key=lambda entry: (_rank(reading, entry), entry.notice.id, entry.passage.span))
    elif mentions:
        found = list(_mentioning(reading.folded[mentions.end() :], entries))
    else:
        found = [entry for entry in entries if entry.item and lacking and _printing(lacking, entry.item)]
    if not found and reading.units and reading.role and not lacking:
        # 县某局牵头哪些任务, and it leads none: that is said, and what it otherwise takes part in is listed.
        rest = list_answer(replace(reading, role=None), library, notice_ids)
        word = f"没有{'、'.join(reading.units)}{_ROLE_LABEL[reading.role]}的任务。"
        return rest and replace(rest, text=f"{word}{rest.text}")
    return _listed(reading, found, library) if found else None


def names_what_is_listed(reading: Reading) -> bool:
    """Tell a question for the items that print a thing, or leave it out (没写责任单位的有哪几项)."""
    return bool(MENTIONS.search(reading.folded) or LACKING.search(reading.folded))


def _wanted(reading: Reading, entry: Entry) -> bool:
    units = all(any(matches(name, unit) for unit in units_of(entry, reading.role)) for name in reading.units)
    return units and all(same_limit(limit, entry) for limit in reading.limits)


def _rank(reading: Reading, entry: Entry) -> tuple[int, int]:
    """The unit's own items first: led before shared, alone before with others."""
    if not reading.units or entry.item is None:
        return 0, 0
    leads = any(matches(name, unit) for name in reading.units for unit in entry.item.lead_units)
    return (0 if leads else 1), len(entry.item.lead_units if leads else entry.item.responsible_units)


def _mentioning(words: str, entries: Iterable[Entry]) -> Iterable[Entry]:
    word = _AFTER_WORD.sub("", words).strip('"《》')
    if len(word) < _SHORTEST_WORD:
        return
    for entry in entries:
        if word in entry.folded and entry.passage.kind is not PassageKind.HEADER:
            yield entry


def _printing(asked: re.Match[str], item: TaskItem) -> bool:
    """Tell whether an item prints what the question looks for, or leaves it out where 没写 is asked."""
    units = {"牵头": item.lead_units, "责任": item.responsible_units, "配合": item.cooperating_units}
    # 牵头单位 asks for units; every other word that fits (时限, 完成时间) for a limit.
    printed = bool(units.get(asked["what"][:2], item.deadline))
    return printed is not bool(asked["not"])


def _listed(reading: Reading, found: list[Entry], library: Library) -> Draft:
    citations = tuple(cite(entry, library, topic=reading.topic) for entry in found)
    several = len({entry.notice.id for entry in found}) > 1
    rows = [_row(entry, several) for entry in found]
    return Draft(
        text=f"共 {len(found)} 项{_what(reading, found)}：\n" + "\n".join(rows),
        fields=union(citation.fields for citation in citations),
        citations=citations,
        rests_on=len(citations),
    )


def _what(reading: Reading, found: list[Entry]) -> str:
    """县财政局牵头的任务, the unit as printed, or 符合条件的条目 where no unit is named."""
    if not reading.units:
        return "符合条件的条目"
    units = (unit for entry in found for unit in units_of(entry, reading.role))
    printed = dict.fromkeys(unit.name for unit in units if any(matches(name, unit) for name in reading.units))
    return f"{'、'.join(printed)}{_ROLE_LABEL.get(reading.role or '', '有关')}的任务"


def _row(entry: Entry, several: bool) -> str:
    number = entry.passage.number
    place = f"{entry.notice.region.short if entry.notice.region else entry.notice.title}　" if several else ""
    text = entry.item.text if entry.item else entry.folded
    words = heading(text)
    if text[len(words) : len(words) + 1] not in ("", "。", "；", ";", ".", "！", "？"):
        words += "……"
    limit = f"（{entry.item.deadline.text}）" if entry.item and entry.item.deadline else ""
    return f"{place}第{number}项　{words}{limit}" if number else f"{place}{words}{limit}"
