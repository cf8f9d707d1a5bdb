"""Question sheets in: the rows of an .xlsx file as questions, each with its row number.

What offices do to a sheet does no harm: a title above the headers, columns of their own, moved columns,
empty rows, formulas (their last value counts), merged cells (the value stands in the first of them only).
"""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from corpus.errors import UsageError
from corpus.ingest import Progress
from corpus.why import why
from eval.questions import TOLD_EVERY, Question, parse_question, silent
from eval.rows import MalformedRow
from eval.sheet import COLUMNS, EXAMPLE, HEADERS, cell_text, in_headers, record_value

_HEADER_WITHIN = 10
_MANY_EMPTY = 1000
"""A sheet formatted to its last row goes on for a million rows; after so many empty ones it is over."""
_BROKEN = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, ParseError)

Row = Sequence[object]


def sheet_questions(path: Path, progress: Progress = silent) -> Iterator[tuple[int, Question | MalformedRow]]:
    """Give the questions of a sheet with their row numbers, and what is wrong for rows that are none.

    Args:
        path: the workbook.
        progress: told now and then of the row and of how many the sheet says it has.

    Raises:
        UsageError: the file cannot be read, is no workbook, or has no sheet with our headers.
    """
    try:
        yield from _questions(path, progress)
    except OSError as error:
        raise UsageError(f"读不了 {path}（{why(error)}）；请检查路径和权限。") from error
    except _BROKEN as error:
        raise UsageError(
            f"{path} 不是可用的 Excel 文件（可能有密码、已损坏，或只是改了后缀）；请用 Excel 另存为 .xlsx。"
        ) from error


def _questions(path: Path, progress: Progress) -> Iterator[tuple[int, Question | MalformedRow]]:
    # Read only and values only: memory stays flat, and formulas come as what they showed last.
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        missing: list[str] = []
        for sheet in book.worksheets:
            said = sheet.max_row or 0
            # Some programs write a wrong size, and rows beyond it would be lost.
            sheet.reset_dimensions()
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            places = _places(rows)
            lacking = [column.header for column in COLUMNS if column.required and column.header not in places]
            if places and not lacking:
                for number, row in _read(rows, places):
                    if number % TOLD_EVERY == 0:
                        progress(number, max(said, number))
                    yield number, row
                return
            missing = missing or lacking
        raise UsageError(
            f"{path} 里没有题集表（缺少列：{'、'.join(missing)}）；请用 zhengda eval template 的表样填写。"
        )
    finally:
        book.close()


def _places(rows: Iterator[tuple[int, Row]]) -> dict[str, int]:
    """Find the header row among the first rows; the iterator is left behind it."""
    for number, row in rows:
        found = {HEADERS[name].header: place for place, name in _names(row) if name in HEADERS}
        if len(found) > 1:
            return found
        if number >= _HEADER_WITHIN:
            break
    return {}


def _names(row: Row) -> Iterator[tuple[int, str]]:
    # From the right, so that of two columns with one header the first counts.
    for place in range(len(row) - 1, -1, -1):
        yield place, cell_text(row[place]).rstrip("*＊ ").strip()


def _read(
    rows: Iterator[tuple[int, Row]], places: Mapping[str, int]
) -> Iterator[tuple[int, Question | MalformedRow]]:
    empty = 0
    for number, row in rows:
        cells = {
            HEADERS[header].key: cell_text(row[place]) if place < len(row) else ""
            for header, place in places.items()
        }
        if not any(text for key, text in cells.items() if key != "remark"):
            empty += 1
            if empty > _MANY_EMPTY:
                return
            continue
        empty = 0
        if not cells.get("id", "").startswith(EXAMPLE):
            yield number, _question(cells)


def _question(cells: Mapping[str, str]) -> Question | MalformedRow:
    try:
        for key in ("question", "kind"):
            if not cells.get(key):
                raise MalformedRow(f"{key} 没有填（合并的单元格只有第一行有值，请取消合并后逐行填写）")
        kind = str(record_value("kind", cells["kind"], ""))
        record = {key: record_value(key, text, kind) for key, text in cells.items()}
        return parse_question({**record, "id": cells.get("id") or _stable_id(cells["question"])})
    except MalformedRow as error:
        return MalformedRow(in_headers(str(error)))


def _stable_id(question: str) -> str:
    return "x" + hashlib.sha256(question.encode()).hexdigest()[:10]
