"""Faults of the database: a full disk, a damaged file, a file that somebody else holds."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from corpus.database import connect, meaning, transaction
from corpus.errors import StoreBusy, StoreDamaged, StoreError, StoreFull
from corpus.store import Added, Store
from tests.corpus.made import parsed

ROOT = Path(__file__).parents[2]
_FILL = """
import sys
from pathlib import Path
from corpus.errors import StoreFull
from corpus.store import Store
from tests.corpus.made import parsed
store = Store.open(Path(sys.argv[1]))
for number in range(100_000):
    try:
        store.add(parsed(f"{number}" + "满" * 20_000, source=str(number)))
    except StoreFull as error:
        print("full", error)
        break
    print("kept", number, flush=True)
"""


def fill(path: Path, *, file_limit: int | None = None) -> list[str]:
    """Add documents in a process of its own until the store is full. Returns what the process printed."""

    def limit() -> None:
        # Python ignores the signal itself, but a fresh process may have inherited another setting.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        if file_limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    done = subprocess.run(
        [sys.executable, "-c", _FILL, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=limit,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def assert_everything_kept(path: Path, lines: list[str]) -> None:
    kept = [line for line in lines if line.startswith("kept")]
    assert kept
    assert lines[-1].startswith("full")
    assert "空间" in lines[-1]
    store = Store.open(path)
    assert [notice.source for notice in store.notices()] == [line.split()[1] for line in kept]
    assert len(store.items()) == len(store.passages()) == len(kept)
    assert store.damage() == ()
    store.close()


def test_a_limit_on_file_size_reads_as_a_full_disk_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "zhengda.db"
    assert_everything_kept(path, fill(path, file_limit=1024 * 1024))


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("mount") is None, reason="mounting needs the administrator"
)
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        path = tmp_path / "zhengda.db"
        lines = fill(path)
        # The write-ahead log is folded in when the store is opened again, which takes some room too.
        subprocess.run(["mount", "-o", "remount,size=8m", str(tmp_path)], check=True)
        assert_everything_kept(path, lines)
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_the_database_s_own_limit_reads_as_full(tmp_path: Path) -> None:
    path = tmp_path / "zhengda.db"
    Store.open(path).close()
    engine = connect(path)
    with pytest.raises(StoreFull):
        _overfill(engine, path)
    engine.dispose()


def _overfill(engine: Engine, path: Path) -> None:
    with transaction(engine, path, write=True) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.exec_driver_sql("INSERT INTO feedback (record) VALUES (zeroblob(1000000))")


@pytest.mark.parametrize("content", [b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_told_and_left_alone(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "zhengda.db"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="已损坏或不是政答的库文件"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_damaged_page_is_told(tmp_path: Path) -> None:
    path = tmp_path / "zhengda.db"
    store = Store.open(path)
    for number in range(50):
        store.add(parsed(f"{number}" + "文" * 2000, source=str(number)))
    store.close()
    content = bytearray(path.read_bytes())
    content[8192:40960] = os.urandom(40960 - 8192)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        _read_everything(path)


def _read_everything(path: Path) -> None:
    store = Store.open(path)
    try:
        store.notices()
        store.items()
        store.passages()
        damage = store.damage()
    finally:
        store.close()
    if damage:
        raise StoreDamaged("；".join(damage))


def test_a_record_that_is_not_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "zhengda.db"
    store = Store.open(path)
    store.add(parsed())
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE notices SET record = '{}'")
    raw.close()
    with pytest.raises(StoreDamaged, match="zhengda doctor"):
        store.notices()
    store.close()


def test_a_layout_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "zhengda.db"
    store = Store.open(path)
    store.add(parsed())
    (notice,) = store.notices()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE documents SET layout = '{'")
    raw.close()
    with pytest.raises(StoreDamaged, match="zhengda doctor"):
        store.document(notice.id)
    store.close()


def test_a_store_that_another_process_writes_to_is_busy_then_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.database.BUSY_SECONDS", 0.2)
    path = tmp_path / "zhengda.db"
    store = Store.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="稍后重试"):
        store.add(parsed())
    assert store.notices() == ()
    other.execute("COMMIT")
    other.close()
    assert store.add(parsed()) is Added.ADDED
    store.close()


_RACE = """
import os, sys, time
from pathlib import Path
from corpus.store import Store
from tests.corpus.made import parsed

for number in range(40):
    path, together = Path(sys.argv[1]) / str(number) / "zhengda.db", time.monotonic() + 0.05
    for place in range(6):
        if os.fork() == 0:
            while time.monotonic() < together:
                pass
            Store.open(path).add(parsed(f"{place}文", source=str(place)))
            os._exit(0)
    ended = [os.waitpid(-1, 0)[1] for _ in range(6)]
    assert ended == [0] * 6, ended
    assert len(Store.open(path).notices()) == 6
"""


def test_several_that_make_a_new_store_at_once_wait_for_each_other(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _RACE, str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="建不了数据文件夹"):
        Store.open(tmp_path / "file" / "zhengda.db")


def test_a_path_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="打不开或不能写"):
        Store.open(tmp_path)


def test_a_block_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "zhengda.db"
    Store.open(path).close()
    engine = connect(path)
    with pytest.raises(ZeroDivisionError):
        _fail_after_writing(engine, path)
    with transaction(engine, path, write=False) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM feedback").scalar_one() == 0
    engine.dispose()


def _fail_after_writing(engine: Engine, path: Path) -> None:
    with transaction(engine, path, write=True) as connection:
        connection.exec_driver_sql("INSERT INTO feedback (record) VALUES ('{}')")
        raise ZeroDivisionError


def test_an_error_without_a_known_meaning_points_to_the_doctor() -> None:
    assert "zhengda doctor" in str(meaning(sqlite3.OperationalError("no such table"), Path("x")))


def test_whatever_bytes_are_spoilt_it_reads_as_damage_or_as_what_was_stored(tmp_path: Path) -> None:
    path = tmp_path / "zhengda.db"
    store = Store.open(path)
    for number in range(20):
        store.add(parsed(f"{number}" + "文" * 500, source=str(number)))
    store.close()
    whole, source = path.read_bytes(), random.Random(2)
    damaged = 0
    for number in range(60):
        content = bytearray(whole)
        if number % 2:
            content = content[: source.randrange(1, len(content))]
        else:
            for place in source.sample(range(100, len(content)), k=40):
                content[place] = source.randrange(256)
        path.write_bytes(content)
        try:
            _read_everything(path)
        except StoreDamaged:
            damaged += 1
    assert damaged > 50
