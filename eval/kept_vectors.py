"""Vectors kept for all libraries together: of passages by what was encoded, of questions by their words."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence

import numpy as np

from corpus.contents import Contents
from corpus.model import Notice
from corpus.store import Store
from index.ports import Encoder, Vectors, WordReader, word_reader

IN_MEMORY = 2048
"""Vectors of questions held at once, 1.5 kB each; the others are on disk."""
WRITTEN_AT_ONCE = 64


class SharedVectors:
    """A library for indexing whose vectors are kept apart from it, for all libraries together."""

    def __init__(self, store: Store, kept: Store) -> None:
        """Wrap a store; `kept` holds the vectors."""
        self._store = store
        self._kept = kept

    @property
    def sequence(self) -> int:
        """Number that grows with every change of notices."""
        return self._store.sequence

    def versions(self) -> dict[str, str]:
        """Give every notice's id, in order, with a digest of what is stored of it."""
        return self._store.versions()

    def notices(self) -> tuple[Notice, ...]:
        """Return every notice."""
        return self._store.notices()

    def ending(self, among: Sequence[str] | None = None) -> tuple[Notice, ...]:
        """Give the notices that may end others."""
        return self._store.ending(among)

    def contents(self, notice_ids: Sequence[str]) -> tuple[Contents, ...]:
        """Give notices with all that is their own."""
        return self._store.contents(notice_ids)

    def vectors(self, model: str, only: Sequence[str] | None = None) -> dict[str, Vectors]:
        """Return the vectors kept for a model, of any library, and those the library itself keeps."""
        return {**self._store.vectors(model, only), **self._kept.vectors(model, only)}

    def put_vectors(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors of a model."""
        self._kept.put_vectors(model, vectors)


class RememberingEncoder:
    """An encoder that keeps the vectors of questions on disk as well.

    Attributes:
        alone: how many questions were encoded one by one, as a person's would be: those can be timed.
        ahead: how many were encoded together before they were asked.
    """

    def __init__(self, encoder: Encoder, kept: Store) -> None:
        """Wrap an encoder; `kept` holds the vectors."""
        self._encoder = encoder
        self._kept = kept
        self._near: OrderedDict[str, Vectors] = OrderedDict()
        self._absent: set[str] = set()
        self._unwritten: dict[str, Vectors] = {}
        self.alone = self.ahead = 0

    @property
    def _kind(self) -> str:
        return f"{self._encoder.name}#questions"

    @property
    def name(self) -> str:
        """Name and revision of the encoder."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    @property
    def words(self) -> WordReader | None:
        """What reads word by word; nothing of it is kept on disk."""
        return word_reader(self._encoder)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages."""
        return self._encoder.encode_passages(texts)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions, or give what was kept of them; at most IN_MEMORY at once."""
        self.alone += self._obtain(texts)
        return np.stack([self._near[_digest(text)] for text in texts])

    def look_up(self, texts: Sequence[str]) -> None:
        """Fetch what is kept of questions that will be asked, so that asking waits for no disk.

        Args:
            texts: at most IN_MEMORY.
        """
        digests = [digest for digest in dict.fromkeys(map(_digest, texts)) if digest not in self._near]
        found = self._kept.vectors(self._kind, digests)
        self._absent = set(digests) - found.keys()
        self._hold(found)

    def encode_ahead(self, texts: Sequence[str]) -> None:
        """Encode questions that will be asked together, which is several times faster than one by one.

        Args:
            texts: at most IN_MEMORY.
        """
        self.look_up(texts)
        # Of like length together: padding is work too.
        self.ahead += self._obtain(sorted(dict.fromkeys(texts), key=lambda text: (len(text), text)))

    def flush(self) -> None:
        """Write what was encoded to disk."""
        if self._unwritten:
            self._kept.put_vectors(self._kind, self._unwritten)
            self._unwritten = {}

    def _obtain(self, texts: Sequence[str]) -> int:
        """Have the vectors of texts in memory; return how many had to be encoded."""
        wanted = {_digest(text): text for text in texts}
        near = {digest: self._near[digest] for digest in wanted if digest in self._near}
        unknown = [digest for digest in wanted if digest not in near and digest not in self._absent]
        found = {**near, **(self._kept.vectors(self._kind, unknown) if unknown else {})}
        missing = [digest for digest in wanted if digest not in found]
        if missing:
            vectors = self._encoder.encode_queries([wanted[digest] for digest in missing])
            new = dict(zip(missing, vectors, strict=True))
            self._unwritten |= new
            self._absent -= new.keys()
            found |= new
        self._hold(found)
        if len(self._unwritten) >= WRITTEN_AT_ONCE:
            self.flush()
        return len(missing)

    def _hold(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors in memory in place of those used longest ago."""
        for digest, vector in vectors.items():
            self._near[digest] = vector
            self._near.move_to_end(digest)
        if len(self._near) > IN_MEMORY:
            self.flush()
        while len(self._near) > IN_MEMORY:
            self._near.popitem(last=False)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
