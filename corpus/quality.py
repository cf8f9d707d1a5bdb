"""What may be wrong in what was read: doubts of reader and parser, and what is kept back for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.facts import PARTIAL, PRIVATE, RECOGNISED
from corpus.fold import fold
from corpus.layout import Doubt, DoubtKind, Layout
from corpus.model import Document, Fact, Notice, ParsedDocument, ParsedNotice, Span, TaskItem
from corpus.numerals import to_int
from corpus.parse.columns import read_header
from corpus.parse.grids import Grid, read_known
from corpus.parse.lines import split_lines
from corpus.parse.titles import issuer_in_title
from corpus.private import find_private
from corpus.regions import region_of
from corpus.roles import unit_like

_ATTACHED = re.compile("(?:详|具体|内容)?见附[件表]")
_LEAST_ROWS = 3


def checked(parsed: ParsedDocument, released: frozenset[int | None] = frozenset()) -> ParsedDocument:
    """Keep back what may not be answered from, and mark what must not go public.

    Args:
        parsed: a document as the parser made it.
        released: pages that a person released (None: what is in doubt of the file as a whole).

    Returns:
        The document without the passages and items that stand on withheld pages, its notices with a fact
        "private" for each place that holds something private.
    """
    spans = withheld(parsed.document.layout, released)
    return replace(parsed, notices=tuple(_checked(parsed.document, part, spans) for part in parsed.notices))


def withheld(layout: Layout, released: frozenset[int | None]) -> tuple[Span, ...]:
    """Return the spans of the pages that are kept back and not released."""
    doubts = [doubt for doubt in layout.doubts if doubt.withholds and doubt.page not in released]
    pages = {doubt.page for doubt in doubts}
    return tuple(block.span for block in layout.blocks if None in pages or block.locator.page in pages)


def _checked(document: Document, part: ParsedNotice, spans: Sequence[Span]) -> ParsedNotice:
    text, span = document.text, part.notice.span
    lines = split_lines(text, span.start, span.end)
    spots = find_private(fold(text, span.start, span.end), tuple(line.text for line in lines))
    marks = (
        *((PRIVATE, Fact(value=spot.kind.value, span=spot.span)) for spot in spots),
        *_how_read(document, part, spans),
    )
    return replace(
        part,
        notice=replace(part.notice, facts=(*part.notice.facts, *marks)) if marks else part.notice,
        passages=tuple(passage for passage in part.passages if _free(passage.span, spans)),
        items=tuple(item for item in part.items if _free(item.span, spans)),
    )


# What was not read of a document: an answer from it may miss something.
_NOT_WHOLE = frozenset({DoubtKind.CUT_SHORT, DoubtKind.NO_TEXT, DoubtKind.MISSING_ATTACHMENT})


def _how_read(document: Document, part: ParsedNotice, spans: Sequence[Span]) -> Iterator[tuple[str, Fact]]:
    """Say what a reader of an answer must know: that the text was recognised, that it is not whole."""
    blocks = document.layout.at(part.notice.span) if document.layout.blocks else ()
    if recognised := next((block for block in blocks if block.confidence is not None), None):
        yield RECOGNISED, Fact(value="文字由图像识别得来", span=recognised.span)
    doubts = [*document.layout.doubts, *_unattached(document.text, part)]
    missing = next((doubt.message for doubt in doubts if doubt.kind in _NOT_WHOLE), None)
    if missing or any(
        span.start < part.notice.span.end and part.notice.span.start < span.end for span in spans
    ):
        nowhere = Span(part.notice.span.start, part.notice.span.start)
        yield PARTIAL, Fact(value=missing or "有的页认不清，没有放行", span=nowhere)


def _free(span: Span, held: Sequence[Span]) -> bool:
    return not any(other.start < span.end and span.start < other.end for other in held)


def doubts_of(parsed: ParsedDocument) -> tuple[Doubt, ...]:
    """Return all that may be wrong in a document, the reader's doubts first."""
    found = [*parsed.document.layout.doubts, *_headless(parsed.document)]
    for part in parsed.notices:
        found += [*_gaps(part.items), *_unattached(parsed.document.text, part), *_foreign(part.notice)]
    return tuple(found)


def _headless(document: Document) -> Iterator[Doubt]:
    """Tables in which a column holds units, and no row says which role they have."""
    lines = split_lines(document.text) if document.layout.tables else ()
    for number, grid in enumerate(read_known(document.text, lines, document.layout.tables), 1):
        if len(grid.rows) >= _LEAST_ROWS and _has_units(grid) and not _has_header(grid):
            yield Doubt(
                kind=DoubtKind.NO_HEADER,
                message=f"第 {number} 个表格没有认出表头，其中的单位没有读成任何角色。请核对原件。",
                span=grid.rows[0][0].span,
            )


def _has_header(grid: Grid) -> bool:
    return any(read_header([cell.text for cell in row], exact=grid.exact) for row in grid.rows)


def _has_units(grid: Grid) -> bool:
    columns = zip(*grid.rows, strict=False)
    return any(
        len(printed) >= _LEAST_ROWS and all(unit_like(text) for text in printed)
        for column in columns
        if (printed := [cell.text for cell in column if cell.text])
    )


def _gaps(items: Sequence[TaskItem]) -> Iterator[Doubt]:
    """Numbers of one list that leave one out: 1, 2, 4."""
    for before, after in pairwise(items):
        if before.path != after.path or before.number is None or after.number is None:
            continue
        one, next_ = to_int(before.number), to_int(after.number)
        if one is not None and next_ is not None and next_ > one + 1:
            yield Doubt(
                kind=DoubtKind.NUMBERING_GAP,
                message=f"编号从 {before.number} 跳到 {after.number}，中间的可能没有读到。请核对原件。",
                span=after.span,
            )


def _unattached(text: str, part: ParsedNotice) -> Iterator[Doubt]:
    """A notice that leaves everything to an attachment which is not in the file."""
    if part.items:
        return
    folded = fold(text, part.notice.span.start, part.notice.span.end)
    match = _ATTACHED.search(folded.text)
    if match and len(folded.text) - match.end() < _SHORT_REST:
        yield Doubt(
            kind=DoubtKind.MISSING_ATTACHMENT,
            message="正文只说见附件，文件里没有附件的内容：附件未读入，不等于没有任务。请把附件一起导入。",
            span=folded.span(*match.span()),
        )


# What may follow 见附件 without being an attachment: a list of names, the signature, a date.
_SHORT_REST = 200


def _foreign(notice: Notice) -> Iterator[Doubt]:
    """Title and signature of different regions: a page of another site under this title."""
    named = region_of(issuer_in_title(notice.title) or "")
    signed = [fact for name, fact in notice.facts if name == "issuing_body"]
    if named is None or not signed or notice.forwards or notice.forwarded_by:
        return
    regions = [region for fact in signed if (region := region_of(fact.value))]
    if regions and all(region.name != named.name for region in regions):
        yield Doubt(
            kind=DoubtKind.FOREIGN_PAGE,
            message=f"标题里的机关在{named.name}，落款却是{signed[0].value}：可能是别的网站转载或改过的。请核对来源。",
            span=signed[0].span,
        )
