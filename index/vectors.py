"""Vectors of a library's passages: taken from the store, encoded only where they are not there yet."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.model import Notice
from index.dense import DensePart, VectorWriter
from index.passages import batches, content_digest, encoder_pieces, passages_of
from index.ports import Encoder, Library, SearchPassage, Vectors

Progress = Callable[[int, int], None]

_BATCH = 64
"""Texts between two commits: a kill loses less than three seconds of work."""
_LOOKED_UP = 1000
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
        texts, done = {digest: text for digest, (text, _) in self._missing.items()}, 0
        for digests, vectors in encode_missing(self._library, self._encoder, texts):
            self._fill(digests, vectors)
            done += len(digests)
            if progress:
                progress(done, len(texts))
        if texts:
            _LOG.info("%d texts encoded in %.0f ms", done, 1000 * (time.perf_counter() - started))
        self._writer.finish()

    def _fill(self, digests: Sequence[str], vectors: Vectors) -> None:
        rows = [self._missing[digest][1] for digest in digests]
        places = [(row, place) for place, found in enumerate(rows) for row in found]
        self._writer.fill([row for row, _ in places], vectors[[place for _, place in places]])


def encode_ahead(library: Library, encoder: Encoder, notice_ids: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Make and keep the vectors of some notices' passages, so that a build afterwards finds all of them.

    Args:
        library: holds vectors by model and content; what it has is not encoded again.
        encoder: of dimension above 0.
        notice_ids: of notices; those that are gone by now are passed over.

    Yields:
        (done, total) texts, once before anything is encoded and after each step.

    Raises:
        ModelError: the encoder cannot be loaded. StoreError: the disk refused.
    """
    # What ends a notice changes nothing of what is encoded.
    passages = (each for stored in batches(library, notice_ids) for each in passages_of(stored, _as_it_is))
    texts = {content_digest(text): text for passage in passages for text in encoder_pieces(passage)}
    missing = {digest: texts[digest] for digest in _unknown(library, encoder.name, tuple(texts))}
    done = len(texts) - len(missing)
    yield done, len(texts)
    for digests, _ in encode_missing(library, encoder, missing):
        done += len(digests)
        yield done, len(texts)


def _as_it_is(notice: Notice) -> Notice:
    return notice


def _unknown(library: Library, model: str, digests: Sequence[str]) -> Iterator[str]:
    """Give those that the store has no vector of; never many vectors in memory."""
    for start in range(0, len(digests), _LOOKED_UP):
        asked = digests[start : start + _LOOKED_UP]
        known = library.vectors(model, asked)
        yield from (digest for digest in asked if digest not in known)


def encode_missing(
    library: Library, encoder: Encoder, texts: Mapping[str, str]
) -> Iterator[tuple[Sequence[str], Vectors]]:
    """Encode texts step by step; each step's vectors are kept in the store before they are given.

    Args:
        library: keeps them.
        encoder: makes them.
        texts: by digest. Those of like length are encoded together: padding is work too.

    Yields:
        Digests and their vectors, float32 (len(digests), dimension).

    Raises:
        ModelError: the encoder cannot be loaded. StoreError: the disk refused.
    """
    order = sorted(texts, key=lambda digest: (len(texts[digest]), digest))
    for start in range(0, len(order), _BATCH):
        digests = order[start : start + _BATCH]
        vectors = encoder.encode_passages([texts[digest] for digest in digests])
        library.put_vectors(encoder.name, dict(zip(digests, vectors, strict=True)))
        yield digests, vectors
