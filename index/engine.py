"""The embedded engine: words and vectors in files beside the store, searched here, kept by `index.upkeep`."""

import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import ModelError, UsageError, ZhengdaError
from index.building import Stopped
from index.encoder import Chosen, Encoders
from index.fusion import Weights, fuse, load_weights
from index.generation import Generation, InUse
from index.late import likenesses
from index.lookup import Found, look_up
from index.ports import Encoder, Filter, Hit, Library, Switching, word_reader
from index.switching import Reencoding, Switch, find_former
from index.tokenise import fold
from index.upkeep import NotFollowed, Upkeep
from index.vectors import Progress

_LOG = logging.getLogger(__name__)


class EmbeddedEngine:
    """Searches a library by words and by meaning; any number of readers, one writer at a time.

    Safe to use from several threads: a search sees one generation and its encoder from beginning to end, and
    none waits for a change to be taken in.
    """

    def __init__(
        self, root: Path, library: Library, chosen: Chosen, weights: Weights, follow: Encoders | None = None
    ) -> None:
        """Use `open` or `open_set`."""
        self._root = root
        self._library = library
        self._weights = weights
        self._upkeep = Upkeep(root, library, chosen, weights.boosts, follow)
        self._lock = threading.Lock()
        self._in_use: InUse | None = None
        self._compacting: threading.Thread | None = None
        self._reencoding: Reencoding | None = None
        self._switcher: threading.Thread | None = None
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
        engine = cls(root, library, Chosen(encoder=encoder), weights or load_weights())
        engine._advance(progress)
        return engine

    @classmethod
    def open_set(
        cls,
        root: Path,
        library: Library,
        encoders: Encoders,
        switch: Switch,
        progress: Progress | None = None,
    ) -> "EmbeddedEngine":
        """Open the indexes under a folder with the encoder that is set, or with the former one until then.

        Args:
            root: folder of the indexes, made where it does not exist.
            library: the store they are built from.
            encoders: the one that is set, and former ones.
            switch: when the one that is set takes over from a former one, see `index.switching`.
            progress: called with (done, total) while passages are encoded.

        Raises:
            ModelError, StoreError, StoreBusy: as for `open`. Where a former encoder answers and the switch is
                not now, one that cannot be loaded is no error.
        """
        weights = load_weights()
        try:
            chosen: Chosen | None = encoders.chosen()
        except ModelError as reason:
            _LOG.info("%s", reason)
            chosen = None
        former = find_former(root, library, encoders, weights.boosts, chosen.name if chosen else None)
        if former is None:
            engine = cls(root, library, chosen or encoders.chosen(), weights, encoders)
            engine._advance(progress, anew=True)
            return engine
        generation, answering = former
        engine = cls(root, library, answering, weights, encoders)
        engine._in_use = InUse(generation=generation, encoder=answering.encoder)
        model = engine._advance(progress).identity.model
        if chosen is None or model != chosen.name:
            engine._switch(Reencoding(root, library, encoders, weights.boosts, model), switch, progress)
        return engine

    @property
    def generation(self) -> Generation | None:
        """The generation in use; None where the engine is closed."""
        return self._in_use.generation if self._in_use else None

    @property
    def model(self) -> str:
        """Name and revision of the encoder that answers; "" where the engine is closed."""
        opened = self.generation
        return opened.identity.model if opened else ""

    @property
    def switching(self) -> Switching | None:
        """The change of model that is not complete; None where the model that is set answers."""
        reencoding = self._reencoding
        return reencoding.state if reencoding else None

    def refresh(self, progress: Progress | None = None) -> bool:
        """Take in what has changed in the library; True when anything had. One query when nothing has."""
        opened = self.generation
        if opened is not None and opened.identity.sequence == self._library.sequence:
            return False
        try:
            self._compact_if_due(self._advance(progress))
        except NotFollowed as error:
            _LOG.warning("索引已由别的程序换成另一个模型，这里还在用原来的一代：%s", error)
            return False
        return True

    def prepare(self, question: str) -> None:
        """Encode a question ahead of its search, which then finds the vector kept."""
        in_use = self._in_use
        if in_use is not None and in_use.generation.dense is not None and question.strip():
            in_use.encoder.encode_queries([" ".join(question.split())])

    def close(self) -> None:
        """Let go of files; searching afterwards finds nothing. A full build beside is given up.

        A change of model is left for later, at the end of the step of encoding that it is at.
        """
        self._closing.set()
        for thread in (self._compacting, self._switcher):
            if thread is not None:
                thread.join()
        self._in_use = None

    def search(self, question: str, *, filter: Filter = Filter(), k: int = 20) -> tuple[Hit, ...]:  # noqa: B008
        """Find at most k passages, best first; ties by passage id."""
        in_use = self._in_use
        if in_use is None or k < 1 or not fold(question) or not len(in_use.generation.rows):
            return ()
        found = look_up(in_use.generation, in_use.encoder, question, filter, k, self._weights)
        return fuse(found.question, found.candidates, found.first, self._weights)[:k]

    def compare(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Hold a question against texts word by word; empty where the encoder has no words."""
        in_use = self._in_use
        reader = word_reader(in_use.encoder) if in_use is not None and texts else None
        if in_use is None or in_use.generation.dense is None or reader is None:
            return ()
        asked = reader.question_words(" ".join(question.split()))
        return likenesses(asked, reader.passage_words(texts))

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
        in_use = self._in_use
        if in_use is None or not fold(question):
            raise UsageError("索引没有打开，或问题是空的。")
        encoder = in_use.encoder if by_meaning else None
        return look_up(in_use.generation, encoder, question, filter, 1, self._weights)

    def _advance(self, progress: Progress | None = None, *, anew: bool = False) -> Generation:
        started = time.perf_counter()
        with self._lock:
            self._in_use = self._upkeep.advance(self._in_use, progress, anew=anew)
            opened = self._in_use.generation
        took = 1000 * (time.perf_counter() - started)
        _LOG.info(
            "index at sequence %d: %d passages, %.0f ms", opened.identity.sequence, len(opened.rows), took
        )
        return opened

    def _switch(self, reencoding: Reencoding, switch: Switch, progress: Progress | None) -> None:
        """Have the encoder that is set take over now, in the background, or not at all."""
        self._reencoding = reencoding
        if switch is Switch.NOW:
            chosen = reencoding.run(self._closing, progress)
            if chosen:
                self._take(chosen)
        elif switch is Switch.MEANWHILE:
            self._switcher = threading.Thread(
                target=reencoding.run_meanwhile, args=(self._closing, self._take), name="switch", daemon=True
            )
            self._switcher.start()

    def _take(self, chosen: Chosen) -> None:
        """Use the generation that has been put in place, with its encoder."""
        with self._lock:
            self._upkeep.use(chosen)
        self._advance()
        self._reencoding = None

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
