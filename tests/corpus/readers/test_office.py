import os
import shutil
import struct
import subprocess
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReadError, UndecodableFile, UnsupportedFile
from corpus.layout import DoubtKind, Format, Table
from corpus.readers import document_of
from corpus.readers.office import old as office
from corpus.readers.office import soffice
from corpus.readers.office.old import OldOffice
from corpus.readers.office.ole import is_encrypted, streams
from corpus.readers.ports import Limits, Reading
from eval.turned import Sheet, SheetCell
from eval.turned_docx import write_docx
from eval.turned_measure import turn
from eval.turned_old import converted, write_old
from eval.turned_xlsx import write_xlsx
from tests.corpus.readers.made_office import p, word

NOTICES = Path(__file__).parents[3].parent / "shared" / "notices"
needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
CELLS = (("序号", "任务内容", "责任单位"), ("1", "公开清单", "甲局"))
PIECES = (
    "关于公开的通知",
    Sheet(rows=tuple(tuple(SheetCell(text=text) for text in row) for row in CELLS), width=3),
)


def ole(names: dict[str, bytes]) -> bytes:
    """A container with these streams, each in sectors of its own."""
    contents = [content.ljust((len(content) // 512 + 1) * 512, b"\0") for content in names.values()]
    entries = [_entry("Root Entry", 5, child=1)]
    sector = 2 + len(names) // 4
    for place, (name, content) in enumerate(zip(names, contents, strict=True), 1):
        entries.append(_entry(name, 2, right=place + 1 if place < len(names) else -1, start=sector))
        sector += len(content) // 512
    directory = b"".join(entries).ljust((len(names) // 4 + 1) * 512, b"\0")
    table = [0xFFFFFFFD, *range(2, 1 + len(directory) // 512), 0xFFFFFFFE]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHH", 62, 3, 0xFFFE, 9)
    head = head.ljust(44, b"\0") + struct.pack("<II", 1, 1)
    head = head.ljust(76, b"\0") + struct.pack("<I", 0)
    fat = b"".join(struct.pack("<I", one) for one in table)
    return head.ljust(512, b"\xff") + fat.ljust(512, b"\xff") + directory + b"".join(contents)


def _entry(name: str, kind: int, *, child: int = -1, right: int = -1, start: int = 0) -> bytes:
    text = name.encode("utf-16-le")
    made = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    made += struct.pack("<iii", -1, right, child)
    return made.ljust(116, b"\0") + struct.pack("<III", start, 4096, 0)


def grid(reading: Reading, table: Table) -> list[list[str]]:
    return [[reading.text[span.start : span.end] for span in row] for row in table.rows]


def test_what_is_inside_a_container_is_listed() -> None:
    names = [f"流{place}" for place in range(9)]
    assert list(streams(ole(dict.fromkeys(names, b"x")))) == names


@pytest.mark.parametrize(
    "inside",
    [
        {"EncryptionInfo": b"", "EncryptedPackage": b"x"},
        {"WordDocument": b"\xec\xa5\xc1\x00".ljust(10, b"\0") + b"\x00\x01"},
        {"Workbook": struct.pack("<HHI", 0x809, 4, 0) + struct.pack("<HH", 0x2F, 0)},
    ],
)
def test_a_password_is_found_before_anything_is_started(
    inside: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "convert", None)
    with pytest.raises(UndecodableFile, match="有密码，请先去掉密码"):
        OldOffice().read(ole(inside), Limits())


def test_files_without_a_password_are_not_taken_for_such() -> None:
    assert not is_encrypted(ole({"WordDocument": b"\xec\xa5\xc1\x00".ljust(12, b"\0")}))
    assert not is_encrypted(ole({"Workbook": struct.pack("<HHI", 0x809, 4, 0) + b"\x42\0\2\0aa\0\0"}))


@pytest.mark.parametrize("inside", [{"PowerPoint Document": b""}, {"__substg1.0": b""}])
def test_slides_and_mail_are_refused(inside: dict[str, bytes]) -> None:
    with pytest.raises(UnsupportedFile, match="演示文稿"):
        OldOffice().read(ole(inside), Limits())


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ole({})[:600]])
def test_damaged_containers_are_refused(data: bytes) -> None:
    with pytest.raises(UndecodableFile, match="损坏"):
        OldOffice().read(data, Limits())


def test_without_the_program_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnsupportedFile, match="libreoffice-writer-nogui"):
        document_of(b"{\\rtf1 x}", "甲.rtf", "甲.rtf", Limits())


def test_macros_of_old_files_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "convert", lambda *_: word(p("甲")))
    reading = OldOffice().read(ole({"WordDocument": b"", "Macros": b""}), Limits())
    assert ["宏" in doubt.message for doubt in reading.layout.doubts] == [False, True]


def fake(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_at_the_time_limit_all_its_processes_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "child"
    fake(tmp_path, f"sh -c 'echo $$ > {mark}; exec sleep 60' & wait", monkeypatch)
    began = time.monotonic()
    with pytest.raises(UndecodableFile, match="超过 1 秒"):
        OldOffice().read(b"{\\rtf1 x}", Limits(seconds=1))
    assert time.monotonic() - began < 10
    child = Path("/proc") / mark.read_text().strip() / "stat"
    time.sleep(0.2)
    assert not child.exists() or child.read_text().split()[2] == "Z"


def test_the_program_has_no_network_where_the_system_can_cut_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not soffice._without_network():
        pytest.skip("an ordinary user may have no name space of the network here")
    seen = tmp_path / "seen"
    fake(tmp_path, f"cat /proc/net/dev > {seen}", monkeypatch)
    with pytest.raises(UndecodableFile):
        OldOffice().read(b"{\\rtf1 x}", Limits())
    devices = [line.partition(":")[0].strip() for line in seen.read_text().splitlines()[2:]]
    assert devices == ["lo"]


def test_a_fence_that_hangs_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("unshare", 10)

    monkeypatch.setattr(soffice.subprocess, "run", hangs)
    assert soffice._without_network() == []


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path, "exit 1", monkeypatch)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(UndecodableFile, match="打不开"):
        OldOffice().read(b"{\\rtf1 x}", Limits())
    assert [path.name for path in tmp_path.iterdir()] == ["soffice"]


def test_what_comes_out_damaged_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(tmp_path, "mkdir -p out; echo x > out/input.docx", monkeypatch)
    with pytest.raises(UndecodableFile):
        OldOffice().read(b"{\\rtf1 x}", Limits())


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=2000), st.data())
def test_any_container_is_told_apart_or_refused(noise: bytes, data: st.DataObject) -> None:
    made = bytearray(ole({"WordDocument": b"x", "Macros": b""}) if data.draw(st.booleans()) else noise)
    for place in data.draw(st.lists(st.integers(0, max(len(made) - 1, 0)), max_size=12)) if made else ():
        made[place] = data.draw(st.integers(0, 255))
    made = made[: data.draw(st.integers(0, len(made)))]
    is_encrypted(bytes(made))
    with suppress(ReadError):
        office._source(bytes(made), frozenset(streams(bytes(made))))


@needs_soffice
@pytest.mark.parametrize("target", ["doc", "rtf"])
def test_old_documents_are_read(target: str) -> None:
    reading = OldOffice().read(converted(write_docx(PIECES), "docx", target), Limits())
    assert reading.layout.format == Format.DOCX
    assert reading.text.startswith("关于公开的通知\n")
    assert grid(reading, reading.layout.tables[0]) == [list(row) for row in CELLS]
    assert reading.layout.doubts[0].kind == DoubtKind.NOT_SUPPORTED
    assert "LibreOffice" in reading.layout.doubts[0].message


@needs_soffice
def test_old_workbooks_are_read() -> None:
    reading = OldOffice().read(converted(write_xlsx(PIECES), "xlsx", "xls"), Limits())
    assert reading.layout.format == Format.XLSX
    assert grid(reading, reading.layout.tables[0]) == [list(row) for row in CELLS]


@needs_soffice
@pytest.mark.skipif(not NOTICES.is_dir(), reason="the notices are not part of the project")
@pytest.mark.parametrize(("name", "target"), [("henan-2021-forwarded", "doc"), ("lezhi-2023", "xls")])
def test_a_real_notice_comes_out_the_same(name: str, target: str) -> None:
    text = (NOTICES / f"{name}.txt").read_text(encoding="utf-8")
    turned, _ = turn(text, partial(write_old, target=target))
    assert (turned.same, turned.read) == (turned.expected, turned.expected)
