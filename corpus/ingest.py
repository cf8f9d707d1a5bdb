"""Files into the library, one at a time: what went in stays, whatever happens to the rest."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import ReadError, StoreError
from corpus.lock import ingest_lock
from corpus.model import ParsedDocument
from corpus.parse import parse_document
from corpus.readers import display_name, read
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
    """

    source: str
    outcome: Outcome
    message: str = ""
    notices: int = 0
    items: int = 0


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
    stopped, interrupted, began = None, False, time.perf_counter()
    with ingest_lock(store.path.parent):
        try:
            for source in sources:
                files.append(_one(source, store, settings, sample=sample))
                if progress is not None:
                    progress(len(files), len(sources))
        except KeyboardInterrupt:
            stopped, interrupted = "导入被中断", True
        except StoreError as error:
            stopped = str(error)
    took = (time.perf_counter() - began) * 1000
    logger.info("ingest: %d of %d files, stopped=%s, %.0f ms", len(files), len(sources), stopped, took)
    return IngestReport(files=tuple(files), total=len(sources), stopped=stopped, interrupted=interrupted)


def _one(source: Source, store: Store, settings: Settings, *, sample: bool) -> FileReport:
    where = display_name(source.path)
    try:
        parsed = _parse(source, settings, sample=sample)
    except ReadError as error:
        return FileReport(source=where, outcome=Outcome.FAILED, message=str(error))
    if not parsed.notices:
        message = f"{where}：没有从中读出通知，没有导入。"
        return FileReport(source=where, outcome=Outcome.SKIPPED, message=message)
    # Not the path: a sample after an upgrade, or from another environment, is still the same sample.
    location = f"sample:{source.path.name}" if sample else source.location
    added = store.add(parsed, location=location)
    items = sum(len(part.items) for part in parsed.notices)
    return FileReport(source=where, outcome=Outcome(added.value), notices=len(parsed.notices), items=items)


def _parse(source: Source, settings: Settings, *, sample: bool) -> ParsedDocument:
    """Read and parse one file.

    Raises:
        ReadError: it cannot be read, or a fault of ours shows on it.
    """
    if source.problem is not None:
        raise source.problem
    document = read(source.path, limits=settings.limits)
    where = display_name(source.path)
    try:
        return parse_document(document, sample=sample)
    except Exception as error:
        logger.error("parse failed: sha256 %s", document.sha256, exc_info=logger.isEnabledFor(logging.DEBUG))
        raise ReadError(f"{where}：解析时程序出错（{type(error).__name__}）。请反馈给维护者。") from error
