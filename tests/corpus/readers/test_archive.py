import io
import stat
import zipfile

import pytest

from corpus.errors import FileTooLarge, ReadError, UndecodableFile, UnsupportedFile
from corpus.readers.archive import is_archive, members
from corpus.readers.ports import Limits


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def problem(data: bytes, **limits: int) -> ReadError:
    (member,) = members(data, Limits(**limits))
    assert member.problem is not None
    return member.problem


def test_files_come_in_order_with_their_paths_and_those_inside_inner_archives_too() -> None:
    inner = zipped({"任务表.txt": b"b"})
    data = zipped({"b.txt": b"1", "a/附件.zip": inner, "a/通知.txt": b"2"})
    assert is_archive(data)
    found = [(member.name, member.data) for member in members(data, Limits())]
    assert found == [("a/通知.txt", b"2"), ("a/附件.zip/任务表.txt", b"b"), ("b.txt", b"1")]


def test_names_that_windows_wrote_in_gbk_are_read() -> None:
    data = zipped({"AAAA.txt": b"1"}).replace(b"AAAA", "通知".encode("gbk"))
    assert [member.name for member in members(data, Limits())] == ["通知.txt"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\x.txt", "x.txt"),
        ("a/./../b.txt", "a/b.txt"),
        ("通\u202e知\u200b.txt", "通知.txt"),
        ("..", "（无名）"),
    ],
)
def test_a_name_is_a_label_that_leads_nowhere(name: str, shown: str) -> None:
    assert [member.name for member in members(zipped({name: b"1"}), Limits())] == [shown]


def test_what_systems_leave_behind_is_passed_over() -> None:
    data = zipped({"__MACOSX/._a.txt": b"x", ".hidden": b"x", "a/Thumbs.db": b"x", "a/": b"", "b.txt": b"1"})
    assert [member.name for member in members(data, Limits())] == ["b.txt"]


def test_a_bomb_is_stopped_whatever_its_header_says() -> None:
    bomb = zipped({"a.txt": b"0" * 5_000_000})
    assert len(bomb) < 10_000
    assert isinstance(problem(bomb, bytes=1_000_000), FileTooLarge)
    with pytest.raises(FileTooLarge):
        raise problem(bomb, expanded_bytes=1_000_000)
    lying = bomb.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert isinstance(problem(lying, bytes=1_000_000), ReadError)


def test_many_files_are_counted_together() -> None:
    data = zipped({f"{number}.txt": b"0" * 1000 for number in range(10)})
    found = [member.problem is None for member in members(data, Limits(expanded_bytes=5_500))]
    assert found == [True] * 5 + [False] * 5
    with pytest.raises(FileTooLarge, match="6000 个文件"):
        list(members(zipped({str(number): b"" for number in range(6000)}), Limits()))


def test_archives_that_hold_themselves_end() -> None:
    data = b"x"
    for _ in range(6):
        data = zipped({"a.zip": data, "b.txt": b"1"})
    found = list(members(data, Limits()))
    assert [member.name for member in found if member.problem is None] == ["a.zip/b.txt", "b.txt"]
    assert [str(member.problem)[:10] for member in found if member.problem] == ["压缩包里的压缩包套得"]


def test_an_encrypted_file_and_a_link_are_told() -> None:
    data = zipped({"a.txt": b"1"})
    entry = data.index(b"PK\x01\x02")
    locked = data[: entry + 8] + b"\x01" + data[entry + 9 :]
    assert isinstance(problem(locked), UndecodableFile)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert isinstance(problem(file.getvalue()), UnsupportedFile)


def test_a_torn_archive_is_told() -> None:
    data = zipped({"a.txt": b"1" * 1000}, zipfile.ZIP_STORED)
    with pytest.raises(UndecodableFile, match="已损坏"):
        list(members(data[:-20], Limits()))
    spoilt = data.replace(b"1" * 100, b"2" * 100, 1)
    assert isinstance(problem(spoilt), UndecodableFile)
