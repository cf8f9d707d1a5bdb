"""Letters and lines with their places on a page: what readers of pages (pdf, ofd, scans) have in common.

Lengths are points (1/72 inch) from the page's upper left corner, right and down.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.layout import Box, Locator
from corpus.readers.draft import Fragment

_CLOSERS = "，。、；：！？）》】〕」』”’…—,.;:!?)]%％"
_OPENERS = "（《【〔「『“‘(["
# What a typesetter keeps together: opening marks, a word or figure or one letter, closing marks; some keep
# what stands on either side of a quotation mark too, and a figure behind a mark.
_UNIT = f"[{re.escape(_OPENERS)}]*(?:[!-~]+|.)[{re.escape(_CLOSERS)}]*"
_FIRST_TOKEN = re.compile(f"{_UNIT}(?:(?:(?<=[“”‘’])|(?=[“”‘’])){_UNIT}|(?<=[，、])\\d+)*")
_MARKER = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、])\s*"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A printed letter and the box that its font gives it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box, across and down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight drawn line, level (`top == bottom`) or upright (`left == right`)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page turned so that its text stands upright.

    Attributes:
        number: counted from 1.
        width, height: as turned.
        turn: quarter turns clockwise that lead back to the page as it is shown.
        over: True where so much is drawn on it that its tables were not looked for.
    """

    number: int
    width: float
    height: float
    letters: tuple[Letter, ...] = ()
    rules: tuple[Rule, ...] = ()
    turn: int = 0
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A printed line.

    Attributes:
        row: which row of the page it stands in; pieces far apart on one row are lines of one row.
        size: height of its letters.
        need: width of what would have to stay together at its beginning.
        hang: where the words behind its outline number begin, None where it has none.
        place: its page and box, as shown.
        column: 0, or which column of the page it stands in.
        pieces: of how many pieces far apart it is made up.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    need: float
    hang: float | None
    page: int
    place: Locator
    row: int = 0
    column: int = 0
    pieces: int = 1

    @property
    def fragment(self) -> Fragment:
        """The line as a reader writes it."""
        return Fragment(text=self.text, locator=self.place)


def turned(box: Box, width: float, height: float, turn: int) -> Box:
    """Turn a box on a page of `width` and `height` by so many quarter turns clockwise."""
    left, top, right, bottom = box
    for _ in range(turn % 4):
        left, top, right, bottom = height - bottom, left, height - top, right
        width, height = height, width
    return left, top, right, bottom


def locator(page: Page, box: Box) -> Locator:
    """Say where a box of a page stands on it as shown."""
    left, top, right, bottom = turned(box, page.width, page.height, page.turn)
    width, height = (page.height, page.width) if page.turn % 2 else (page.width, page.height)
    shares = (left / width, top / height, right / width, bottom / height)
    return Locator(page=page.number, box=tuple(round(min(1.0, max(0.0, share)), 4) for share in shares))  # type: ignore[arg-type]


def line_of(page: Page, letters: Sequence[Letter], text: str, row: int = 0) -> PageLine:
    """Make a line of its letters, without spaces, in order from the left."""
    box = (
        min(letter.left for letter in letters),
        min(letter.top for letter in letters),
        max(letter.right for letter in letters),
        max(letter.bottom for letter in letters),
    )
    printed = "".join(letter.text for letter in letters)
    return PageLine(
        text=text,
        left=box[0],
        top=box[1],
        right=box[2],
        bottom=box[3],
        size=sorted(letter.size for letter in letters)[len(letters) // 2],
        need=_edge(letters, _FIRST_TOKEN, printed) - box[0],
        hang=_edge(letters, _MARKER, printed) if _MARKER.match(printed) else None,
        page=page.number,
        place=locator(page, box),
        row=row,
    )


def _edge(letters: Sequence[Letter], pattern: re.Pattern[str], printed: str) -> float:
    """Return the right edge of what a pattern matches at the beginning of a line."""
    match = pattern.match(printed)
    taken, end = 0, letters[0].right
    for letter in letters:
        if match is None or taken >= match.end():
            break
        taken += len(letter.text)
        end = letter.right
    return end
