"""Write a notice as an OFD file by hand, and measure how it is read back.

Run `python -m eval.turned_ofd --shared ../shared`.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from xml.sax.saxutils import escape

from eval.turned import Piece, Sheet
from eval.turned_lines import Place, places
from eval.turned_measure import measure

_WIDTH, _HEIGHT = 210.0, 297.0
_LEFT, _RIGHT, _TOP, _FOOT = 28.0, 182.0, 37.0, 262.0
_SIZE, _TITLE, _CELL = 5.6, 7.7, 3.7
_PITCH = 1.75
_PAD = 1.5
_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
# No line begins with these.
_CLOSERS = "，。、；：！？）》】〕”’,.;:!?)"


@dataclass
class _Paper:
    """Pages in the making; `at` is how far down the last one is filled."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    at: float = _TOP

    def text(self, words: str, left: float, top: float, size: float) -> None:
        widths = [_width(letter, size) for letter in words]
        distances = " ".join(f"{width:g}" for width in widths[:-1])
        if len(set(widths)) == 1 and len(words) > 2:
            distances = f"g {len(words) - 1} {widths[0]:g}"
        self.pages[-1].append(
            f'<ofd:TextObject Boundary="{left:.3f} {top:.3f} {sum(widths):.3f} {size * 1.2:.3f}" Font="2"'
            f' Size="{size:g}"><ofd:TextCode X="0" Y="{size * 0.86:.3f}" DeltaX="{distances}">'
            f"{escape(words)}</ofd:TextCode></ofd:TextObject>"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(
            f'<ofd:PathObject Boundary="{x0:.3f} {y0:.3f} {x1 - x0 + 0.2:.3f} {y1 - y0 + 0.2:.3f}"'
            f' LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}'
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def room(self, height: float) -> None:
        """Turn the page where so much does not go on it."""
        if self.at + height > _FOOT:
            self.pages.append([])
            self.at = _TOP


def write_ofd(pieces: Sequence[Piece]) -> bytes:
    """Write a notice's pieces: titles centred, paragraphs indented, tables ruled, numbers on the pages."""
    paper = _Paper()
    for piece, place in zip(pieces, places(pieces), strict=True):
        if isinstance(piece, Sheet):
            _table(paper, piece)
        elif piece:
            _paragraph(paper, piece, place)
        else:
            paper.at += _SIZE
    for number in range(len(paper.pages)):
        last = paper.pages[number]
        one = _Paper(pages=[last])
        one.text(f"— {number + 1} —", 98, 272, 4.2)
    return package([f"<ofd:Layer ID='1'>{''.join(page)}</ofd:Layer>" for page in paper.pages])


def _width(letter: str, size: float) -> float:
    return size * (0.5 if letter.isascii() else 1.0)


def wrapped(text: str, width: float, size: float, indent: float = 0.0) -> Iterator[str]:
    """Break text to lines of this width; one closing mark may hang over, so that none begins a line."""
    line, left = "", width - indent
    for letter in text:
        if left < _width(letter, size) and (letter not in _CLOSERS or left < 0):
            # A second mark takes the letters before it along to the next line.
            kept = len(line.rstrip(_CLOSERS)) - 1 if letter in _CLOSERS else len(line)
            yield line[:kept]
            line, left = line[kept:], width - sum(_width(one, size) for one in line[kept:])
        line += letter
        left -= _width(letter, size)
    yield line


def _paragraph(paper: _Paper, text: str, place: Place) -> None:
    size = _TITLE if place is Place.TITLE else _SIZE
    indent = 2 * size if place is Place.BODY else 0.0
    for number, line in enumerate(wrapped(text, _RIGHT - _LEFT, size, indent)):
        paper.room(size * _PITCH)
        spare = _RIGHT - _LEFT - sum(_width(letter, size) for letter in line)
        before = {Place.TITLE: spare / 2, Place.SIGNATURE: spare}.get(place, 0.0 if number else indent)
        paper.text(line, _LEFT + before, paper.at, size)
        paper.at += size * _PITCH


def _table(paper: _Paper, sheet: Sheet) -> None:
    """Draw row by row; a merged cell that does not go on the page stands empty on the next one."""
    cells = list(sheet.placed())
    owners = sheet.owners()
    edges = list(accumulate(sheet.widths(_RIGHT - _LEFT, 4.5 * _CELL), initial=_LEFT))
    above: list[int] = []
    for row, owner in enumerate(owners):
        words = {
            at: list(wrapped(cell.text, edges[column + cell.columns] - edges[column] - 2 * _PAD, _CELL))
            for at, (begins, column, cell) in enumerate(cells)
            if begins == row and cell.text
        }
        height = max(map(len, words.values()), default=1) * _CELL * 1.4 + 2 * _PAD
        fresh = len(paper.pages)
        paper.room(height)
        turned = len(paper.pages) > fresh
        _row(paper, owner, [] if turned else above, edges, height)
        for at, lines in words.items():
            for number, printed in enumerate(lines):
                left = edges[cells[at][1]] + _PAD
                paper.text(printed, left, paper.at + _PAD + number * _CELL * 1.4, _CELL)
        paper.at += height
        above = owner
        last = row + 1 == len(owners)
        for column, number in enumerate(owner):
            if last or owners[row + 1][column] != number or paper.at + 40 > _FOOT:
                paper.line(edges[column], paper.at, edges[column + 1], paper.at)


def _row(
    paper: _Paper, owner: Sequence[int], above: Sequence[int], edges: Sequence[float], height: float
) -> None:
    for column, number in enumerate(owner):
        if not above or above[column] != number:
            paper.line(edges[column], paper.at, edges[column + 1], paper.at)
        if column == 0 or owner[column - 1] != number:
            paper.line(edges[column], paper.at, edges[column], paper.at + height)
    paper.line(edges[-1], paper.at, edges[-1], paper.at + height)


def package(layers: Sequence[str], resources: str = "", files: dict[str, bytes] | None = None) -> bytes:
    """Pack pages to a file.

    Args:
        layers: the layers of each page, as XML.
        resources: what the document's resource part holds.
        files: further parts.
    """
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    pages = "".join(
        f'<ofd:Page ID="{10 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(layers))
    )
    parts: dict[str, bytes | str] = {
        "OFD.xml": f'{head}<ofd:OFD {_NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{head}<ofd:Document {_NS}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {_WIDTH:g} {_HEIGHT:g}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        "Doc_0/DocumentRes.xml": f'{head}<ofd:Res {_NS} BaseLoc="Res">{resources}</ofd:Res>',
        **{
            f"Doc_0/Pages/Page_{n}/Content.xml": f"{head}<ofd:Page {_NS}><ofd:Content>{layer}</ofd:Content>"
            "</ofd:Page>"
            for n, layer in enumerate(layers)
        },
        **(files or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


if __name__ == "__main__":
    measure({"ofd": write_ofd})
