from pathlib import Path

import pytest

from corpus.errors import UsageError
from eval.folder import RunFolder
from eval.origin import Origin


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def test_a_trec_line_has_six_words_whatever_the_names_hold(tmp_path):
    with RunFolder(tmp_path).growing() as files:
        files.rank("问 1", [("a b.txt:0-4", 2.5), ("c.txt:0-4", 1.0)])
    assert lines(tmp_path / "run.trec") == [
        "问_1 Q0 a_b.txt:0-4 1 2.500000 zhengda",
        "问_1 Q0 c.txt:0-4 2 1.000000 zhengda",
    ]


def test_all_that_came_of_an_answer_is_on_disk_before_the_next_question_is_asked(tmp_path):
    with RunFolder(tmp_path).growing() as files:
        files.answer({"id": "q1"})
        files.outcome({"id": "q1"})
        files.miss({"id": "q1"})
        files.rank("q1", [("d", 1.0)])
        for name in ("answers.jsonl", "outcomes.jsonl", "misses.jsonl", "run.trec"):
            assert len(lines(tmp_path / name)) == 1
    assert list(RunFolder(tmp_path).read_lines("answers.jsonl")) == [{"id": "q1"}]


def test_a_run_that_is_cut_short_does_not_keep_the_figures_of_the_one_before(tmp_path):
    folder = RunFolder(tmp_path)
    folder.write_metrics({"hit@1": 0.5})
    with folder.growing() as files:
        files.answer({"id": "q1"})
    with pytest.raises(UsageError, match=r"metrics\.json"):
        folder.read_metrics()
    with pytest.raises(UsageError, match="没有动它"):
        RunFolder.fresh(tmp_path)
    # A run of ours that was cut short says what it was asked, and may be begun again.
    Origin.of(Path(__file__)).write(tmp_path)
    assert RunFolder.fresh(tmp_path) == folder


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
        list(RunFolder(tmp_path).read_lines("outcomes.jsonl"))
