import errno
import os
from pathlib import Path

import pytest

from corpus.errors import StoreError, StoreFull
from corpus.originals import keep, original


def test_a_file_is_given_back_as_it_came(tmp_path: Path) -> None:
    data = os.urandom(1000)
    digest = keep(tmp_path, data)
    assert keep(tmp_path, data) == digest
    assert original(tmp_path, digest) == data
    assert [path.name for path in (tmp_path / "originals").rglob("*") if path.is_file()] == [digest]


@pytest.mark.parametrize("digest", ["", "0" * 64, "../../etc/passwd", "0" * 63 + "/"])
def test_what_is_not_there_is_none(digest: str, tmp_path: Path) -> None:
    assert original(tmp_path, digest) is None


def test_a_spoilt_file_is_none_and_comes_back_with_the_next_reading(tmp_path: Path) -> None:
    digest = keep(tmp_path, b"abc")
    (tmp_path / "originals" / digest[:2] / digest).write_bytes(b"ab")
    assert original(tmp_path, digest) is None
    keep(tmp_path, b"abc")
    assert original(tmp_path, digest) == b"abc"


def test_a_full_disk_is_told_and_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreFull, match="磁盘空间不足"):
        keep(tmp_path, b"abc")
    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("x")
    with pytest.raises(StoreError, match="存不了原件"):
        keep(tmp_path, b"abc")
