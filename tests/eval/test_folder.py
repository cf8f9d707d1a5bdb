import json

import pytest

from corpus.errors import UsageError
from eval.folder import RunFolder
from eval.respondent import Asked


def test_a_trec_line_has_six_words_whatever_the_names_hold(tmp_path):
    RunFolder(tmp_path).write_trec({"问 1": [("a b.txt:0-4", 2.5), ("c.txt:0-4", 1.0)]})
    lines = (tmp_path / "run.trec").read_text(encoding="utf-8").splitlines()
    assert lines == ["问_1 Q0 a_b.txt:0-4 1 2.500000 zhengda", "问_1 Q0 c.txt:0-4 2 1.000000 zhengda"]


def test_answers_are_on_disk_before_the_next_question_is_asked(tmp_path):
    folder = RunFolder(tmp_path)

    def answers():
        yield Asked({"id": "q1"}, {})
        assert json.loads((tmp_path / "answers.jsonl").read_text(encoding="utf-8")) == {"id": "q1"}
        yield Asked({"id": "q2"}, {})

    assert [row.answer["id"] for row in folder.keep_answers(answers())] == ["q1", "q2"]


def test_metrics_come_back_as_they_were_written(tmp_path):
    folder = RunFolder.create(tmp_path / "new" / "run")
    folder.write_metrics({"hit@1": 0.5})
    assert folder.read_metrics() == {"hit@1": 0.5}


@pytest.mark.parametrize("content", [None, "{", "[1]"])
def test_a_folder_without_a_usable_run_says_what_to_do(tmp_path, content):
    if content is not None:
        (tmp_path / "metrics.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="zhengda eval run"):
        RunFolder(tmp_path).read_metrics()


def test_a_folder_that_is_a_file_is_an_error_that_names_it(tmp_path):
    (tmp_path / "run").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="run"):
        RunFolder.create(tmp_path / "run")


def test_a_run_is_not_overwritten_unless_asked(tmp_path):
    RunFolder.fresh(tmp_path).write_metrics({"hit@1": 0.5})
    with pytest.raises(UsageError, match="--force"):
        RunFolder.fresh(tmp_path)
    assert RunFolder.fresh(tmp_path, force=True).read_metrics() == {"hit@1": 0.5}


def test_a_line_that_is_no_object_is_named_by_its_number(tmp_path):
    (tmp_path / "outcomes.jsonl").write_text('{"id": "q1"}\n[\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"outcomes\.jsonl 第 2 行"):
        RunFolder(tmp_path).read_lines("outcomes.jsonl")
