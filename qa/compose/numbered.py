"""A question for an article or item by its number: 第三条, 第28项."""

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
    fitting = [
        entry
        for entry in library.entries.values()
        if entry.notice.id == notice_id and to_int(entry.passage.number or "") == number
    ]
    articles = [entry for entry in fitting if entry.folded.startswith("第")]
    if articles and "条" in reading.folded:
        return articles[0]
    tasks = [entry for entry in fitting if entry.item is not None]
    return next(iter(tasks or fitting), None)
