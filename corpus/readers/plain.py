"""Plain text (.txt, .md): UTF-8, GB18030 (with GBK and GB2312 inside it) and UTF-16 with a byte order mark.

Nearly any bytes decode as GB18030, so success proves nothing. What tells is how common the characters
are. In each run of twelve or more Chinese characters of 35 real notices, two of them in traditional
characters, at least 0.90 are frequent ones (level 1 of GB 2312 or of Big5); of the same files misread
from another encoding never over 0.53.
"""

import codecs

from corpus.errors import UndecodableFile
from corpus.readers.ports import Limits, Reading

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = frozenset(range(32)) - {8, 9, 10, 11, 12, 13, 26, 27}
_MAX_CONTROL_SHARE = 0.001
_LEAST_COMMON_SHARE = 0.7
_ENOUGH_TO_JUDGE = 12
# The frequent characters of each set, as a range of the first byte.
_FREQUENT = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
_RESAVE = "请用编辑器另存为 UTF-8 后重新导入"


class PlainText:
    """Reads text files."""

    name = "纯文本"

    def accepts(self, data: bytes) -> bool:
        """Tell whether the bytes look like text: no NUL and hardly a control character, or a UTF-16 mark."""
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return not data.startswith(codecs.BOM_UTF32_LE)
        if b"\0" in data:
            return False
        controls = sum(data.count(code) for code in _CONTROLS)
        return controls <= len(data) * _MAX_CONTROL_SHARE

    def read(self, data: bytes, limits: Limits) -> Reading:  # noqa: ARG002 - the file's own limit is enough
        """Read the characters as they are; see `Reader.read`."""
        text, encoding = self.decode(data)
        return Reading(text=text, encoding=encoding)

    def decode(self, data: bytes) -> tuple[str, str]:
        """Decode by the byte order mark, else as UTF-8, else as GB18030.

        Raises:
            UndecodableFile: in none of these, or in several.
        """
        encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
        if encoding is not None:
            text = self._strict(data, encoding)
        else:
            text, encoding = self._guess(data)
        if line := garbled_line(text):
            raise UndecodableFile(f"第 {line} 行起是乱码（编码混用，或存盘时编码选错）。{_RESAVE}。")
        return text, encoding

    def _strict(self, data: bytes, encoding: str) -> str:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise UndecodableFile(
                f"带有 {encoding} 标记，但第 {line} 行的字节不合该编码。{_RESAVE}。"
            ) from error

    def _guess(self, data: bytes) -> tuple[str, str]:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as utf8:
            line = data[: utf8.start].count(b"\n") + 1
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError as error:
            raise UndecodableFile(
                f"第 {line} 行起既不是 UTF-8 也不是 GB18030（可能两种编码混在一起）。{_RESAVE}。"
            ) from error


def garbled_line(text: str) -> int | None:
    """Find the first line whose characters tell of a wrong encoding, counted from 1; None where all is well.

    Lines too short to judge are judged together with those that follow them.
    """
    pending, first = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        if not pending:
            first = number
        pending += "".join(filter(_is_chinese, line))
        if len(pending) >= _ENOUGH_TO_JUDGE:
            if sum(map(_is_common, pending)) < len(pending) * _LEAST_COMMON_SHARE:
                return first
            pending = ""
    return None


def common_share(text: str, least: int) -> float:
    """Return how many of a text's Chinese letters are frequent ones, 1 where it has fewer than `least`."""
    letters = [*filter(_is_chinese, text)]
    return sum(map(_is_common, letters)) / len(letters) if len(letters) >= max(least, 1) else 1.0


def _is_chinese(character: str) -> bool:
    # Private use, the replacement character and planes 2 on are where wrongly decoded bytes end up.
    return (
        "\u3400" <= character <= "\u9fff"
        or "\ue000" <= character <= "\uf8ff"
        or character == "\ufffd"
        or character >= "\U00020000"
    )


def _is_common(character: str) -> bool:
    for charset, first, last in _FREQUENT:
        try:
            if first <= character.encode(charset)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False
