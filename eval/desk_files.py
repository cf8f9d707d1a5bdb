"""Where the desk keeps drafts and sets, and the library it holds them against."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock

from corpus.errors import UsageError
from corpus.store import Store
from eval.notice_file import NoticeFile, notice_files

# What people type becomes a file's name: letters of any language, digits, - and _, and nothing else.
_NAME = re.compile(r"[\w-]{1,60}")


class Shelf:
    """The library, file by file, read again only when it has changed; may be used from several threads.

    Args:
        store_path: of the library.
    """

    def __init__(self, store_path: Path) -> None:
        self._path = store_path
        self._lock = Lock()
        self._read: tuple[int, Mapping[str, NoticeFile]] | None = None

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open the library.

        Raises:
            StoreError: it cannot be opened.
        """
        store = Store.open(self._path)
        try:
            yield store
        finally:
            store.close()

    def files(self) -> Mapping[str, NoticeFile]:
        """Return what the library holds under each file name.

        Raises:
            StoreError: it cannot be read.
        """
        with self._lock, self.store() as store:
            if self._read is None or self._read[0] != store.sequence:
                self._read = store.sequence, notice_files(store)
            return self._read[1]


def draft_names(data_dir: Path) -> list[str]:
    """Name the drafts of a data folder, the one last written to first."""
    found = sorted((data_dir / "eval" / "drafts").glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
    return [path.stem for path in reversed(found) if _NAME.fullmatch(path.stem)]


def set_names(data_dir: Path) -> list[str]:
    """Name the sets of a data folder."""
    return sorted(
        path.stem for path in (data_dir / "eval" / "sets").glob("*.jsonl") if _NAME.fullmatch(path.stem)
    )


def draft_path(data_dir: Path, name: str) -> Path:
    """Return the file of a draft.

    Raises:
        UsageError: there is no such draft.
    """
    path = data_dir / "eval" / "drafts" / f"{name}.jsonl"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise UsageError("请先选一份草稿；选过的若已不在，请刷新。")
    return path


def set_path(data_dir: Path, name: str) -> Path:
    """Return the file of a set, which need not be there yet.

    Raises:
        UsageError: the name cannot be a file's.
    """
    plain = name.strip().removesuffix(".jsonl")
    if not _NAME.fullmatch(plain):
        raise UsageError("题集名只能用汉字、字母、数字、- 和 _，最多 60 字；请改一下“收进题集”。")
    return data_dir / "eval" / "sets" / f"{plain}.jsonl"


def new_draft_path(data_dir: Path, what: str, at: datetime) -> Path:
    """Return a file for a new draft, not there yet: <what>-<YYYYMMDD-HHMMSS>.jsonl."""
    name = f"{what}-{at:%Y%m%d-%H%M%S}"
    wanted, number = data_dir / "eval" / "drafts" / f"{name}.jsonl", 1
    while wanted.exists():
        number += 1
        wanted = wanted.with_name(f"{name}-{number}.jsonl")
    return wanted
