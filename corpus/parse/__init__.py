"""From a document's text to its notices, their facts, task items and passages. Pure: no files, no clock."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.dates import day_of_issue
from corpus.deadline_years import When
from corpus.model import Document, Notice, ParsedDocument, ParsedNotice, TaskItem
from corpus.parse.cover import by_the_cover
from corpus.parse.data_rows import DataRow, data_rows
from corpus.parse.flattened import unflattened
from corpus.parse.furniture import without_furniture
from corpus.parse.grids import without_grids
from corpus.parse.head import Head, number_from_cover, read_head
from corpus.parse.items import passages, piece_item, row_item
from corpus.parse.lines import Line, split_lines
from corpus.parse.parts import Part, split_parts
from corpus.parse.prose import Piece, read_prose
from corpus.parse.tables import TaskRow, read_grids, task_rows

__all__ = ["parse_document"]


def parse_document(document: Document, *, sample: bool = False, any_text: bool = False) -> ParsedDocument:
    """Read a document.

    Args:
        document: text as decoded; all spans of the result point into it.
        sample: mark its notices as the project's own invented ones (示例).
        any_text: take text that shows no sign of a notice for one too: articles of law, answers of an office.

    Returns:
        The document with one notice, two where one forwards the other, none where it is no notice at all.
    """
    lines = unflattened(split_lines(document.text))
    if not any(line.text for line in lines):
        return ParsedDocument(document=document, notices=())
    notices = [
        _parse_part(document, lines, part, order, sample) for order, part in enumerate(split_parts(lines))
    ]
    if len(notices) == 2:
        notices = _linked(notices[0], notices[1])
    if not any_text and not any(_is_notice(parsed, document.text) for parsed in notices):
        notices = []
    return ParsedDocument(document=document, notices=tuple(notices))


# A page of Chinese prose may be a notice whose head was lost; a list of files or a README is not.
_LEAST_LETTERS, _LEAST_SHARE = 150, 0.6


def _is_notice(parsed: ParsedNotice, text: str) -> bool:
    notice = parsed.notice
    if notice.document_number or notice.issuing_bodies or notice.dated_on or parsed.items:
        return True
    letters = [letter for letter in text if letter.isalnum()]
    chinese = sum("一" <= letter <= "龥" for letter in letters)
    return chinese >= _LEAST_LETTERS and chinese >= _LEAST_SHARE * len(letters)


def _parse_part(
    document: Document, all_lines: Sequence[Line], part: Part, order: int, sample: bool
) -> ParsedNotice:
    grids = read_grids(document.text, all_lines[part.first : part.last], document.layout.tables)
    lines = without_grids(all_lines[part.first : part.last], grids)
    notice_id = f"n{document.sha256[:12]}" + (f"-{order + 1}" if order else "")
    head = read_head(
        document.text,
        lines,
        notice_id=notice_id,
        source=document.source,
        sha256=document.sha256,
        forwards=part.forwards,
        sample=sample,
    )
    return _with_pieces(document.text, lines, head, task_rows(grids), data_rows(grids))


def _with_pieces(
    text: str, lines: Sequence[Line], head: Head, table: Sequence[TaskRow], data: Sequence[DataRow]
) -> ParsedNotice:
    notice = head.notice
    when = When(notice.year, day_of_issue(notice.dated_on, notice.issued_on))
    rows = [row_item(text, row, when, notice_id=notice.id, order=order) for order, row in enumerate(table, 1)]
    paired: list[tuple[Piece, TaskItem | None]] = []
    items = list(rows)
    for piece in read_prose(text, without_furniture(lines), head.title_spans):
        # Beside a task table the numbered points of the cover are what it says about the table, not tasks.
        item = None
        if piece.task and piece.text_end and not rows:
            item = piece_item(text, piece, when, notice_id=notice.id, order=len(items) + 1)
            items.append(item)
        paired.append((piece, item))
    return ParsedNotice(
        notice=notice,
        items=by_the_cover(text, items, lines),
        passages=passages(notice, head.title_spans, paired, rows, data),
    )


def _linked(cover: ParsedNotice, body: ParsedNotice) -> list[ParsedNotice]:
    """Tie a forwarding cover to the notice it forwards, whose number often stands only in the cover."""
    forwarded: Notice = replace(body.notice, forwarded_by=cover.notice.id)
    number = number_from_cover(cover.notice, forwarded.title)
    if number is not None and forwarded.document_number is None:
        forwarded = replace(
            forwarded, document_number=number.value, facts=(*forwarded.facts, ("document_number", number))
        )
    return [
        replace(cover, notice=replace(cover.notice, forwards=forwarded.id)),
        replace(body, notice=forwarded),
    ]
