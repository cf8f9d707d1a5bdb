"""Vectors of a library's passages: taken from the store, encoded only where they are not there yet."""

import logging
import time
from collections.abc import Callable, Sequence

import numpy as np

from index.passages import content_digest, encoder_pieces
from index.ports import Encoder, Library, SearchPassage, Vectors

Progress = Callable[[int, int], None]

_BATCH = 64
"""Texts between two commits: a kill loses less than three seconds of work."""
_LOG = logging.getLogger(__name__)


def passage_vectors(
    library: Library, encoder: Encoder, passages: Sequence[SearchPassage], progress: Progress | None = None
) -> tuple[Vectors, list[int]]:
    """Give the vectors of passages, encoding and storing what the store does not hold.

    Args:
        library: holds vectors by model and content, so that nothing is encoded twice.
        encoder: of dimension above 0.
        passages: in the order they are numbered.
        progress: called with (done, total) texts while encoding; not called when nothing is missing.

    Returns:
        float32 (n, dimension) and for each row the number of its passage.
    """
    pieces = [(number, text) for number, passage in enumerate(passages) for text in encoder_pieces(passage)]
    wanted = {content_digest(text): text for _, text in pieces}
    known = library.vectors(encoder.name)
    missing = {digest: text for digest, text in wanted.items() if digest not in known}
    known |= _encode(library, encoder, missing, progress)
    rows = [known[content_digest(text)] for _, text in pieces]
    matrix = np.stack(rows) if rows else np.zeros((0, encoder.dimension), np.float32)
    return matrix, [number for number, _ in pieces]


def _encode(
    library: Library, encoder: Encoder, missing: dict[str, str], progress: Progress | None
) -> dict[str, Vectors]:
    """Encode texts of like length together: padding is work too."""
    started = time.perf_counter()
    order = sorted(missing, key=lambda digest: (len(missing[digest]), digest))
    encoded: dict[str, Vectors] = {}
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        vectors = encoder.encode_passages([missing[digest] for digest in batch])
        done = dict(zip(batch, vectors, strict=True))
        library.put_vectors(encoder.name, done)
        encoded |= done
        if progress:
            progress(len(encoded), len(order))
    if encoded:
        _LOG.info("%d texts encoded in %.0f ms", len(encoded), 1000 * (time.perf_counter() - started))
    return encoded
