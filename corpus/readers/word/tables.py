"""Tables of a docx as rows of cells, each once with the rows and columns that it spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from corpus.readers.office.ooxml import child, local, number, value

_TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_MOST_COLUMNS = 1000


@dataclass(slots=True)
class Placed:
    """A cell at its upper left place.

    Attributes:
        element: the `w:tc`; None for a place that a row leaves out (`w:gridBefore`).
        column: counted from 0.
        hidden: True where text stands in the cells that it was merged with, which nobody sees.
    """

    element: etree._Element | None
    column: int
    columns: int = 1
    rows: int = 1
    hidden: bool = False


def placed(table: etree._Element) -> list[list[Placed]]:
    """Place a table's cells; rows and cells that a tracked change deletes are left out."""
    rows: list[list[Placed]] = []
    merging: dict[int, Placed] = {}
    for row in parts(table, "tr"):
        if child(row, "trPr", "del") is None:
            cells, merging = _row(row, merging)
            rows.append(cells)
    return rows


def width(rows: Sequence[Sequence[Placed]]) -> int:
    """How many columns a table has."""
    return max((cell.column + cell.columns for row in rows for cell in row), default=0)


def parts(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Find rows or cells, content controls and tracked insertions around them looked through."""
    for part in element:
        if local(part) == name:
            yield part
        elif local(part) in _TRANSPARENT:
            yield from parts(part, name)


def _row(row: etree._Element, above: dict[int, Placed]) -> tuple[list[Placed], dict[int, Placed]]:
    cells: list[Placed] = []
    merging: dict[int, Placed] = {}
    column = _span(child(row, "trPr", "gridBefore"), 0)
    if column:
        cells.append(Placed(None, 0, column))
    for cell in parts(row, "tc"):
        properties = child(cell, "tcPr")
        if child(properties, "cellDel") is not None:
            continue
        columns = _span(child(properties, "gridSpan"), 1)
        if cells and value(child(properties, "hMerge")) == "continue":
            cells[-1].columns += columns
        else:
            _place(cell, Placed(cell, column, columns), cells, above, merging)
        column += columns
    return cells, merging


def _place(
    element: etree._Element,
    one: Placed,
    cells: list[Placed],
    above: dict[int, Placed],
    merging: dict[int, Placed],
) -> None:
    merge = child(element, "tcPr", "vMerge")
    upper = above.get(one.column) if merge is not None and value(merge) != "restart" else None
    if upper is None:
        cells.append(one)
    else:
        upper.rows += 1
        upper.hidden |= any((text.text or "").strip() for text in element.iter("{*}t"))
    if merge is not None:
        merging[one.column] = upper or one


def _span(element: etree._Element | None, least: int) -> int:
    return min(max(number(value(element), least), least), _MOST_COLUMNS)
