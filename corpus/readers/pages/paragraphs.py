"""Printed lines to paragraphs.

A line goes on in the next one where what stands at the next one's beginning would not have found room in it:
so a typesetter breaks lines. Where it would have found room, or the next line is set further in, or the space
between the two is wider, a new paragraph begins.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.readers.draft import Fragment
from corpus.readers.pages.placed import PageLine

# In letters' heights.
_SLACK = 0.25
_LOOSE = 1.5
_SET_IN = 0.8
_DEEPEST_INDENT = 3.2
_SAME_PLACE = 0.6
# Lines of other letters than this share apart in height are of two paragraphs.
_SAME_SIZE = 0.12
# So much more than the usual distance between lines parts paragraphs.
_WIDE = 1.25
# No paragraph begins with these.
_NEVER_FIRST = tuple("，。、；：！？）》】〕」』”’")
# Of the lines at the commonest place: so many must begin at the left margin, and end at the right one.
_FEW = 0.1
_MANY = 0.4
# A list of short lines tells nothing of the right margin: it is then taken to be so many times as wide as the
# left one. Lines of so many letters do tell.
_UNLIKE = 1.6
_SURE = 18
# Letters of room that show a paragraph's last line; beginnings that are enough to know.
_SHORT = 3.0
_KNOWN = 4
# A row of so many pieces is one of a table.
_TABLE = 3
_ENDS = re.compile(r"[。；：！？.;:!?][）)”’』」]?$|[）)]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Where lines begin and end at most.

    Attributes:
        pitch: usual distance from one line to the next, 0 where it is not known.
        indented: True where paragraphs begin further in than their other lines.
        known: False where too few paragraphs begin to tell.
        strict: False in cells, whose lines may be centred: where they begin tells nothing.
    """

    left: float
    right: float
    pitch: float = 0.0
    indented: bool = False
    known: bool = False
    strict: bool = True


Paragraph = tuple[PageLine, ...]


def margins_of(lines: Sequence[PageLine], width: float) -> Margins:
    """Work out the margins of lines that share a column.

    Args:
        lines: some.
        width: of the page in points, 0 where they do not reach over all of it.
    """
    size = _quantile([line.size for line in lines], 0.5)
    left = _edge([line.left for line in lines], _SAME_PLACE * size, _FEW)
    # Marks hang over the right margin in some lines, so more must reach it.
    right = -_edge([-line.right for line in lines], _SAME_PLACE * size, _MANY)
    if right - left < _SURE * size and left < width / 3:
        right = max(right, width - _UNLIKE * left)
    steps = [
        below.top - above.top
        for above, below in pairwise(lines)
        if above.page == below.page and below.top > above.top
    ]
    set_in, flush = _beginnings(lines, left, right, size)
    return Margins(
        left=left,
        right=right,
        pitch=_quantile(steps, 0.15),
        indented=set_in > 0 and 2 * set_in >= flush,
        known=set_in + flush >= _KNOWN,
    )


def _beginnings(lines: Sequence[PageLine], left: float, right: float, size: float) -> tuple[int, int]:
    """Count the lines behind short ones, where paragraphs begin: those set in, those from the margin."""
    indents = [
        below.left - left
        for above, below in pairwise(lines)
        if right - above.right > _SHORT * size and above.page == below.page
    ]
    return (
        sum(_SET_IN * size < indent < _DEEPEST_INDENT * size for indent in indents),
        sum(indent <= _SET_IN * size for indent in indents),
    )


def joined(lines: Sequence[PageLine], margins: Sequence[Margins]) -> Iterator[Paragraph]:
    """Join lines to paragraphs; `margins` holds those of each line."""
    paragraph: list[PageLine] = []
    before: Margins | None = None
    for line, around in zip(lines, margins, strict=True):
        if paragraph and not goes_on(paragraph, line, before or around, around):
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(line)
        before = around
    if paragraph:
        yield tuple(paragraph)


def goes_on(paragraph: Sequence[PageLine], line: PageLine, before: Margins, margins: Margins) -> bool:
    """Tell whether a paragraph goes on in a line.

    Args:
        paragraph: its lines so far.
        line: the line below, or at the top of the next column or page.
        before: the margins of the paragraph's last line.
        margins: those of `line`.
    """
    last = paragraph[-1]
    if max(last.pieces, line.pieces) >= _TABLE:
        return False
    size = max(last.size, line.size)
    slack = _SLACK
    if before.indented and before.strict and not _ENDS.search(last.text):
        slack = _LOOSE  # in the middle of a sentence, and that the next line is not set in tells as well
    if abs(last.size - line.size) > _SAME_SIZE * size or not is_full(last, line, before, slack):
        return False
    same_column = last.page == line.page and last.column == line.column
    if same_column and margins.pitch and line.top - last.top > _WIDE * max(margins.pitch, 1.2 * size):
        return False
    if margins.strict and not _in_place(paragraph, line, before, margins):
        return False
    if not same_column and _ENDS.search(last.text) and not margins.indented:
        return False  # where nothing is set in, a sentence that ends with its page is taken for the last one
    begins = line.hang is not None and (not margins.indented or not margins.strict)
    return not (begins and _ENDS.search(last.text))


def is_full(last: PageLine, line: PageLine, margins: Margins, slack: float = _SLACK) -> bool:
    """Tell whether the beginning of `line` would not have found room at the end of `last`."""
    if line.text.startswith(_NEVER_FIRST):
        return True
    need = min(line.need, 0.9 * (margins.right - margins.left))
    return margins.right - last.right < need + slack * last.size


def _in_place(paragraph: Sequence[PageLine], line: PageLine, before: Margins, margins: Margins) -> bool:
    """Tell whether a line begins where the next line of a paragraph would.

    The margins of another column are elsewhere; those of another page mostly are not, and may be misjudged.
    """
    moved = margins.left - before.left
    places = {line.left - moved} if line.column != paragraph[-1].column else {line.left, line.left - moved}
    return any(_below(paragraph, begins, line.size, before) for begins in places)


def _below(paragraph: Sequence[PageLine], begins: float, size: float, margins: Margins) -> bool:
    first, near = paragraph[0], _SAME_PLACE * size
    if len(paragraph) > 1:
        return abs(begins - paragraph[-1].left) < near
    if first.hang is not None and abs(begins - first.hang) < near:
        return True
    also_set_in = margins.indented and first.left - margins.left > _SET_IN * size
    if also_set_in and abs(first.left - begins) < near:
        return False
    return -near < first.left - begins < _DEEPEST_INDENT * size


def words(paragraph: Paragraph) -> tuple[Fragment, ...]:
    """Return a paragraph's lines to be written in one; only Latin words need a space between."""
    return tuple(
        replace(line.fragment, text=line.text + _space(line, below))
        for line, below in zip(paragraph, [*paragraph[1:], None], strict=True)
    )


def _space(line: PageLine, below: PageLine | None) -> str:
    if below is None:
        return ""
    end, begin = line.text[-1:], below.text[:1]
    latin = end.isascii() and begin.isascii() and (end.isalpha() or end in ",.;:") and begin.isalnum()
    return " " if latin else ""


def _edge(places: Sequence[float], near: float, share: float) -> float:
    """Return the outermost place near which as many lines begin as this share of those at the commonest."""
    ordered = sorted(places)
    counts = [bisect_right(ordered, place + near) - at for at, place in enumerate(ordered)]
    least = min(max(counts), max(2, share * max(counts)))
    return next(place for place, count in zip(ordered, counts, strict=True) if count >= least)


def _quantile(numbers: Sequence[float], share: float) -> float:
    return sorted(numbers)[int(len(numbers) * share)] if numbers else 0.0
