"""Outline numbering: which lines begin a section or an item, and what belongs under what.

Seen: 第X章 第X条 一、 （一） 1. 1、 （1） ①, with spaces inside (`( 三)`), numbering that runs on across
sections, that restarts in each, and that has gaps.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.fold import Folded
from corpus.numerals import NUMERAL, to_int
from corpus.parse.lines import Line

CIRCLED = "number_circled"
STYLES = (
    ("part", f"第({NUMERAL}{{1,3}})(?:编|部分)"),
    ("chapter", f"第({NUMERAL}{{1,3}}|\\d{{1,3}})章"),
    ("section", f"第({NUMERAL}{{1,3}}|\\d{{1,3}})节"),
    ("article", f"第({NUMERAL}{{1,4}}|\\d{{1,3}})条"),
    ("cn", f"({NUMERAL}{{1,3}})、"),
    ("cn_bracket", f"\\(({NUMERAL}{{1,3}})\\)"),
    ("number", r"(\d{1,3})[.、]"),
    ("number_bracket", r"\((\d{1,3})\)"),
    (CIRCLED, "([①-⑳])"),
)
_MARKERS = tuple((style, re.compile("#*" + pattern)) for style, pattern in STYLES)
# A number may be skipped (an item withdrawn, a page lost), but a jump is a figure in the text, not an item.
_GAP = 5


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the beginning of a line.

    Attributes:
        style: which of the numbering styles.
        value: the number; printed: as printed without brackets or dot (三, 28).
        length: how many folded characters the marker takes.
    """

    style: str
    value: int
    printed: str
    length: int


@dataclass(slots=True)
class Node:
    """A numbered piece: its marker, its own lines, and what stands under it.

    Attributes:
        first, last: half-open range of indexes into the part's lines, children not included.
    """

    marker: Marker
    first: int
    last: int
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    def ancestors(self) -> list["Node"]:
        """Return the nodes above, outermost first."""
        above: list[Node] = []
        node = self.parent
        while node is not None:
            above.insert(0, node)
            node = node.parent
        return above


def read_marker(line: Folded) -> Marker | None:
    """Read the outline number that a line begins with, None where there is none."""
    for style, pattern in _MARKERS:
        match = pattern.match(line.text)
        if match and not (style == "number" and decimal(line, match.end())):
            value = _value(match.group(1))
            return None if value is None else Marker(style, value, match.group(1), match.end())
    return None


def _value(printed: str) -> int | None:
    circled = ord(printed[0]) - ord("①") + 1
    return circled if 1 <= circled <= _LAST_CIRCLED else to_int(printed)


# ① to ⑳
_LAST_CIRCLED = 20


def decimal(line: Folded, place: int) -> bool:
    """Tell 6.2% from '1. 5月25日前': a figure right behind the dot, with no space between, is a decimal."""
    return (
        place < len(line.text)
        and line.text[place].isdigit()
        and line.origin[place] == line.origin[place - 1] + 1
    )


class _Sequence:
    """Decides whether a number carries on or begins a list, and where in the tree it stands."""

    def __init__(self) -> None:
        self.path: list[Node] = []
        self.last: dict[str, int] = {}

    def fits(self, marker: Marker, line: str) -> bool:
        if marker.style == CIRCLED and not self._own_units(marker, line):
            return False
        step = marker.value - self.last.get(marker.style, 0)
        return marker.value == 1 or 0 < step <= _GAP

    def _own_units(self, marker: Marker, line: str) -> bool:
        """①…(县司法局) is a point; where ① ends otherwise the list is one point's, units and all."""
        if marker.value == 1:
            self.last[CIRCLED] = 0
            return line.endswith(")")
        return self.last.get(CIRCLED, 0) > 0

    def place(self, node: Node) -> None:
        styles = [above.marker.style for above in self.path]
        if node.marker.style in styles:
            del self.path[styles.index(node.marker.style) :]
        node.parent = self.path[-1] if self.path else None
        if node.parent is not None:
            node.parent.children.append(node)
        self.path.append(node)
        self.last[node.marker.style] = node.marker.value


def read_outline(lines: Sequence[Line]) -> list[Node]:
    """Return every numbered piece of the lines in printed order; table cells are left out."""
    sequence = _Sequence()
    nodes: list[Node] = []
    for position, line in enumerate(lines):
        marker = None if line.in_table else read_marker(line.folded)
        if marker is None or not sequence.fits(marker, line.text):
            continue
        if nodes:
            nodes[-1].last = position
        node = Node(marker, position, len(lines))
        sequence.place(node)
        nodes.append(node)
    return nodes


_SENTENCE_END = re.compile(r"[。!?;]|(?<=[一-龥)\"])\.(?!\d)")
_LONGEST_HEADING = 60


def heading(text: str) -> str:
    """Return the heading of a numbered piece: up to the first full stop, the stop not included.

    '1. 全面公开各类规划信息。县级以上…' -> '1.全面公开各类规划信息'.
    """
    match = _SENTENCE_END.search(text)
    return text[: match.start() if match else None][:_LONGEST_HEADING]
