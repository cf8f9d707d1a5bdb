"""Vectors for benchmarks, kept in a work folder the same for every engine, none made twice."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from corpus.ingest import Progress
from corpus.store import Store
from index.passages import content_digest
from index.ports import Encoder, Vectors

FILE = "vectors.db"
_AT_ONCE = 512


def passage_vectors(texts: Sequence[str], encoder: Encoder, work: Path, progress: Progress) -> Vectors:
    """Return the vector of each passage, float32 (len(texts), dimension); what is not kept yet is encoded.

    Args:
        texts: as they are encoded.
        encoder: of passages.
        work: existing folder that holds the vectors.
        progress: told while texts are encoded.
    """
    return _kept(texts, encoder.name, encoder.encode_passages, work, progress)


def question_vectors(texts: Sequence[str], encoder: Encoder, work: Path, progress: Progress) -> Vectors:
    """Return the vector of each question; see `passage_vectors`. Questions are encoded as the engine does."""
    folded = [" ".join(text.split()) for text in texts]
    return _kept(folded, f"{encoder.name}#questions", encoder.encode_queries, work, progress)


def _kept(
    texts: Sequence[str],
    kind: str,
    encode: Callable[[Sequence[str]], Vectors],
    work: Path,
    progress: Progress,
) -> Vectors:
    store = Store.open(work / FILE)
    try:
        digests = [content_digest(text) for text in texts]
        wanted = dict(zip(digests, texts, strict=True))
        found = store.vectors(kind, list(wanted))
        # Of like length together: padding is work too.
        missing = sorted(wanted.keys() - found.keys(), key=lambda digest: (len(wanted[digest]), digest))
        for start in range(0, len(missing), _AT_ONCE):
            part = missing[start : start + _AT_ONCE]
            new = dict(zip(part, encode([wanted[digest] for digest in part]), strict=True))
            store.put_vectors(kind, new)
            found |= new
            progress(start + len(part), len(missing))
        return np.stack([found[digest] for digest in digests])
    finally:
        store.close()
