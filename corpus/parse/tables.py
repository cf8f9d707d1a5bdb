"""Task tables laid out one cell a line: a tab begins a cell, an empty line ends a row."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import Folded, fold
from corpus.model import Span
from corpus.parse.lines import Line
from corpus.parse.outline import read_marker
from corpus.roles import LEAD, label_role

HEADING, NUMBER, REQUIREMENT, LIMIT = "heading", "number", "requirement", "limit"
_COLUMNS = (
    (NUMBER, re.compile("序号|编号|号|序")),
    (LIMIT, re.compile(".*(?:时限|时间|完成时|期限|进度|时间节点)(?:要求|节点|安排)?")),
    (REQUIREMENT, re.compile(".*(?:要求|内容|举措|措施|任务分解|具体任务|重点任务|工作目标|目标任务)")),
    (HEADING, re.compile(".*(?:任务|事项|项目|类别|名称|领域|分类|指标).*")),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its place in the stored text and its folded text."""

    span: Span
    folded: Folded

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A row that states a task.

    Attributes:
        path: headings that the row stands under, merged cells carried down.
        number: the clause's own number where it has one, else the row's.
        requirement: what is to be done, its number taken off.
        units: (role, cell) for each unit column, in printed order.
        limit: the cell of the limit column, None where the table has none.
    """

    path: tuple[str, ...]
    number: str | None
    requirement: Folded
    units: tuple[tuple[str, Folded], ...]
    limit: Folded | None
    span: Span


def read_tables(text: str, lines: Sequence[Line]) -> tuple[TaskRow, ...]:
    """Read every row that states a task out of the cell lines among `lines`."""
    rows = _rows(text, lines)
    found: list[TaskRow] = []
    header: list[str] | None = None
    pending: list[list[Cell]] = []
    for row in [*rows, None]:
        names = None if row is None else _header(row)
        if row is not None and names is None:
            pending.append(row)
            continue
        if header is not None:
            found += _read_rows(header, pending)
        header, pending = names or header, []
    return tuple(found)


def _rows(text: str, lines: Sequence[Line]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[]]
    start: int | None = None
    end = 0
    for line in [*lines, None]:
        if line is not None and line.in_table and not line.cell:
            end = line.span.end  # a hard line break inside the cell
            continue
        if start is not None:
            rows[-1].append(Cell(Span(start, end), fold(text, start, end)))
            start = None
        if line is not None and line.cell:
            start, end = line.span.start, line.span.end
        elif rows[-1]:
            rows.append([])
    return [row for row in rows if row]


def _header(row: Sequence[Cell]) -> list[str] | None:
    """Return the column kinds of a header row, None for any other row."""
    kinds = [_kind(cell.text) for cell in row if cell.text]
    if len(kinds) < 2 or None in kinds:
        return None
    named = [kind for kind in kinds if kind is not None]
    return named if any(label_role(cell.text) for cell in row) or LIMIT in named else None


def _kind(text: str) -> str | None:
    return label_role(text) or next((kind for kind, pattern in _COLUMNS if len(text) <= 12 and pattern.fullmatch(text)), None)


def _read_rows(header: list[str], rows: list[list[Cell]]) -> list[TaskRow]:
    if not rows:
        return []
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    columns = _spread(header, max(width, len(header)), rows)
    headings: list[str] = []
    units: dict[int, Folded] = {}
    found = []
    for row in rows:
        if len(row) < len(columns):
            # Rows cut short lose their merged cells on the left.
            row = [Cell(Span(row[0].span.start, row[0].span.start), Folded("", ()))] * (len(columns) - len(row)) + row
        headings = _carry(headings, [cell.text for kind, cell in zip(columns, row, strict=False) if kind == HEADING])
        task = _task(columns, row, tuple(heading for heading in headings if heading), units)
        if task is not None:
            found.append(task)
    return found


def _spread(header: list[str], width: int, rows: list[list[Cell]]) -> list[str]:
    """Give merged header cells the columns they span: the task heading spans what is left over."""
    slack = width - len(header)
    if REQUIREMENT not in header and HEADING in header:
        header = [*header]
        header[len(header) - 1 - header[::-1].index(HEADING)] = REQUIREMENT
    if slack <= 0:
        return header
    spanning = next((place for place, kind in enumerate(header) if kind == HEADING), header.index(REQUIREMENT) if REQUIREMENT in header else 0)
    columns = header[:spanning] + [HEADING] * slack + header[spanning:]
    return [_numbered(kind, [row[place] for row in rows if len(row) == width]) for place, kind in enumerate(columns)]


def _numbered(kind: str, cells: list[Cell]) -> str:
    """A column under a merged heading that holds nothing but figures is the item's number."""
    texts = [cell.text for cell in cells if cell.text]
    return NUMBER if kind == HEADING and texts and all(text.isdigit() for text in texts) else kind


def _carry(above: list[str], printed: list[str]) -> list[str]:
    """Rows under a merged cell inherit it; a new outer heading ends the inner ones."""
    carried: list[str] = []
    fresh = False
    for place, text in enumerate(printed):
        before = above[place] if place < len(above) else ""
        carried.append(text or ("" if fresh else before))
        fresh = fresh or (bool(text) and text != before)
    return carried


def _task(columns: list[str], row: list[Cell], path: tuple[str, ...], units: dict[int, Folded]) -> TaskRow | None:
    cells = [(place, kind, cell) for place, (kind, cell) in enumerate(zip(columns, row, strict=False))]
    requirement = next((cell for _, kind, cell in cells if kind == REQUIREMENT and cell.text), None)
    if requirement is None:
        return None
    marker = read_marker(requirement.folded)
    number = marker.printed if marker else next((cell.text for _, kind, cell in reversed(cells) if kind == NUMBER and cell.text), None)
    taken = marker.length if marker else 0
    first = next(cell for _, kind, cell in cells if cell is requirement or (kind == NUMBER and cell.text and not marker))
    return TaskRow(
        path=path,
        number=number,
        requirement=requirement.folded.between(taken, len(requirement.text)),
        units=_unit_cells(cells, units),
        limit=next((cell.folded for _, kind, cell in cells if kind == LIMIT), None),
        span=_printed(first, row[-1]),
    )


def _unit_cells(cells: list[tuple[int, str, Cell]], above: dict[int, Folded]) -> tuple[tuple[str, Folded], ...]:
    """Empty cells of a merged unit column inherit; an empty lead cell means no lead."""
    found = []
    for place, kind, cell in cells:
        if kind in (HEADING, NUMBER, REQUIREMENT, LIMIT):
            continue
        if cell.text:
            above[place] = cell.folded
        if cell.text or (kind != LEAD and place in above):
            found.append((kind, above[place]))
    return tuple(found)


def _printed(first: Cell, last: Cell) -> Span:
    start = first.folded.origin[0] if first.text else first.span.start
    end = last.folded.origin[-1] + 1 if last.text else last.span.end
    return Span(start, max(start, end))
