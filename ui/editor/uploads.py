"""Files that editors hand in: read one after the other, in the order they came."""

import hashlib
import logging
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from enum import StrEnum
from queue import SimpleQueue
from typing import Final

from corpus import versions
from corpus.errors import (
    EmptyFile,
    FileTooLarge,
    Overloaded,
    ReadError,
    ReadTimeout,
    UndecodableFile,
    UnsupportedFile,
    UsageError,
    ZhengdaError,
)
from corpus.ingest import FileReport, Outcome, ingest_data
from corpus.json_records import Record
from corpus.settings import Settings
from corpus.store import Store

logger = logging.getLogger(__name__)

MOST_WAITING: Final = 20
"""Files that wait to be read are held in memory."""
_MOST_KNOWN: Final = 200
_CODES: Final = {
    EmptyFile: "empty",
    FileTooLarge: "too_large",
    UnsupportedFile: "unsupported",
    UndecodableFile: "unreadable",
    ReadTimeout: "timeout",
}
_SAID: Final = {
    Outcome.ADDED: "已读入",
    Outcome.REPLACED: "已读入，取代了原来的版本",
    Outcome.UNCHANGED: "库里已有同一份文件，没有重复存入",
    Outcome.DUPLICATE: "库里已有内容相同的通知，没有重复存入",
}


class Stage(StrEnum):
    """How far a file is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that was handed in.

    Attributes:
        by: the user's name.
        stage: how far it is.
        files: what became of it, an archive's files each for itself.
        problem: why nothing of it could be read or stored, else "".
    """

    id: str
    name: str
    by: str
    stage: Stage = Stage.WAITING
    files: tuple[Record, ...] = ()
    problem: str = ""

    def record(self) -> Record:
        """Lay it out for the page."""
        return {
            "id": self.id,
            "name": self.name,
            "by": self.by,
            "stage": self.stage.value,
            "files": list(self.files),
            "problem": self.problem,
        }


class Uploads:
    """Takes files in and reads them in a thread of its own; may be used from several threads.

    Args:
        settings: limits and folders.
        store: where to.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings, self._store = settings, store
        self._known: OrderedDict[str, Upload] = OrderedDict()
        self._lock = threading.Lock()
        self._waiting: SimpleQueue[tuple[str, bytes, str]] = SimpleQueue()
        self._reader: threading.Thread | None = None

    def take(self, name: str, data: bytes, *, by: str, replaces: str | None = None) -> Upload:
        """Put a file in the queue.

        Args:
            name: as it was called where it came from.
            data: its bytes.
            by: the user's name.
            replaces: id of the notice whose newer version it is; None for a notice of its own.

        Raises:
            UsageError: there is no such notice. Overloaded: too many wait already.
        """
        location = self._location(data, replaces)
        made = Upload(id=secrets.token_hex(8), name=name, by=by)
        with self._lock:
            if sum(one.stage is not Stage.DONE for one in self._known.values()) >= MOST_WAITING:
                raise Overloaded(f"已有 {MOST_WAITING} 个文件在等着读入。请等前面的读完再传。")
            self._known[made.id] = made
            while len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
            self._waiting.put((made.id, data, location))
            if self._reader is None:
                self._reader = threading.Thread(target=self._read_on, daemon=True, name="uploads")
                self._reader.start()
        return made

    def get(self, upload_id: str) -> Upload | None:
        """Give a file that was handed in; None where it is not known any more."""
        return self._known.get(upload_id)

    def _location(self, data: bytes, replaces: str | None) -> str:
        digest = hashlib.sha256(data).hexdigest()
        own = f"upload:{digest}"
        with self._store.transaction(write=False) as connection:
            if replaces is None:
                # Where a newer version stands by now, the former one must not take its place back unasked.
                taken = versions.file_at(connection, own) not in (None, digest)
                return f"{own} {secrets.token_hex(4)}" if taken else own
            held = versions.locations_of(connection, replaces)
        if not held:
            raise UsageError("库里没有要取代的那份通知，可能已更新或移除。请刷新后再传。")
        return held[0]

    def _read_on(self) -> None:
        while True:
            upload_id, data, location = self._waiting.get()
            self._change(upload_id, stage=Stage.READING)
            files, problem = self._read(self._known[upload_id].name, data, location)
            self._change(upload_id, stage=Stage.DONE, files=files, problem=problem)

    def _read(self, name: str, data: bytes, location: str) -> tuple[tuple[Record, ...], str]:
        try:
            reports = ingest_data(data, name, self._store, settings=self._settings, location=location)
            return tuple(self._told(report) for report in reports), ""
        except ZhengdaError as error:
            return (), str(error)
        except Exception:
            # The edge of a thread: without this the files behind would wait for ever.
            logger.exception("upload failed")
            return (), "读入时程序出错。请再传一次；仍不行时请告诉管理员。"

    def _told(self, report: FileReport) -> Record:
        with self._store.transaction(write=False) as connection:
            ids = versions.at(connection, report.location) if report.location else ()
        return {
            "name": report.source,
            "outcome": report.outcome.value,
            "said": _SAID.get(report.outcome, report.message),
            "code": _code(report.problem),
            "items": report.items,
            "doubts": list(report.doubts),
            "notices": list(ids),
        }

    def _change(self, upload_id: str, **fields: object) -> None:
        with self._lock:
            self._known[upload_id] = replace(self._known[upload_id], **fields)  # type: ignore[arg-type]


def _code(problem: type[ReadError] | None) -> str | None:
    return None if problem is None else _CODES.get(problem, "unreadable")
