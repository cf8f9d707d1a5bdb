"""Searches with known answers, each candidate described: what trees are fitted and judged by."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.ingest import Progress
from corpus.settings import Settings, load_settings
from corpus.store import Store
from eval import metrics
from eval.beir import BeirSet, Query, load_beir
from eval.library import fill_from_documents, scratch_settings
from eval.trees import Matrix
from index.encoder import open_encoder
from index.engine import EmbeddedEngine
from index.features import Candidate, Question, describe
from index.fusion import load_weights, shortlist
from index.ranker import HYBRID, LEXICAL

CUT = 10
RIGHT, RELATED = 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One question's candidates.

    Attributes:
        set, id: of the question. passages, documents: ids of each candidate's, in order of the first step.
        features: (candidates, features). labels: RIGHT, RELATED (of a right document, without its answer), 0.
        holds: whether a candidate holds the answer, None where the set gives none.
        gains: of all right documents.
    """

    set: str
    id: str
    passages: tuple[str, ...]
    documents: tuple[str, ...]
    features: Matrix
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


Described = tuple[list[Candidate], Mapping[str, Matrix]]
Shelf = tuple[Mapping[str, str], Mapping[str, str]]
"""What the passages of a library are judged by: sources by notice, folded words by passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The searches of one set or of several; `names` are those of the features, in order of the columns."""

    names: tuple[str, ...]
    searches: tuple[Search, ...]

    def joined(self, other: "Sample") -> "Sample":
        """Put the searches of another set behind these."""
        return Sample(names=self.names, searches=(*self.searches, *other.searches))


def sample(folder: Path, work: Path, progress: Progress) -> dict[str, Sample]:
    """Search a BEIR folder with its own questions.

    Args:
        folder: the set.
        work: folder of scratch libraries, kept from one time to the next: documents are read once, and to be
            read anew by a changed parser the folder must go.
        progress: told while documents are read and encoded.

    Returns:
        The searches with vectors (HYBRID), and as they are without any (LEXICAL).
    """
    beir = load_beir(folder)
    settings = scratch_settings(load_settings(), work / folder.name)
    fill_library(beir, settings, progress)
    store = Store.open(settings.store_path)
    try:
        encoder = open_encoder(settings.encoder, settings.data_dir / "models")
        engine = EmbeddedEngine.open(settings.data_dir / "index", store, encoder, progress=progress)
        shelf, found = _shelf(store), [engine.candidates(query.text) for query in beir.queries]
    finally:
        store.close()
    return {side: _sample(beir, found, shelf, dense=side == HYBRID) for side in (HYBRID, LEXICAL)}


def fill_library(beir: BeirSet, settings: Settings, progress: Progress) -> None:
    """Have the documents of a set in the library of `settings`; those that are there are not read again."""
    store = Store.open(settings.store_path)
    try:
        known = {notice.sha256 for notice in store.notices()}
    finally:
        store.close()
    new = [document for document in beir.documents if document.sha256 not in known]
    fill_from_documents(new, settings, progress)


def _shelf(store: Store) -> Shelf:
    texts = dict(store.texts())
    sources = {notice.id: notice.source for notice in store.notices()}
    return sources, {
        passage.id: metrics.fold(texts[passage.notice_id][passage.span.start : passage.span.end])
        for passage in store.passages()
    }


def _sample(
    beir: BeirSet, found: Sequence[tuple[Question, Sequence[Candidate]]], shelf: Shelf, *, dense: bool
) -> Sample:
    described = [_describe(question, candidates, dense=dense) for question, candidates in found]
    names = next((tuple(columns) for _, columns in described if columns), ())
    rows = zip(beir.queries, described, strict=True)
    return Sample(
        names=names,
        searches=tuple(_search(beir, query, near, columns, shelf) for query, (near, columns) in rows),
    )


def _describe(question: Question, candidates: Sequence[Candidate], *, dense: bool) -> Described:
    if not dense:
        candidates = [replace(one, cosine=None) for one in candidates if one.lexical > 0]
    near = [candidate for candidate, _ in shortlist(candidates, load_weights())[0]]
    return near, describe(question, near) if near else {}


def _search(
    beir: BeirSet, query: Query, near: Sequence[Candidate], columns: Mapping[str, Matrix], shelf: Shelf
) -> Search:
    sources, quotes = shelf
    gains = beir.qrels[query.id]
    documents = tuple(sources[candidate.notice_id] for candidate in near)
    answer = metrics.fold(query.answer) if query.answer else ""
    holds = tuple(answer in quotes[candidate.passage_id] for candidate in near) if answer else None
    related = [gains.get(document, 0) > 0 for document in documents]
    # Where no candidate holds the answer word for word, a passage of the right document is right.
    known = holds if holds and any(map(min, related, holds)) else (True,) * len(near)
    labels = tuple(
        RIGHT if right and held else RELATED if right else 0
        for right, held in zip(related, known, strict=True)
    )
    features = np.column_stack(list(columns.values())) if columns else np.zeros((0, 0))
    return Search(
        set=beir.source.name, id=query.id, passages=tuple(candidate.passage_id for candidate in near),
        documents=documents, features=features,
        labels=labels, holds=holds, gains=gains,
    )  # fmt: skip
