"""Disks that are full or refuse to be written: one line says so, nothing is lost. On real file systems."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import StoreError
from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.store import Store
from index.generation import is_whole
from tests.index.faults import (
    CHECKOUT,
    assert_all_found,
    current,
    engine,
    found,
    notices,
    put,
    with_index,
    zhengda,
)


def mount(*arguments: str) -> None:
    try:
        subprocess.run(["mount", *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a small file system is not allowed here")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty file system of 64 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place))
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, *, leave: int) -> Path:
    """Use up the room of a file system but for some bytes."""
    path = disk / "ballast"
    free = shutil.disk_usage(disk).free
    path.write_bytes(bytes(max(0, free - leave)))
    return path


BUILD = """
import sys
from pathlib import Path
from corpus.errors import StoreError
from corpus.store import Store
from index.engine import EmbeddedEngine
from tests.index.hashing import HashingEncoder

try:
    EmbeddedEngine.open(Path(sys.argv[1]), Store.open(Path(sys.argv[2])), HashingEncoder())
except StoreError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize("leave", [0, 8192, 20_480, 49_152])
def test_a_full_disk_is_said_and_leaves_nothing_that_takes_room(
    small: Store, disk: Path, tmp_path: Path, leave: int
) -> None:
    ballast = fill(disk, leave=leave)
    command = [sys.executable, "-c", BUILD, str(disk / "index"), str(small.path)]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=120)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1), ended.stderr
    assert "空间" in ended.stderr
    assert "No space" not in ended.stderr
    assert [path.name for path in disk.glob("index/*") if path.is_dir()] == []
    ballast.unlink()
    assert found(disk / "index", small) == found(tmp_path / "undisturbed", small)


@pytest.mark.usefixtures("large")
def test_a_disk_that_fills_up_while_searching_leaves_the_former_generation_in_use(
    small: Store, disk: Path, tmp_path: Path
) -> None:
    root = disk / "index"
    opened = engine(root, small)
    before = opened.search("公开清单", k=500)
    ballast = fill(disk, leave=8192)
    put(small, 2)
    with pytest.raises(StoreError, match="空间"):
        opened.refresh()
    assert opened.search("公开清单", k=500) == before
    assert is_whole(current(root))
    ballast.unlink()
    assert opened.refresh() is True
    assert found(root, small) == found(tmp_path / "undisturbed", small)


def test_a_full_disk_ends_an_ingest_in_one_line_and_the_next_one_finishes(disk: Path, tmp_path: Path) -> None:
    folder = notices(tmp_path / "notices", range(60))
    ballast = fill(disk, leave=256 * 1024)
    ended = zhengda(disk / "data", "ingest", str(folder), "--json")
    assert ended.returncode == 1
    report = json.loads(ended.stdout)
    assert "空间" in report["stopped"]
    assert ended.stderr.count("错误：") == ended.stderr.count("\n") <= 1
    ballast.unlink()
    store = Store.open(disk / "data" / "zhengda.db")
    assert len(store.notices()) == report["counts"]["added"]
    assert store.damage() == ()
    settings = Settings(data_dir=disk / "data", encoder="none")
    ingest([folder], store, settings=settings)
    assert_all_found(settings, store, 60)
    store.close()


def test_a_read_only_index_folder_is_said(small: Store, disk: Path) -> None:
    root = disk / "index"
    first = found(root, small)
    mount("-o", "remount,ro", str(disk))
    with pytest.raises(StoreError, match=r"文件系统只读.*请检查空间和权限"):
        engine(root, small)
    mount("-o", "remount,rw", str(disk))
    assert found(root, small) == first


def test_every_command_says_in_one_line_that_the_folder_is_read_only(disk: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=disk, encoder="none")
    folder = notices(tmp_path / "notices", range(3))
    with_index(settings, folder)
    mount("-o", "remount,ro", str(disk))
    for arguments in (("ingest", str(folder)), ("ask", "第1项清单由谁公开"), ("doctor", "--repair")):
        ended = zhengda(disk, *arguments)
        assert ended.returncode == 1
        assert (ended.stderr.count("\n"), ended.stderr[:3]) == (1, "错误："), ended.stderr
        assert "不能写" in ended.stderr
        assert "权限" in ended.stderr
    mount("-o", "remount,rw", str(disk))
    store = Store.open(settings.store_path)
    assert_all_found(settings, store, 3)
    store.close()
