"""Build what is searched out of what is stored: each passage with the context it is found by."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus.contents import Contents
from corpus.fold import unbroken
from corpus.model import Notice, Passage, Region, TaskItem, Unit
from corpus.regions import resolve
from corpus.relations import settler
from index.beginnings import beginnings
from index.ports import Library, SearchPassage

PIECE_CHARS = 300
"""Longest text of one vector. The encoder reads 512 tokens, some 700 Chinese characters, but a vector of
much text is near to nothing in particular."""
CONTEXT_CHARS = 150
"""Longest title and path that are repeated before every piece."""

_AT_ONCE = 500

_CLAUSE = re.compile(r"[^。；;！!？?]*[。；;！!？?]+|[^。；;！!？?]+$")
_PHRASE = re.compile(r"[^，,、：:）)]*[，,、：:）)]+|[^，,、：:）)]+$")


def search_passages(library: Library) -> tuple[SearchPassage, ...]:
    """Build the searchable form of every passage of a library, all at once.

    Args:
        library: the store.

    Returns:
        One for each stored passage, in order of id; passages without any letter are left out.
    """
    ended = settler(library.ending())
    every = batches(library, tuple(library.versions()))
    built = [passage for found in every for passage in passages_of(found, ended)]
    return tuple(sorted(built, key=lambda passage: passage.id))


def batches(library: Library, notice_ids: Sequence[str]) -> Iterator[Contents]:
    """Read notices, some hundred at a time: three queries for each take minutes where there are many."""
    for start in range(0, len(notice_ids), _AT_ONCE):
        yield from library.contents(notice_ids[start : start + _AT_ONCE])


def passages_of(stored: Contents, ended: Callable[[Notice], Notice]) -> Iterator[SearchPassage]:
    """Build the searchable form of a notice's passages.

    Args:
        stored: the notice with all that is its own.
        ended: marks a notice that another one ends (see `corpus.relations`).

    Yields:
        One for each passage with any letter, in the order of the text.
    """
    notice = ended(stored.notice)
    items = {item.id: item for item in stored.items}
    regions = region_names(notice.region)
    texts = [unbroken(stored.text[one.span.start : one.span.end]) for one in stored.passages]
    rows = zip(stored.passages, texts, beginnings(texts), strict=True)
    for place, (passage, text, begun) in enumerate(rows):
        if text:
            item = items.get(passage.item_id) if passage.item_id else None
            path = (*map(unbroken, passage.path), begun) if begun else tuple(map(unbroken, passage.path))
            yield _search_passage(notice, passage, place, text, path, item, regions)


def _search_passage(
    notice: Notice,
    passage: Passage,
    place: int,
    text: str,
    path: tuple[str, ...],
    item: TaskItem | None,
    regions: tuple[str, ...],
) -> SearchPassage:
    units = (*item.lead_units, *item.responsible_units, *item.cooperating_units) if item else ()
    return SearchPassage(
        id=passage.id,
        notice_id=notice.id,
        text=text,
        title=unbroken(notice.title),
        path=" ".join(path),
        units=_unit_names(units),
        number=unbroken(notice.document_number or ""),
        regions=regions,
        year=notice.year,
        stage=notice.stage,
        validity=notice.validity,
        place=place,
    )


def _unit_names(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for unit in units for name in (unit.name, unit.canonical)))


def region_names(region: Region | None) -> tuple[str, ...]:
    """List what a region and the regions above it are called.

    Args:
        region: of a notice, or None.

    Returns:
        Official and short names, the region first, then from its parent up to the province.
    """
    if region is None:
        return ()
    names = [region.name, region.short]
    for parent in reversed(region.parents):
        known = resolve(parent)
        names += [parent, known.short] if known else [parent]
    return tuple(dict.fromkeys(names))


def encoder_pieces(passage: SearchPassage) -> tuple[str, ...]:
    """Cut a passage into the texts that are encoded; it is as near to a question as its nearest piece.

    Args:
        passage: of any length; nothing of it is left out.

    Returns:
        At least one text: title, path and up to PIECE_CHARS characters, cut where a clause ends. A title and
        path that are too long to be repeated are pieces of their own.
    """
    context = f"{passage.title} {passage.path}".strip()
    pieces = cut(passage.text)
    if len(context) > CONTEXT_CHARS:
        return (*cut(context), *pieces)
    return tuple(f"{context} {piece}".strip() for piece in pieces)


def cut(text: str, limit: int = PIECE_CHARS) -> tuple[str, ...]:
    """Cut text into pieces of at most `limit` characters.

    Args:
        text: without line breaks.
        limit: at least 1.

    Returns:
        Pieces that joined give the text back; cut after a clause where one fits, else after a phrase, else
        in the middle.
    """
    if len(text) <= limit:
        return (text,)
    pieces = [""]
    for part in _parts(text, limit):
        if len(pieces[-1]) + len(part) > limit:
            pieces.append("")
        pieces[-1] += part
    return tuple(piece for piece in pieces if piece)


def _parts(text: str, limit: int) -> Iterator[str]:
    for clause in _CLAUSE.findall(text):
        if len(clause) <= limit:
            yield clause
            continue
        for phrase in _PHRASE.findall(clause):
            yield from (phrase[start : start + limit] for start in range(0, len(phrase), limit))


def content_digest(text: str) -> str:
    """Return the sha256 of the exact text that is encoded, the key its vector is kept under."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
