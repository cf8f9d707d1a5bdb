"""Numbers of items and articles: 第二十八条, 第28项, 28号任务, 第三大项第2条."""

import re
from dataclasses import dataclass

from corpus.numerals import to_int
from qa.understand.understood import Note

_N = "\\d{1,3}|[一二三四五六七八九十百]{1,4}"
_THING = "任务|事项|工作|事|条目|条款|条|项"
# 第28条, 第三项任务, 28号任务, 第3个任务; 第三条第二款 is the third article.
_PLACES = re.compile(
    f"第({_N})(?=[条项]|[、和与]第?(?:{_N})[条项])|第?({_N})号(?={_THING})|第({_N})[个件](?=(?:{_THING}))"
    f"|(?<![章节条])第({_N})(?=款)|(?<=[、和与])({_N})(?=[条项])"
)
# 第28条, 第三项任务; 三条以上 is none.
_ITEM = re.compile(
    f"(?<![这那该每某])第?(\\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:项|条|号(?={_THING}))(?:任务|工作|要求)?(?!以|及)"
)
_SECTION = re.compile(f"第({_N})(?:大项|大类|大块|大条|大部分|部分|章|板块|方面)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Numbers that a question names.

    Attributes:
        item: the first, as asked.
        numbers: those named with 第 or 号, as figures.
        section: number of the part that they are counted in, or that is asked for alone.
        notes: how they were read.
    """

    item: str | None
    numbers: tuple[int, ...]
    section: int | None
    notes: tuple[Note, ...]


def read_items(text: str) -> Items:
    """Read the numbers of items, articles and parts that a folded text names."""
    found = [(match, to_int(next(filter(None, match.groups())))) for match in _PLACES.finditer(text)]
    numbers = tuple(dict.fromkeys(number for _, number in found if number))
    section = _SECTION.search(text)
    item = _ITEM.search(text)
    part = to_int(section.group(1)) if section else None
    notes = [Note("item", section.group(), f"第{part}部分")] if section else []
    if numbers:
        first, last = found[0][0], found[-1][0]
        words = text[first.start() : last.end() + 1].rstrip("?,。呢的由")
        notes.append(Note("item", words, "、".join(f"第{number}项（条）" for number in numbers)))
    return Items(item=item.group(1) if item else None, numbers=numbers, section=part, notes=tuple(notes))
