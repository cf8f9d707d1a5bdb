"""Numbers at the beginning of paragraphs as the automatic ones of a Word document."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.numerals import NUMERAL, to_int
from corpus.readers.word.list_numbers import printed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_CHINESE, _FIGURES = "chineseCountingThousand", "decimal"
_MARKERS = (
    (re.compile(f"()({NUMERAL}{{1,4}})(、)"), _CHINESE),
    (re.compile(f"([（(])({NUMERAL}{{1,4}})([）)])"), _CHINESE),
    (re.compile(r"()(\d{1,3})([.．、])(?!\d)"), _FIGURES),
    (re.compile(r"([（(])(\d{1,3})([）)])"), _FIGURES),
    (re.compile(r"()(\d{1,3})()$"), _FIGURES),
)
# The numbers of the template's own lists are lower.
_FIRST = 100


@dataclass
class _Listed:
    abstract: int
    last: int = 0
    num: int | None = None


@dataclass
class AutomaticNumbers:
    """Takes the numbers off paragraphs and lets Word print them: one list for each shape of number.

    Attributes:
        overrides: whether a list that begins anew is the same one with another start, or one of its own;
            LibreOffice loses the former when it writes a doc.
    """

    document: "Document"
    overrides: bool = True
    _lists: dict[tuple[str, str, str], _Listed] = field(default_factory=dict)
    _made: int = _FIRST

    def take(self, paragraph: "Paragraph", text: str) -> str:
        """Number a paragraph as its text begins, and return the text without its number."""
        for pattern, style in _MARKERS:
            match = pattern.match(text)
            figure = to_int(match.group(2)) if match else None
            if match and figure and printed(figure, style) == match.group(2):
                self._put(paragraph, (match.group(1), style, match.group(3)), figure)
                return text[match.end() :]
        return text

    def _put(self, paragraph: "Paragraph", shape: tuple[str, str, str], figure: int) -> None:
        root = self.document.part.numbering_part.element
        listed = self._lists.get(shape)
        goes_on = listed is not None and figure == listed.last + 1
        if listed is None or not (goes_on or self.overrides):
            self._made += 1
            listed = self._lists[shape] = _Listed(self._made)
            start = 1 if self.overrides else figure
            root.insert(0, parse_xml(_abstract(self._made, shape, start)))
        if listed.num is None or not goes_on:
            self._made += 1
            listed.num = self._made
            root.append(parse_xml(_num(self._made, listed.abstract, figure if self.overrides else None)))
        listed.last = figure
        properties: Any = paragraph._p.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = listed.num


def _abstract(name: int, shape: tuple[str, str, str], start: int) -> str:
    before, style, behind = shape
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{before}%1{behind}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )


def _num(name: int, abstract: int, start: int | None) -> str:
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return (
        f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{abstract}"/>'
        f"{'' if start is None else override}</w:num>"
    )
