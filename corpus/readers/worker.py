"""Reads files in a process of its own, which is ended when it takes too long or too much memory.

Run as `python -m corpus.readers.worker` by `Worker`: requests come in and answers go out as a length (eight
bytes, big-endian) and so many bytes. What comes back is JSON, never code: a file that takes the reader over
can at most give a false text.
"""

import json
import os
import resource
import selectors
import signal
import struct
import subprocess
import sys
import time
from dataclasses import asdict, replace
from types import TracebackType
from typing import IO

from pydantic import TypeAdapter, ValidationError

from corpus.errors import ReadError, ReadTimeout
from corpus.readers import read_data
from corpus.readers.ports import Limits, Reading

_LENGTH = struct.Struct(">Q")
_READING = TypeAdapter(Reading)
_LIMITS = TypeAdapter(Limits)
# Above the reader of scans with its models, far below what would stop the machine.
MEMORY = 4 * 1024**3
_CHUNK = 1 << 20
_OWN_SHARE = 0.9
COMMAND = ("-m", "corpus.readers.worker")
_KINDS = {kind.__name__: kind for kind in ReadError.__subclasses__()}


class Worker:
    """Reads one file after the other in another process, started when first needed; a context manager."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Worker":
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.close()

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read a file's bytes.

        Raises:
            ReadTimeout: it took more than `limits.seconds`, or the process ended before it was done.
            ReadError: as `corpus.readers.read_data`.
        """
        process = self._started()
        # A reader that waits for a program of its own gives up first, and ends it.
        own = replace(limits, seconds=limits.seconds * _OWN_SHARE)
        head = json.dumps(asdict(own)).encode()
        try:
            answer = self._exchange(process, head, data, time.monotonic() + limits.seconds)
        except TimeoutError as error:
            self.close()
            raise ReadTimeout(
                f"读了 {limits.seconds:g} 秒还没读完，没有继续。请拆分文件，或调大设置 max_read_seconds。"
            ) from error
        except (EOFError, OSError) as error:
            self.close()
            raise ReadTimeout(
                "读这个文件的进程中途结束（多半是内存不够，或文件已损坏）。请拆分或重新保存后导入。"
            ) from error
        return _reading(answer)

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, *COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self._process

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], head: bytes, data: bytes, deadline: float) -> bytes:
        assert process.stdin is not None
        assert process.stdout is not None
        for part in (head, data):
            process.stdin.write(_LENGTH.pack(len(part)))
            process.stdin.write(part)
        process.stdin.flush()
        (size,) = _LENGTH.unpack(_timely(process.stdout, _LENGTH.size, deadline))
        return _timely(process.stdout, size, deadline)


def _timely(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    """Read exactly so many bytes before a deadline."""
    parts: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while size > 0:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            part = os.read(pipe.fileno(), min(size, _CHUNK))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
    return b"".join(parts)


def _reading(answer: bytes) -> Reading:
    """Take an answer apart.

    Raises:
        ReadError: what the other process says went wrong.
    """
    if answer.startswith(b"E"):
        told = json.loads(answer[1:])
        raise _KINDS.get(told["kind"], ReadError)(told["message"])
    try:
        return _READING.validate_json(answer[1:])
    except ValidationError as error:
        raise ReadTimeout("读这个文件的进程答得不对。请重试；仍不行请反馈给维护者。") from error


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    while head := _whole(requests):
        answers.write(_framed(_answer(head, _whole(requests))))
        answers.flush()


def _whole(pipe: IO[bytes]) -> bytes:
    length = pipe.read(_LENGTH.size)
    return pipe.read(_LENGTH.unpack(length)[0]) if len(length) == _LENGTH.size else b""


def _framed(answer: bytes) -> bytes:
    return _LENGTH.pack(len(answer)) + answer


def _answer(head: bytes, data: bytes) -> bytes:
    try:
        return b"R" + _READING.dump_json(read_data(data, _LIMITS.validate_json(head)))
    except ReadError as error:
        told = {"kind": type(error).__name__, "message": str(error)}
    except MemoryError:
        told = {"kind": ReadTimeout.__name__, "message": "读这个文件要的内存太多。请拆分文件后导入。"}
    except RecursionError:
        told = {"kind": "UndecodableFile", "message": "文件里层层套得太深，读不了。请重新保存后导入。"}
    return b"E" + json.dumps(told).encode()


def main() -> None:
    """Serve on standard input and output; what libraries print goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle, which then closes us
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
