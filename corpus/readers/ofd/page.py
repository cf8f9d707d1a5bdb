"""Letters, drawn lines and pictures of an OFD page. Lengths in the file are millimetres."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from corpus.readers.ofd.package import children, local, numbers
from corpus.readers.pages.matrix import SAME, Matrix, times
from corpus.readers.pages.placed import Letter, Rule

POINTS = 72 / 25.4
# Share of a letter's size that stands above the line; a half-width letter's width.
_ABOVE = 0.86
_HALF = 0.5
_DEEPEST = 12
_MOST_LETTERS = 200_000
_MOST_RULES = 20_000
_MOST_THINGS = 100_000
_MOST_REPEATS = 100_000
_LEVEL = 0.3
_THIN = 1.0
_COMMAND = re.compile(r"[MLQBAC]|S(?=\s)|-?\d+(?:\.\d+)?(?:[eE]-?\d+)?|-?\.\d+")
_VALUES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


@dataclass
class Content:
    """What stands on a page, in points.

    Attributes:
        pictures: (resource number, area) of each picture.
        things: how many there were.
        over: True where there was more than is read.
    """

    letters: list[Letter] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[tuple[str, float]] = field(default_factory=list)
    things: int = 0
    over: bool = False

    @property
    def is_full(self) -> bool:
        """Whether there is more than a page of text can have."""
        return (
            self.things > _MOST_THINGS or len(self.letters) > _MOST_LETTERS or len(self.rules) > _MOST_RULES
        )


def read_content(page: etree._Element, composites: Mapping[str, etree._Element]) -> Content:
    """Read a page's layers.

    Args:
        page: the page's own element.
        composites: drawings that pages share, by number.
    """
    found = Content()
    for content in children(page, "Content"):
        for layer in children(content, "Layer"):
            _block(layer, SAME, composites, 0, found)
    return found


def _block(
    block: etree._Element, outer: Matrix, composites: Mapping[str, etree._Element], depth: int, found: Content
) -> None:
    for thing in block:
        found.things += 1
        if depth > _DEEPEST or found.is_full:
            found.over = True
            return
        kind = local(thing)
        if thing.get("Visible") in ("false", "0"):
            continue
        if kind == "PageBlock":
            _block(thing, outer, composites, depth + 1, found)
        elif kind == "TextObject":
            found.letters += _letters(thing, _placed(thing, outer))
        elif kind == "PathObject":
            found.rules += _rules(thing, _placed(thing, outer))
        elif kind == "ImageObject":
            found.pictures.append((thing.get("ResourceID") or "", _area(thing)))
        elif kind == "CompositeObject":
            shared = composites.get(thing.get("ResourceID") or "")
            for content in () if shared is None else children(shared, "Content"):
                _block(content, _placed(thing, outer), composites, depth + 1, found)


def _placed(thing: etree._Element, outer: Matrix) -> Matrix:
    """Return what leads from a thing's own coordinates to the page's: its CTM, then its place."""
    boundary = numbers(thing.get("Boundary"))
    left, top = boundary[:2] if len(boundary) == 4 else (0.0, 0.0)
    own = numbers(thing.get("CTM"))
    a, b, c, d, e, f = own if len(own) == 6 else SAME
    return times((a, b, c, d, e + left, f + top), outer)


def _area(thing: etree._Element) -> float:
    boundary = numbers(thing.get("Boundary"))
    return boundary[2] * boundary[3] * POINTS**2 if len(boundary) == 4 else 0.0


def _letters(thing: etree._Element, matrix: Matrix) -> Iterator[Letter]:
    size = next(iter(numbers(thing.get("Size"))), 0.0)
    stretch = next(iter(numbers(thing.get("HScale"))), 1.0) or 1.0
    x = y = 0.0
    for code in children(thing, "TextCode"):
        text = "".join(str(part) for part in code.itertext()).strip("\r\n")
        # A part that gives no place goes on where the one before it stood.
        x = next(iter(numbers(code.get("X"))), x)
        y = next(iter(numbers(code.get("Y"))), y)
        across = deltas(code.get("DeltaX"), len(text))
        down = deltas(code.get("DeltaY"), len(text))
        for place, letter in enumerate(text):
            width = size * stretch * (_HALF if letter.isascii() else 1.0)
            yield _letter(letter, (x, y - _ABOVE * size, x + width, y + (1 - _ABOVE) * size), matrix)
            # Without any distances given, letters follow each other by their own widths.
            x += across[place] if place < len(across) else (0.0 if across or down else width)
            y += down[place] if place < len(down) else 0.0


def _letter(letter: str, box: tuple[float, float, float, float], matrix: Matrix) -> Letter:
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in box[::2] for y in box[1::2]]
    across = [(a * x + c * y + e) * POINTS for x, y in corners]
    down = [(b * x + d * y + f) * POINTS for x, y in corners]
    return Letter(" " if letter in "\t\r\n" else letter, min(across), min(down), max(across), max(down))


def deltas(text: str | None, most: int) -> list[float]:
    """Read distances between letters: `g 3 5.2` stands for 5.2 three times. At most as many as letters."""
    words = (text or "").split()
    found: list[float] = []
    place = 0
    while place < len(words) and len(found) < min(most, _MOST_REPEATS):
        if words[place] == "g":
            pair = numbers(" ".join(words[place + 1 : place + 3]))
            if len(pair) != 2:
                break
            found += [pair[1]] * max(0, min(int(pair[0]), most))
            place += 3
        else:
            one = numbers(words[place])
            if not one:
                break
            found += one
            place += 1
    return found


def _rules(thing: etree._Element, matrix: Matrix) -> Iterator[Rule]:
    """Yield the level and upright lines of a path, and the middle lines of thin filled rectangles."""
    stroked = thing.get("Stroke") not in ("false", "0")
    filled = thing.get("Fill") in ("true", "1")
    data = " ".join(child.text or "" for child in children(thing, "AbbreviatedData"))
    for part in _parts(data, matrix):
        if stroked:
            for (x0, y0), (x1, y1) in pairwise(part):
                yield from _rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), _LEVEL)
        elif filled and 4 <= len(part) <= 6:
            across, down = [x for x, _ in part], [y for _, y in part]
            yield from _rule(min(across), min(down), max(across), max(down), _THIN)


def _rule(left: float, top: float, right: float, bottom: float, thin: float) -> Iterator[Rule]:
    if bottom - top <= thin * POINTS < right - left:
        yield Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)
    elif right - left <= thin * POINTS < bottom - top:
        yield Rule((left + right) / 2, top, (left + right) / 2, bottom)


def _parts(data: str, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each part of a path that has no curves."""
    a, b, c, d, e, f = matrix
    part: list[tuple[float, float]] = []
    straight = True
    for command, values in _commands(data):
        if command in ("M", "S"):
            if straight:
                yield part
            part, straight = [], True
        if command in ("M", "L", "S"):
            x, y = values
            part.append(((a * x + c * y + e) * POINTS, (b * x + d * y + f) * POINTS))
        elif command == "C":
            part += part[:1]
        else:
            straight = False
    if straight:
        yield part


def _commands(data: str) -> Iterator[tuple[str, Sequence[float]]]:
    words = _COMMAND.findall(data)
    place = 0
    while place < len(words):
        count = _VALUES.get(words[place])
        values = [] if count is None else numbers(" ".join(words[place + 1 : place + 1 + count]))
        if count is None or len(values) != count:
            return
        yield words[place], values
        place += 1 + count
