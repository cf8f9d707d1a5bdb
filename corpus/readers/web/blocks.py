"""A page's elements to its paragraphs and tables, in reading order."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from corpus.readers.web.numbers import NUMBERED, Counter
from corpus.readers.web.source import Element
from corpus.readers.web.spaces import flowing, lines, preformatted
from corpus.readers.web.style import HEADINGS, is_block, keeps_lines


@dataclass(frozen=True, slots=True)
class Para:
    """A line of running text, "" where the page leaves one empty."""

    text: str
    heading: bool = False

    @property
    def letters(self) -> int:
        """How many characters it holds."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell at its upper left place; `rows` and `columns` are how many it spans."""

    paragraphs: tuple[str, ...]
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """Its paragraphs on one line."""
        return " ".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: each row holds the cells that begin in it, with the column where each begins.

    Attributes:
        above: how many rows stand above these in the page's table: its title, which is read as lines.
    """

    rows: tuple[tuple[tuple[int, SheetCell], ...], ...]
    above: int = 0

    @property
    def letters(self) -> int:
        """How many characters it holds."""
        return sum(len(cell.text) for row in self.rows for _, cell in row)


Block = Para | Sheet
TableReader = Callable[[Element, AbstractSet[Element], int], list[Block]]
# Tables so deep in each other lay a page out; deeper ones are read as lines.
_DEEPEST = 20


def walk(
    root: Element, left_out: AbstractSet[Element], *, tables: bool = True
) -> Iterator[tuple[str, Element]]:
    """Yield (what, element) in reading order.

    What is "start", "end", "tail" (the text behind an element), or, with `tables`, "table" for one that is
    not gone into.
    """
    yield "start", root
    stack = [(root, iter(root))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
            if stack:
                yield "tail", element
        elif not isinstance(child.tag, str) or child in left_out:
            yield "tail", child
        elif tables and child.tag == "table":
            yield "table", child
            yield "tail", child
        else:
            stack.append((child, iter(child)))
            yield "start", child


@dataclass
class _Flow:
    """Text in the making."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    heading: bool = False
    number: str = ""
    kept: int = 0
    lists: list[Counter | None] = field(default_factory=list)

    def text(self, text: str | None) -> None:
        if text:
            self.parts.append(preformatted(text) if self.kept else flowing(text))

    def end(self) -> None:
        """End the line, and every hard line in it; &nbsp; alone is an empty line, source white space none."""
        text = "".join(self.parts).strip(" \v")
        self.parts = []
        # A break at the end of a paragraph shows nothing.
        printed = lines(text.removesuffix("\n")) if text else []
        for text in printed:
            if not text and (not self.blocks or self.blocks[-1] == Para("")):
                continue
            numbered = text and self.number and not NUMBERED.match(text)
            self.blocks.append(
                Para(self.number + text if numbered else text, heading=self.heading and bool(text))
            )
            self.number = "" if text else self.number


def read_blocks(
    root: Element, left_out: AbstractSet[Element], read_table: TableReader, depth: int = 0
) -> list[Block]:
    """Read what stands in an element, its tables by `read_table`.

    Args:
        root: the element.
        left_out: elements that are not read.
        read_table: called with a table, `left_out` and the depth of tables around it.
        depth: how many tables stand around the element.
    """
    flow = _Flow()
    for what, element in walk(root, left_out, tables=depth < _DEEPEST):
        if what == "tail":
            flow.text(element.tail)
        elif what == "table":
            flow.end()
            flow.blocks += read_table(element, left_out, depth + 1)
        elif what == "start":
            _begin(flow, element)
        else:
            _end(flow, element)
    flow.end()
    return flow.blocks


def _begin(flow: _Flow, element: Element) -> None:
    if is_block(element):
        flow.end()
    tag = element.tag
    if tag in HEADINGS:
        flow.heading = True
    elif tag in ("ol", "ul", "menu", "dir"):
        flow.lists.append(Counter(element) if tag == "ol" else None)
    elif tag == "li":
        flow.number = flow.lists[-1].number(element) if flow.lists and flow.lists[-1] else ""
    flow.kept += keeps_lines(element)
    before = {"br": "\n", "rt": "(", "q": "“"}.get(tag)
    if before:
        flow.parts.append(before)
    flow.text(element.text)


def _end(flow: _Flow, element: Element) -> None:
    tag = element.tag
    after = {"rt": ")", "q": "”"}.get(tag)
    if after:
        flow.parts.append(after)
    flow.kept -= keeps_lines(element)
    if is_block(element):
        flow.end()
    if tag in HEADINGS:
        flow.heading = False
    elif tag in ("ol", "ul", "menu", "dir") and flow.lists:
        flow.lists.pop()
    elif tag == "li":
        flow.number = ""
