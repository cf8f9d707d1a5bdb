"""The physical lines of a document, folded once."""

from dataclasses import dataclass

from corpus.fold import Folded, fold
from corpus.model import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    Attributes:
        span: its place in the stored text, without the line break.
        folded: its text without white space.
        cell: True where it begins with a tab: a table cell on a line of its own.
        in_table: True for a cell and for the lines that a hard break inside a cell leaves behind it.
        row: True where tabs stand between what is printed on it.
    """

    span: Span
    folded: Folded
    cell: bool
    in_table: bool
    row: bool = False

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    @property
    def blank(self) -> bool:
        """True where nothing is printed and no cell begins."""
        return not self.folded.text and not self.cell


def split_lines(text: str, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """Split `text[start:end]` at line breaks of any kind."""
    stop = len(text) if end is None else end
    lines: list[Line] = []
    place = start
    for piece in text[start:stop].splitlines(keepends=True):
        body = piece.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        row = "\t" in body.strip()
        # A tab before the only cell of a line; a line of several is a row.
        folded, cell = fold(text, place, place + len(body)), body.startswith("\t") and not row
        broken = bool(folded.text) and bool(lines) and lines[-1].in_table
        lines.append(Line(Span(place, place + len(body)), folded, cell, cell or broken, row))
        place += len(piece)
    return tuple(lines)
