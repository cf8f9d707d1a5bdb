import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from corpus.errors import ModelError, UsageError
from corpus.settings import command_line
from corpus.sources import SAMPLES
from index import upkeep
from index.commands import doctor, ingest_command
from index.generation import model_in_use
from tests.corpus.made import written
from tests.index.served import HeldServer


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "1.txt"
    path.write_text(written(1), encoding="utf-8")
    return path


def run(command: object, data: Path, *arguments: str, encoder: str = "none") -> Result:
    with command_line(data_dir=data, encoder=encoder):
        return CliRunner().invoke(command, arguments, catch_exceptions=False)  # type: ignore[arg-type]


def checks(data: Path, *arguments: str) -> dict[str, bool]:
    found = json.loads(run(doctor, data, "--json", *arguments).stdout)["checks"]
    return {check["name"]: check["ok"] for check in found}


def test_ingest_stores_and_indexes(data: Path, file: Path) -> None:
    result = run(ingest_command, data, str(file))
    assert result.exit_code == 0
    assert result.stdout == f"新增  {file}：1 份通知，1 条任务\n共 1 个文件：新增 1。\n"
    assert (data / "index" / "CURRENT").exists()
    assert checks(data)["索引"]


def test_samples_go_in_without_a_path(data: Path) -> None:
    report = json.loads(run(ingest_command, data, "--samples", "--json").stdout)
    assert report["counts"]["added"] == report["total"] == len(list(SAMPLES.glob("*.txt")))
    assert json.loads(run(ingest_command, data, "--samples", "--json").stdout)["changed"] is False


def test_ingest_wants_paths_or_samples(data: Path, file: Path) -> None:
    for arguments in ((), (str(file), "--samples")):
        with pytest.raises(UsageError, match="--samples"):
            run(ingest_command, data, *arguments)


def test_a_failed_file_is_exit_code_1(data: Path, file: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run(ingest_command, data, str(file), str(tmp_path / "empty.txt"))
    assert result.exit_code == 1
    assert "失败  " in result.stdout
    assert "新增 1，失败 1" in result.stdout


def test_nothing_is_indexed_where_nothing_went_in(data: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run(ingest_command, data, str(tmp_path / "empty.txt")).exit_code == 1
    assert not (data / "index").exists()


def test_the_doctor_finds_a_fresh_machine_sound(data: Path) -> None:
    result = run(doctor, data)
    assert result.exit_code == 0
    assert "正常  库文件：还没有建库" in result.stdout
    assert not (data / "zhengda.db").exists()


def test_the_doctor_finds_an_index_that_is_gone_and_repairs_it(data: Path, file: Path) -> None:
    run(ingest_command, data, str(file))
    (data / "index" / "CURRENT").unlink()
    result = run(doctor, data)
    assert result.exit_code == 1
    assert "有问题  索引" in result.stdout
    assert "zhengda doctor --repair" in result.stdout
    assert run(doctor, data, "--repair").exit_code == 0
    assert checks(data)["索引"]


def test_ingest_takes_in_changes_before_it_changes_the_model(
    data: Path, file: Path, monkeypatch: pytest.MonkeyPatch, server: HeldServer
) -> None:
    monkeypatch.setattr(upkeep, "SMALL", 0)
    run(ingest_command, data, "--samples")
    with FileLock(data / "index" / upkeep.COMPACTION_LOCK):
        result = run(ingest_command, data, str(file), encoder=server.setting)
    assert result.exit_code == 0
    assert "另一个进程正在换向量模型" in result.stderr
    assert (model_in_use(data / "index"), server.encoded) == ("none", [])
    assert checks(data)["索引"]
    assert run(doctor, data, encoder=server.setting).exit_code == 1
    assert run(doctor, data, "--repair", encoder=server.setting).exit_code == 0
    assert model_in_use(data / "index") == server.setting


def test_a_model_that_cannot_be_loaded_is_an_error_after_the_changes_are_in(
    data: Path, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(upkeep, "SMALL", 0)
    run(ingest_command, data, "--samples")
    with pytest.raises(ModelError, match="请检查设置 encoder"):
        run(ingest_command, data, str(file), encoder=str(tmp_path / "missing"))
    assert checks(data)["索引"]


def test_what_a_disk_has_spoilt_unnoticed_is_found_and_repaired(data: Path, file: Path) -> None:
    run(ingest_command, data, str(file))
    (path,) = data.glob("index/gen-*/part-*/texts.bin")
    before, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not checks(data)["索引"]
    assert checks(data, "--repair")["索引"]
    assert path.exists() is False
