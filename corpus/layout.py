"""Where the characters of a text stood in the file that they were read from.

A reader turns a file into one text and says of each stretch of it which page, box or cell it stood in, which
of it are tables, and what it could not read with certainty. Spans point into the text (`Document.text`).
"""

from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares (0 to 1) of the page's width and height, from its upper left corner."""


class Format(StrEnum):
    """What kind of file a text was read from."""

    TEXT = "text"
    HTML = "html"
    CSV = "csv"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    OFD = "ofd"
    IMAGE = "image"


class DoubtKind(StrEnum):
    """What a reader may have got wrong."""

    GARBLED = "garbled"
    LOW_CONFIDENCE = "low_confidence"
    NO_TEXT = "no_text"
    NUMBERING_GAP = "numbering_gap"
    NO_HEADER = "no_header"
    MISSING_ATTACHMENT = "missing_attachment"
    FOREIGN_PAGE = "foreign_page"
    CUT_SHORT = "cut_short"
    NOT_SUPPORTED = "not_supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A place in a file.

    Attributes:
        page: counted from 1; of a workbook the sheet; None where the format has no pages.
        box: where on the page; None where that is not known.
        cell: name of a table's cell: "B3" in a sheet, "2:B3" in the file's second table; else None.
    """

    page: int | None = None
    box: Box | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the text that stood in one place.

    Attributes:
        confidence: of text recognised in a picture the mean over its letters, 0 to 1; else None.
    """

    span: Span
    locator: Locator
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose cells are known for certain.

    Attributes:
        rows: all of one length; a merged cell stands at each of its places with the same span, an empty cell
            is an empty span.
    """

    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that may be wrong in what was read.

    Attributes:
        message: for people: what, where, what to do.
        span: the characters it is about, None where it is about none.
        page: counted from 1, None where it is about no page in particular.
        withholds: True where the page's (or the file's) text is kept from answers until a person releases it.
    """

    kind: DoubtKind
    message: str
    span: Span | None = None
    page: int | None = None
    withholds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a text lay in its file.

    Attributes:
        blocks: ascending, not overlapping; empty for plain text, whose characters are the file's own.
        tables: in printed order.
        pages: how many the file has, 0 where the format has none.
    """

    format: Format = Format.TEXT
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    pages: int = 0

    def at(self, span: Span) -> tuple[Block, ...]:
        """Return the blocks that a span touches, in order."""
        return tuple(
            block for block in self.blocks if block.span.start < span.end and span.start < block.span.end
        )


PLAIN = Layout()
"""Of plain text, and of text that came from no file."""
