"""Real processes: each takes a second or so to start."""

import os
import signal
import time
from pathlib import Path

import pytest

from corpus.errors import ReadTimeout, UnsupportedFile
from corpus.readers import Limits
from corpus.readers.worker import Worker

SLOW = """
import time
from corpus.readers import worker
worker.read_data = lambda data, limits: time.sleep(60)
worker.main()
"""
HUNGRY = """
from corpus.readers import worker
worker.read_data = lambda data, limits: len(bytearray(64 * 1024**3))
worker.main()
"""
DYING = """
import os
from corpus.readers import worker
worker.read_data = lambda data, limits: os._exit(3)
worker.main()
"""


def scripted(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "other.py"
    path.write_text(script, encoding="utf-8")
    monkeypatch.setattr("corpus.readers.worker.COMMAND", (str(path),))


def test_a_file_is_read_as_it_would_be_here_and_errors_come_back_as_they_are() -> None:
    with Worker() as worker:
        assert worker.read("关于公开的通知\n".encode(), Limits()).text == "关于公开的通知\n"
        with pytest.raises(UnsupportedFile, match="数据库"):
            worker.read(b"SQLite format 3\0", Limits())
        assert worker.read("再读\n".encode("gb18030"), Limits()).encoding == "gb18030"


def test_a_reader_that_hangs_is_ended_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Worker() as worker:
        with monkeypatch.context() as patch:
            scripted(tmp_path, SLOW, patch)
            began = time.monotonic()
            with pytest.raises(ReadTimeout, match=r"0\.5 秒还没读完"):
                worker.read(b"x", Limits(seconds=0.5))
            assert time.monotonic() - began < 20
        assert worker.read(b"abc", Limits()).text == "abc"


@pytest.mark.parametrize(("script", "said"), [(HUNGRY, "内存"), (DYING, "中途结束")])
def test_a_reader_that_dies_is_told(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Worker() as worker:
        scripted(tmp_path, script, monkeypatch)
        with pytest.raises(ReadTimeout, match=said):
            worker.read(b"x", Limits())


def test_a_killed_process_is_started_again_and_none_is_left() -> None:
    with Worker() as worker:
        worker.read(b"a", Limits())
        process = worker._process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert worker.read(b"b", Limits()).text == "b"
        again = worker._process
        assert again is not None
    assert again.poll() is not None
