"""Searches with known answers, each candidate described: what trees are fitted and judged by."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.ingest import Progress
from corpus.settings import Settings, load_settings
from corpus.store import Store
from eval import metrics
from eval.beir import BeirSet, load_beir
from eval.library import fill_from_documents, fill_from_files, scratch_settings
from eval.own_sets import OwnLibrary
from eval.trees import Matrix
from index.arrays import Column
from index.encoder import open_encoder
from index.engine import EmbeddedEngine
from index.features import describe
from index.fusion import load_weights, weighted_sum
from index.ranker import HYBRID, LEXICAL

CUT = 10
RIGHT, RELATED = 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One question's candidates.

    Attributes:
        set, id: of the question. passages, documents: ids of each candidate's, in order of the first step.
        features: (candidates, features). summed: (candidates,), what the product ranks by without trees.
        labels: RIGHT, RELATED (of a right document, without its answer), 0.
        holds: whether a candidate holds the answer, None where the set gives none.
        gains: of all right documents.
    """

    set: str
    id: str
    passages: tuple[str, ...]
    documents: tuple[str, ...]
    features: Matrix
    summed: Column
    labels: tuple[int, ...]
    holds: tuple[bool, ...] | None
    gains: Mapping[str, int]

    @property
    def fold(self) -> int:
        """Which of five folds it falls into; its id alone decides."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 5

    def figures(self, scores: Sequence[float]) -> dict[str, float]:
        """Judge a ranking: ndcg@10 of documents and, where there is an answer, whether the first holds it."""
        order = sorted(range(len(scores)), key=lambda place: (-scores[place], self.passages[place]))
        documents = tuple(dict.fromkeys(self.documents[place] for place in order))
        found = {"ndcg@10": metrics.ndcg(documents, self.gains, CUT)}
        if self.holds is not None:
            found["holds@1"] = float(bool(order) and self.holds[order[0]])
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question with what a search for it should find.

    Attributes:
        gains: of the right documents, by source.
        answers: folded; a passage holds the answer that has any of them; none where it is not known.
    """

    id: str
    text: str
    gains: Mapping[str, int]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The searches of one set or of several; `names` are those of the features, in order of the columns."""

    names: tuple[str, ...]
    searches: tuple[Search, ...]

    def joined(self, other: "Sample") -> "Sample":
        """Put the searches of another set behind these."""
        return Sample(names=self.names, searches=(*self.searches, *other.searches))


def retrieval_sample(folder: Path, work: Path, progress: Progress) -> dict[str, Sample]:
    """Search a BEIR folder with its own questions.

    Args:
        folder: the set.
        work: folder of scratch libraries, kept from one time to the next: documents are read once, and to be
            read anew by a changed parser the folder must go.
        progress: told while documents are read and encoded.

    Returns:
        The searches with vectors (HYBRID), and by words alone (LEXICAL).
    """
    beir = load_beir(folder)
    settings = scratch_settings(load_settings(), work / folder.name)
    fill_library(beir, settings, progress)
    wanted = [
        Wanted(
            id=query.id, text=query.text, gains=beir.qrels[query.id],
            answers=(metrics.fold(query.answer),) if query.answer else (),
        )
        for query in beir.queries
    ]  # fmt: skip
    return _searched(folder.name, wanted, settings, progress)


def own_sample(library: OwnLibrary, work: Path, progress: Progress) -> dict[str, Sample]:
    """Search one of our own libraries with the questions about it that have an answer.

    Args:
        library: notices and question sets.
        work: folder of scratch libraries.
        progress: told while passages are encoded.

    Returns:
        As `retrieval_sample`.
    """
    settings = scratch_settings(load_settings(), work / library.name)
    fill_from_files(library.notices, settings)
    wanted = [
        Wanted(
            id=question.id, text=question.question, gains=dict.fromkeys(question.notices, 1),
            answers=tuple(metrics.fold(words) for words in question.evidence),
        )
        for question in library.every_question()
        if question.answerable and question.evidence
    ]  # fmt: skip
    return _searched(library.name, wanted, settings, progress)


def _searched(
    name: str, wanted: Sequence[Wanted], settings: Settings, progress: Progress
) -> dict[str, Sample]:
    store = Store.open(settings.store_path)
    try:
        encoder = open_encoder(settings.encoder, settings.data_dir / "models")
        engine = EmbeddedEngine.open(settings.data_dir / "index", store, encoder, progress=progress)
        judge = _Judge(store)
        return {
            side: _sample([judge.search(name, one, engine, side == HYBRID) for one in wanted])
            for side in (HYBRID, LEXICAL)
        }
    finally:
        store.close()


def _sample(searches: Sequence[tuple[Search, tuple[str, ...]]]) -> Sample:
    names = next((names for _, names in searches if names), ())
    return Sample(names=names, searches=tuple(search for search, _ in searches))


def fill_library(beir: BeirSet, settings: Settings, progress: Progress) -> None:
    """Have the documents of a set in the library of `settings`; those that are there are not read again."""
    store = Store.open(settings.store_path)
    try:
        known = {notice.sha256 for notice in store.notices()}
    finally:
        store.close()
    new = [document for document in beir.documents if document.sha256 not in known]
    fill_from_documents(new, settings, progress)


class _Judge:
    """Knows what the passages of a library hold."""

    def __init__(self, store: Store) -> None:
        texts = dict(store.texts())
        # Of files the name, of documents of a set their id.
        self._sources = {notice.id: Path(notice.source).name for notice in store.notices()}
        self._held = {
            passage.id: metrics.fold(texts[passage.notice_id][passage.span.start : passage.span.end])
            for passage in store.passages()
        }

    def search(
        self, name: str, wanted: Wanted, engine: EmbeddedEngine, by_meaning: bool
    ) -> tuple[Search, tuple[str, ...]]:
        """Search for a question and label what is found; also tell the names of the features."""
        found = engine.candidates(wanted.text, by_meaning=by_meaning)
        columns = describe(found.question, found.candidates) if found.candidates else {}
        documents = tuple(self._sources[candidate.notice_id] for candidate in found.candidates)
        passages = tuple(candidate.passage_id for candidate in found.candidates)
        holds = self._holds(wanted, passages)
        features = np.column_stack(list(columns.values())) if columns else np.zeros((0, 0))
        search = Search(
            set=name, id=wanted.id, passages=passages, documents=documents, features=features,
            summed=weighted_sum(columns, found.first, load_weights()) if columns else found.first,
            labels=_labels(wanted, documents, holds), holds=holds, gains=wanted.gains,
        )  # fmt: skip
        return search, tuple(columns)

    def _holds(self, wanted: Wanted, passages: Sequence[str]) -> tuple[bool, ...] | None:
        if not wanted.answers:
            return None
        return tuple(any(answer in self._held[one] for answer in wanted.answers) for one in passages)


def _labels(wanted: Wanted, documents: Sequence[str], holds: Sequence[bool] | None) -> tuple[int, ...]:
    related = [wanted.gains.get(document, 0) > 0 for document in documents]
    # Where no candidate holds the answer word for word, a passage of the right document is right.
    known = holds if holds and any(map(min, related, holds)) else (True,) * len(related)
    return tuple(
        RIGHT if right and held else RELATED if right else 0
        for right, held in zip(related, known, strict=True)
    )
