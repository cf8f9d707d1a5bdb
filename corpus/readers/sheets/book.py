"""What the sheets of a workbook share: strings, number formats, the sheets' list."""

import re
from dataclasses import dataclass

from lxml import etree

from corpus.readers.office.ooxml import Package, child, local, number, value
from corpus.readers.sheets.values import BUILT_IN

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A sheet as the workbook lists it; `part` is "" where it is not in the file."""

    title: str
    kind: str
    part: str
    hidden: bool


class Book:
    """A workbook.

    Args:
        package: the file.
        main: name of the workbook's part.

    Raises:
        UndecodableFile: damaged.
        FileTooLarge: more is unpacked than the limits allow.
    """

    def __init__(self, package: Package, main: str) -> None:
        root = package.tree(main)
        self.related = package.related(main)
        self.from_1904 = value(child(root, "workbookPr"), "date1904") in ("1", "true", "on")
        self.sheets = tuple(self._sheet(sheet) for sheet in root.iter("{*}sheet"))
        self._strings = self._part_strings(package)
        self._formats = self._part_formats(package)

    def string(self, place: int) -> str:
        """Return a shared string, "" for one that is not there."""
        return self._strings[place] if 0 <= place < len(self._strings) else ""

    def format(self, style: int) -> str:
        """Return the number format of a cell's style, "" for General."""
        return self._formats[style] if 0 <= style < len(self._formats) else ""

    def _sheet(self, sheet: etree._Element) -> SheetPart:
        # Both its own number and its part's are named id.
        name = next((str(text) for key, text in sheet.attrib.items() if str(key).endswith("}id")), "")
        part = next((part for part in self.related if part.id == name), None)
        return SheetPart(
            title=value(sheet, "name") or "",
            kind="" if part is None else part.kind,
            part="" if part is None else part.name,
            hidden=value(sheet, "state") in ("hidden", "veryHidden"),
        )

    def _tree(self, package: Package, kind: str) -> etree._Element | None:
        name = next((part.name for part in self.related if part.kind == kind), "")
        return package.tree(name) if name in package else None

    def _part_strings(self, package: Package) -> tuple[str, ...]:
        root = self._tree(package, "sharedStrings")
        return () if root is None else tuple(string_of(item) for item in root.iterchildren("{*}si"))

    def _part_formats(self, package: Package) -> tuple[str, ...]:
        root = self._tree(package, "styles")
        formats, styles = child(root, "numFmts"), child(root, "cellXfs")
        codes = dict(BUILT_IN)
        for own in () if formats is None else formats:
            codes[number(value(own, "numFmtId"))] = value(own, "formatCode") or ""
        return tuple(
            codes.get(number(value(style, "numFmtId")), "")
            for style in (styles if styles is not None else ())
        )


def string_of(element: etree._Element) -> str:
    """Return the letters of a string, its readings (pinyin, kana) left out."""
    text = ""
    for part in element:
        if local(part) == "t":
            text += part.text or ""
        elif local(part) == "r":
            text += (child(part, "t").text or "") if child(part, "t") is not None else ""  # type: ignore[union-attr]
    return unescaped(text)


def unescaped(text: str) -> str:
    """Turn _x000D_ into the letter that it stands for; halves of pairs and controls go."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(match: re.Match[str]) -> str:
    point = int(match.group(1), 16)
    if 0xD800 <= point < 0xE000 or (point < 32 and point not in (9, 10, 13)):
        return ""
    return chr(point)
