import pytest

from corpus.errors import UsageError
from qa.question_file import Asked, read_questions


@pytest.fixture
def written(tmp_path):
    def write(content, encoding="utf-8"):
        path = tmp_path / "q.jsonl"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def test_questions_keep_their_ids_and_empty_lines_are_passed_over(written):
    path = written('{"id": "a", "question": "甲"}\n\n{"id": 7, "question": "乙"}\n{"question": "丙"}\n')
    assert read_questions(path).questions == (
        Asked(question="甲", id="a"),
        Asked(question="乙", id="7"),
        Asked(question="丙"),
    )
    assert read_questions(path).problems == ()


def test_a_question_may_go_on_from_an_earlier_line(written):
    read = read_questions(written('{"id": 1, "question": "甲"}\n{"id": 2, "question": "乙", "after": 1}\n'))
    assert [asked.after for asked in read.questions] == [None, "1"]
    assert read.problems == ()


def test_a_line_that_goes_on_from_none_is_reported_and_still_asked(written):
    read = read_questions(written('{"id": 2, "question": "乙", "after": 9}\n{"id": 9, "question": "甲"}\n'))
    assert len(read.questions) == 2
    (problem,) = read.problems
    assert "第 1 行" in problem
    assert "9" in problem


@pytest.mark.parametrize(
    "line", ["不是 JSON", "[]", '"文字"', "{}", '{"question": 5}', '{"question": null}', "{"]
)
def test_a_bad_line_is_reported_by_number_and_the_others_go_on(line, written):
    read = read_questions(written(f'{{"question": "甲"}}\n{line}\n{{"question": "乙"}}'))
    assert [asked.question for asked in read.questions] == ["甲", "乙"]
    (problem,) = read.problems
    assert "第 2 行" in problem


def test_a_byte_order_mark_is_read_over(written):
    assert read_questions(written('{"question": "甲"}', "utf-8-sig")).questions[0].question == "甲"


def test_a_question_may_hold_a_line_separator(written):
    read = read_questions(written('{"question": "甲\u2028乙"}\n'))
    assert [asked.question for asked in read.questions] == ["甲\u2028乙"]


def test_half_a_surrogate_pair_is_read_as_a_question_mark(written):
    read = read_questions(written('{"id": "\\udfff", "question": "甲\\ud800乙"}'))
    assert read.questions == (Asked(question="甲?乙", id="?"),)


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "没有问题"), ("坏\n", "没有问题"), ('{"question": "甲"}'.encode("gb18030"), "不是 UTF-8")],
)
def test_a_file_that_cannot_be_used_is_an_error(content, message, written):
    with pytest.raises(UsageError, match=message):
        read_questions(written(content))


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="读不出来"):
        read_questions(tmp_path / "none.jsonl")
