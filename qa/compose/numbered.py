"""A question for an article or item by its number: 第三条, 第28项."""

import re

from corpus.numerals import to_int
from qa.cite import cite, fields_of
from qa.compose.draft import Draft
from qa.compose.passages import said
from qa.library import Entry, Library
from qa.understand import Reading


def numbered_answer(reading: Reading, library: Library, notice_id: str) -> Draft | None:
    """Answer out of the pieces of a notice that carry the numbers asked for; None where one is not there.

    Args:
        reading: names the numbers.
        library: what is quoted from.
        notice_id: the one notice that is meant.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    found = [_numbered(number, reading, library, notice_id) for number in reading.numbers]
    entries = [entry for entry in found if entry is not None]
    if not entries or len(entries) < len(found):
        return None
    citations = tuple(cite(entry, library, topic=reading.topic) for entry in entries)
    several = len(entries) > 1
    rows = [
        (f"{entry.passage.number}：" if several else "") + said(reading, entry, citation)
        for entry, citation in zip(entries, citations, strict=True)
    ]
    return Draft(
        text="\n".join(rows),
        fields=fields_of(entries[0].item),
        citations=citations,
        rests_on=len(citations),
    )


def _numbered(number: int, reading: Reading, library: Library, notice_id: str) -> Entry | None:
    """An article where articles are asked for and the notice has them, else a task item, else any clause."""
    within = [
        entry
        for entry in library.entries.values()
        if entry.notice.id == notice_id and (reading.section is None or _section(entry) == reading.section)
    ]
    fitting = [entry for entry in within if to_int(entry.passage.number or "") == number]
    if not fitting and reading.section is not None:
        # Where numbering runs on through the parts, 第三大项第2条 is the second of that part.
        tasks = [entry for entry in within if entry.item is not None]
        return tasks[number - 1] if 0 < number <= len(tasks) else None
    articles = [entry for entry in fitting if entry.folded.startswith("第")]
    if articles and "条" in reading.folded:
        return articles[0]
    tasks = [entry for entry in fitting if entry.item is not None]
    return next(iter(tasks or fitting), None)


# 三、把平台管好用好; 第三章 总则
_PART = re.compile("\\s*第?([一二三四五六七八九十]{1,3}|\\d{1,2})(?:[、.．]|章|部分)")


def _section(entry: Entry) -> int | None:
    """The number of the part of its notice that a passage stands in."""
    match = _PART.match(entry.passage.path[0]) if entry.passage.path else None
    return to_int(match.group(1)) if match else None
