"""Which tasks: complete lists, counted, never cut silently."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from corpus.model import PassageKind, TaskItem
from corpus.parse.outline import heading
from corpus.units import matches
from qa.cite import cite, union
from qa.compose.draft import Draft
from qa.library import Entry, Library
from qa.retrieve import meant_by, same_limit, units_of
from qa.understand import Kind, Reading
from qa.understand.asking import LACKING, MENTIONS

# A single letter is mentioned everywhere.
_SHORTEST_WORD = 2
# 提到了小程序的任务有哪些 looks for 小程序.
_AFTER_WORD = re.compile(
    "(?:的|有|是)?(?:任务|工作|条目|条款|内容|要求|地方)?(?:有|是)?(?:哪|几)?[些几]?[项个条处]?[?!。的吗呢]*$"
)
_ROLE_LABEL = {"lead": "牵头", "responsible": "负责", "cooperating": "配合"}


def list_answer(reading: Reading, library: Library, notice_ids: frozenset[str]) -> Draft | None:
    """List the items of a unit, of a time limit, that mention a word, or all of one notice; None for none.

    Args:
        reading: names units, limits or a word.
        library: what is listed from.
        notice_ids: notices that the question is about.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    mentions, lacking = MENTIONS.search(reading.folded), LACKING.search(reading.folded)
    notice_ids = _with_column(reading, library, notice_ids)
    entries = [entry for entry in library.entries.values() if entry.notice.id in notice_ids]
    if reading.units or reading.limits or reading.window:
        found = [entry for entry in entries if entry.item and _wanted(reading, entry)]
        # 10月15日前, and nothing is due on just that day: what is due until then.
        found = found or [entry for entry in entries if entry.item and _by_then(reading, entry)]
        found.sort(key=lambda entry: (_rank(reading, entry), entry.notice.id, entry.passage.span))
    elif mentions:
        found = list(_mentioning(reading.folded[mentions.end() :], entries))
    elif is_of_notice(reading):
        found = [entry for entry in entries if entry.item] if len(notice_ids) == 1 else []
    else:
        found = [entry for entry in entries if entry.item and lacking and _printing(lacking, entry.item)]
    if not found and reading.units and reading.role and not lacking:
        # 县某局牵头哪些任务, and it leads none: that is said, and what it otherwise takes part in is listed.
        rest = list_answer(replace(reading, role=None), library, notice_ids)
        word = f"没有{'、'.join(reading.units)}{_ROLE_LABEL[reading.role]}的任务。"
        return rest and replace(rest, text=f"{word}{rest.text}")
    return _listed(reading, found, library, notice_ids) if found else None


# 责任科室 is the head of a column in few tables: who names it means one of these.
_COLUMN = re.compile("(?:牵头|责任|配合)(?:部门|科室|股室)")


def _with_column(reading: Reading, library: Library, notice_ids: frozenset[str]) -> frozenset[str]:
    """Keep the notices that print the column a question names; all where none does, or none is named."""
    column = _COLUMN.search(reading.folded)
    if column is None:
        return notice_ids
    printing = (each for each in notice_ids if column.group() in library.folded(each))
    return frozenset(printing) or notice_ids


def is_of_notice(reading: Reading) -> bool:
    """Tell a question for all tasks of a notice (政务公开要做哪些事) from one for some of them."""
    some = reading.units or reading.limits or reading.window or names_what_is_listed(reading)
    return reading.kind is Kind.LIST and not some


def names_what_is_listed(reading: Reading) -> bool:
    """Tell a question for the items that print a thing, or leave it out (没写责任单位的有哪几项)."""
    return bool(MENTIONS.search(reading.folded) or LACKING.search(reading.folded))


def _wanted(reading: Reading, entry: Entry) -> bool:
    return (
        _named(reading, entry)
        and _in_window(reading, entry)
        and all(same_limit(limit, entry) for limit in reading.limits)
    )


def _named(reading: Reading, entry: Entry) -> bool:
    units = units_of(entry, reading.role)
    named = [any(matches(name, unit) for unit in units) for name in reading.units]
    return any(named) if reading.units_apart else all(named)


def _due_days(entry: Entry) -> tuple[date, ...]:
    """The last days that an item prints; none where none can be worked out, for none is guessed."""
    item = entry.item
    limits = (item.deadline, *item.other_deadlines) if item else ()
    return tuple(limit.due for limit in limits if limit and limit.due)


def _in_window(reading: Reading, entry: Entry) -> bool:
    if reading.window is None:
        return True
    window = reading.window.of_year(entry.notice.year)
    return any(window.holds(day) for day in _due_days(entry))


def _by_then(reading: Reading, entry: Entry) -> bool:
    """Tell whether an item is due no later than each limit named, as its notice would mean the limit."""
    if not reading.limits or not _named(reading, entry) or not _in_window(reading, entry):
        return False
    ends = [meant_by(limit, entry.notice).due for limit in reading.limits]
    return all(end is not None and any(day <= end for day in _due_days(entry)) for end in ends)


def none_due(reading: Reading, library: Library, notice_ids: frozenset[str]) -> str:
    """Say that no task is due in the window asked for, and how many have no date that could be told."""
    window = reading.window.said if reading.window else ""
    open_ones = _undated(reading, library, notice_ids)
    rest = f"另有 {open_ones} 项没有写明可以推算的截止日，未计入。" if open_ones else ""
    return f"库里没有{window}的任务。{rest}请换一个时间或地方再问。"


def _undated(reading: Reading, library: Library, notice_ids: frozenset[str]) -> int:
    return sum(
        entry.notice.id in notice_ids and _named(reading, entry) and not _due_days(entry)
        for entry in library.items
    )


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


def _listed(reading: Reading, found: list[Entry], library: Library, notice_ids: frozenset[str]) -> Draft:
    citations = tuple(cite(entry, library, topic=reading.topic) for entry in found)
    several = len({entry.notice.id for entry in found}) > 1
    rows = [_row(entry, several) for entry in found]
    open_ones = _undated(reading, library, notice_ids) if reading.window else 0
    if open_ones:
        rows.append(f"（另有 {open_ones} 项没有写明可以推算的截止日，未列入。）")
    return Draft(
        text=f"共 {len(found)} 项{_what(reading, found)}：\n" + "\n".join(rows),
        fields=union(citation.fields for citation in citations),
        citations=citations,
        rests_on=len(citations),
    )


def _what(reading: Reading, found: list[Entry]) -> str:
    """县财政局牵头的任务, the unit as printed, or 符合条件的条目 where no unit is named; with the window."""
    window = f"{reading.window.said}的" if reading.window else ""
    if not reading.units:
        return f"{window}任务" if window or is_of_notice(reading) else "符合条件的条目"
    units = (unit for entry in found for unit in units_of(entry, reading.role))
    printed = dict.fromkeys(unit.name for unit in units if any(matches(name, unit) for name in reading.units))
    return f"{window}{'、'.join(printed)}{_ROLE_LABEL.get(reading.role or '', '有关')}的任务"


def _row(entry: Entry, several: bool) -> str:
    number = entry.passage.number
    place = f"{entry.notice.region.short if entry.notice.region else entry.notice.title}　" if several else ""
    text = entry.item.text if entry.item else entry.folded
    words = heading(text)
    if text[len(words) : len(words) + 1] not in ("", "。", "；", ";", ".", "！", "？"):
        words += "……"
    limit = f"（{entry.item.deadline.text}）" if entry.item and entry.item.deadline else ""
    return f"{place}第{number}项　{words}{limit}" if number else f"{place}{words}{limit}"
