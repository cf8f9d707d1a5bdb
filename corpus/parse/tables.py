"""Rows of task tables to what they state: headings, number, requirement, units, limit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.fold import Folded
from corpus.layout import Table
from corpus.model import Span
from corpus.parse.columns import HEADING, LIMIT, NUMBER, REQUIREMENT, is_role, read_header, spread
from corpus.parse.grids import Cell, Grid, Row, empty_cell, read_barred, read_known, read_tabbed
from corpus.parse.lines import Line
from corpus.parse.outline import Marker, read_marker
from corpus.parse.run_together import read_run_together
from corpus.parse.stacked import read_stacked
from corpus.parse.tab_rows import read_tab_rows
from corpus.roles import LEAD, PERSON, unit_like


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A row that states a task.

    Attributes:
        path: headings that the row stands under, merged cells carried down.
        number: the clause's own number where it has one, else the row's.
        requirement: what is to be done, its number taken off.
        titled: the item's own heading, where it stands in a cell of its own.
        units: (role, cell) for each unit column, in printed order.
        limit: the cell of the limit column, None where the table has none.
    """

    path: tuple[str, ...]
    number: str | None
    requirement: Folded
    units: tuple[tuple[str, Folded], ...]
    limit: Folded | None
    span: Span
    titled: Folded | None = None


def read_grids(text: str, lines: Sequence[Line], tables: Sequence[Table] = ()) -> tuple[Grid, ...]:
    """Read the tables among `lines`, each layout by its reader, in printed order.

    Args:
        text: the stored text.
        lines: of one notice.
        tables: those of the whole text that the file's reader knew, if any.
    """
    grids = [
        *(read_known(text, lines, tables) if tables else (read_tabbed(text, lines),)),
        *read_barred(text, lines),
        *read_tab_rows(text, lines),
        *read_stacked(text, lines),
        *read_run_together(lines),
    ]
    printed = [grid for grid in grids if grid.rows]
    return tuple(sorted(printed, key=lambda grid: grid.rows[0][0].span))


def task_rows(grids: Sequence[Grid]) -> tuple[TaskRow, ...]:
    """Read every row that states a task out of the grids, in printed order."""
    return tuple(row for grid in grids for row in _read_grid(grid))


def has_tasks(grid: Grid) -> bool:
    """Tell whether a table has a header of a task table."""
    return any(read_header([cell.text for cell in row], exact=grid.exact) for row in grid.rows)


def _read_grid(grid: Grid) -> list[TaskRow]:
    found: list[TaskRow] = []
    header: list[str] | None = None
    pending: list[Row] = []
    for row in [*grid.rows, None]:
        names = None if row is None else read_header([cell.text for cell in row], exact=grid.exact)
        if row is not None and names is None:
            pending.append(row)
            continue
        if header is not None:
            found += _read_rows(header, pending, grid)
        header, pending = names or header, []
    return found


def _read_rows(header: list[str], rows: Sequence[Row], grid: Grid) -> list[TaskRow]:
    if not rows:
        return []
    width = max(Counter(len(row) for row in rows).most_common(1)[0][0], len(header))
    columns = spread(header, width, [[cell.text for cell in row] for row in rows if len(row) == width])
    section: tuple[Folded, ...] = ()
    headings: list[str] = []
    units: dict[int, Folded] = {}
    found: list[TaskRow] = []
    for printed in rows:
        if (title := _section(printed, exact=grid.exact)) is not None:
            section = _under(section, title)
            # No merged cell goes on across it.
            headings, units = [], {}
            continue
        row = aligned(printed, columns)
        titles = [cell.text for kind, cell in zip(columns, row, strict=False) if kind == HEADING]
        headings = _carry(headings if grid.merges or grid.exact else [], titles)
        above = [*(title.text for title in section), *headings]
        path = tuple(dict.fromkeys(heading for heading in above if heading))
        task = _task(columns, row, path, units, merges=grid.merges)
        if task is not None:
            found.append(task)
    return _joined(found) if grid.exact else found


def _section(row: Row, *, exact: bool) -> Folded | None:
    """Read a row that is nothing but the heading of those below it.

    Where merged cells are known it is one cell over all columns; else one cell with a section's number: 一、.
    """
    if exact:
        return row[0].folded if row[0].text and len({cell.span for cell in row}) == 1 else None
    printed = [cell for cell in row if cell.text]
    alone = len(printed) == 1 and _style(printed[0].folded) in ("cn", "cn_bracket")
    return printed[0].folded if alone else None


def _under(above: tuple[Folded, ...], title: Folded) -> tuple[Folded, ...]:
    """（一） stands under 一、 and beside the （一） before it; a heading without a number begins anew."""
    style = _style(title)
    styles = [_style(heading) for heading in above]
    kept = styles.index(style) if style in styles else len(above)
    return (*above[:kept], title) if style else (title,)


def _style(title: Folded) -> str | None:
    marker = read_marker(title)
    return marker.style if marker else None


def _joined(rows: Sequence[TaskRow]) -> list[TaskRow]:
    """Rows that share one merged requirement are one task with the units of them all."""
    found: list[TaskRow] = []
    for row in rows:
        if found and row.requirement.origin and row.requirement == found[-1].requirement:
            before = found[-1]
            more = tuple(cell for cell in row.units if cell not in before.units)
            span = Span(before.span.start, max(before.span.end, row.span.end))
            found[-1] = replace(before, units=before.units + more, span=span)
        else:
            found.append(row)
    return found


def aligned(row: Row, columns: Sequence[str]) -> Row:
    """Rows lose their merged cells on the left: cut short, or filled up with empty cells on the right."""
    shift = len(columns) - len(row)
    if shift > 0:
        return (*[empty_cell(row[0].span.start)] * shift, *row)
    spare = next((place for place, cell in enumerate(reversed(row)) if cell.text), 0)
    for shift in range(1, spare + 1):
        if _fits(moved := row[:-shift], columns[shift:]) and not _fits(row, columns):
            return (*[empty_cell(row[0].span.start)] * shift, *moved)
    return row


def _fits(row: Sequence[Cell], columns: Sequence[str]) -> bool:
    """Tell whether each cell could stand under its column: units under units, and something to be done."""
    pairs = [(cell, kind) for cell, kind in zip(row, columns, strict=False) if cell.text]
    required = [cell for cell, kind in pairs if kind == REQUIREMENT]
    return (
        bool(required)
        and not any(unit_like(cell.text) for cell in required)
        and all(unit_like(cell.text) for cell, kind in pairs if is_role(kind) and kind != PERSON)
    )


def _carry(above: list[str], printed: list[str]) -> list[str]:
    """Rows under a merged cell inherit it; a new outer heading ends the inner ones."""
    carried: list[str] = []
    fresh = False
    for place, text in enumerate(printed):
        before = above[place] if place < len(above) else ""
        carried.append(text or ("" if fresh else before))
        fresh = fresh or (bool(text) and text != before)
    return carried


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a row wants done: the words, their number, and the cell that the item begins with."""

    requirement: Folded
    number: str | None
    first: Cell


def _stated(columns: Sequence[str], row: Sequence[Cell]) -> _Stated | None:
    printed = [(kind, cell) for kind, cell in zip(columns, row, strict=False) if cell.text]
    required = next((cell for kind, cell in printed if kind == REQUIREMENT), None)
    figure = next((cell for kind, cell in reversed(printed) if kind == NUMBER), None)
    titled = next((cell for kind, cell in reversed(printed) if kind == HEADING and _number(cell)), None)
    if required is None and titled is not None:
        return _without_number(titled)
    if required is None:
        return None
    if _number(required) or figure is titled is None:
        return _without_number(required)
    if figure is not None:
        return _Stated(required.folded, figure.text, min(figure, required, key=lambda cell: cell.span))
    marker = _number(titled) if titled else None
    return _Stated(required.folded, marker.printed if marker else None, titled or required)


def _number(cell: Cell) -> Marker | None:
    """A heading's own number counts as the item's only in figures: 一、 and （一） number sections."""
    marker = read_marker(cell.folded)
    return marker if marker and marker.style.startswith("number") else None


def _without_number(cell: Cell) -> _Stated:
    marker = read_marker(cell.folded)
    taken = marker.length if marker else 0
    return _Stated(cell.folded.between(taken, len(cell.text)), marker.printed if marker else None, cell)


def _task(
    columns: Sequence[str], row: Row, path: tuple[str, ...], units: dict[int, Folded], *, merges: bool
) -> TaskRow | None:
    stated = _stated(columns, row)
    if stated is None:
        return None
    own = stated.first.text if _own(stated) else ""
    return TaskRow(
        path=tuple(heading for heading in path if heading != own),
        number=stated.number,
        requirement=stated.requirement,
        units=_unit_cells(columns, row, units if merges else {}),
        limit=next((cell.folded for kind, cell in zip(columns, row, strict=False) if kind == LIMIT), None),
        span=_printed(stated.first, row),
        titled=_titled(stated),
    )


def _titled(stated: _Stated) -> Folded | None:
    """2.按月公开收支情况 in a cell of its own may state the limit."""
    return stated.first.folded if _number(stated.first) and not _own(stated) else None


def _own(stated: _Stated) -> bool:
    return stated.requirement.text in stated.first.text


def _unit_cells(columns: Sequence[str], row: Row, above: dict[int, Folded]) -> tuple[tuple[str, Folded], ...]:
    """Empty cells of a merged unit column inherit; an empty lead cell means no lead."""
    found = []
    for place, (kind, cell) in enumerate(zip(columns, row, strict=False)):
        if not is_role(kind):
            continue
        if cell.text:
            above[place] = cell.folded
        if cell.text or (kind != LEAD and place in above):
            found.append((kind, above[place]))
    return tuple(found)


def _printed(first: Cell, row: Row) -> Span:
    """From the item's first letter to the last one printed in its row."""
    start = first.folded.origin[0]
    return Span(start, max(cell.folded.origin[-1] + 1 for cell in (first, *row) if cell.text))
