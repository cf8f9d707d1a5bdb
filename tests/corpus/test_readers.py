import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import EmptyFile, FileTooLarge, ReadError, UndecodableFile, UnsupportedFile
from corpus.readers import Limits, display_name, read
from corpus.readers.plain import PlainText, garbled_line

MB = 1024 * 1024
LIMITS = Limits(bytes=MB)
CHINESE = (
    "青石县人民政府办公室关于印发政务公开工作要点的通知\r\n一、公开清单。\r\n\t二、按时上报，不得延误。\n"
)


def written(folder: Path, content: bytes, name: str = "通知.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_text_is_decoded_character_for_character(encoding: str, told: str, tmp_path: Path) -> None:
    document = read(written(tmp_path, CHINESE.encode(encoding)), limits=LIMITS)
    assert document.text == CHINESE
    assert document.encoding == told
    assert document.source == "通知.txt"


def test_utf16_of_both_byte_orders_needs_its_mark(tmp_path: Path) -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert read(written(tmp_path, mark + CHINESE.encode(encoding)), limits=LIMITS).text == CHINESE
        with pytest.raises(ReadError):
            read(written(tmp_path, CHINESE.encode(encoding)), limits=LIMITS)


def test_the_hash_tells_the_text_not_the_encoding(tmp_path: Path) -> None:
    hashes = {
        read(written(tmp_path, CHINESE.encode(e)), limits=LIMITS).sha256
        for e in ("utf-8-sig", "gb18030", "utf-16")
    }
    assert len(hashes) == 1


def test_traditional_characters_are_no_garble(tmp_path: Path) -> None:
    text = "乐至縣人民政府辦公室關於印發政務公開工作要點的通知，請認真貫徹執行並於年底前報告總結"
    assert read(written(tmp_path, text.encode()), limits=LIMITS).text == text
    assert read(written(tmp_path, text.encode("gb18030")), limits=LIMITS).text == text


@pytest.mark.parametrize(
    "content", [b"", b"\n \t\r\n", "\u3000\n\u3000".encode(), b"\xef\xbb\xbf\n", b"\xff\xfe"]
)
def test_a_file_without_text_is_empty(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(EmptyFile, match=r"通知\.txt：文件"):
        read(written(tmp_path, content), limits=LIMITS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (os.urandom(16) + b"\0" * 5000, "二进制"),
        ("通知".encode() + b"\0", "二进制"),
        (b"\x01\x02\x03\x04abc" * 50, "二进制"),
        (b"PK\x03\x04....", "压缩包"),
        (b"SQLite format 3\0....", "数据库"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "二进制"),
    ],
)
def test_what_no_reader_takes_is_refused_by_its_content(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFile, match=said) as caught:
        read(written(tmp_path, content), limits=LIMITS)
    assert "另存为" in str(caught.value)


def test_the_name_decides_nothing(tmp_path: Path) -> None:
    assert read(written(tmp_path, CHINESE.encode(), "通知.pdf"), limits=LIMITS).text == CHINESE


@pytest.mark.parametrize("encoding", ["big5", "shift_jis"])
def test_a_file_in_another_encoding_is_refused(encoding: str, tmp_path: Path) -> None:
    text = {
        "big5": "臺北市政府公告：為規範辦事流程，現將有關事項通知如下，請各單位遵照辦理",
        "shift_jis": "これは日本語の文書です。漢字とかなが混在しています。行政手続の公告",
    }
    with pytest.raises(UndecodableFile, match="UTF-8"):
        read(written(tmp_path, text[encoding].encode(encoding)), limits=LIMITS)


def test_two_encodings_in_one_file_are_refused_with_the_line(tmp_path: Path) -> None:
    mixed = CHINESE.encode() + CHINESE.encode("gb18030")
    with pytest.raises(UndecodableFile, match="第 4 行"):
        read(written(tmp_path, mixed), limits=LIMITS)
    mixed = CHINESE.encode("gb18030") + CHINESE.encode()
    with pytest.raises(UndecodableFile, match=r"第 \d+ 行"):
        read(written(tmp_path, mixed), limits=LIMITS)


def test_text_saved_after_misreading_is_refused(tmp_path: Path) -> None:
    saved = CHINESE.encode().decode("gb18030", errors="replace").encode()
    with pytest.raises(UndecodableFile, match="乱码"):
        read(written(tmp_path, saved), limits=LIMITS)


def test_bytes_that_break_their_own_mark_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UndecodableFile, match="第 2 行"):
        read(written(tmp_path, b"\xef\xbb\xbfabc\n\xff"), limits=LIMITS)


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50 * MB)
    with pytest.raises(FileTooLarge, match=r"50\.0 MB.*20 MB.*max_file_mb"):
        read(path, limits=Limits(bytes=20 * MB))


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, b"a" * 100)
    assert len(read(path, limits=Limits(bytes=100)).text) == 100
    with pytest.raises(FileTooLarge):
        read(path, limits=Limits(bytes=99))


def test_a_folder_a_missing_file_and_a_broken_link_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFile, match="不是普通文件"):
        read(tmp_path, limits=LIMITS)
    with pytest.raises(ReadError, match="文件不存在"):
        read(tmp_path / "none.txt", limits=LIMITS)
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone.txt")
    with pytest.raises(ReadError, match="链接指向的文件不存在"):
        read(link, limits=LIMITS)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnsupportedFile, match="不是普通文件"):
        read(tmp_path / "pipe", limits=LIMITS)


def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, b"abc")
    path.chmod(0)
    if os.geteuid() != 0:
        with pytest.raises(ReadError, match="没有读取权限"):
            read(path, limits=LIMITS)
        return
    # The administrator may read everything, so that somebody else has to try.
    if shutil.which("setpriv") is None:
        pytest.skip("no way to become another user")
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    code = (
        "from pathlib import Path\nfrom corpus.readers import Limits, read\n"
        f"read(Path({str(path)!r}), limits=Limits(bytes=9))"
    )
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert "没有读取权限" in done.stderr, done.stderr


def test_a_name_that_is_not_utf8_can_be_printed() -> None:
    name = Path(os.fsdecode("通知".encode("gb18030") + b".txt"))
    assert display_name(name).encode("utf-8").endswith(b".txt")


@given(st.text(alphabet=st.characters(codec="gb2312"), min_size=1))
def test_whatever_is_accepted_decodes_to_what_was_written(text: str) -> None:
    reader = PlainText()
    for encoding in ("utf-8", "gb18030", "utf-16"):
        data = text.encode(encoding)
        if not reader.accepts(data):
            continue
        try:
            decoded, told = reader.decode(data)
        except UndecodableFile:
            continue
        # Short texts in GB18030 may be sound UTF-8 by chance; then nobody can tell.
        assert decoded == text or (encoding == "gb18030" and told == "utf-8")


def test_short_lines_are_judged_together() -> None:
    garbled = "\n".join(CHINESE.encode().decode("gb18030", errors="replace")[:40])
    assert garbled_line("好的\n" * 3 + garbled) is not None
    assert garbled_line("\n".join(CHINESE)) is None
