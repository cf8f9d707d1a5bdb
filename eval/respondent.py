"""What is evaluated: an assistant over one library, under one variant, its answers remembered."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.ingest import Progress
from corpus.settings import Settings
from corpus.store import Store
from eval.cache import Answers, Cache, RememberingEncoder, SharedVectors, answer_key, content_hash
from eval.trace import trace
from eval.variants import PLAIN, Variant, holding
from index.encoder import open_encoder
from index.engine import EmbeddedEngine
from index.fusion import load_weights
from index.ports import Encoder, Engine, Filter, Hit, Vectors
from qa import Assistant, Reason
from qa.record import answer_record

Row = tuple[str, str]
"""A question's id and words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer as answer.schema.json has it, and how it came about (see `eval.trace`)."""

    answer: dict[str, Any]
    trace: dict[str, Any]


class QuietStore(Store):
    """A store that keeps no receipts: nobody asked these questions."""

    def save_receipt(self, receipt_id: str, record: Mapping[str, object]) -> None:
        """Keep nothing."""


class LastSearch:
    """An engine that gives its last search again for nothing, so that a trace costs no second search."""

    def __init__(self, engine: Engine) -> None:
        """Wrap an engine."""
        self._engine = engine
        self._last: tuple[tuple[str, Filter, int], tuple[Hit, ...]] | None = None

    def search(self, question: str, *, filter: Filter = Filter(), k: int = 20) -> tuple[Hit, ...]:  # noqa: B008
        """Find at most k passages, best first; ties by passage id."""
        asked = (question, filter, k)
        if self._last is None or self._last[0] != asked:
            self._last = asked, self._engine.search(question, filter=filter, k=k)
        return self._last[1]

    def refresh(self) -> bool:
        """Take in what has changed in the library; True when anything had."""
        self._last = None
        return self._engine.refresh()

    def prepare(self, question: str) -> None:
        """Encode a question ahead of its search."""
        self._engine.prepare(question)

    def close(self) -> None:
        """Let go of files."""
        self._last = None
        self._engine.close()


class Respondent:
    """An assistant that is measured.

    Args:
        assistant: the one asked.
        engine: what it searches with, for measuring the search alone; None where that is not wanted.
        answers: what was answered before under the same library, code and settings; None forgets everything.
        encoder: tells encoded questions from remembered ones; None where every one is encoded.
        vectors: gives the vectors of passages by digest of what was encoded.
        variant: name of what was changed.
    """

    def __init__(
        self, assistant: Assistant, *, engine: Engine | None = None, answers: Answers | None = None,
        encoder: RememberingEncoder | None = None, vectors: Callable[[], Mapping[str, Vectors]] = dict,
        variant: str = PLAIN.name,
    ) -> None:  # fmt: skip
        self.assistant = assistant
        self.engine = engine
        self._answers = answers
        self.encoder = encoder
        self.vectors = vectors
        self.variant = variant

    @property
    def remembered(self) -> int:
        """How many answers were not asked for again."""
        return self._answers.found if self._answers else 0

    def ask(self, rows: Sequence[Row], progress: Progress) -> Iterator[Asked]:
        """Ask one question after the other.

        Args:
            rows: (id, question) pairs.
            progress: told after each answer.

        Yields:
            Answers, each with the id of its question, and their traces.
        """
        for done, (id, question) in enumerate(rows, 1):
            known = self._answers.get(question) if self._answers else None
            if known is None:
                known = self._ask(question)
                if self._answers:
                    self._answers.put(question, known)
            yield Asked({**known["answer"], "id": id}, known["trace"])
            progress(done, len(rows))

    def search(
        self, rows: Sequence[Row], k: int, progress: Progress
    ) -> Iterator[tuple[tuple[str, float], ...]]:
        """Search for one question after the other, as it is asked, with no reading of it.

        Args:
            rows: (id, question) pairs.
            k: most passages of one search.
            progress: told after each search.

        Yields:
            (passage id, score) pairs, best first; nothing where there is no engine.
        """
        for done, (_, question) in enumerate(rows, 1):
            key = f"search {k} {question}"
            known = self._answers.get(key) if self._answers else None
            if known is None:
                hits = self.engine.search(question, k=k) if self.engine else ()
                known = {"hits": [(hit.passage_id, hit.score) for hit in hits]}
                if self._answers:
                    self._answers.put(key, known)
            yield tuple((str(passage), float(score)) for passage, score in known["hits"])
            progress(done, len(rows))

    def _ask(self, question: str) -> dict[str, Any]:
        before = self.encoder.encoded if self.encoder else 0
        answer: dict[str, Any] = dict(answer_record(self.assistant.ask(question)))
        took = answer["took_ms"]
        if self.encoder and self.encoder.encoded == before and "encode" in took:
            # Read from disk, not encoded: its time says nothing.
            took["total"] = round(took["total"] - took.pop("encode"), 3)
        readable = answer["reason"] != Reason.UNCLEAR.value
        return {"answer": answer, "trace": trace(self.assistant, question) if readable else {}}


@contextmanager
def opened(
    settings: Settings, *, cache: Cache, variant: Variant = PLAIN, today: date | None = None,
    progress: Progress | None = None, remember: bool = True,
) -> Iterator[Respondent]:  # fmt: skip
    """Open the library of some settings for evaluation; nothing is written to its store.

    Args:
        settings: library, encoder and thresholds.
        cache: where vectors, indexes and answers are kept.
        variant: what is changed while the block runs.
        today: the day that counts; the clock's without it.
        progress: told while passages are encoded.
        remember: whether answers of former runs are taken.

    Raises:
        StoreError: the library cannot be read. ModelError: the encoder cannot be loaded.
    """
    settled, day = variant.settle(settings), today or date.today()
    store, kept = QuietStore.open(settled.store_path), cache.vectors()
    try:
        content = content_hash(store)
        encoder = RememberingEncoder(_encoder(settled), kept)
        root = cache.path / "indexes" / f"{content[:16]}-{settled.encoder.replace('/', '_')[-40:]}"
        weights = variant.weigh(load_weights())
        with holding(variant):
            library = SharedVectors(store, kept)
            engine = LastSearch(
                EmbeddedEngine.open(root, library, encoder, weights=weights, progress=progress)
            )
            answers = (
                cache.answers(answer_key(settled, content, variant.key, day.isoformat()))
                if remember
                else None
            )
            assistant = Assistant(store, engine, settled, today=lambda: day)
            yield Respondent(
                assistant, engine=engine, answers=answers, encoder=encoder, variant=variant.name,
                vectors=lambda: library.vectors(encoder.name),
            )  # fmt: skip
            engine.close()
    finally:
        store.close()
        kept.close()


def _encoder(settings: Settings) -> Encoder:
    models = (settings.data_dir / "models").resolve()
    return _loaded(settings.encoder, models, settings.encoder_key)


@lru_cache(maxsize=2)
def _loaded(name: str, models: Path, key: str) -> Encoder:
    """Load a model once for all libraries and variants of a process; scratch libraries link to one folder."""
    # Threads that wait by spinning hold up whatever shares their cores; must be set before torch loads.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    return open_encoder(name, models, key=key)
