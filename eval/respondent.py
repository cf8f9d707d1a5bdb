"""What is evaluated: an assistant over one library, under one variant, its answers remembered."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corpus.ingest import Progress
from corpus.settings import Settings
from eval.answered import Answers
from eval.cache import Cache, answer_key, content_hash
from eval.dialogues import QuietStore, Talk
from eval.kept_vectors import RememberingEncoder, SharedVectors
from eval.trace import trace
from eval.variants import PLAIN, Variant, holding
from index.encoder import DEFAULT, NONE, open_encoder
from index.engine import EmbeddedEngine
from index.fusion import load_weights
from index.ports import Encoder, Engine, Filter, Hit, Switching, Vectors
from qa import Assistant, Reason
from qa.record import answer_record
from qa.refuse import unclear
from qa.understand import read_question

WINDOW = 256
"""Questions made ready at once."""
TIMED = 200
"""Questions encoded one by one, enough for a median of the time it takes."""
Row = tuple[str, str]
"""A question's id and words."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer as answer.schema.json has it, and how it came about (see `eval.trace`)."""

    answer: dict[str, Any]
    trace: dict[str, Any]


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

    @property
    def model(self) -> str:
        """Name and revision of the encoder that answers."""
        return self._engine.model

    @property
    def switching(self) -> Switching | None:
        """The change of model that is not complete."""
        return self._engine.switching

    def compare(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Hold a question against texts word by word."""
        return self._engine.compare(question, texts)

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

    def ask(
        self, rows: Sequence[Row], progress: Progress, before: Mapping[str, str] = _NOTHING
    ) -> Iterator[Asked]:
        """Ask one question after the other.

        Args:
            rows: (id, question) pairs.
            progress: told after each answer.
            before: for a question that is asked on, the id of the earlier one whose answer it follows.

        Yields:
            Answers, each with the id of its question, and their traces.
        """
        talk = Talk(before)
        for start in range(0, len(rows), WINDOW):
            window = rows[start : start + WINDOW]
            self._make_ready(self._topic(question) for _, question in window if not self._keeps(question))
            for done, (id, question) in enumerate(window, start + 1):
                found = self.remembered
                ask = partial(self._ask, question, talk.receipt_before(id))
                # What an answer in a dialogue comes to hangs on those before it, not on its words alone.
                known = talk.note(id, ask()) if id in talk else self._known(question, ask)
                # How long a remembered answer took says nothing of this run.
                untimed: dict[str, Any] = {} if self.remembered == found else {"took_ms": {}}
                yield Asked({**known["answer"], **untimed, "id": id}, known["trace"])
                progress(done, len(rows))

    def search(self, rows: Sequence[Row], k: int) -> Iterator[tuple[tuple[str, float], ...]]:
        """Search for one question after the other, as it is asked, with no reading of it.

        Args:
            rows: (id, question) pairs.
            k: most passages of one search.

        Yields:
            (passage id, score) pairs, best first; nothing where there is no engine.
        """
        for start in range(0, len(rows), WINDOW):
            window = [question for _, question in rows[start : start + WINDOW]]
            keys = {question: f"search {k} {question}" for question in window}
            self._make_ready(_as_asked(question) for question in window if not self._keeps(keys[question]))
            for question in window:
                known = self._known(keys[question], partial(self._search, question, k))
                yield tuple((str(passage), float(score)) for passage, score in known["hits"])

    def _keeps(self, key: str) -> bool:
        return self._answers is not None and key in self._answers

    def _known(self, key: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Return what is remembered under a key, or make it and remember it."""
        known = self._answers.get(key) if self._answers else None
        if known is None:
            known = make()
            if self._answers:
                self._answers.put(key, known)
        return known

    def _search(self, question: str, k: int) -> dict[str, Any]:
        hits = self.engine.search(question, k=k) if self.engine else ()
        return {"hits": [(hit.passage_id, hit.score) for hit in hits]}

    def _make_ready(self, texts: Iterable[str]) -> None:
        """Have the vectors of the next questions at hand.

        The first TIMED questions that are not kept are encoded when they are asked, one by one: only these
        say how long a person waits for it. The others are encoded together, in a fraction of the time, and
        what is asked then counts no time for encoding.
        """
        if self.encoder is None or self.encoder.name == NONE:
            return
        wanted = [text for text in texts if text]
        if self.encoder.alone < TIMED:
            self.encoder.look_up(wanted)
        else:
            self.encoder.encode_ahead(wanted)

    def _topic(self, question: str) -> str:
        """Return the words that the assistant will search for, as the engine encodes them."""
        if unclear(question, self.assistant.settings.max_question_chars):
            return ""
        reading = read_question(question, self.assistant.library(), today=self.assistant.today)
        return _as_asked(reading.topic or reading.folded)

    def _ask(self, question: str, receipt: str | None = None) -> dict[str, Any]:
        before = self.encoder.alone if self.encoder else 0
        given, noted = self.assistant.explain(question, after=receipt)
        answer: dict[str, Any] = dict(answer_record(given))
        took = answer["took_ms"]
        if self.encoder and self.encoder.alone == before and "encode" in took:
            # Kept or encoded ahead, not encoded now: its time says nothing.
            took["total"] = round(took["total"] - took.pop("encode"), 3)
        readable = answer["reason"] != Reason.UNCLEAR.value
        return {"answer": answer, "trace": trace(self.assistant, question, noted) if readable else {}}


def _as_asked(words: str) -> str:
    """Return words as the engine encodes them."""
    return " ".join(words.split())


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
        remember: whether answers of former runs are taken; else they are asked for and kept anew.

    Raises:
        StoreError: the library cannot be read. ModelError: the encoder cannot be loaded.
    """
    settled, day = variant.settle(settings), today or date.today()
    model = load_encoder(settled.encoder, settled)
    store, kept = QuietStore.open(settled.store_path), cache.vectors()
    encoder = RememberingEncoder(model, kept)
    try:
        content = content_hash(store)
        root = cache.indexes(content, model.name, variant.index_key)
        weights = variant.weigh(load_weights())
        with holding(variant):
            library = SharedVectors(store, kept)
            engine = LastSearch(
                EmbeddedEngine.open(root, library, encoder, weights=weights, progress=progress)
            )
            key = answer_key(settled, model.name, content, variant.key, day.isoformat())
            answers = cache.answers(key, renew=not remember)
            assistant = Assistant(store, engine, settled, today=lambda: day)
            yield Respondent(
                assistant, engine=engine, answers=answers, encoder=encoder, variant=variant.name,
                vectors=lambda: library.vectors(encoder.name),
            )  # fmt: skip
            engine.close()
    finally:
        encoder.flush()
        store.close()
        kept.close()


def load_encoder(name: str, settings: Settings) -> Encoder:
    """Return an encoder, its model loaded where it is another than the shipped one.

    Raises:
        ModelError: it cannot be loaded.
    """
    model = _encoder(name, (settings.data_dir / "models").resolve(), settings.encoder_key)
    if name not in (DEFAULT, NONE):
        _ = model.dimension
    return model


@lru_cache(maxsize=4)
def _encoder(name: str, models: Path, key: str) -> Encoder:
    """Load a model once for all libraries and variants of a process; scratch libraries link to one folder."""
    # Threads that wait by spinning hold up whatever shares their cores; must be set before torch loads.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    return open_encoder(name, models, key=key)
