"""Scratch libraries kept between runs, one for each set of notices, filled anew when reading has changed."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock

from corpus.ingest import Progress
from corpus.settings import Settings
from eval.beir import BeirSet
from eval.cache import Cache, code_hash
from eval.environment import set_hash
from eval.library import fill_from_documents, fill_from_files, scratch_settings

_READ_BY = "read-by.txt"


def library_of_files(paths: Sequence[Path], settings: Settings, cache: Cache) -> Settings:
    """Return settings over a library of some notices.

    Args:
        paths: files and folders of notices.
        settings: encoder and thresholds to keep.
        cache: where the library lies.

    Raises:
        UsageError: a notice cannot be read.
    """
    files = sorted(
        file for path in paths for file in (path.rglob("*") if path.is_dir() else (path,)) if file.is_file()
    )
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.name}\n".encode())
        total.update(file.read_bytes())
    name = paths[0].name if paths else "empty"
    return _kept(name, total.hexdigest(), settings, cache, lambda scratch: fill_from_files(paths, scratch))


def library_of_beir(beir: BeirSet, settings: Settings, cache: Cache, progress: Progress) -> Settings:
    """Return settings over a library of a retrieval set's corpus.

    Args:
        beir: the set.
        settings: encoder and thresholds to keep.
        cache: where the library lies.
        progress: told after each document.
    """

    def fill(scratch: Settings) -> None:
        fill_from_documents(beir.documents, scratch, progress)

    return _kept(beir.source.name, set_hash(beir.source), settings, cache, fill)


def _kept(
    name: str, content: str, settings: Settings, cache: Cache, fill: Callable[[Settings], None]
) -> Settings:
    """Fill a library unless this very code has filled it; one process at a time."""
    scratch = scratch_settings(settings, cache.library(name, content))
    mark = scratch.data_dir / _READ_BY
    reader = code_hash(("corpus",))
    with FileLock(scratch.data_dir / "fill.lock"):
        if not mark.exists() or mark.read_text(encoding="utf-8") != reader:
            fill(scratch)
            mark.write_text(reader, encoding="utf-8")
    return scratch
