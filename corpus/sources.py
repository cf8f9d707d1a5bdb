"""Which files a path on the command line stands for."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ReadError, UsageError
from corpus.readers import display_name
from corpus.why import why

SAMPLES = Path(__file__).parent / "samples"
"""Folder of the project's own invented notices (示例)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read.

    Attributes:
        path: where it is.
        location: its real absolute path, the same by whatever way it was reached.
        problem: why it cannot even be looked at, or None.
    """

    path: Path
    location: str
    problem: ReadError | None = None


def find_sources(paths: Sequence[Path]) -> tuple[Source, ...]:
    """List the files of files and folders, sorted inside each folder, each file once.

    Hidden files and folders are left out unless named themselves, and so are links inside a folder that
    lead out of it.

    Raises:
        UsageError: a path does not exist, or there is no file at all.
    """
    missing = [display_name(path) for path in paths if not os.path.lexists(path)]
    if missing:
        raise UsageError(f"路径不存在：{'、'.join(missing)}。请检查后重试。")
    found: dict[str, Source] = {}
    for path in paths:
        for source in _inside(path) if path.is_dir() else [_source(path)]:
            found.setdefault(source.location, source)
    if not found:
        raise UsageError(f"{'、'.join(map(display_name, paths)) or '没有给出路径'}：没有文件可读。请检查。")
    return tuple(found.values())


def _inside(folder: Path) -> Iterator[Source]:
    root = _real(folder)
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            leads_out = path.is_symlink() and not _real(path).is_relative_to(root)
            if not name.startswith(".") and not leads_out:
                yield _source(path)
    for error in closed:
        path = Path(os.fsdecode(error.filename))
        where = display_name(path)
        problem = ReadError(f"{where}：文件夹打不开（{why(error)}）。请检查权限后重新导入。")
        yield Source(path=path, location=where, problem=problem)


def _source(path: Path) -> Source:
    return Source(path=path, location=display_name(_real(path)))


def _real(path: Path) -> Path:
    """Follow links; where they lead in a circle `Path.resolve` fails, and one link must not end it all."""
    return Path(os.path.realpath(path))
