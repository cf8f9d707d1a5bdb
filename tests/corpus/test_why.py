import errno
import os

from corpus.why import why


def test_the_common_reasons_are_told_in_chinese(tmp_path):
    told = {}
    for name, act in (
        ("missing", lambda: (tmp_path / "no").read_text(encoding="utf-8")),
        ("folder", lambda: tmp_path.open(encoding="utf-8")),
        ("there", tmp_path.mkdir),
    ):
        try:
            act()
        except OSError as error:
            told[name] = why(error)
    assert told == {
        "missing": "没有这个文件或文件夹", "folder": "这是文件夹，不是文件", "there": "已有同名的文件",
    }  # fmt: skip
    assert why(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) == "磁盘已满"


def test_a_rare_reason_keeps_the_system_s_words():
    assert why(OSError(errno.EXDEV, os.strerror(errno.EXDEV))) == os.strerror(errno.EXDEV)
    assert why(OSError("odd")) == "odd"
