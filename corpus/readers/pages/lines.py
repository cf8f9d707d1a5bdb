"""Letters of a page to its lines, by where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.readers.pages.placed import Letter, Page, PageLine, line_of

# Of the lower letter's height: so much must be shared for letters to stand in one row.
_SHARED = 0.5
# Gaps, in letters' heights: a space between Latin words; pieces of a row that are columns or cells.
_WORD_GAP = 0.2
_PIECE_GAP = 1.5
# Bold print is often the same letter twice, a little moved.
_TWICE = 0.2


def read_rows(page: Page, letters: Sequence[Letter]) -> list[list[PageLine]]:
    """Group letters to rows from the top down, each split at wide gaps, from the left."""
    rows = []
    for number, row in enumerate(_rows(letters)):
        pieces = [line_of(page, _inked(piece), _text(piece), number) for piece in _pieces(row)]
        if pieces:
            rows.append(pieces)
    return rows


def read_lines(page: Page, letters: Sequence[Letter]) -> list[PageLine]:
    """Group letters to lines from the top down; wide gaps become a space."""
    return [whole(page, row) for row in read_rows(page, letters)]


def whole(page: Page, row: Sequence[PageLine]) -> PageLine:
    """Make one line of the pieces of a row."""
    if len(row) == 1:
        return row[0]
    letters = [Letter(line.text, line.left, line.top, line.right, line.bottom) for line in row]
    line = line_of(page, letters, " ".join(line.text for line in row), row[0].row)
    first = row[0]
    size = max(piece.size for piece in row)
    return replace(line, size=size, need=first.need, hang=first.hang, pieces=len(row))


def _rows(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    row: list[Letter] = []
    top = bottom = 0.0
    for letter in sorted(letters, key=lambda letter: letter.middle[1]):
        shared = min(bottom, letter.bottom) - max(top, letter.top)
        if row and shared > _SHARED * min(bottom - top, letter.size):
            row.append(letter)
            if letter.size > bottom - top and not letter.text.isspace():
                top, bottom = letter.top, letter.bottom
            continue
        if row:
            yield _once(row)
        row, top, bottom = [letter], letter.top, letter.bottom
    if row:
        yield _once(row)


def _once(row: Sequence[Letter]) -> list[Letter]:
    """Order a row from the left and take out letters printed twice at one place."""
    kept: list[Letter] = []
    for letter in sorted(row, key=lambda letter: letter.left):
        near = reversed(kept[-3:])
        if not any(
            letter.text == before.text and abs(letter.left - before.left) < _TWICE * letter.size
            for before in near
        ):
            kept.append(letter)
    return kept


def _pieces(row: Sequence[Letter]) -> Iterator[list[Letter]]:
    piece: list[Letter] = []
    edge = 0.0
    for letter in row:
        blank = letter.text.isspace()
        if piece and not blank and letter.left - edge > _PIECE_GAP * letter.size:
            yield piece
            piece = []
        if not blank:
            edge = max(edge, letter.right) if piece else letter.right
        if piece or not blank:
            piece.append(letter)
    if piece:
        yield piece


def _inked(piece: Sequence[Letter]) -> list[Letter]:
    return [letter for letter in piece if not letter.text.isspace()]


def _text(piece: Sequence[Letter]) -> str:
    """Write the letters out: spaces where they are printed, and where only a gap parts two Latin words."""
    parts: list[str] = []
    before: Letter | None = None
    gaps = sorted(right.left - left.right for left, right in pairwise(_inked(piece)))
    usual = max(0.0, gaps[len(gaps) // 2]) if gaps else 0.0
    for letter in piece:
        if (
            before is not None
            and before.text[-1:].isascii()
            and letter.text[:1].isascii()
            and not (before.text.isspace() or letter.text.isspace())
            and letter.left - before.right > usual + _WORD_GAP * letter.size
        ):
            parts.append(" ")
        parts.append(letter.text)
        before = letter
    return "".join(parts).strip()
