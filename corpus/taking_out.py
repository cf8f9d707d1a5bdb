"""Taking a notice out of the library for good: from the store, and where that is wanted its original too."""

from pathlib import Path

from corpus import originals
from corpus.model import Notice
from corpus.removals import removal_of
from corpus.store import Store


def take_out(
    store: Store, data_dir: Path, notice: Notice, *, reason: str, by: str | None, with_original: bool
) -> int:
    """Take a notice out and keep why.

    Args:
        store: that holds it.
        data_dir: folder of the kept files.
        notice: which.
        reason: why, in the words of whoever does it.
        by: who.
        with_original: delete the file it was read from too, unless other notices were read from it.

    Returns:
        How many files were deleted.

    Raises:
        StoreError: there is no such notice any more, or a file cannot be deleted.
    """
    removal = removal_of(notice, reason=reason, by=by, with_original=with_original)
    files = store.remove(notice.id, removal)
    return sum(originals.erase(data_dir, digest) for digest in files) if with_original else 0
