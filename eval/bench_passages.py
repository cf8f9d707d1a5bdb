"""What peers make of a retrieval set: passages of at most 300 characters, without title or headings."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.fold import unbroken
from eval.beir import BeirSet
from eval.rows import MalformedRow, numbered_lines, parse_object, text_of
from index.passages import cut


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage; `source` is the id of its document, `title` what the set calls it, or the id."""

    source: str
    title: str
    text: str


def pieces(beir: BeirSet) -> tuple[Piece, ...]:
    """Cut the documents of a set into passages, in the order of the set.

    Args:
        beir: the set; documents that it leaves out are left out here.

    Raises:
        UsageError: its corpus cannot be read.
    """
    kept = {document.source for document in beir.documents}
    return tuple(piece for piece in _every(beir) if piece.source in kept)


def _every(beir: BeirSet) -> Iterator[Piece]:
    for _, line in numbered_lines(beir.source / "corpus.jsonl"):
        try:
            row = parse_object(line)
            source, text = text_of(row, "_id"), unbroken(text_of(row, "text"))
        except MalformedRow:
            # `load_beir` has listed it already.
            continue
        title = row.get("title")
        for part in cut(text):
            if part:
                yield Piece(source, title if isinstance(title, str) and title else source, part)
