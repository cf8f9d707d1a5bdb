"""What is printed below a passage and may belong to its answer: the lines of a list, the rest of a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.fold import plain
from corpus.model import Span
from qa.library import Entry, Library
from qa.listed import LEADS_IN, style_of

_FIRST = re.compile(r"(?:第?[一1](?:条|、|是|[.、](?!\d))|\([一1]\)|①)")
_STOP = re.compile("[。;!?]")
_LONGEST_HEADING, _CUT_SHORT = 40, 150
_MOST_LETTERS, _MOST_PASSAGES = 1200, 16


def run_on(entry: Entry, library: Library) -> tuple[Entry, ...]:
    """Return a passage and those right below it that may go on with its answer, in printed order.

    Args:
        entry: the leading passage; a task stands for itself.
        library: what it is printed in.
    """
    if entry.item is not None:
        return (entry,)
    found, letters = [entry], len(entry.folded)
    for below in _belonging(entry, library):
        letters += len(below.folded)
        if letters > _MOST_LETTERS or len(found) >= _MOST_PASSAGES:
            # A list that is not shown whole is not shown at all.
            return (entry,)
        found.append(below)
    return tuple(found)


def _belonging(entry: Entry, library: Library) -> Iterator[Entry]:
    style = style_of(entry)
    if LEADS_IN.search(entry.folded) or _is_heading(entry):
        yield from _lines(entry, library, style)
    elif style is not None and _FIRST.match(entry.folded):
        yield from _siblings(entry, library, style)
    elif style is None and len(entry.folded) >= _CUT_SHORT:
        yield from _rest(entry, library)


def _below(entry: Entry, library: Library) -> Iterator[Entry]:
    while (entry_id := library.next_printed.get(entry.passage.id)) is not None:
        entry = library.entries[entry_id]
        if entry.item is not None:
            return
        yield entry


def _lines(entry: Entry, library: Library, outer: int | None) -> Iterator[Entry]:
    """The marked lines below what leads in; the one passage below it where it is not marked."""
    for place, below in enumerate(_below(entry, library)):
        style = style_of(below)
        if style is None and place == 0:
            yield below
        if style is None or style == outer:
            return
        yield below


def _siblings(entry: Entry, library: Library, style: int) -> Iterator[Entry]:
    """The further lines of the list that a passage begins."""
    for below in _below(entry, library):
        if style_of(below) != style or _FIRST.match(below.folded):
            return
        yield below


def _rest(entry: Entry, library: Library) -> Iterator[Entry]:
    """The next piece of a long text."""
    below = next(_below(entry, library), None)
    if (
        below
        and style_of(below) is None
        and not _is_heading(below)
        and below.passage.path == entry.passage.path
    ):
        yield below


def _is_heading(entry: Entry) -> bool:
    return len(entry.folded) <= _LONGEST_HEADING and not _STOP.search(entry.folded)


def joined(entries: Sequence[Entry], library: Library) -> Entry:
    """Return passages that are printed one below the other as one."""
    if len(entries) == 1:
        return entries[0]
    first, last = entries[0].passage.span, entries[-1].passage.span
    quote = library.texts[entries[0].notice.id][first.start : last.end]
    passage = replace(entries[0].passage, span=Span(first.start, last.end))
    return replace(entries[0], passage=passage, quote=quote, folded=plain(quote))


def reached(entries: Sequence[Entry], span: Span) -> Sequence[Entry]:
    """Return the passages down to the first that ends no earlier than a span; it may end between two."""
    count = sum(entry.passage.span.end < span.end for entry in entries)
    return entries[: count + 1]
