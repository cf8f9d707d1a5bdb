"""Gold by reference: where in a notice's file it stands, for notices whose words a set must not hold.

A reference is `{"notice": file name, "start": n, "end": n, "sha256": digest}`. `start` and `end` count the
characters of the file as it lies, unfolded: UTF-8 without a byte order mark, every line end one character.
The digest is of just these characters in UTF-8, so that a file that was changed elsewhere behind them still
serves, and one whose words have moved never gives other words instead.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.mistakes import said
from eval.rows import MalformedRow, text_of

NOTICES = tuple(
    shared / folder
    for folder in ("notices", "notices-more")
    for shared in (Path("../shared"), Path(__file__).parents[2] / "shared")
)
"""Where notices that are not the project's own are looked for: beside the working folder and the checkout."""


class NoticeTexts:
    """The texts of the files that references point into, each read once.

    Args:
        given: files and folders to look in first; `NOTICES` comes after them.
    """

    def __init__(self, given: Sequence[Path] = ()) -> None:
        self._places = tuple(dict.fromkeys((*given, *NOTICES)))
        self._texts: dict[str, str | MalformedRow] = {}

    def words(self, row: Mapping[str, object]) -> str:
        """Return the words that a reference points to, without the line breaks among them.

        Args:
            row: the reference, as JSON has it.

        Raises:
            MalformedRow: it is no reference, its notice is not there, or other words stand in that place.
        """
        name, wanted = text_of(row, "notice"), text_of(row, "sha256")
        start, end = _offset(row, "start"), _offset(row, "end")
        text = self._text(name)
        if not start < end <= len(text):
            raise MalformedRow(f"引用的 {start}–{end} 不在 {name} 里（共 {len(text)} 字）；{_RESTORE}")
        found = text[start:end]
        if hashlib.sha256(found.encode()).hexdigest() != wanted:
            raise MalformedRow(f"{name} 的 {start}–{end} 已不是题集所引的原文（sha256 不符）；{_RESTORE}")
        # A notice of short lines breaks inside sentences; a field shows one piece of evidence a line.
        return "".join(found.splitlines())

    def _text(self, name: str) -> str:
        # A notice that is not there is looked for once, not for every line that refers to it.
        if name not in self._texts:
            self._texts[name] = self._read(name)
        text = self._texts[name]
        if isinstance(text, MalformedRow):
            raise MalformedRow(str(text))
        return text

    def _read(self, name: str) -> str | MalformedRow:
        path = self._find(name)
        if path is None:
            where = "、".join(map(str, self._places))
            return MalformedRow(f"引用了 {name}，在 {where} 都没有；请用 --notices 指明这份通知在哪里")
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            return MalformedRow(f"引用的 {path} 读不了（{said(error)}）；{_RESTORE}")

    def _find(self, name: str) -> Path | None:
        for place in self._places:
            # Names are compared, not looked up: whatever a line has for a name, it leads out of no folder.
            around = place.rglob("*") if place.is_dir() else (place,)
            found = min((path for path in around if path.name == name and path.is_file()), default=None)
            if found is not None:
                return found
        return None


_RESTORE = "请换回题集所依据的文件，或改正引用"


def _offset(row: Mapping[str, object], key: str) -> int:
    value = row.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise MalformedRow(f"引用的 {key} 应是不小于 0 的整数")
    return value
