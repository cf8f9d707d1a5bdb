"""The embedded engine: words and vectors in files beside the store, searched here, kept by `index.upkeep`."""

import logging
import threading
import time
from pathlib import Path

from corpus.errors import UsageError, ZhengdaError
from index.building import Stopped
from index.fusion import Weights, fuse, load_weights
from index.generation import Generation
from index.lookup import Found, look_up
from index.ports import Encoder, Filter, Hit, Library
from index.tokenise import fold
from index.upkeep import Upkeep
from index.vectors import Progress

_LOG = logging.getLogger(__name__)


class EmbeddedEngine:
    """Searches a library by words and by meaning; any number of readers, one writer at a time.

    Safe to use from several threads: a search sees one generation from beginning to end, and none waits for
    a change to be taken in.
    """

    def __init__(self, root: Path, library: Library, encoder: Encoder, weights: Weights) -> None:
        """Use `open`."""
        self._library = library
        self._encoder = encoder
        self._weights = weights
        self._upkeep = Upkeep(root, library, encoder, weights.boosts)
        self._lock = threading.Lock()
        self._opened: Generation | None = None
        self._compacting: threading.Thread | None = None
        self._closing = threading.Event()

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
        if opened is not None and opened.identity.sequence == self._library.sequence:
            return False
        self._compact_if_due(self._advance(progress))
        return True

    def prepare(self, question: str) -> None:
        """Encode a question ahead of its search, which then finds the vector kept."""
        if self._opened is not None and self._opened.dense is not None and question.strip():
            self._encoder.encode_queries([" ".join(question.split())])

    def close(self) -> None:
        """Let go of files; searching afterwards finds nothing. A full build beside is given up."""
        self._closing.set()
        if self._compacting is not None:
            self._compacting.join()
        self._opened = None

    def search(self, question: str, *, filter: Filter = Filter(), k: int = 20) -> tuple[Hit, ...]:  # noqa: B008
        """Find at most k passages, best first; ties by passage id."""
        opened = self._opened
        if opened is None or k < 1 or not fold(question) or not len(opened.rows):
            return ()
        found = look_up(opened, self._encoder, question, filter, k, self._weights)
        return fuse(found.question, found.candidates, found.first, self._weights)[:k]

    def candidates(
        self,
        question: str,
        *,
        filter: Filter = Filter(),  # noqa: B008
        by_meaning: bool = True,
    ) -> Found:
        """Return what a search would rank, and what by; for fitting and measuring.

        Args:
            question: any.
            filter: what may be found.
            by_meaning: False to search by words alone.

        Raises:
            UsageError: the engine is closed, or the question is empty.
        """
        opened = self._opened
        if opened is None or not fold(question):
            raise UsageError("索引没有打开，或问题是空的。")
        return look_up(opened, self._encoder if by_meaning else None, question, filter, 1, self._weights)

    def _advance(self, progress: Progress | None = None) -> Generation:
        started = time.perf_counter()
        with self._lock:
            self._opened = opened = self._upkeep.advance(self._opened, progress)
        took = 1000 * (time.perf_counter() - started)
        _LOG.info(
            "index at sequence %d: %d passages, %.0f ms", opened.identity.sequence, len(opened.rows), took
        )
        return opened

    def _compact_if_due(self, opened: Generation) -> None:
        """Begin a full build beside the generation in use where one is due."""
        busy = self._compacting is not None and self._compacting.is_alive()
        if not busy and not self._closing.is_set() and self._upkeep.is_due(opened):
            self._compacting = threading.Thread(target=self._compact, name="compaction", daemon=True)
            self._compacting.start()

    def _compact(self) -> None:
        try:
            if self._upkeep.compact(self._closing):
                self._advance()
        except Stopped:
            _LOG.info("compaction given up: the engine was closed")
        except ZhengdaError as error:
            # What is in use stays in use; the next change tries again.
            _LOG.warning("compaction failed: %s", error)
