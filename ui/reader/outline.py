"""The headings of a notice with their places, for jumping about in it."""

import re
from collections.abc import Iterator, Sequence

from corpus.json_records import Record
from corpus.model import Passage, Span

# What stands between a heading and the first passage below it is short; further back it is another one.
_REACH = 400
# A heading is a short line without a full stop; what is longer is a paragraph that begins with a number.
_LONGEST = 40
_SHOWN = 16
_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_CHAPTER = re.compile(rf"第{_NUMERAL}[章节编]|{_NUMERAL}、|附件\s*\d*[:：]?")
_SECTION = re.compile(rf"[(（]{_NUMERAL}[)）]")
_ARTICLE = re.compile(rf"第{_NUMERAL}条")


def outline(text: str, notice: Span, passages: Sequence[Passage]) -> list[Record]:
    """List the headings of a notice: those that passages stand under, and lines that look like them.

    Args:
        text: the stored text.
        notice: where the notice stands in it.
        passages: of the notice.

    Returns:
        In the order of the text `level` (from 1), `title`, and `start`: where the heading is printed, else
        where the first passage below is. Of a notice without headings its articles (第一条 …).
    """
    found = {start: (level, title) for level, title, start in _printed(text, notice)}
    for level, title, start in _paths(text, notice, passages):
        line = text.rfind("\n", notice.start, start) + 1
        known = next((place for place in (start, line) if place in found), None)
        found[start if known is None else known] = (level, title)
    rows = found.items() if found else ((start, (1, title)) for title, start in _articles(text, notice))
    return [{"level": level, "title": title, "start": start} for start, (level, title) in sorted(rows)]


def _paths(text: str, notice: Span, passages: Sequence[Passage]) -> Iterator[tuple[int, str, int]]:
    above: tuple[str, ...] = ()
    since = notice.start
    for passage in sorted(passages, key=lambda passage: passage.span):
        shared = _shared(above, passage.path)
        for level, title in enumerate(passage.path[shared:], shared + 1):
            since = _place(text, title, since, passage.span)
            yield level, title, since
        above = passage.path


def _shared(above: tuple[str, ...], path: tuple[str, ...]) -> int:
    same = 0
    while same < min(len(above), len(path)) and above[same] == path[same]:
        same += 1
    return same


def _place(text: str, title: str, since: int, passage: Span) -> int:
    begin = max(since, passage.start - _REACH)
    # The first letters do: a long heading may be broken over lines in print.
    place = text.find(title[:8], begin, passage.end)
    return passage.start if place < 0 else place


def _lines(text: str, notice: Span) -> Iterator[tuple[int, str]]:
    at = notice.start
    for line in text[notice.start : notice.end].split("\n"):
        bare = line.strip()
        if bare:
            yield at + line.index(bare[0]), bare
        at += len(line) + 1


def _printed(text: str, notice: Span) -> Iterator[tuple[int, str, int]]:
    for start, line in _lines(text, notice):
        if len(line) > _LONGEST or line[-1] in "。；;，,":
            continue
        if _CHAPTER.match(line):
            yield 1, line, start
        elif _SECTION.match(line):
            yield 2, line, start


def _articles(text: str, notice: Span) -> Iterator[tuple[str, int]]:
    for start, line in _lines(text, notice):
        if _ARTICLE.match(line):
            yield line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…", start
