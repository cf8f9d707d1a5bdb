"""What is printed on the page around the text: page numbers, running heads and feet, watermarks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.readers.pages.placed import Page, PageLine

# Shares of the page's height at its top and foot; of the pages that a head stands on.
_ZONE = 0.14
_EDGE = 0.08
_MOST_PAGES = 0.4
_LEAST_PAGES = 3
_DASH = r"[—–―\-－─_·•~～\s]*"
_PAGE_NUMBER = re.compile(
    f"{_DASH}(?:第\\s*)?(?:\\d{{1,4}}|[ivxlc]{{1,6}}|[一二三四五六七八九十百]{{1,5}}(?=\\s*页))(?:\\s*页)?"
    f"(?:\\s*[,，/／]?\\s*(?:共|of)?\\s*\\d{{1,4}}\\s*页?)?{_DASH}",
    re.IGNORECASE,
)
_PAGE_WORDS = re.compile(r"第\d+页(?:[,，/]?共\d+页)?|\d+/\d+$")

Key = tuple[str, int]


def furniture(pages: Sequence[tuple[Page, Sequence[PageLine]]]) -> frozenset[PageLine]:
    """Find the lines that are none of the text's.

    Args:
        pages: each page and its lines, from the top down.
    """
    found: set[PageLine] = set()
    margins = [(page, line) for page, lines in pages for line in _outer(page, lines)]
    counts = {(page.number, _key(page, line)) for page, line in margins}
    on_pages = Counter(key for _, key in counts)
    least = max(_LEAST_PAGES, _MOST_PAGES * len(pages))
    found.update(line for page, line in margins if on_pages[_key(page, line)] >= least)
    if len(pages) < _LEAST_PAGES:
        found.update(
            line for page, line in margins if on_pages[_key(page, line)] > 1 and _at_edge(page, line)
        )
    for page, lines in pages:
        rest = [line for line in lines if line not in found]
        found.update(_numbers(page, rest))
    return frozenset(found)


def _outer(page: Page, lines: Sequence[PageLine]) -> Iterable[PageLine]:
    """The first and last lines of a page that stand in its margins."""
    top = [line for line in lines if line.bottom < _ZONE * page.height]
    foot = [line for line in lines if line.top > (1 - _ZONE) * page.height]
    return {*top[:3], *foot[-3:]}


def _at_edge(page: Page, line: PageLine) -> bool:
    """Whether a line stands further out than text ever does: twice there is enough."""
    return line.bottom < _EDGE * page.height or line.top > (1 - _EDGE) * page.height


def _key(page: Page, line: PageLine) -> Key:
    """The same words at the same height; the page's own number in them does not count."""
    words = _PAGE_WORDS.sub("#", re.sub(r"\s+", "", line.text))
    words = re.sub(f"^{page.number}(?!\\d)|(?<!\\d){page.number}$", "#", words)
    return words, round(line.top / 6)


def _numbers(page: Page, lines: Sequence[PageLine]) -> Iterable[PageLine]:
    """A bare figure counts only where it stands apart from the text."""
    for line, next_to in ((lines[:1], lines[1:2]), (lines[-1:], lines[-2:-1])):
        outside = [
            one for one in line if one.bottom < _ZONE * page.height or one.top > (1 - _ZONE) * page.height
        ]
        yield from (
            one
            for one in outside
            if _PAGE_NUMBER.fullmatch(one.text.strip())
            and not (
                one.text.strip().isalnum() and any(_distance(one, other) < one.size for other in next_to)
            )
        )


def _distance(one: PageLine, other: PageLine) -> float:
    return max(other.top - one.bottom, one.top - other.bottom)
