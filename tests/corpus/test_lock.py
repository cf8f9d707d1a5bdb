import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.errors import StoreBusy, StoreError
from corpus.lock import ingest_lock

ROOT = Path(__file__).parents[2]
_HOLD = """
import sys, time
from pathlib import Path
from corpus.lock import ingest_lock
with ingest_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@contextmanager
def hold(folder: Path, seconds: float) -> Iterator["subprocess.Popen[str]"]:
    """Hold the lock in a process of its own, which does not outlive the block."""
    command = [sys.executable, "-c", _HOLD, str(folder), str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()


def test_another_process_that_holds_the_lock_is_named(tmp_path: Path) -> None:
    with (
        hold(tmp_path, 30) as holder,
        pytest.raises(StoreBusy, match=rf"另一个导入正在进行（进程 {holder.pid}）"),
        ingest_lock(tmp_path, wait=0.2),
    ):
        pass


def test_the_lock_is_waited_for(tmp_path: Path) -> None:
    with hold(tmp_path, 0.5):
        began = time.monotonic()
        with ingest_lock(tmp_path, wait=20):
            assert time.monotonic() - began > 0.1
            assert (tmp_path / "ingest.lock").read_text() == str(os.getpid())


def test_a_killed_holder_leaves_the_lock_free(tmp_path: Path) -> None:
    with hold(tmp_path, 30) as holder:
        holder.kill()
        holder.wait()
    with ingest_lock(tmp_path, wait=0):
        pass


def test_a_folder_without_a_place_for_the_lock_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="建不了锁文件"), ingest_lock(tmp_path / "none"):
        pass
