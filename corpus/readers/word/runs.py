"""What the runs of one paragraph of a docx print: letters, breaks, text boxes.

Insertions of tracked changes are kept, deletions left out, as is hidden text. Of a field its result is
printed, but for page numbers. What cannot be read is counted in `Findings`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from lxml import etree

from corpus.readers.office.ooxml import child, local, switched_on, value
from corpus.readers.word.drawings import boxes, form_of, is_large
from corpus.readers.word.list_numbers import printed
from corpus.readers.word.symbols import symbol


class Break(Enum):
    """Where a line ends, and where a page did when the file was last laid out."""

    LINE = auto()
    PAGE = auto()


Token = str | Break | etree._Element
"""Letters, a break, or the contents of a text box."""


@dataclass(slots=True)
class Findings:
    """What else a document has: it is told as doubts."""

    revisions: bool = False
    hidden: bool = False
    pictures: int = 0
    large_pictures: int = 0
    objects: int = 0
    graphics: int = 0
    symbols: int = 0
    nested: int = 0
    buried: int = 0
    imported: int = 0
    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: bool = False
    form: str = ""


_TRANSPARENT = frozenset(
    [
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "sdtContent",
        "dir",
        "bdo",
        "ruby",
        "rubyBase",
        "Choice",
        "Fallback",
    ]
)
_DELETED = frozenset({"del", "moveFrom"})
_LETTERS: dict[str, str | Break] = {
    "tab": " ",
    "ptab": " ",
    "noBreakHyphen": "-",
    "softHyphen": "",
    "cr": Break.LINE,
}
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
_MATH = "/math"
_CIRCLED = re.compile(r"\\o\s*(?:\\a[clr])?\s*\(\s*[○〇◯]\s*[,，;；]\s*([^()]{1,4})\)", re.IGNORECASE)


class Runs:
    """Reads paragraphs one after the other.

    Attributes:
        findings: what was met so far.
    """

    def __init__(self) -> None:
        self.findings = Findings()
        self._fields: list[_Field] = []

    def paragraph(self, element: etree._Element) -> Iterator[Token]:
        """Read the runs of a `w:p`. A field that is not closed in its paragraph ends with it."""
        self._fields = []
        yield from self._inside(element)

    def _inside(self, element: etree._Element) -> Iterator[Token]:
        for part in element:
            yield from self._part(part, local(part))

    def _part(self, part: etree._Element, name: str) -> Iterator[Token]:
        if name == "r":
            yield from self._run(part)
        elif name in _DELETED:
            self.findings.revisions = True
        elif name in _TRANSPARENT:
            self.findings.revisions |= name in ("ins", "moveTo")
            yield from self._inside(part)
        elif name == "sdt":
            if child(part, "sdtPr", "showingPlcHdr") is None:
                yield from self._inside(part)
        elif name == "fldSimple":
            if _kind(value(part, "instr") or "") not in _PAGE_FIELDS:
                yield from self._inside(part)
        elif name == "AlternateContent":
            yield from self._alternative(part)
        elif _MATH in str(part.tag):
            yield from self._formula(part, name)

    def _run(self, run: etree._Element) -> Iterator[Token]:
        if switched_on(child(run, "rPr", "vanish")):
            self.findings.hidden |= any((text.text or "").strip() for text in run.iter("{*}t"))
            return
        for part in run:
            yield from self._printed(part, local(part))

    def _printed(self, part: etree._Element, name: str) -> Iterator[Token]:
        if name == "lastRenderedPageBreak":
            yield Break.PAGE
        elif name == "fldChar":
            yield from self._field(part)
        elif name == "instrText":
            if self._fields and not self._fields[-1].result:
                self._fields[-1].code += part.text or ""
        elif not self._unprinted():
            yield from self._content(part, name)

    def _content(self, part: etree._Element, name: str) -> Iterator[Token]:
        if name == "t":
            yield part.text or ""
        elif name in _LETTERS:
            yield _LETTERS[name]
        elif name == "br":
            yield Break.LINE
        elif name == "sym":
            yield self._symbol(part)
        elif name in ("footnoteReference", "endnoteReference"):
            notes = self.findings.footnotes if name[0] == "f" else self.findings.endnotes
            notes.append(value(part, "id") or "")
        elif name in ("drawing", "pict", "object"):
            yield from self._drawing(part)
        else:
            yield from self._part(part, name)

    def _symbol(self, part: etree._Element) -> str:
        code = value(part, "char") or ""
        letter = symbol(value(part, "font") or "", code)
        if letter is None:
            self.findings.symbols += 1
        return "□" if letter is None else letter

    def _unprinted(self) -> bool:
        return any(not one.result or _kind(one.code) in _PAGE_FIELDS for one in self._fields)

    def _field(self, part: etree._Element) -> Iterator[str]:
        kind = value(part, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(form=form_of(child(part, "ffData"))))
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.result and not self._unprinted():
                yield _without_result(ended)

    def _alternative(self, element: etree._Element) -> Iterator[Token]:
        """The same thing once for newer and once for older programs: the first that has any text."""
        for option in element:
            found = list(self._inside_option(option))
            if any(not isinstance(token, str) or token.strip() for token in found):
                yield from found
                return

    def _inside_option(self, option: etree._Element) -> Iterator[Token]:
        for part in option:
            yield from self._content(part, local(part))

    def _formula(self, part: etree._Element, name: str) -> Iterator[Token]:
        for below in part:
            if local(below) == "t":
                yield below.text or ""
            else:
                yield from self._part(below, local(below))
            if name == "f" and local(below) == "num":
                yield "/"

    def _drawing(self, part: etree._Element) -> Iterator[Token]:
        found = list(boxes(part))
        for box in found:
            if isinstance(box, str):
                yield from (Break.LINE, box, Break.LINE)
            else:
                yield box
        if not found:
            self._picture(part)

    def _picture(self, part: etree._Element) -> None:
        names = {local(below) for below in part.iter()}
        if "OLEObject" in names:
            self.findings.objects += 1
        elif names & {"pic", "blip", "imagedata"}:
            self.findings.pictures += 1
            self.findings.large_pictures += is_large(part)
        elif names & {"chart", "relIds"}:
            self.findings.graphics += 1


def _kind(code: str) -> str:
    return next(iter(code.split()), "").upper()


def _without_result(ended: _Field) -> str:
    r"""A number in a circle (`EQ \o\ac(○,1)`) has no result of its own."""
    match = _CIRCLED.search(ended.code) if _kind(ended.code) == "EQ" else None
    if match is None:
        return ended.form
    inner = match.group(1).strip()
    return printed(int(inner), "decimalEnclosedCircle") if inner.isascii() and inner.isdigit() else inner
