import io

from openpyxl import load_workbook

from eval.questions import load_questions
from eval.sheet import COLUMNS, HELP_SHEET, QUESTIONS_SHEET
from eval.template import template


def book():
    return load_workbook(io.BytesIO(template()))


def test_the_template_has_chinese_headers_a_frozen_first_row_and_widths():
    sheet = book()[QUESTIONS_SHEET]
    assert [cell.value for cell in sheet[1]] == [column.header for column in COLUMNS]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["D"].width == 44


def test_kind_persona_and_answerable_are_chosen_from_lists():
    rules = book()[QUESTIONS_SHEET].data_validations.dataValidation
    lists = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in rules}
    assert set(lists) == {"B", "C", "E"}
    assert "问单位" in lists["B"]
    assert "话务员" in lists["C"]
    assert lists["E"] == '"有,没有"'


def test_every_column_is_explained_on_the_second_sheet():
    rows = {row[0].value: row[1].value for row in book()[HELP_SHEET].iter_rows()}
    assert all(rows[column.header] for column in COLUMNS)


def test_a_row_filled_in_as_the_example_is_a_question_and_the_example_is_none(tmp_path):
    filled = book()
    sheet = filled[QUESTIONS_SHEET]
    for place, column in enumerate(COLUMNS, 1):
        sheet.cell(3, place, column.example)
    sheet.cell(3, 1, "q1")
    path = tmp_path / "题集.xlsx"
    filled.save(path)
    asked = load_questions(path)
    assert asked.problems == ()
    assert asked.lines == (3,)
    (question,) = asked.questions
    assert (question.kind, question.persona, question.answerable) == ("deadline", "public", True)
    assert question.responsible_units == ("县财政局", "县税务局")
    assert question.deadline_date == "2024-06-30"
