"""The command line as people and programs use it: real processes."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

import zhengda
from corpus.cli import run
from tests.corpus.made import written

ROOT = Path(__file__).parents[1]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Environment of a process of its own: data in a scratch folder, words only."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGDA_")}
    return {
        **kept,
        "ZHENGDA_DATA_DIR": str(tmp_path / "data"),
        "ZHENGDA_ENCODER": "none",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "通知"
    made.mkdir()
    for number in (1, 2):
        (made / f"{number}.txt").write_text(written(number), encoding="utf-8")
    return made


def zheng(env: dict[str, str], *arguments: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(ROOT / "zhengda.py"), *arguments],
        env=env, cwd=cwd, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_ingest_then_list_then_show_then_doctor(env: dict[str, str], folder: Path) -> None:
    first = zheng(env, "ingest", str(folder))
    assert first.returncode == 0, first.stderr
    assert "共 2 个文件：新增 2。" in first.stdout
    again = zheng(env, "ingest", str(folder))
    assert (again.returncode, "没有变化" in again.stdout) == (0, True)
    assert "青政办发〔2023〕2号" in zheng(env, "notices").stdout
    assert "县财政局" in zheng(env, "notices", "show", "青政办发〔2023〕2号").stdout
    assert len(zheng(env, "tasks", "--unit", "县财政局", "--format", "jsonl").stdout.splitlines()) == 2
    report = json.loads(zheng(env, "doctor", "--json").stdout)
    assert report["ok"], report


def test_a_bad_file_among_good_ones_fails_softly(env: dict[str, str], folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\0\1\2" * 100)
    done = zheng(env, "ingest", str(folder), "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["counts"]["added"], report["counts"]["failed"]) == (2, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ingest"], 2, "请给出要读入的文件或文件夹"),
        (["ingest", "/no/such/path"], 2, "路径不存在"),
        (["ingest", "x", "--samples"], 2, "只加 --samples"),
        (["notices", "show", "x"], 2, "没有「x」"),
        (["--config", "/no/such.toml", "notices"], 2, "找不到设置文件"),
        (["nope"], 2, "没有 nope 这个命令"),
        (["tasks", "--due-before", "明天"], 2, "--due-before 的值不对"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(
    env: dict[str, str], arguments: list[str], code: int, said: str
) -> None:
    done = zheng(env, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_settings_that_are_wrong_are_told_by_every_command(env: dict[str, str]) -> None:
    done = zheng({**env, "ZHENGDA_PROT": "1"}, "notices")
    assert (done.returncode, "ZHENGDA_PROT" in done.stderr) == (2, True)


def test_the_data_folder_of_the_command_line_wins(env: dict[str, str], tmp_path: Path) -> None:
    zheng(env, "--data-dir", str(tmp_path / "other"), "notices")
    assert (tmp_path / "other" / "zhengda.db").exists()
    assert not (tmp_path / "data").exists()


def test_a_damaged_store_is_one_line_and_the_doctor_names_it(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "zhengda.db").write_bytes(b"garbage" * 1000)
    done = zheng(env, "notices")
    assert done.returncode == 1
    assert "已损坏或不是政答的库文件" in done.stderr
    assert done.stderr.count("\n") == 1
    doctor = zheng(env, "doctor")
    assert doctor.returncode == 1
    assert re.search("有问题  库文件：.*备份", doctor.stdout)


def test_output_is_utf8_whatever_the_locale(env: dict[str, str]) -> None:
    done = zheng({**env, "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}, "notices")
    assert done.returncode == 0
    assert "库里还没有通知" in done.stdout


def test_a_reader_that_goes_away_makes_no_noise(env: dict[str, str], folder: Path) -> None:
    zheng(env, "ingest", str(folder))
    command = f"{sys.executable} {ROOT / 'zhengda.py'} tasks --format jsonl | true"
    done = subprocess.run(
        ["sh", "-c", command], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""


def test_ctrl_c_during_ingest_is_a_report_and_code_130(env: dict[str, str], tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(1500):
        (many / f"{number:04}.txt").write_text(written(number), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(ROOT / "zhengda.py"), "ingest", str(many), "--json"],
        env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    ) as process:  # fmt: skip
        log = tmp_path / "data" / "zhengda.db-wal"
        for _ in range(600):
            if log.exists() and log.stat().st_size > 100_000:
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    report = json.loads(out)
    assert report["interrupted"]
    assert 0 < report["counts"]["added"] < 1500
    listed = json.loads(zheng(env, "notices", "--json").stdout)["notices"]
    assert len(listed) >= report["counts"]["added"]
    assert "Traceback" not in err


def test_every_command_of_the_help_page_exists_and_explains_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(zhengda.cli, ["--help"]) == 0
    page = capsys.readouterr().out
    context = click.Context(zhengda.cli, info_name="zhengda")
    for name, entry in zhengda.COMMANDS.items():
        assert f"  {name} " in page
        assert entry.help in page
        command = zhengda.cli.get_command(context, name)
        assert command is not None
        for each in (command, *getattr(command, "commands", {}).values()):
            assert each.help, each.name
            options = [option for option in each.params if isinstance(option, click.Option)]
            assert [option.opts for option in options if not option.help] == []
            assert run(zhengda.cli, [name, "--help"]) == 0
    assert "Usage" not in capsys.readouterr().out


_HELP_ONLY = """
import sys, zhengda
from corpus.cli import run
run(zhengda.cli, ["--help"])
print([name for name in ("index", "qa", "ui", "eval", "sqlalchemy") if name in sys.modules])
"""


def test_the_help_page_imports_no_command() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HELP_ONLY], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(zhengda.cli, ["--version"]) == 0
    assert capsys.readouterr().out.startswith("政答 ")
