import json

import pytest
from click.testing import CliRunner

from corpus.errors import UsageError
from corpus.settings import Settings, command_line
from index import open_index, upkeep
from qa.commands import ask, receipt
from tests.index.served import held_server
from tests.qa.conftest import filled
from tests.qa.test_bad_input import BAD

ASKED = "清禾市公开教育入学信息由谁牵头？"


@pytest.fixture
def run(sample_settings, sample_store, tmp_path, monkeypatch):
    """Run a command over the sample library (or another data folder)."""
    assert sample_store.notices()
    monkeypatch.chdir(tmp_path)

    def invoke(command, *arguments, data=sample_settings.data_dir):
        with command_line(data_dir=data, encoder="none"):
            return CliRunner().invoke(command, arguments)

    return invoke


def test_a_question_is_answered_for_people(run):
    result = run(ask, ASKED)
    assert result.exit_code == 0
    assert result.stdout.startswith("牵头单位：市教育局；责任单位：各县（区）人民政府。")
    assert "回执 r" in result.stdout


def test_a_question_is_answered_for_programs(run):
    result = run(ask, ASKED, "--json")
    record = json.loads(result.stdout)
    assert record["fields"]["lead_units"] == ["市教育局"]
    assert record["citations"][0]["n"] == 1


def test_a_region_can_be_chosen_beside_the_question(run):
    record = json.loads(run(ask, "公开惠农补贴由谁负责", "--json", "--region", "云岭省").stdout)
    assert record["citations"][0]["notice"]["region"] == "云岭省"


def test_a_file_of_questions_is_answered_line_by_line_with_its_ids(run, tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text(f'{{"id": "a", "question": "{ASKED}"}}\n{{"question": "文号"}}\n', encoding="utf-8")
    result = run(ask, "--questions", str(path))
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [record["id"] for record in records] == ["a", None]
    assert records[0]["status"] == "answered"


def test_a_line_can_go_on_from_an_earlier_one(run, tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text(
        '{"id": "1", "question": "清禾市2023年网站适老化由谁牵头"}\n'
        '{"id": "2", "question": "清禾市2023年业务培训由谁牵头"}\n'
        '{"id": "3", "question": "那什么时候完成？", "after": "1"}\n',
        encoding="utf-8",
    )
    records = [json.loads(line) for line in run(ask, "--questions", str(path)).stdout.splitlines()]
    assert records[2]["fields"]["deadline"]["due"] == "2023-11-15"


def test_a_question_can_go_on_from_a_receipt(run):
    first = json.loads(run(ask, "清禾市2023年网站适老化由谁牵头", "--json").stdout)
    then = json.loads(run(ask, "那什么时候完成？", "--json", "--after", first["receipt"]).stdout)
    assert then["fields"]["deadline"]["due"] == "2023-11-15"


def test_a_bad_line_is_reported_and_the_others_are_answered(run, tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text(f'坏\n{{"id": "a", "question": "{ASKED}"}}\n', encoding="utf-8")
    result = run(ask, "--questions", str(path))
    assert result.exit_code == 1
    assert "第 1 行" in result.stderr
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a"]


def error_of(result):
    assert isinstance(result.exception, UsageError)
    assert result.exception.exit_code == 2
    return str(result.exception)


def test_a_file_that_is_not_there_is_a_wrong_call(run, tmp_path):
    assert "读不出来" in error_of(run(ask, "--questions", str(tmp_path / "none.jsonl")))


def test_a_question_and_a_file_or_neither_is_a_wrong_call(run, tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "甲"}', encoding="utf-8")
    assert "请给出一个问题" in error_of(run(ask))
    assert "请给出一个问题" in error_of(run(ask, ASKED, "--questions", str(path)))


def test_an_empty_library_is_told_how_to_fill_it(run, tmp_path):
    assert "zhengda ingest" in error_of(run(ask, ASKED, data=tmp_path / "none"))


@pytest.mark.parametrize("question", BAD.values(), ids=BAD.keys())
def test_bad_input_never_ends_in_a_stack_trace(question, run):
    result = run(ask, "--", question)
    assert (result.exit_code, result.exception) == (0, None)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in result.stdout)
    assert "Traceback" not in result.output


def test_an_answer_is_shown_again_by_its_receipt(run):
    record = json.loads(run(ask, ASKED, "--json").stdout)
    assert run(receipt, record["receipt"]).stdout.startswith(f"问：{ASKED}\n")
    kept = json.loads(run(receipt, record["receipt"], "--json").stdout)
    assert (kept["text"], kept["citations"]) == (record["text"], record["citations"])


def test_an_unknown_receipt_is_a_wrong_call(run):
    assert "没有编号为 r0 的回执" in error_of(run(receipt, "r0"))


def test_who_asks_while_the_model_is_changed_is_told_and_answered_by_the_former(tmp_path, monkeypatch):
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    open_index(settings, filled(settings)).close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(upkeep, "SMALL", 0)
    with held_server() as server, command_line(data_dir=settings.data_dir, encoder=server.setting):
        result = CliRunner().invoke(ask, [ASKED, "--json"])
        assert server.encoded == []
    assert result.exit_code == 0
    assert json.loads(result.stdout)["fields"]["lead_units"] == ["市教育局"]
    assert f"还没有换成 {server.setting}，照旧用 none 回答，还没有编码" in result.stderr
