"""A text that is in the library already, read anew: after a decision, or by a newer parser."""

from dataclasses import replace
from typing import Final

from corpus.errors import StoreBusy
from corpus.model import Notice, ParsedDocument
from corpus.parse import parse_document
from corpus.quality import checked
from corpus.releases import PageRelease
from corpus.store import Store

_TRIES: Final = 10


def reading_of(store: Store, notice: Notice) -> ParsedDocument:
    """Read the text that a notice stands in, everything on it, nothing kept back."""
    return parse_document(store.document(notice.id), sample=notice.sample)


def release_pages(store: Store, notice: Notice, decision: PageRelease) -> None:
    """Release pages beside those that are, and take what stands on them into the library.

    Reading anew takes seconds and holds up no other writer; where another released pages in the meantime, it
    is done again with theirs.

    Args:
        store: that holds the text.
        notice: that stands in it.
        decision: which pages more, and why.

    Raises:
        StoreError: the store failed; then nothing has changed. StoreBusy: others were faster every time.
    """
    reading = reading_of(store, notice)
    for _ in range(_TRIES):
        before = store.released(notice.sha256)
        pages = before | set(decision.pages)
        parsed = checked(reading, pages)
        merged = replace(decision, pages=tuple(sorted(pages, key=str)))
        if store.release(parsed, merged, before=before):
            return
    raise StoreBusy("别人正在放行同一份文件的页。请稍后再试。")
