"""A text that is in the library already, read anew: after a decision, or by a newer parser."""

from corpus.model import Notice, ParsedDocument
from corpus.parse import parse_document
from corpus.quality import checked
from corpus.releases import PageRelease
from corpus.store import Store


def reading_of(store: Store, notice: Notice) -> ParsedDocument:
    """Read the text that a notice stands in, everything on it, nothing kept back."""
    return parse_document(store.document(notice.id), sample=notice.sample)


def release_pages(store: Store, notice: Notice, decision: PageRelease) -> None:
    """Release pages of the text that a notice stands in, and take what stands on them into the library.

    Raises:
        StoreError: the store failed; then nothing has changed.
    """
    parsed = checked(reading_of(store, notice), frozenset(decision.pages))
    store.release(parsed, decision)
