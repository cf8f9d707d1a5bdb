"""The embedded engine: words and vectors in files beside the store, opened, rebuilt and searched here."""

import hashlib
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import StaleIndex, StoreBusy, StoreError
from corpus.why import why
from index.coverage import ask
from index.encoder import NONE
from index.expansion import query_terms
from index.fusion import Candidate, Weights, fuse, load_weights
from index.generation import Generation, Identity, build, open_current
from index.passages import search_passages
from index.ports import Encoder, Filter, Hit, Library, SearchPassage, Vectors
from index.tokenise import Tokeniser, fold
from index.vectors import Progress, passage_vectors

LOCK_SECONDS = 600.0
"""How long to wait for another process that builds; it encodes some 20 passages a second."""
_TRIES = 5
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A generation and the tokeniser it was cut by, always exchanged together."""

    generation: Generation
    tokeniser: Tokeniser


class EmbeddedEngine:
    """Searches a library by words and by meaning; any number of readers, one writer at a time.

    Safe to use from several threads: a search sees one generation from beginning to end.
    """

    def __init__(self, root: Path, library: Library, encoder: Encoder, weights: Weights) -> None:
        """Use `open`."""
        self._root = root
        self._library = library
        self._encoder = encoder
        self._weights = weights
        self._lock = threading.Lock()
        self._opened: _Opened | None = None

    @classmethod
    def open(
        cls,
        root: Path,
        library: Library,
        encoder: Encoder,
        *,
        weights: Weights | None = None,
        progress: Progress | None = None,
    ) -> "EmbeddedEngine":
        """Open the indexes under a folder, building what is missing, damaged or out of date.

        Args:
            root: folder of the indexes, made where it does not exist.
            library: the store they are built from.
            encoder: for passages and questions.
            weights: of fusion; the shipped ones where None.
            progress: called with (done, total) while passages are encoded.

        Raises:
            ModelError: the encoder cannot be loaded. StoreError: the store cannot be read, or the disk is
                full. StoreBusy: another process has been building for ten minutes.
        """
        engine = cls(root, library, encoder, weights or load_weights())
        engine._advance(progress)
        return engine

    def refresh(self, progress: Progress | None = None) -> bool:
        """Take in what has changed in the library; True when anything had. One query when nothing has."""
        opened = self._opened
        if opened is not None and opened.generation.identity.sequence == self._library.sequence:
            return False
        self._advance(progress)
        return True

    def prepare(self, question: str) -> None:
        """Encode a question ahead of its search, which then finds the vector kept."""
        if self._opened is not None and self._opened.generation.dense is not None and question.strip():
            self._encoder.encode_queries([" ".join(question.split())])

    def close(self) -> None:
        """Let go of files; searching afterwards finds nothing."""
        self._opened = None

    def search(self, question: str, *, filter: Filter = Filter(), k: int = 20) -> tuple[Hit, ...]:  # noqa: B008
        """Find at most k passages, best first; ties by passage id."""
        opened = self._opened
        if opened is None or k < 1 or not fold(question) or not len(opened.generation.rows):
            return ()
        return fuse(self._candidates(opened, question, filter, k), self._weights)[:k]

    def _candidates(self, opened: "_Opened", question: str, filter: Filter, k: int) -> list[Candidate]:
        generation, folded = opened.generation, fold(question)
        rows, pool = generation.rows, max(k, self._weights.pool)
        if filter.units:
            filter = replace(filter, units=rows.printed_units(filter.units))
        terms = query_terms(folded, opened.tokeniser)
        lexical = {
            rows.numbers[passage]: score
            for passage, score in generation.lexical.search(terms, filter=filter, k=pool)
        }
        cosines = self._cosines(generation, question, filter, pool, tuple(lexical))
        asked = ask(folded, opened.tokeniser, rows.frequencies, len(rows))
        return [
            Candidate(
                passage_id=rows.rows[number].id,
                notice_id=rows.rows[number].notice_id,
                lexical=lexical.get(number, 0.0),
                cosine=cosines[number] if cosines is not None else None,
                coverage=asked.share(f"{rows.rows[number].text}\n{rows.rows[number].context}"),
                context=asked.share(rows.rows[number].context),
            )
            for number in sorted(lexical.keys() if cosines is None else lexical.keys() | cosines.keys())
        ]

    def _cosines(
        self, generation: Generation, question: str, filter: Filter, pool: int, also: Sequence[int]
    ) -> dict[int, float] | None:
        """Give the cosines of the nearest passages and of those that the lexical side found."""
        if generation.dense is None:
            return None
        vector: Vectors = self._encoder.encode_queries([" ".join(question.split())])[0]
        nearest = generation.dense.search(vector, k=pool, allowed=generation.rows.allowed(filter))
        return generation.dense.cosines(vector, tuple({*nearest, *also}))

    def _advance(self, progress: Progress | None) -> None:
        started = time.perf_counter()
        with self._lock:
            passages, identity, tokeniser = self._expected()
            try:
                generation = open_current(self._root, identity, self._weights.boosts)
                self._opened = _Opened(generation=generation, tokeniser=tokeniser)
            except StaleIndex:
                self._opened = self._rebuild(progress)
        took = 1000 * (time.perf_counter() - started)
        _LOG.info("index at sequence %d: %d passages, %.0f ms", identity.sequence, len(passages), took)

    def _rebuild(self, progress: Progress | None) -> "_Opened":
        """Build under the lock, unless another process has just done so."""
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with FileLock(self._root / "write.lock", timeout=LOCK_SECONDS):
                passages, identity, tokeniser = self._expected()
                try:
                    generation = open_current(self._root, identity, self._weights.boosts)
                except StaleIndex as reason:
                    _LOG.info("rebuilding: %s", reason)
                    vectors = self._vectors(passages, progress)
                    build(self._root, identity, passages, vectors, tokeniser, self._weights.boosts)
                    generation = open_current(self._root, identity, self._weights.boosts)
                return _Opened(generation=generation, tokeniser=tokeniser)
        except Timeout as error:
            raise StoreBusy(f"另一个进程正在建索引 {self._root}；请等它结束后重试。") from error
        except OSError as error:
            raise StoreError(f"写不了索引 {self._root}（{why(error)}）；请检查空间和权限。") from error

    def _vectors(
        self, passages: Sequence[SearchPassage], progress: Progress | None
    ) -> tuple[Vectors, list[int]] | None:
        if self._encoder.name == NONE or not passages:
            return None
        return passage_vectors(self._library, self._encoder, passages, progress)

    def _expected(self) -> tuple[tuple[SearchPassage, ...], Identity, Tokeniser]:
        """Read the library as of one sequence number, and name what should be built from it."""
        for attempt in range(_TRIES):
            sequence = self._library.sequence
            try:
                passages = search_passages(self._library)
            except StoreError:
                if sequence == self._library.sequence or attempt == _TRIES - 1:
                    raise
                continue
            if sequence == self._library.sequence:
                break
        tokeniser = Tokeniser(_names(passages))
        identity = Identity(
            tokeniser=tokeniser.version,
            model=self._encoder.name,
            sequence=sequence,
            library=_fingerprint(passages),
        )
        return passages, identity, tokeniser


def _names(passages: Sequence[SearchPassage]) -> set[str]:
    return {name for passage in passages for name in (*passage.units, *passage.regions)}


def _fingerprint(passages: Sequence[SearchPassage]) -> str:
    """Digest of all that is indexed: a store made anew may have come to the same sequence number."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(repr(passage).encode("utf-8"))
    return digest.hexdigest()
