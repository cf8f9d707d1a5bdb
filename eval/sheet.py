"""The sheet that an office keeps its questions in: what its columns are, and what may stand in a cell."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from eval.questions import Kind
from eval.rows import MalformedRow

QUESTIONS_SHEET = "题集"
HELP_SHEET = "填写说明"
EXAMPLE = "示例"
"""Rows whose number begins so are examples and are passed over."""

KINDS = {
    Kind.UNIT: "问单位", Kind.DEADLINE: "问时限", Kind.PASSAGE: "问内容", Kind.META: "问文件",
    Kind.STATUS: "问效力", Kind.LIST: "问清单", Kind.NONE: "库里没有",
}  # fmt: skip
PERSONAS = {"public": "公众", "staff": "工作人员", "operator": "话务员"}
ANSWERABLE = {True: "有", False: "没有"}

_YES = frozenset({"有", "是", "能", "对", "true", "1", "yes", "√"})
_NO = frozenset({"没有", "无", "否", "不能", "错", "false", "0", "no", "×"})
# Evidence holds 、 and ； of its own.
_LINES = re.compile(r"[\n|｜]+")
_NAMES = re.compile(r"[\n|｜、,，;；]+")
_DAY = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the sheet.

    Attributes:
        key: of the question's record.
        header: as it stands in the first row.
        width: in characters.
        hint: what to put in, for the page of explanations.
        example: what stands in the example row.
        required: whether a sheet without the column is none of ours.
    """

    key: str
    header: str
    width: int
    hint: str
    example: str = ""
    required: bool = False


COLUMNS = (
    Column(
        key="id", header="编号", width=10, example=f"{EXAMPLE}1",
        hint="每题一个，不重复；不填则由问题的文字生成。",
    ),
    Column(
        key="kind", header="题型", width=10, required=True, example=KINDS[Kind.DEADLINE],
        hint="从下拉表中选：" + "、".join(KINDS.values()) + "。",
    ),
    Column(key="persona", header="提问人", width=10, hint="公众、工作人员或话务员；可不填。", example="公众"),
    Column(
        key="question", header="问题", width=44, required=True, hint="照实际会问的话写，一题一行。",
        example="青石县的惠企政策清单什么时候公布？",
    ),
    Column(
        key="answerable", header="库里有无答案", width=12, required=True, example="有",
        hint="有或没有。没有：应当拒答，后面各列留空。",
    ),
    Column(
        key="notices", header="通知文件", width=26, example="qingshi-2024.txt",
        hint="读入时的文件名；几份用顿号或换行分开。有答案的题必填。",
    ),
    Column(
        key="evidence", header="依据原文", width=36, example="公布惠企政策清单",
        hint="从通知里照抄能认出那一条的几个字（6 至 30 字）；几处任一处即可的，用换行分开。有答案的题必填。",
    ),
    Column(
        key="lead_units", header="牵头单位", width=24, example="县工业和信息化局",
        hint="照通知写，几个用顿号分开；通知没写牵头单位就留空。",
    ),
    Column(
        key="responsible_units", header="责任单位", width=24, example="县财政局、县税务局",
        hint="照通知写，几个用顿号分开；留空则不考这一项。",
    ),
    Column(key="deadline", header="时限原文", width=14, hint="照通知抄时限的字样。", example="6月底前"),
    Column(
        key="deadline_date", header="截止日期", width=14, example="2024-06-30",
        hint="最后一天，写作 2024-06-30，或用 Excel 的日期。",
    ),
    Column(
        key="answer", header="答案", width=24,
        hint="问文件、问效力：回答里必须出现的字（文号、电话、废止……）。问清单：条目编号，用顿号分开。",
    ),
    Column(
        key="remark", header="备注", width=20, hint="给自己看的，评测不用。", example="这一行是样子，不计入",
    ),
)  # fmt: skip
HEADERS = {column.header: column for column in COLUMNS}
_LISTS = {"evidence": _LINES, "notices": _NAMES, "lead_units": _NAMES, "responsible_units": _NAMES}
_CODES = {
    "kind": ("题型", {label: code.value for code, label in KINDS.items()}),
    "persona": ("提问人", {label: code for code, label in PERSONAS.items()}),
}


def cell_text(value: object) -> str:
    """Return what a cell shows, trimmed: 3.0 is 3, a date is 2021-12-31, an empty cell is ""."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    # Excel keeps a forced line break of old files as _x000D_.
    return str(value).replace("_x000D_", "").strip()


def record_value(key: str, text: str, kind: str) -> object:
    """Turn the text of a cell into the value a question's record has under a key.

    Args:
        key: of the record.
        text: as `cell_text` gives it.
        kind: the record's kind, since a list is answered by several numbers.

    Returns:
        None for an empty cell.

    Raises:
        MalformedRow: the cell is none of what the column takes; the message names it in Chinese.
    """
    if key == "answerable":
        return _answerable(text)
    if not text:
        return None
    if key in _CODES:
        return _code(text, *_CODES[key])
    if key in _LISTS or (key == "answer" and kind == Kind.LIST):
        return [part.strip() for part in _LISTS.get(key, _NAMES).split(text) if part.strip()]
    return _day(text) if key == "deadline_date" else text


def field_text(record: Mapping[str, object], key: str, between: str = "｜") -> str:
    """Return what a sheet would show under a column; the reverse of `record_value`.

    Args:
        record: of a question, or of one whose labels are None still.
        key: of the record.
        between: set between the parts of a list.
    """
    value = record.get(key)
    match value:
        case None:
            return ""
        case bool():
            return ANSWERABLE[value]
        case list() | tuple():
            return between.join(map(str, value))
    return _NAMED.get(key, {}).get(str(value), str(value))


def in_headers(message: str) -> str:
    """Put the headers of the sheet where a message names keys of the record: evidence -> 依据原文."""
    return _KEYS.sub(lambda match: _HEADER_OF[match.group()], message)


_NAMED: Mapping[str, Mapping[str, str]] = {
    "kind": {code.value: name for code, name in KINDS.items()},
    "persona": PERSONAS,
}
_HEADER_OF = {column.key: column.header for column in COLUMNS}
_KEYS = re.compile(r"(?<![a-z_])(?:" + "|".join(sorted(_HEADER_OF, key=len, reverse=True)) + r")(?![a-z_])")


def _answerable(text: str) -> bool:
    folded = unicodedata.normalize("NFKC", text).lower()
    if folded in _YES or folded in _NO:
        return folded in _YES
    given = f"为“{text}”" if text else "没有填"
    raise MalformedRow(f"库里有无答案{given}，应填有或没有")


def _code(text: str, header: str, codes: dict[str, str]) -> str:
    folded = unicodedata.normalize("NFKC", text)
    if folded.lower() in codes.values():
        return folded.lower()
    if folded not in codes:
        raise MalformedRow(f"{header}为“{text}”，应是 {'、'.join(codes)} 之一")
    return codes[folded]


def _day(text: str) -> str:
    match = _DAY.match(unicodedata.normalize("NFKC", text))
    try:
        return date(*map(int, match.groups())).isoformat() if match else date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise MalformedRow(f"截止日期为“{text}”，没有这一天；应写作 2021-12-31") from error
