"""What a source holds: a file, or an archive with its files, each as bytes with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ReadError
from corpus.readers import display_name, read_bytes
from corpus.readers.archive import is_archive, members
from corpus.readers.ports import Limits
from corpus.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file to read.

    Attributes:
        where: its path for messages, as the user gave it; in an archive "通知.zip!/附件/任务表.docx".
        name: for people, without folders.
        location: the same place whatever way it was reached.
        data: its bytes, b"" where there is a problem.
        problem: why it cannot be read, else None; the message begins with `where`.
    """

    where: str
    name: str
    location: str
    data: bytes = b""
    problem: ReadError | None = None


def entries(source: Source, limits: Limits) -> Iterator[Entry]:
    """Yield the files of a source; what is wrong with one is its `problem`, never raised."""
    where, name = display_name(source.path), display_name(Path(source.path.name))
    try:
        if source.problem is not None:
            raise source.problem
        data = read_bytes(source.path, limits.bytes)
    except ReadError as error:
        yield Entry(where=where, name=name, location=source.location, problem=error)
        return
    yield from opened(Entry(where=where, name=name, location=source.location, data=data), limits)


def opened(whole: Entry, limits: Limits) -> Iterator[Entry]:
    """Yield a file that was read, or what it holds where it is an archive."""
    if is_archive(whole.data):
        yield from _inside(whole, limits)
    else:
        yield whole


def _inside(archive: Entry, limits: Limits) -> Iterator[Entry]:
    found = 0
    try:
        for member in members(archive.data, limits):
            found += 1
            where = f"{archive.where}!/{member.name}"
            yield Entry(
                where=where,
                name=f"{archive.name}/{member.name}",
                location=f"{archive.location}!/{member.name}",
                data=member.data,
                problem=type(member.problem)(f"{where}：{member.problem}") if member.problem else None,
            )
    except ReadError as error:
        yield _failed(archive, str(error), type(error))
        return
    if not found:
        yield _failed(archive, "压缩包里没有可读的文件。请检查后重新导入。", ReadError)


def _failed(archive: Entry, message: str, kind: type[ReadError]) -> Entry:
    problem = kind(f"{archive.where}：{message}")
    return Entry(where=archive.where, name=archive.name, location=archive.location, problem=problem)
