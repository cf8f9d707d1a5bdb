import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from corpus.doctor import check_folder, check_python, check_store
from corpus.model import Span
from corpus.store import Store
from tests.corpus.made import notice, parsed


def test_a_missing_component_is_named() -> None:
    assert check_python(["json"]).sound
    check = check_python(["json", "no_such_module"])
    assert not check.sound
    assert "no_such_module" in check.detail


def test_an_old_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version_info", (3, 10, 1))
    check = check_python([])
    assert not check.sound
    assert "3.10.1" in check.detail


def test_a_folder_must_be_writable_and_have_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_folder(tmp_path / "new").sound
    (tmp_path / "file").write_text("x")
    check = check_folder(tmp_path / "file" / "data")
    assert not check.sound
    assert "--data-dir" in check.detail
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, 1024**2))
    check = check_folder(tmp_path)
    assert not check.sound
    assert "只剩 1 MB" in check.detail


def test_a_sound_store_passes(store: Store) -> None:
    store.add(parsed())
    assert [check.sound for check in check_store(store)] == [True, True]


def test_a_text_that_was_changed_is_named(store: Store) -> None:
    wrong = parsed(sha256="0" * 64)
    store.add(wrong)
    checks = list(check_store(store))
    assert not checks[-1].sound
    assert wrong.notices[0].notice.id in checks[-1].detail


def test_places_outside_the_text_are_named(store: Store) -> None:
    text = "短"
    made = parsed(text, span=Span(0, 99))
    store.add(made)
    detail = list(check_store(store))[-1].detail
    assert f"通知 {notice(text).id} 超出原文" in detail
    assert "重新导入" in detail


def test_a_damaged_file_is_told_and_no_more_tried(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "damage", lambda _: ("row 3 missing from index",))
    (check,) = check_store(store)
    assert not check.sound
    assert "row 3 missing" in check.detail
    assert "备份" in check.detail
