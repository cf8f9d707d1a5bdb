import json
from datetime import date
from pathlib import Path

import pytest

from corpus import commands
from corpus.errors import UsageError
from corpus.settings import Settings
from corpus.store import Store
from tests.corpus.commanding import command
from tests.corpus.made import parsed


@pytest.fixture
def filled(store: Store, settings: Settings) -> Settings:
    store.add(parsed("一", source="1.txt", items=2))
    store.add(parsed("二", source="2.txt", title="白石县某事", document_number=None))
    return settings


def test_an_empty_library_says_what_to_do(settings: Settings) -> None:
    assert "zhengda ingest --samples" in command(settings, "notices").stdout
    assert json.loads(command(settings, "notices", "--json").stdout) == {"notices": []}
    result = command(settings, "tasks")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "zhengda ingest" in result.stderr


def test_notices_are_listed(filled: Settings) -> None:
    out = command(filled, "notices").stdout
    assert "青政办发〔2023〕1号" in out
    assert out.endswith("共 2 份通知，3 条任务。\n")
    listed = json.loads(command(filled, "notices", "--json").stdout)["notices"]
    assert [(one["title"], one["items"]) for one in listed] == [
        ("青石县关于做好某事的通知", 2),
        ("白石县某事", 1),
    ]


def test_a_notice_is_shown_by_number_prefix_or_title(filled: Settings) -> None:
    listed = json.loads(command(filled, "notices", "--json").stdout)["notices"]
    for wanted in (listed[0]["id"], listed[0]["id"][:6], "青政办发〔2023〕1号", "青石县"):
        shown = json.loads(command(filled, "notices", "show", wanted, "--json").stdout)
        assert shown["id"] == listed[0]["id"]
        assert len(shown["items"]) == 2
    assert "任务条目 1 条" in command(filled, "notices", "show", "白石").stdout
    with pytest.raises(UsageError, match="没有「黑石」"):
        command(filled, "notices", "show", "黑石")


def test_tasks_come_as_a_table_by_default_and_say_when_nothing_fits(filled: Settings) -> None:
    result = command(filled, "tasks", "--unit", "财政局", "--role", "lead")
    assert result.stdout.count("县财政局") == 3
    assert result.stderr == ""
    result = command(filled, "tasks", "--unit", "没有这个局")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "没有符合条件的任务" in result.stderr


def test_options_reach_the_filter(filled: Settings) -> None:
    def count(*arguments: str) -> int:
        return len(command(filled, "tasks", "--format", "jsonl", *arguments).stdout.splitlines())

    assert count() == 3
    assert count("--notice", "白石") == 1
    assert count("--due-before", "2023-03-31") == 3
    assert count("--due-before", "2023-03-30") == 0
    assert count("--due-after", "2023-04-01") == 0
    assert count("--due", "passed") == (3 if date.today() > date(2023, 3, 31) else 0)
    assert count("--region", "青石") == 3
    assert count("--region", "白石") == 0
    assert count("--year", "2022") == 0
    assert count("--stage", "trial") == 0
    assert count("--validity", "unknown") == 3


@pytest.mark.parametrize(
    ("form", "begins"),
    [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("ics", b"BEGIN:VCALENDAR"), ("jsonl", b'{"notice"')],
)
def test_files_go_to_a_pipe_or_to_a_path(form: str, begins: bytes, filled: Settings, tmp_path: Path) -> None:
    assert command(filled, "tasks", "--format", form).stdout_bytes.startswith(begins)
    path = tmp_path / f"台账.{form}"
    result = command(filled, "tasks", "--format", form, "--out", str(path))
    assert path.read_bytes().startswith(begins)
    assert (result.stdout, result.stderr) == ("", f"已写入 {path}：3 条任务。\n")


def test_excel_is_not_thrown_at_a_terminal(filled: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_is_terminal", lambda: True)
    with pytest.raises(UsageError, match="--out"):
        command(filled, "tasks", "--format", "xlsx")


def test_a_path_that_cannot_be_written_is_told(filled: Settings, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="写不了文件"):
        command(filled, "tasks", "--out", str(tmp_path / "none" / "x.txt"))


def test_a_status_is_set_by_hand_and_taken_back_and_both_are_kept(filled: Settings) -> None:
    def validity(*arguments: str) -> str:
        return str(
            json.loads(command(filled, "notices", "show", "青石县", "--json", *arguments).stdout)["validity"]
        )

    given = ("--validity", "repealed", "--from", "2024-01-01", "--reason", " 会议 决定 ", "--by", "张某")
    said = command(filled, "notices", "set", "青石县", *given).stdout
    assert "设为已废止；今天的状态是：已废止。" in said
    assert (validity("--as-of", "2023-12-31"), validity("--as-of", "2024-01-01")) == ("in_force", "repealed")
    listed = json.loads(command(filled, "notices", "--json", "--as-of", "2023-12-31").stdout)["notices"]
    assert [one["validity"] for one in listed] == ["in_force", "unknown"]
    assert (
        "今天的状态是：效力未注明。"
        in command(filled, "notices", "unset", "青石县", "--reason", "录错了").stdout
    )
    assert validity() == "unknown"
    kept = json.loads(command(filled, "notices", "history", "青石县", "--json").stdout)["decisions"]
    assert [(one["validity"], one["from"], one["reason"]) for one in kept] == [
        ("repealed", "2024-01-01", "会议 决定"),
        (None, None, "录错了"),
    ]
    assert kept[0]["by"] == "张某"
    assert (
        "张某：设为已废止，自 2024-01-01 起。理由：会议 决定"
        in command(filled, "notices", "history", "青石县").stdout
    )


def test_what_cannot_be_decided_is_told(filled: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_account() -> str:
        raise KeyError

    with pytest.raises(UsageError, match="没有人工设定"):
        command(filled, "notices", "unset", "青石县", "--reason", "无")
    with pytest.raises(UsageError, match="不能是空的"):
        command(filled, "notices", "set", "青石县", "--validity", "expired", "--reason", " ")
    assert "没有人工设定过" in command(filled, "notices", "history", "青石县").stdout
    assert command(filled, "notices", "set", "青石县", "--validity", "expired").exit_code == 2
    monkeypatch.setattr("getpass.getuser", no_account)
    command(filled, "notices", "set", "青石县", "--validity", "expired", "--reason", "到期")
    assert "未署名：设为已到期。" in command(filled, "notices", "history", "青石县").stdout
