import json

import pytest

from corpus.errors import UsageError
from eval.question_file import question_record
from eval.questions import Kind, load_questions, parse_question
from eval.rows import MalformedRow

GOOD = {
    "id": "a1", "kind": "unit", "persona": "public", "question": "谁牵头？", "notices": ["a.txt"],
    "evidence": ["公开目录"], "lead_units": ["县司法局"], "responsible_units": None, "deadline": "年底前",
    "deadline_date": "2021-12-31", "answer": None, "answerable": True,
}  # fmt: skip


def write(path, *rows):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_whole_row_is_read_key_by_key(tmp_path):
    (question,) = load_questions(write(tmp_path / "q.jsonl", GOOD)).questions
    assert (question.id, question.kind, question.answerable) == ("a1", Kind.UNIT, True)
    assert question.lead_units == ("县司法局",)
    assert question.responsible_units is None
    assert question.deadline_date == "2021-12-31"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"id": ""}, "id"),
        ({"question": None}, "question"),
        ({"kind": "poem"}, "poem"),
        ({"answerable": "yes"}, "answerable"),
        ({"evidence": []}, "evidence"),
        ({"evidence": "公开目录"}, "evidence"),
        ({"lead_units": [1]}, "lead_units"),
        ({"deadline_date": "2021-13-01"}, "2021-13-01"),
        ({"kind": "list", "answer": "21"}, "answer"),
        ({"id": "a0"}, "a0"),
        ({"deadline_date": "2021-02-30"}, "没有这一天"),
        ({"state": "perhaps"}, "perhaps"),
        ({"question": "\ud800"}, "UTF-8"),
    ],
)
def test_a_wrong_row_is_reported_by_line_and_key_and_the_others_go_on(tmp_path, change, word):
    path = write(tmp_path / "q.jsonl", GOOD | {"id": "a0"}, "", GOOD | change, GOOD | {"id": "a2"})
    asked = load_questions(path)
    assert [question.id for question in asked.questions] == ["a0", "a2"]
    (problem,) = asked.problems
    assert problem.line == 3
    assert word in str(problem)
    assert "第 3 行" in str(problem)


def test_a_line_that_is_no_utf_8_is_left_out_and_the_others_go_on(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_bytes("谁？\n".encode("gbk") + json.dumps(GOOD).encode())
    asked = load_questions(path)
    assert [problem.line for problem in asked.problems] == [1]
    assert "UTF-8" in str(asked.problems[0])
    assert asked.lines == (2,)


@pytest.mark.parametrize("line", ["{", "[]", '"text"', "{}", "[" * 100_000, '{"id": ' + "1" * 5000 + "}"])
def test_a_line_that_is_no_object_is_a_problem_not_a_crash(tmp_path, line):
    asked = load_questions(write(tmp_path / "q.jsonl", line, GOOD))
    assert [problem.line for problem in asked.problems] == [1]
    assert len(asked.questions) == 1


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n\r\n")
    asked = load_questions(path)
    assert (len(asked.questions), asked.problems) == (1, ())


@pytest.mark.parametrize("content", [b"", b"{}\n", "不是 UTF-8".encode("gbk")])
def test_a_file_without_one_usable_question_is_an_error_that_names_it(tmp_path, content):
    path = tmp_path / "q.jsonl"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"q\.jsonl"):
        load_questions(path)


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(UsageError, match=r"none\.jsonl"):
        load_questions(tmp_path / "none.jsonl")


def test_every_question_set_of_the_project_is_whole():
    from pathlib import Path

    sets = sorted((Path(__file__).parents[2] / "eval" / "sets").glob("*.jsonl"))
    assert sets
    for path in sets:
        assert load_questions(path).problems == (), path.name


def test_a_long_file_is_told_of_while_it_is_read(tmp_path):
    told = []
    row = {"id": "q", "kind": "none", "question": "问", "answerable": False}
    lines = [json.dumps({**row, "id": f"q{number}"}) for number in range(1200)]
    (tmp_path / "q.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    load_questions(tmp_path / "q.jsonl", lambda done, total: told.append((done, total)))
    assert told == [(500, 1200), (1000, 1200)]


def test_a_question_is_asked_on_from_an_earlier_row_alone(tmp_path):
    rows = (GOOD, GOOD | {"id": "a2", "after": "a1"}, GOOD | {"id": "a3", "after": "a4"}, GOOD | {"id": "a4"})
    found = load_questions(write(tmp_path / "q.jsonl", *rows))
    assert [(row.id, row.after) for row in found.questions] == [("a1", None), ("a2", "a1"), ("a4", None)]
    assert [problem.line for problem in found.problems] == [3]
    assert "a4" in found.problems[0].message


def test_what_a_question_is_asked_after_is_written_out_again():
    row = parse_question(GOOD | {"after": "a0"})
    assert question_record(row)["after"] == "a0"
    assert "after" not in question_record(parse_question(GOOD))


def test_the_reasons_of_a_refusal_are_those_of_the_contract():
    row = GOOD | {"reasons": ["unclear", "out_of_scope"]}
    assert question_record(parse_question(row))["reasons"] == ["unclear", "out_of_scope"]
    assert "reasons" not in question_record(parse_question(GOOD))
    with pytest.raises(MalformedRow, match="busy"):
        parse_question(GOOD | {"reasons": ["busy"]})
