"""Text tables for terminals, where a Chinese character is two columns wide."""

import unicodedata
from collections.abc import Sequence

_GAP = "  "
_LEAST = 4
_CLOSING = frozenset("，。、；：！？）》】〕”’…,.;:!?)")


def width(text: str) -> int:
    """Count the terminal columns a text takes."""
    return sum(_width(character) for character in text)


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most `columns` columns; at least one line, which may be empty."""
    lines, line, used = [], "", 0
    for character in " ".join(text.split()):
        wide = _width(character)
        if used + wide > columns and line:
            # A closing mark never begins a line: it takes the character before it along.
            keep = len(line) - (character in _CLOSING and len(line) > 1)
            lines.append(line[:keep])
            line = line[keep:]
            used = width(line)
        line, used = line + character, used + wide
    return [*lines, line] if line or not lines else lines


def grid(header: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> str:
    """Set a table in lines of at most `columns` columns.

    Args:
        header: names of the columns.
        rows: cells; longer ones are broken over several lines.
        columns: the terminal's width; a table of n columns never gets narrower than 6n.

    Returns:
        The lines, without a line break at the end.
    """
    table = [list(header), *[list(row) for row in rows]]
    widths = _share([max(map(width, column)) for column in zip(*table, strict=True)], columns)
    lines = [_row(table[0], widths), [_GAP.join("─" * wide for wide in widths)]]
    lines += [_row(row, widths) for row in table[1:]]
    return "\n".join(line for block in lines for line in block)


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [wrap(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped))
    padded = [lines + [""] * (height - len(lines)) for lines in wrapped]
    return [
        _GAP.join(
            line + " " * (wide - width(line)) for line, wide in zip(parts, widths, strict=True)
        ).rstrip()
        for parts in zip(*padded, strict=True)
    ]


def _share(wanted: list[int], columns: int) -> list[int]:
    """Give each column what it wants, the narrow ones first; the wide ones share what is left evenly."""
    left = columns - len(_GAP) * (len(wanted) - 1)
    given = [0] * len(wanted)
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    for done, place in enumerate(order):
        given[place] = max(_LEAST, min(wanted[place], left // (len(wanted) - done)))
        left -= given[place]
    return given


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
