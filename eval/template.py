"""The empty question sheet: headers, an example row, drop-down lists and a page of explanations."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from eval.sheet import ANSWERABLE, COLUMNS, EXAMPLE, HELP_SHEET, KINDS, PERSONAS, QUESTIONS_SHEET

_LAST_ROW = 2000
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_NEEDED = PatternFill("solid", fgColor="F8CBAD")
_GREY = Font(color="7F7F7F", italic=True)
_WRAP = Alignment(wrap_text=True, vertical="top")
_CHOICES = {
    "kind": tuple(KINDS.values()),
    "persona": tuple(PERSONAS.values()),
    "answerable": tuple(ANSWERABLE.values()),
}
_RULES = (
    "一题一行。橙色的列每题必填；有答案的题还要填通知文件和依据原文。",
    f"编号以“{EXAMPLE}”开头的行是样子，评测时略过。",
    "可以加自己的列、调换列的次序；不要改第一行的列名。不要合并单元格。",
    "公式可用，以保存时的值为准。",
    "填好后用 zhengda eval check 题集.xlsx 核对，用 zhengda eval run 题集.xlsx 评测。",
)


def template() -> bytes:
    """Make the workbook that `zhengda eval template` hands out."""
    book = Workbook()
    questions = book.create_sheet(QUESTIONS_SHEET, 0)
    book.remove(book.worksheets[1])
    _fill_questions(questions)
    _fill_help(book.create_sheet(HELP_SHEET))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill_questions(sheet: Worksheet) -> None:
    for place, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, column.header)
        head.font, head.fill = Font(bold=True), _NEEDED if column.required else _HEAD
        sheet.column_dimensions[letter].width = column.width
        # Numbers like 3-1 and file names must stay text, whatever Excel thinks of them.
        sheet.column_dimensions[letter].number_format = "@"
        example = sheet.cell(2, place, column.example)
        example.font, example.alignment = _GREY, _WRAP
        if column.key in _CHOICES:
            sheet.add_data_validation(_choice(column.header, _CHOICES[column.key], letter))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}1"


def _choice(header: str, labels: tuple[str, ...], letter: str) -> DataValidation:
    rule = DataValidation(
        type="list",
        formula1='"' + ",".join(labels) + '"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=header,
        error=f"请从下拉表中选：{'、'.join(labels)}。",
    )
    rule.add(f"{letter}2:{letter}{_LAST_ROW}")
    return rule


def _fill_help(sheet: Worksheet) -> None:
    rows = [("怎样填", ""), *((rule, "") for rule in _RULES), ("", ""), ("列", "填什么")]
    rows += [(column.header, column.hint) for column in COLUMNS]
    for number, (name, text) in enumerate(rows, 1):
        sheet.cell(number, 1, name)
        sheet.cell(number, 2, text).alignment = _WRAP
        if name in ("怎样填", "列"):
            sheet.cell(number, 1).font = sheet.cell(number, 2).font = Font(bold=True)
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 90
