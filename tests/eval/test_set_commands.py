import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from corpus.errors import UsageError
from corpus.store import Store
from eval.questions import load_questions
from eval.set_commands import SET_COMMANDS

SET = Path(__file__).parents[2] / "eval" / "sets" / "samples.jsonl"


@pytest.fixture
def zhengda(sample_settings, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(sample_settings.data_dir))
    monkeypatch.setenv("ZHENGDA_ENCODER", "none")
    group = click.Group("eval", commands=list(SET_COMMANDS))

    def call(*words, keys=None):
        return CliRunner().invoke(group, [str(word) for word in words], input=keys, catch_exceptions=False)

    return call


def test_the_template_is_written_once_and_only_overwritten_when_asked(zhengda, tmp_path):
    out = tmp_path / "题集.xlsx"
    done = zhengda("template", "--out", out)
    assert done.exit_code == 0
    assert f"zhengda eval check {out} " in done.stderr
    out.write_bytes(b"mine")
    with pytest.raises(UsageError, match="--force"):
        zhengda("template", "--out", out)
    assert out.read_bytes() == b"mine"
    assert zhengda("template", "--out", out, "--force").exit_code == 0
    assert out.read_bytes() != b"mine"


def test_check_exits_with_one_and_names_the_line_when_anything_is_wrong(zhengda, tmp_path):
    assert zhengda("check", SET).exit_code == 0
    lines = SET.read_text(encoding="utf-8").splitlines()
    wrong = json.dumps(json.loads(lines[0]) | {"id": "x", "kind": "poem"}, ensure_ascii=False)
    (tmp_path / "q.jsonl").write_text("\n".join([lines[0], wrong, lines[1]]), encoding="utf-8")
    done = zhengda("check", tmp_path / "q.jsonl")
    assert done.exit_code == 1
    assert "q.jsonl 第 2 行" in done.stdout
    assert "poem" in done.stdout


def test_check_as_json_is_one_object(zhengda):
    found = json.loads(zhengda("check", SET, "--json").stdout)
    assert found["problems"] == []
    assert found["questions"] == 112


def test_a_draft_is_reviewed_into_a_set_that_can_be_checked(zhengda, tmp_path):
    out, target = tmp_path / "草稿.jsonl", tmp_path / "题集.jsonl"
    zhengda("new", "--out", out, "--limit", 6)
    assert len(load_questions(out).questions) == 6
    keys = "a\nr\ns\ne\n问题\n换个问法行不行\n没有这列\n\na\nq\n"
    done = zhengda("accept", out, "--to", target, "--by", "张三", keys=keys)
    assert done.exit_code == 0
    assert "已收 2 题，不收 1 题，还有 3 题待审" in done.stderr
    accepted = load_questions(target).questions
    assert accepted[1].question == "换个问法行不行"
    assert {question.reviewed_by for question in accepted} == {"张三"}
    assert json.loads(zhengda("check", target, "--json").stdout)["version"] == 2
    with pytest.raises(UsageError, match="--force"):
        zhengda("new", "--out", out)


def test_a_wrong_key_is_told_and_a_broken_set_is_warned_of(zhengda, tmp_path):
    out, target = tmp_path / "草稿.jsonl", tmp_path / "题集.jsonl"
    zhengda("new", "--out", out, "--limit", 2)
    target.write_text("{\n", encoding="utf-8")
    with pytest.raises(UsageError, match="不能收进"):
        zhengda("accept", out, "--to", target, "--by", "张", keys="q\n")
    target.write_text(SET.read_text(encoding="utf-8").splitlines()[0] + "\n{\n", encoding="utf-8")
    done = zhengda("accept", out, "--to", target, "--by", "张", keys="x\na\nq\n")
    assert "没有“x”这个键" in done.stderr
    assert "Error" not in done.stderr
    assert "题集.jsonl 有 1 行不可用（第 2 行：" in done.stderr
    assert len(load_questions(target).questions) == 2


def test_accepting_shows_the_passage_and_stops_at_the_end_of_input(zhengda, tmp_path):
    out = tmp_path / "草稿.jsonl"
    zhengda("new", "--out", out, "--limit", 2)
    done = zhengda("accept", out, "--to", tmp_path / "s.jsonl", "--by", "张", keys="a\n")
    assert done.exit_code == 1
    assert "【" in done.stderr
    assert len(load_questions(tmp_path / "s.jsonl").questions) == 1


def test_a_draft_in_which_nothing_waits_says_so(zhengda, tmp_path):
    with pytest.raises(UsageError, match="没有待审的题"):
        zhengda("accept", SET, "--to", tmp_path / "s.jsonl")


def test_candidates_leave_out_what_a_set_holds(zhengda, tmp_path, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    from corpus.settings import load_settings

    store = Store.open(load_settings().store_path)
    for id, question in (("r1", "护照怎么补办"), ("r2", "地铁几点收班")):
        store.save_receipt(id, {"question": question, "status": "not_found", "citations": [], "receipt": id})
    store.close()
    known = tmp_path / "known.jsonl"
    row = {"id": "k", "kind": "none", "question": "地铁几点收班？", "answerable": False}
    known.write_text(json.dumps(row), encoding="utf-8")
    assert zhengda("candidates", "--out", tmp_path / "c.jsonl", "--known", known).exit_code == 0
    (line,) = (tmp_path / "c.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["question"] == "护照怎么补办"


def test_a_question_from_use_is_labelled_at_the_terminal_and_accepted(zhengda, tmp_path):
    out, target = tmp_path / "c.jsonl", tmp_path / "s.jsonl"
    row = {"id": "c1", "kind": None, "question": "护照怎么补办", "answerable": None, "state": "candidate"}
    out.write_text(json.dumps(row), encoding="utf-8")
    keys = "a\ne\n题型\n库里没有\n库里有无答案\n没有\n\na\n"
    done = zhengda("accept", out, "--to", target, "--by", "张", keys=keys)
    assert "还不能收下" in done.stderr
    assert "还差：库里有无答案" in done.stderr
    (question,) = load_questions(target).questions
    assert (question.kind, question.answerable, question.reviewed_by) == ("none", False, "张")


def test_an_empty_library_says_what_to_do(zhengda, tmp_path, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(tmp_path))
    with pytest.raises(UsageError, match="zhengda ingest"):
        zhengda("check", SET)
    with pytest.raises(UsageError, match=r"\.jsonl"):
        zhengda("new", "--out", tmp_path / "x.txt")
