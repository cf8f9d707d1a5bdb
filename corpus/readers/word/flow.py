"""A docx's paragraphs and tables in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.layout import Locator
from corpus.readers.cell_names import cell_name
from corpus.readers.draft import Fragment, TableCell
from corpus.readers.office.ooxml import child, local
from corpus.readers.word.numbering import Numbering
from corpus.readers.word.runs import Break, Findings, Runs
from corpus.readers.word.tables import Placed, parts, placed

Paragraph = tuple[Fragment, ...]
Block = Paragraph | etree._Element
"""A paragraph, or a table (`w:tbl`) that is not read yet."""

_TRANSPARENT = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag", "Choice", "Fallback"})


@dataclass(slots=True)
class _Lines:
    """The lines of one paragraph in the making."""

    page: int | None
    cell: str | None
    done: list[list[Fragment]]
    words: str = ""

    def flush(self) -> None:
        if self.words:
            self.done[-1].append(Fragment(text=self.words, locator=Locator(page=self.page, cell=self.cell)))
        self.words = ""


class Flow:
    """Walks through a document.

    Args:
        numbering: its lists.
        page: 1 where the document says where its pages ended when it was last laid out, else None.
    """

    def __init__(self, numbering: Numbering, page: int | None) -> None:
        self.page = page
        self._numbering = numbering
        self._runs = Runs()
        self._carried: list[Fragment] = []

    @property
    def findings(self) -> Findings:
        """What else was met so far."""
        return self._runs.findings

    def blocks(self, container: etree._Element, cell: str | None = None) -> Iterator[Block]:
        """Walk through the body, a cell, a text box or a note.

        Args:
            container: the element that holds paragraphs and tables.
            cell: the name of the table's cell that it stands in.
        """
        yield from self._inside(container, cell)
        if self._carried:
            carried, self._carried = self._carried, []
            yield tuple(carried)

    def _inside(self, container: etree._Element, cell: str | None) -> Iterator[Block]:
        for part in container:
            name = local(part)
            if name == "p":
                yield from self._paragraph(part, cell)
            elif name == "tbl":
                yield part
            elif name == "AlternateContent":
                option = next((option for option in part if list(option.iter("{*}t"))), None)
                yield from self._inside(option, cell) if option is not None else ()
            elif name in _TRANSPARENT or (name == "sdt" and child(part, "sdtPr", "showingPlcHdr") is None):
                yield from self._inside(part, cell)
            elif name in ("altChunk", "subDoc"):
                self.findings.imported += 1
            elif name in ("del", "moveFrom"):
                self.findings.revisions = True

    def _paragraph(self, element: etree._Element, cell: str | None) -> Iterator[Block]:
        properties = child(element, "pPr")
        ended = not _mark_deleted(properties)
        self.findings.revisions |= not ended
        label = self._numbering.label(properties) if ended else ""
        lines = _Lines(self.page, cell, [self._carried])
        self._carried = []
        above: list[etree._Element] = []
        below: list[etree._Element] = []
        for token in self._runs.paragraph(element):
            if token is Break.PAGE:
                lines.flush()
                self.page = lines.page = None if self.page is None else self.page + 1
                continue
            if isinstance(token, str | Break):
                lines.words, label = lines.words + label, ""
            if isinstance(token, str):
                lines.words += token
            elif token is Break.LINE:
                lines.flush()
                lines.done.append([])
            elif isinstance(token, etree._Element):
                # A box anchored before the first letter most often stands above the paragraph: a letterhead.
                (below if lines.words.strip() or any(lines.done) else above).append(token)
        lines.words += label
        lines.flush()
        yield from self._boxes(above, cell)
        if ended:
            yield from map(tuple, lines.done)
        else:
            yield from map(tuple, lines.done[:-1])
            self._carried = lines.done[-1]
        yield from self._boxes(below, cell)

    def _boxes(self, found: list[etree._Element], cell: str | None) -> Iterator[Block]:
        carried, self._carried = self._carried, []
        for box in found:
            yield from self.blocks(box, cell)
        self._carried = carried

    def rows(self, rows: list[list[Placed]], name: str) -> Iterator[list[TableCell]]:
        """Read a table's cells.

        Args:
            rows: the cells as placed.
            name: what the cells' names begin with ("2:").
        """
        for place, row in enumerate(rows):
            yield [self._cell(one, f"{name}{cell_name(place, one.column)}") for one in row]

    def _cell(self, one: Placed, name: str) -> TableCell:
        paragraphs = () if one.element is None else tuple(self._flat(one.element, name))
        self.findings.buried += one.hidden
        return TableCell(paragraphs=paragraphs, rows=one.rows, columns=one.columns)

    def _flat(self, container: etree._Element, name: str) -> Iterator[Paragraph]:
        """The paragraphs of a cell; of a table inside it each row is one."""
        for block in self.blocks(container, name):
            if isinstance(block, tuple):
                yield block
                continue
            self.findings.nested += 1
            for row in placed(block):
                inner = [cell.element for cell in row if cell.element is not None]
                words = [paragraph for cell in inner for paragraph in self._flat(cell, name)]
                yield tuple(piece for paragraph in words for piece in (*paragraph, Fragment(text="  ")))


def _mark_deleted(properties: etree._Element | None) -> bool:
    """A deleted paragraph mark joins the paragraph to the next one."""
    marks = child(properties, "rPr")
    return child(marks, "del") is not None or child(marks, "moveFrom") is not None


def letters(table: etree._Element) -> int:
    """How many letters the longest cell of a table has."""
    cells = (cell for row in parts(table, "tr") for cell in parts(row, "tc"))
    return max((sum(len(text.text or "") for text in cell.iter("{*}t")) for cell in cells), default=0)
