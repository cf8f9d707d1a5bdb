"""One ingest at a time: a lock file that the system lets go of when its process ends, however it ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StoreBusy, StoreError
from corpus.why import why

WAIT_SECONDS = 5.0
_POLL_SECONDS = 0.1


@contextmanager
def ingest_lock(data_dir: Path, *, wait: float | None = None) -> Iterator[None]:
    """Hold the ingest lock of a data folder for the block.

    Args:
        data_dir: the data folder; it must exist.
        wait: how many seconds to wait for another ingest; WAIT_SECONDS where None.

    Raises:
        StoreBusy: another ingest is still running; the message holds its process id.
        StoreError: the lock file cannot be made.
    """
    path = data_dir / "ingest.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(f"建不了锁文件 {path}（{why(error)}）。请检查设置 data_dir 和权限。") from error
    try:
        _acquire(handle, WAIT_SECONDS if wait is None else wait)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                holder = os.pread(handle, 20, 0).decode(errors="replace") or "未知"
                raise StoreBusy(f"另一个导入正在进行（进程 {holder}）。请等它结束后重试。") from error
        time.sleep(_POLL_SECONDS)
