from datetime import date, datetime

import pytest
from openpyxl import Workbook

from corpus.errors import UsageError
from eval.questions import load_questions
from eval.sheet import COLUMNS

HEADERS = [column.header for column in COLUMNS]
GOOD = {
    "编号": 7, "题型": "问时限", "提问人": "公众", "问题": "什么时候公布？", "库里有无答案": "有",
    "通知文件": "a.txt", "依据原文": "公布清单、目录\n公布办法", "牵头单位": "县司法局、县财政局",
    "时限原文": "年底前",
    "截止日期": date(2021, 12, 31),
}  # fmt: skip


def sheet(path, *rows, above=(), headers=HEADERS):
    book = Workbook()
    page = book.active
    for line in (*above, headers, *([row.get(name) for name in headers] for row in rows)):
        page.append(list(line))
    book.save(path)
    return path


def test_a_row_is_the_same_question_as_its_line_would_be(tmp_path):
    (question,) = load_questions(sheet(tmp_path / "q.xlsx", GOOD)).questions
    assert (question.id, question.kind, question.persona) == ("7", "deadline", "public")
    assert question.evidence == ("公布清单、目录", "公布办法")
    assert question.lead_units == ("县司法局", "县财政局")
    assert question.responsible_units is None
    assert question.deadline_date == "2021-12-31"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"题型": "诗"}, "题型为“诗”"),
        ({"题型": None}, "题型 没有填"),
        ({"问题": None}, "问题 没有填"),
        ({"提问人": "猫"}, "提问人为“猫”"),
        ({"库里有无答案": "也许"}, "有或没有"),
        ({"库里有无答案": None}, "没有填"),
        ({"依据原文": None}, "依据原文"),
        ({"截止日期": "2021-02-30"}, "2021-02-30"),
        ({"编号": "1"}, "重复"),
    ],
)
def test_a_wrong_row_is_named_by_its_number_and_header_and_the_others_go_on(tmp_path, change, words):
    path = sheet(tmp_path / "q.xlsx", GOOD | {"编号": "1"}, {}, GOOD | change, GOOD | {"编号": "2"})
    asked = load_questions(path)
    assert [question.id for question in asked.questions] == ["1", "2"]
    (problem,) = asked.problems
    assert problem.line == 4
    assert words in str(problem)


DAYS = [datetime(2021, 12, 31), "2021-12-31", "2021/12/31", "2021年12月31日", "２０２１．１２．３１"]


@pytest.mark.parametrize("day", DAYS)
def test_a_day_may_be_written_in_any_usual_way(tmp_path, day):
    (question,) = load_questions(sheet(tmp_path / "q.xlsx", GOOD | {"截止日期": day})).questions
    assert question.deadline_date == "2021-12-31"


def test_a_list_is_answered_by_numbers_and_a_fact_by_its_words(tmp_path):
    rows = (
        GOOD | {"编号": "l", "题型": "问清单", "答案": "3、8"},
        GOOD | {"编号": "m", "题型": "问文件", "答案": "某政办发〔2021〕3号"},
    )
    asked = load_questions(sheet(tmp_path / "q.xlsx", *rows))
    assert [question.answer for question in asked.questions] == [("3", "8"), "某政办发〔2021〕3号"]


def test_title_rows_columns_of_ones_own_and_another_order_do_no_harm(tmp_path):
    headers = ["部门自用", *reversed(HEADERS)]
    path = sheet(tmp_path / "q.xlsx", GOOD, above=(["青石县题集"], []), headers=headers)
    asked = load_questions(path)
    assert (len(asked.questions), asked.problems, asked.lines) == (1, (), (4,))


def test_merged_cells_and_formulas_without_a_value_are_told_and_the_rest_goes_on(tmp_path):
    book = Workbook()
    page = book.active
    page.append(HEADERS)
    for number in ("1", "2", "3"):
        page.append([(GOOD | {"编号": number}).get(name) for name in HEADERS])
    page.merge_cells("D2:D3")
    page["N2"] = "=1+1"
    book.save(tmp_path / "q.xlsx")
    asked = load_questions(tmp_path / "q.xlsx")
    assert [question.id for question in asked.questions] == ["1", "3"]
    assert "合并" in str(asked.problems[0])


def test_a_row_without_a_number_gets_one_that_depends_on_its_words(tmp_path):
    rows = (GOOD | {"编号": None}, GOOD | {"编号": None, "问题": "何时？"})
    first = load_questions(sheet(tmp_path / "a.xlsx", *rows))
    again = load_questions(sheet(tmp_path / "b.xlsx", *reversed(rows)))
    assert {question.id for question in first.questions} == {question.id for question in again.questions}
    assert len(first.questions) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "问题,答案\n".encode("gbk")])
def test_a_file_that_is_no_workbook_says_so(tmp_path, content):
    path = tmp_path / "q.xlsx"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"q\.xlsx 不是可用的 Excel"):
        load_questions(path)


def test_a_workbook_without_our_columns_names_those_it_lacks(tmp_path):
    path = sheet(tmp_path / "q.xlsx", headers=["编号", "问题", "题型"])
    with pytest.raises(UsageError, match="库里有无答案"):
        load_questions(path)


def test_another_kind_of_sheet_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "q.csv").write_text("a,b", encoding="utf-8")
    with pytest.raises(UsageError, match=r"另存为 \.xlsx"):
        load_questions(tmp_path / "q.csv")


def test_a_long_sheet_is_told_of_while_it_is_read(tmp_path):
    told = []
    path = sheet(tmp_path / "q.xlsx", *({**GOOD, "编号": number} for number in range(600)))
    load_questions(path, lambda done, total: told.append((done, total)))
    assert told == [(500, 601)]
