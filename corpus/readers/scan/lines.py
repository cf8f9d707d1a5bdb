"""Reading order and paragraphs of recognised lines: pieces to rows, rows to paragraphs.

A paragraph of a notice begins two letters in, or below a line that ended short; what fills its line and runs
on at the left margin is one paragraph. Titles, which stand in the middle, stay a paragraph a line.

Not supported: text in columns, side notes, footnotes apart from the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.layout import Box
from corpus.readers.draft import Fragment

_SAME_ROW = 0.5
# In letters: a gap that wide is a space, a row so far in is indented, one that ends so far from the margin
# ended there (a date or a number is not broken, and takes up to so many letters to the next line).
_SPACE, _INDENTED, _SHORT = 0.7, 1.0, 3.5
_CELL_SHORT = 2.4
_LARGER = 1.2
_WIDE_ROW, _LEAST_WIDE = 0.6, 3
_LEAST_BESIDE = 6
_ENDS = ("。", "；", "：", "！", "？", ";", ":", "!", "?")
# A bracket of units (责任单位：…) ends an item as well.
_CLOSED = (*_ENDS, "）", ")", "】", "]")
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、.）)]|[（(]?\d{1,3}(?:[、）)]|[.．](?!\d))|第[一二三四五六七八九十百]+[章节条]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A recognised piece of a row.

    Attributes:
        box: in pixels of the straight page.
        fragment: its text, and where it stands on the page as it came.
        unsure: places in the text of letters that may be others.
    """

    box: Box
    fragment: Fragment
    unsure: tuple[int, ...] = ()

    @property
    def height(self) -> float:
        """How high it stands."""
        return self.box[3] - self.box[1]

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Each letter that may be another, in brackets between its neighbours."""
        text = self.fragment.text
        return tuple(
            f"{text[max(0, at - 4) : at]}【{text[at]}】{text[at + 1 : at + 5]}" for at in self.unsure
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Pieces side by side, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].box[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(piece.box[2] for piece in self.pieces)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(piece.box[1] for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(piece.box[3] for piece in self.pieces)

    @property
    def text(self) -> str:
        """What is printed."""
        return "".join(fragment.text for fragment in self.fragments)

    @property
    def letter(self) -> float:
        """How wide a Chinese letter is in it: two figures or Latin letters are about as wide as one."""
        size = sum(
            sum(1.0 if ord(letter) > 0x2E7F else 0.55 for letter in piece.fragment.text)
            for piece in self.pieces
        )
        width = sum(piece.box[2] - piece.box[0] for piece in self.pieces)
        return width / max(size + 0.4 * len(self.pieces), 1.0)

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """Its pieces, a space where they stand apart."""
        made: list[Fragment] = []
        for place, piece in enumerate(self.pieces):
            gap = piece.box[0] - self.pieces[place - 1].box[2] if place else 0.0
            apart = " " if gap > _SPACE * piece.height else ""
            one = piece.fragment
            made.append(Fragment(text=apart + one.text, locator=one.locator, confidence=one.confidence))
        return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Where the lines of a text block begin and end, and how wide a letter is, in pixels.

    Attributes:
        indents: whether paragraphs begin further in than lines that run on.
        pitch: from one row's upper edge to the next one's, the usual one.
    """

    left: float
    right: float
    letter: float
    pitch: float
    indents: bool


def rows_of(pieces: Sequence[Piece]) -> tuple[Row, ...]:
    """Take pieces together that stand side by side, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box[1]):
        beside = next((row for row in reversed(rows) if all(_beside(piece, other) for other in row)), None)
        if beside is None:
            rows.append([piece])
        else:
            beside.append(piece)
    made = [Row(pieces=tuple(sorted(row, key=lambda piece: piece.box[0]))) for row in rows]
    return tuple(sorted(made, key=lambda row: row.top + row.bottom))


def _beside(one: Piece, other: Piece) -> bool:
    shared = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    lower = min(one.height, other.height)
    return shared > _SAME_ROW * lower and across < lower


def margins_of(rows: Sequence[Row], width: float) -> Margins:
    """Measure a page's text block.

    Args:
        rows: at least one.
        width: of the page.
    """
    widest = max(row.right - row.left for row in rows)
    wide = [row for row in rows if row.right - row.left > _WIDE_ROW * widest]
    letter = median(row.letter for row in wide)
    left = sorted(row.left for row in wide)[len(wide) // 10]
    right = sorted(row.right for row in wide)[-1 - len(wide) // 10]
    # Where few lines tell, the right margin is as wide as the left one.
    few = widest < _WIDE_ROW * width or len(wide) < _LEAST_WIDE
    right = max(right, width - left - letter) if few else right
    steps = [below.top - row.top for row, below in pairwise(rows)]
    return Margins(
        left=left,
        right=right,
        letter=letter,
        pitch=median(steps) if steps else 2 * letter,
        indents=any(_INDENTED < (row.left - left) / letter < 3 * _INDENTED for row in wide),
    )


def side_by_side(rows: Sequence[Row], width: float) -> bool:
    """Tell whether a page's text stands in two columns: most rows have the same gap in the middle."""
    gaps = [
        (one.box[2] + other.box[0]) / 2
        for row in rows
        for one, other in pairwise(row.pieces)
        if other.box[0] - one.box[2] > row.letter and len(row.pieces) == 2
    ]
    middle = [gap for gap in gaps if abs(gap - median(gaps)) < 0.05 * width and 0.3 < gap / width < 0.7]
    return len(middle) >= max(_LEAST_BESIDE, len(rows) / 2)


def runs_on(row: Row, margins: Margins) -> bool:
    """Tell whether a row may be the middle of a paragraph: it begins at the margin, not with a number."""
    at_margin = row.left - margins.left <= _INDENTED * margins.letter
    return at_margin and not _NUMBERED.match(row.text)


def fills(row: Row, margins: Margins) -> bool:
    """Tell whether a row reaches the right margin, so that its paragraph may go on below."""
    return margins.right - row.right <= _SHORT * margins.letter


def ended(text: str, margins: Margins) -> bool:
    """Tell whether a full row ends its paragraph: by its last mark, where indents do not tell."""
    return not margins.indents and text.rstrip().endswith(_ENDS)


def paragraphs(rows: Sequence[Row], margins: Margins) -> Iterator[tuple[Row, ...]]:
    """Take rows together to paragraphs."""
    held: list[Row] = []
    for row in rows:
        if held and not _goes_on(held[-1], row, margins):
            yield tuple(held)
            held = []
        held.append(row)
    if held:
        yield tuple(held)


def _goes_on(row: Row, below: Row, margins: Margins) -> bool:
    if not fills(row, margins) or ended(row.text, margins):
        return False
    at_margin = below.left - margins.left <= _INDENTED * margins.letter
    if not at_margin or (_NUMBERED.match(below.text) and row.text.rstrip().endswith(_CLOSED)):
        return False
    larger, smaller = max(row.letter, below.letter), min(row.letter, below.letter)
    same_size = larger <= _LARGER * smaller or min(len(row.text), len(below.text)) < 4
    return same_size and below.top - row.top < 1.6 * margins.pitch


def cell_paragraphs(rows: Sequence[Row], width: float) -> tuple[tuple[Fragment, ...], ...]:
    """Take the rows of a table's cell together: one that leaves room for the next letters ended there."""
    made: list[list[Fragment]] = []
    before: Row | None = None
    for row in rows:
        full = before is not None and width - (before.right - before.left) <= _CELL_SHORT * before.letter
        if full:
            made[-1] += row.fragments
        else:
            made.append([*row.fragments])
        before = row
    return tuple(map(tuple, made))
