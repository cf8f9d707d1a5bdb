import json
import shutil
from datetime import UTC, datetime

import pytest

from corpus.errors import StoreError, UsageError
from eval.folder import RunFolder
from eval.register import Standing, new_folder, register, register_path, registered

FIRST, SECOND = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)


def made(path, **figures):
    folder = RunFolder.create(path)
    folder.write_metrics(figures)
    folder.write_environment({
        "commit": "abc", "code": "def", "variant": "whole",
        "settings": {"encoder": "none", "answer_threshold": 0.2, "port": 8000},
        "library": {"notices": 3, "sha256": "lib", "read": "x"}, "set": {"name": "q.jsonl", "sha256": "set"},
    })  # fmt: skip
    return folder


def test_a_run_is_found_again_with_all_that_it_was_made_with(tmp_path):
    folder = made(tmp_path / "run", mrr=0.5)
    register(tmp_path, folder, at=FIRST)
    (run,) = registered(tmp_path)
    assert (run.at, run.folder, run.standing) == (FIRST, folder.path, Standing.THERE)
    assert (run.set_name, run.set_sha256, run.library, run.notices) == ("q.jsonl", "set", "lib", 3)
    assert (run.commit, run.code, run.variant) == ("abc", "def", "whole")
    assert run.settings == {"encoder": "none", "answer_threshold": 0.2}
    assert run.figures == {"mrr": 0.5}


def test_runs_come_newest_first_whatever_the_order_of_lines(tmp_path):
    register(tmp_path, made(tmp_path / "b"), at=SECOND)
    register(tmp_path, made(tmp_path / "a"), at=FIRST, set_name="q.jsonl（five）")
    assert [run.set_name for run in registered(tmp_path)] == ["q.jsonl", "q.jsonl（five）"]


def test_a_line_cut_short_is_passed_over_and_the_next_run_is_not_lost(tmp_path):
    register(tmp_path, made(tmp_path / "a"), at=FIRST)
    whole = register_path(tmp_path).read_bytes()
    for end in range(len(whole)):
        register_path(tmp_path).write_bytes(whole + whole[:end])
        register(tmp_path, made(tmp_path / "b"), at=SECOND)
        assert [run.folder.name for run in registered(tmp_path) if run.at == SECOND] == ["b"]
        assert [run.at for run in registered(tmp_path)][-1] == FIRST


@pytest.mark.parametrize("line", ["[]", "{}", "null", '{"at": "x"}', "\udcff", "1e999", '{"folder": 1}'])
def test_what_is_no_run_is_passed_over(tmp_path, line):
    register(tmp_path, made(tmp_path / "a"), at=FIRST)
    with register_path(tmp_path).open("ab") as file:
        file.write(line.encode("utf-8", "surrogateescape") + b"\n")
    assert len(registered(tmp_path)) == 1


def test_a_run_whose_folder_is_gone_is_listed_with_its_figures(tmp_path):
    folder = made(tmp_path / "a", mrr=0.5)
    register(tmp_path, folder, at=FIRST)
    shutil.rmtree(folder.path)
    (run,) = registered(tmp_path)
    assert (run.standing, run.figures) == (Standing.GONE, {"mrr": 0.5})


def test_a_run_that_another_was_written_over_is_told_from_it(tmp_path):
    register(tmp_path, made(tmp_path / "a", mrr=0.5), at=FIRST)
    register(tmp_path, made(tmp_path / "a", mrr=0.7), at=SECOND)
    newer, older = registered(tmp_path)
    assert (newer.standing, newer.figures["mrr"]) == (Standing.THERE, 0.7)
    assert (older.standing, older.figures["mrr"]) == (Standing.REPLACED, 0.5)
    assert newer.id != older.id


def test_no_register_is_no_runs_and_no_run_is_not_registered(tmp_path):
    assert registered(tmp_path) == ()
    with pytest.raises(UsageError, match="zhengda eval run"):
        register(tmp_path, RunFolder(tmp_path / "nothing"), at=FIRST)
    assert registered(tmp_path) == ()


def test_a_register_that_cannot_be_written_says_that_the_run_is_safe(tmp_path):
    (tmp_path / "eval").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match="评测已完成"):
        register(tmp_path, made(tmp_path / "a"), at=FIRST)


def test_a_folder_is_made_up_from_set_and_time_and_never_taken_twice(tmp_path):
    first = new_folder(tmp_path, tmp_path / "题集.jsonl", FIRST)
    assert first == tmp_path / "eval" / "runs" / "题集-20260301-090000"
    first.mkdir(parents=True)
    assert new_folder(tmp_path, tmp_path / "题集.jsonl", FIRST).name == "题集-20260301-090000-2"


def test_the_register_is_json_a_line(tmp_path):
    register(tmp_path, made(tmp_path / "a"), at=FIRST)
    register(tmp_path, made(tmp_path / "b"), at=SECOND)
    rows = [json.loads(line) for line in register_path(tmp_path).read_text(encoding="utf-8").splitlines()]
    assert [row["at"] for row in rows] == [FIRST.isoformat(), SECOND.isoformat()]
