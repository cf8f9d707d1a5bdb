"""Vectors of a library's passages: taken from the store, encoded only where they are not there yet."""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from index.dense import DensePart, VectorWriter
from index.passages import content_digest, encoder_pieces
from index.ports import Encoder, Library, SearchPassage

Progress = Callable[[int, int], None]

_BATCH = 64
"""Texts between two commits: a kill loses less than three seconds of work."""
_LOG = logging.getLogger(__name__)


class PassageVectors:
    """Writes the vectors of the passages of a part; what the store does not hold is encoded at the end.

    At the end and not in between, because texts of like length are encoded together: padding is work too.
    """

    def __init__(self, library: Library, encoder: Encoder, folder: Path) -> None:
        """Begin with no passage.

        Args:
            library: holds vectors by model and content, so that nothing is encoded twice.
            encoder: of dimension above 0.
            folder: existing folder of the part.
        """
        self._library = library
        self._encoder = encoder
        self._writer = VectorWriter(folder, encoder.dimension)
        self._rows = 0
        self._missing: dict[str, tuple[str, list[int]]] = {}

    def copy(self, part: DensePart) -> None:
        """Take over the vectors of a part that the passages of this one follow."""
        self._writer.add(np.asarray(part.matrix), part.owners.tolist())
        self._rows += len(part.owners)

    def add(self, passages: Iterable[tuple[int, SearchPassage]]) -> None:
        """Write what the store holds of the next passages, given with their numbers in the part."""
        pieces = [(number, text) for number, passage in passages for text in encoder_pieces(passage)]
        digests = [content_digest(text) for _, text in pieces]
        known = self._library.vectors(self._encoder.name, digests)
        unknown = np.zeros(self._encoder.dimension, np.float32)
        for row, (digest, (_, text)) in enumerate(zip(digests, pieces, strict=True), self._rows):
            if digest not in known:
                self._missing.setdefault(digest, (text, []))[1].append(row)
        if pieces:
            vectors = np.stack([known.get(digest, unknown) for digest in digests])
            self._writer.add(vectors, [number for number, _ in pieces])
            self._rows += len(pieces)

    def close(self) -> None:
        """Let go of the file."""
        self._writer.close()

    def finish(self, progress: Progress | None = None) -> None:
        """Encode and store what is missing; the part is complete then.

        Args:
            progress: called with (done, total) texts while encoding; not called when nothing is missing.

        Raises:
            ModelError: the encoder cannot be loaded. StoreError: the disk refused.
        """
        started = time.perf_counter()
        order = sorted(self._missing, key=lambda digest: (len(self._missing[digest][0]), digest))
        for start in range(0, len(order), _BATCH):
            self._encode(order[start : start + _BATCH])
            if progress:
                progress(min(start + _BATCH, len(order)), len(order))
        if order:
            _LOG.info("%d texts encoded in %.0f ms", len(order), 1000 * (time.perf_counter() - started))
        self._writer.finish()

    def _encode(self, digests: Sequence[str]) -> None:
        found = [self._missing[digest] for digest in digests]
        vectors = self._encoder.encode_passages([text for text, _ in found])
        self._library.put_vectors(self._encoder.name, dict(zip(digests, vectors, strict=True)))
        places = [(row, place) for place, (_, rows) in enumerate(found) for row in rows]
        self._writer.fill([row for row, _ in places], vectors[[place for _, place in places]])
