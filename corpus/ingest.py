"""Files into the library, one at a time: what went in stays, whatever happens to the rest."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import ReadError, StoreError
from corpus.fingerprint import fingerprint
from corpus.intake import Entry, entries, opened
from corpus.lock import ingest_lock
from corpus.model import Document, ParsedDocument
from corpus.originals import keep
from corpus.parse import parse_document
from corpus.quality import checked, doubts_of
from corpus.readers import document_from, read_data
from corpus.readers.detect import detect
from corpus.readers.worker import Worker
from corpus.releases import private_spots
from corpus.settings import Settings
from corpus.sources import Source, find_sources
from corpus.store import Store

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of all files."""


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file.

    Attributes:
        source: the path as given.
        outcome: what became of it.
        message: for a failed or skipped file why, and what to do; else "".
        notices, items: how many it holds; 0 for a failed or skipped file.
        doubts: what may have been read wrong, a line each; see `corpus.quality`.
        location: where the library holds it.
        problem: the kind of error for a failed file, else None.
    """

    source: str
    outcome: Outcome
    message: str = ""
    notices: int = 0
    items: int = 0
    doubts: tuple[str, ...] = ()
    location: str = ""
    problem: type[ReadError] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of an ingest.

    Attributes:
        files: those that were tried, in order.
        total: how many there were to try; more than `files` where the ingest was stopped.
        stopped: why it was stopped (interrupted, or the store failed), else None.
        interrupted: it was stopped by Ctrl-C.
    """

    files: tuple[FileReport, ...]
    total: int
    stopped: str | None = None
    interrupted: bool = False

    def count(self, outcome: Outcome) -> int:
        """Count the files with an outcome."""
        return sum(file.outcome is outcome for file in self.files)

    @property
    def changed(self) -> bool:
        """Whether the library's notices are others than before."""
        return self.count(Outcome.ADDED) + self.count(Outcome.REPLACED) > 0

    @property
    def failed(self) -> bool:
        """Whether something that was asked for is not in the library; files that are no notices are not."""
        nothing = self.count(Outcome.SKIPPED) == len(self.files)
        return self.stopped is not None or nothing or self.count(Outcome.FAILED) > 0


def ingest(
    paths: Sequence[Path],
    store: Store,
    *,
    settings: Settings,
    progress: Progress | None = None,
    sample: bool = False,
) -> IngestReport:
    """Read files and folders into the store.

    Each file is a transaction of its own. A file that cannot be read is reported and the others go on; when
    the store fails or the user interrupts, what was stored before stays and the report says so.

    Args:
        paths: files and folders.
        store: where to.
        settings: the file size limit is used.
        progress: called after each file.
        sample: mark the notices as the project's own invented ones (示例).

    Raises:
        UsageError: a path does not exist, or there is no file at all.
        StoreBusy: another ingest is running.
    """
    sources = find_sources(paths)
    files: list[FileReport] = []
    began = time.perf_counter()
    with ingest_lock(store.path.parent), Worker() as worker:
        desk = _Desk(store, settings, worker, sample=sample)
        stopped, interrupted = desk.take_all(sources, files, progress)
    took = (time.perf_counter() - began) * 1000
    logger.info("ingest: %d files, stopped=%s, %.0f ms", len(files), stopped, took)
    total = len(files) if stopped is None else max(len(sources), len(files))
    return IngestReport(files=tuple(files), total=total, stopped=stopped, interrupted=interrupted)


def ingest_data(
    data: bytes, name: str, store: Store, *, settings: Settings, location: str
) -> tuple[FileReport, ...]:
    """Read one file that somebody handed in; an archive gives a report for each file in it.

    Args:
        data: its bytes.
        name: for people.
        store: where to.
        settings: as for `ingest`.
        location: what comes from the same place takes the place of what was held there.

    Raises:
        StoreError: the store failed, or another ingest is running (StoreBusy).
    """
    whole = Entry(where=name, name=name, location=location, data=data)
    with ingest_lock(store.path.parent), Worker() as worker:
        desk = _Desk(store, settings, worker, sample=False)
        return tuple(desk.take(entry) for entry in opened(whole, settings.limits))


class _Desk:
    """Takes one file after the other into the store."""

    def __init__(self, store: Store, settings: Settings, worker: Worker, *, sample: bool) -> None:
        self._store, self._settings, self._worker, self._sample = store, settings, worker, sample
        self._held = store.held()

    def take_all(
        self, sources: Sequence[Source], files: list[FileReport], progress: Progress | None
    ) -> tuple[str | None, bool]:
        """Take sources in order, each file's report put to `files` at once: what is stored stays.

        Returns:
            Why it was stopped, None where it was not; and whether by Ctrl-C.
        """
        try:
            for done, source in enumerate(sources, 1):
                for entry in entries(source, self._settings.limits):
                    files.append(self.take(entry))
                if progress is not None:
                    progress(done, len(sources))
        except KeyboardInterrupt:
            return "导入被中断", True
        except StoreError as error:
            return str(error), False
        return None, False

    def take(self, entry: Entry) -> FileReport:
        """Read a file into the store, unless it is there as it is.

        Raises:
            StoreError: the store failed.
        """
        try:
            if entry.problem is not None:
                raise entry.problem
            # Not the path: a sample after an upgrade, or from another environment, is still the same sample.
            location = f"sample:{Path(entry.name).name}" if self._sample else entry.location
            print_ = fingerprint(entry.data)
            known = self._held.get(location)
            if known is not None and known.fingerprint == print_:
                return _report(entry, location, Outcome.UNCHANGED, known.notices, known.items)
            parsed = self._parse(entry)
        except ReadError as error:
            return FileReport(
                source=entry.where, outcome=Outcome.FAILED, message=str(error), problem=type(error)
            )
        if not parsed.notices:
            message = f"{entry.where}：没有从中读出通知，没有导入。"
            return FileReport(source=entry.where, outcome=Outcome.SKIPPED, message=message)
        keep(self._settings.data_dir, entry.data)
        added = self._store.add(parsed, location=location, fingerprint=print_)
        items = sum(len(part.items) for part in parsed.notices)
        doubts = (*(doubt.message for doubt in doubts_of(parsed)), *_private(parsed))
        return _report(entry, location, Outcome(added.value), len(parsed.notices), items, doubts)

    def _parse(self, entry: Entry) -> ParsedDocument:
        """Read and parse a file.

        Raises:
            ReadError: it cannot be read, or a fault of ours shows on it.
        """
        document = self._read(entry)
        try:
            parsed = parse_document(document, sample=self._sample)
            return checked(parsed, self._store.released(document.sha256))
        except StoreError:
            raise
        except Exception as error:
            told = logger.isEnabledFor(logging.DEBUG)
            logger.error("parse failed: sha256 %s", document.sha256, exc_info=told)
            words = f"解析时程序出错（{type(error).__name__}）。请反馈给维护者。"
            raise ReadError(f"{entry.where}：{words}") from error

    def _read(self, entry: Entry) -> Document:
        limits = self._settings.limits
        try:
            # Plain text is ours to decode; what other formats need is kept in a process that may be ended.
            apart = detect(entry.data) is not None
            reading = self._worker.read(entry.data, limits) if apart else read_data(entry.data, limits)
        except ReadError as error:
            raise type(error)(f"{entry.where}：{error}") from error
        return document_from(reading, entry.data, entry.name)


def _private(parsed: ParsedDocument) -> Iterator[str]:
    """Say of each notice that holds something private that it is not shown to the public."""
    for part in parsed.notices:
        if kinds := Counter(fact.value for fact in private_spots(part.notice)):
            found = "、".join(f"{kind} {count} 处" for kind, count in kinds.items())
            yield f"有{found}，暂不对外公开。由人决定：zhengda notices publish {part.notice.id} --reason 理由"


def _report(
    entry: Entry, location: str, outcome: Outcome, notices: int, items: int, doubts: tuple[str, ...] = ()
) -> FileReport:
    return FileReport(
        source=entry.where, outcome=outcome, notices=notices, items=items, doubts=doubts, location=location
    )
