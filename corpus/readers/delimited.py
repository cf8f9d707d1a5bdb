"""Delimited values (.csv, .tsv): one table, read with the standard library's csv.

Such a file looks like any text, so it is told by its shape alone, and in doubt it is plain text: nearly all
its records have the same three or more fields, all of them short, below a first record of names. Our
own layout of tables, in which a tab begins each cell on a line of its own, is never taken for one.

Not supported: several tables in one file, lines of prose above the table, decimal commas.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.errors import UndecodableFile
from corpus.fold import plain
from corpus.layout import DoubtKind, Format, Locator
from corpus.parse.columns import column_kind
from corpus.readers.cell_names import cell_name
from corpus.readers.draft import Draft, Fragment, TableCell
from corpus.readers.plain import PlainText
from corpus.readers.ports import Limits, Reading

_DELIMITERS = (",", "\t", ";")
_LEAST_ROWS, _LEAST_COLUMNS, _MOST_COLUMNS = 3, 3, 60
_MOST_ROWS = 50_000
_SAME_WIDTH = 0.9
# Records with one value, filled up with empty fields, that may stand above the names: a sheet's title.
_MOST_TITLES = 2
_LONGEST_NAME = 20
_LONGEST_FIELD, _LONG_FIELD, _MOST_LONG = 2000, 300, 0.2
_SAMPLE = 16_384
# What no name of a column has in it.
_NO_NAME = re.compile(r"[\d０-９，。！？!?：:；;、“”《》]|[一二三四五六七八九十]、")
_NAMES = re.compile(
    "姓名|名称|单位|部门|职务|电话|联系.*|日期|时间|地址|地点|金额|数量|类型|类别|内容|事项|文号|标题|编码|代码|状态"
)
# Excel writes it for itself.
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(?P<delimiter>[,;\t])\r?\n", re.I)

Record = list[str]


class Delimited:
    """Reads delimited values."""

    name = "CSV 表格"

    def accepts(self, data: bytes) -> bool:
        """Tell whether the bytes are delimited values beyond doubt; their beginning is looked at first."""
        if not PlainText().accepts(data) or _delimiter(_beginning(data), whole=len(data) <= _SAMPLE) is None:
            return False
        try:
            text, _ = PlainText().decode(data)
        except UndecodableFile:
            return False
        return _delimiter(text, whole=True) is not None

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read the table; see `Reader.read`."""
        text, encoding = PlainText().decode(data)
        draft = Draft(Format.CSV, limits)
        records = _records(text, _delimiter(text, whole=True) or _DELIMITERS[0])
        width = _width([record for _, record in records])
        kept = list(_within(draft, [(place, record) for place, record in records if any(record)]))
        titles = _titles([record for _, record in kept], width)
        for place, record in kept[:titles]:
            draft.paragraph(Fragment(text=record[0], locator=Locator(cell=cell_name(place, 0))))
        draft.table([[*_cells(record, place)] for place, record in kept[titles:]])
        return draft.reading(encoding)


def _within(draft: Draft, records: Sequence[tuple[int, Record]]) -> Iterator[tuple[int, Record]]:
    """Yield records up to the limits, and tell where they end."""
    letters = 0
    for count, (place, record) in enumerate(records):
        letters += sum(map(len, record))
        if count >= _MOST_ROWS or letters > draft.limits.letters:
            draft.doubt(DoubtKind.CUT_SHORT, f"表格太长，第 {place + 1} 行起没有读。请拆分文件后重新导入。")
            return
        yield place, record


def _cells(record: Record, place: int) -> Iterator[TableCell]:
    for column, text in enumerate(record):
        at = Locator(cell=cell_name(place, column))
        yield TableCell(paragraphs=tuple((Fragment(text=line, locator=at),) for line in text.splitlines()))


def _beginning(data: bytes) -> str:
    part = data[:_SAMPLE]
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return part.decode("utf-16", errors="ignore")
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError as error:
        # Cut inside a letter, it is still UTF-8.
        return part.decode("utf-8" if error.start >= len(part) - 3 else "gb18030", errors="ignore")


def _delimiter(text: str, *, whole: bool) -> str | None:
    """Return what parts the fields, None where the text is not of that shape.

    Args:
        text: the file's, or its beginning.
        whole: whether that is all of it; else the last record may be torn.
    """
    for delimiter in _DELIMITERS:
        if delimiter in text[:_SAMPLE]:
            records = [record for _, record in _records(text, delimiter)]
            if _is_table(records if whole else records[:-1]):
                return delimiter
    return None


def _records(text: str, delimiter: str) -> list[tuple[int, Record]]:
    """Cut a text into records with their place among the lines of a sheet; none where the quotes are torn."""
    match = _SEPARATOR_LINE.match(text)
    source = io.StringIO(text[match.end() :] if match else text.removeprefix("\ufeff"), newline="")
    reader = csv.reader(source, delimiter=match["delimiter"] if match else delimiter)
    try:
        return [(place, [field.strip() for field in record]) for place, record in enumerate(reader)]
    except csv.Error:
        return []


def _width(records: Sequence[Record]) -> int:
    counts = Counter(len(record) for record in records if any(record))
    return counts.most_common(1)[0][0] if counts else 0


def _titles(records: Sequence[Record], width: int) -> int:
    """How many records hold a title alone."""
    for place, record in enumerate(records[: _MOST_TITLES + 1]):
        if len(record) != width or not record[0] or any(record[1:]):
            return place
    return 0


def _is_table(records: Sequence[Record]) -> bool:
    printed = [record for record in records if any(record)]
    width = _width(printed)
    rows = printed[_titles(printed, width) :]
    if len(rows) < _LEAST_ROWS or not _LEAST_COLUMNS <= width <= _MOST_COLUMNS:
        return False
    same = sum(len(record) == width for record in rows)
    fields = [field for record in rows for field in record if field]
    long = sum(len(field) > _LONG_FIELD for field in fields)
    return (
        same >= len(rows) * _SAME_WIDTH
        and long <= len(fields) * _MOST_LONG
        and max(map(len, fields)) <= _LONGEST_FIELD
        and len(rows[0]) == width
        and _are_names(rows[0], rows[1:])
    )


def _are_names(names: Record, rows: Sequence[Record]) -> bool:
    """Tell a header from the first line of a list.

    All are short words without figures; and two of them are such as columns have, or a column below them
    holds nothing but figures.
    """
    if not all(name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name) for name in names):
        return False
    if len(set(names)) < len(names):
        return False
    known = sum(column_kind(plain(name)) is not None or _NAMES.fullmatch(name) is not None for name in names)
    return known >= 2 or any(_figures(rows, column) for column in range(len(names)))


def _figures(rows: Sequence[Record], column: int) -> bool:
    below = [record[column] for record in rows if column < len(record) and record[column]]
    return len(below) >= len(rows) / 2 and all(
        re.fullmatch(r"[\d.,:/年月日%+() -]*\d[\d.,:/年月日%+() -]*", text) for text in below
    )
