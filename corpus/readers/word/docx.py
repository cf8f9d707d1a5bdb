"""Word documents (docx, docm, dotx; also the strict kind of ISO 29500).

Read in reading order: paragraphs and tables of the body with text boxes, content controls, hyperlinks,
formulas in one line, the results of fields, automatic numbers, then footnotes and endnotes. Tracked
insertions are read, deletions are not. A soft line break ends a line.

Left out, without a word: headers and footers (but where the body has no text), page numbers, comments,
bullets, the marks of notes in the running text. Left out, with a doubt: pictures, embedded objects, charts,
hidden text, macros, imported parts. Not supported: where a floating text box stands on its page (it is read
with the paragraph that it is anchored to); pages are known only where Word left its marks, boxes never.
"""

from dataclasses import dataclass, field

from lxml import etree

from corpus.errors import UndecodableFile
from corpus.layout import DoubtKind, Format
from corpus.readers.draft import Draft, Fragment
from corpus.readers.office.ooxml import Package, Related, child, damaged, local, value
from corpus.readers.ports import Limits, Reading
from corpus.readers.word.doubts import tell
from corpus.readers.word.flow import Flow, letters
from corpus.readers.word.numbering import Numbering
from corpus.readers.word.tables import placed, width

_MAIN = "word/document.xml"
# What `Draft.table` writes as paragraphs; there the tables inside are tables of their own.
_LONGEST_CELL = 3000
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class Docx:
    """Reads Word documents."""

    name = "Word 文档"

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read the text; see `Reader.read`."""
        package = Package(data, limits)
        main = package.main(_MAIN)
        root = package.tree(main)
        body = child(root, "body")
        if local(root) != "document" or body is None:
            raise damaged(main)
        return _Document(package, package.related(main), limits).read(body)


@dataclass
class _Document:
    package: Package
    related: tuple[Related, ...]
    limits: Limits
    draft: Draft = field(init=False)
    tables: int = 0
    printed: bool = False
    page: int | None = None

    def __post_init__(self) -> None:
        self.draft = Draft(Format.DOCX, self.limits)

    def read(self, body: etree._Element) -> Reading:
        numbering = Numbering(self._part("numbering"), self._part("styles"))
        paged = next(body.iter("{*}lastRenderedPageBreak"), None) is not None
        flow = Flow(numbering, 1 if paged else None)
        self._write(flow, body)
        self.page = flow.page
        # Boxes and notes may still be over the limit of pages: they have no pages of their own.
        flow.page = None
        self._notes(flow, "footnotes", flow.findings.footnotes, "脚注")
        self._notes(flow, "endnotes", flow.findings.endnotes, "尾注")
        if not self.printed:
            self._margins(flow)
        self.draft.pages = min(self.page or 0, self.limits.pages)
        self._doubts(flow)
        return self.draft.reading()

    def _part(self, kind: str) -> etree._Element | None:
        """Parse a part that the text can do without; a doubt where that fails."""
        name = next((part.name for part in self.related if part.kind == kind and part.name), None)
        if name is None:
            return None
        try:
            return self.package.tree(name)
        except UndecodableFile:
            self.draft.doubt(
                DoubtKind.NUMBERING_GAP,
                f"文件里的 {name} 读不出，自动编号或脚注可能缺了。请用 Word 另存后重新导入，或对照原件核对。",
            )
            return None

    def _write(self, flow: Flow, container: etree._Element) -> None:
        for block in flow.blocks(container):
            if self.draft.full or (flow.page or 0) > self.limits.pages:
                return
            if isinstance(block, tuple):
                self._paragraph(*block)
            else:
                self._table(flow, block)

    def _paragraph(self, *fragments: Fragment) -> None:
        self.printed = self.printed or any(piece.text.strip() for piece in fragments)
        self.draft.paragraph(*fragments)

    def _table(self, flow: Flow, table: etree._Element) -> None:
        rows = placed(table)
        columns = width(rows)
        if columns < 2 or letters(table) > _LONGEST_CELL:
            # It only lays out the page.
            for cell in (one.element for row in rows for one in row if one.element is not None):
                self._write(flow, cell)
            return
        self.tables += 1
        cells = list(flow.rows(rows, f"{self.tables}:"))
        self.printed = self.printed or any(one.letters for row in cells for one in row)
        self.draft.table(cells)

    def _notes(self, flow: Flow, kind: str, wanted: list[str], label: str) -> None:
        root = self._part(kind) if wanted else None
        if root is None:
            return
        notes = {value(note, "id"): note for note in root if value(note, "type") not in _SEPARATORS}
        for order, name in enumerate(dict.fromkeys(wanted), 1):
            if name in notes and not self.draft.full:
                self._note(flow, notes[name], f"{label}{order}：")

    def _note(self, flow: Flow, note: etree._Element, label: str) -> None:
        for block in flow.blocks(note):
            if isinstance(block, tuple):
                self._paragraph(Fragment(text=label), *_without_gap(block, bool(label)))
                label = ""
            else:
                self._table(flow, block)

    def _margins(self, flow: Flow) -> None:
        """Where the body is empty the heads and feet of its pages are all there is."""
        for kind in ("header", "footer"):
            for name in dict.fromkeys(part.name for part in self.related if part.kind == kind):
                if name in self.package:
                    self._write(flow, self.package.tree(name))

    def _doubts(self, flow: Flow) -> None:
        if self.page is not None and self.page > self.limits.pages:
            self.draft.doubt(
                DoubtKind.CUT_SHORT,
                f"文件超过 {self.limits.pages} 页，后面的没有读。请拆分文件后重新导入。",
                page=self.limits.pages,
            )
        macros = any("vba" in part.kind.lower() for part in self.related)
        tell(self.draft, flow.findings, printed=self.printed, macros=macros)


def _without_gap(fragments: tuple[Fragment, ...], first: bool) -> tuple[Fragment, ...]:
    if not first or not fragments:
        return fragments
    head = fragments[0]
    return (Fragment(text=head.text.lstrip(), locator=head.locator), *fragments[1:])
