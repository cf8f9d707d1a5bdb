"""How well sets are ranked by what peers ship and by the product: documents by nDCG@10, evidence by hit@1."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.ingest import Progress
from corpus.settings import load_settings
from corpus.store import Store
from eval import metrics
from eval.ablation import search_rows
from eval.beir import BeirSet, load_beir
from eval.bench_passages import pieces
from eval.bench_vectors import passage_vectors, question_vectors
from eval.cache import Cache
from eval.evaluate import Bench, library_for, load_set
from eval.fusion_data import fill_library
from eval.library import scratch_settings
from eval.peers import flat, hybrid, okapi
from eval.visible import parts
from index.encoder import open_encoder
from index.engine import EmbeddedEngine
from index.ports import Encoder

CUT = 10
DEPTH = 100
"""Passages of the product that documents are taken from; peers give as many a side."""
SETS = ("ncp", "msga", "stard")
RANKER = Path(__file__).parents[1] / "index" / "data" / "ranker-hybrid.json"
Ranking = Callable[[int], Sequence[str]]
"""From the place of a query in the set to documents, best first."""


WORDS, DENSE, RRF, OURS = "words", "dense", "rrf", "ours"
LABELS = {
    WORDS: ("rank-bm25（jieba 词）", "rank-bm25"),
    DENSE: ("e5-small 向量（faiss 平铺）", "e5-small"),
    RRF: ("rank-bm25 + faiss，RRF 等权", "rank-bm25 + faiss RRF"),
    OURS: ("政答 index/（不读题意）", "zhengda index/"),
}
"""Chinese and English names."""
FIVE = ("dev", "five-unseen")
"""Question sets over the five notices, as `eval.visible.parts` names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A cell of the table: the mean of a figure over the questions of a set."""

    set: str
    engine: str
    questions: int
    figure: str
    value: float


def quality(folder: Path, work: Path, progress: Progress, *, ours: bool = True) -> Iterator[Row]:
    """Measure a set.

    Args:
        folder: in BEIR form.
        work: keeps vectors and the library of the product from one time to the next.
        progress: told while texts are read and encoded.
        ours: whether to measure the product too.
    """
    beir, settings = load_beir(folder), load_settings()
    encoder = open_encoder(settings.encoder, settings.data_dir / "models")
    for engine, ranking in _peers(beir, encoder, work, progress):
        yield _row(beir, engine, ranking)
    if ours:
        yield from _product(beir, work, progress)


def _row(beir: BeirSet, engine: str, ranking: Ranking) -> Row:
    found = [
        metrics.ndcg(ranking(place), beir.qrels[query.id], CUT) for place, query in enumerate(beir.queries)
    ]
    name = beir.source.name
    return Row(set=name, engine=engine, questions=len(found), figure="ndcg@10", value=float(np.mean(found)))


def _peers(beir: BeirSet, encoder: Encoder, work: Path, progress: Progress) -> Iterator[tuple[str, Ranking]]:
    cut, asked = pieces(beir), [query.text for query in beir.queries]
    texts = [piece.text for piece in cut]
    vectors = passage_vectors(texts, encoder, work, progress)
    questions = question_vectors(asked, encoder, work, progress)
    words, near = okapi(texts), flat(iter([vectors]))
    both = hybrid(words, near)

    def documents(rows: Sequence[int]) -> list[str]:
        return list(dict.fromkeys(cut[row].source for row in rows))

    yield WORDS, lambda place: documents(words(asked[place]))
    yield DENSE, lambda place: documents(near(questions[place]))
    yield RRF, lambda place: documents(both(asked[place], questions[place]))


def _product(beir: BeirSet, work: Path, progress: Progress) -> Iterator[Row]:
    settings = scratch_settings(load_settings(), work / beir.source.name)
    fill_library(beir, settings, progress)
    store = Store.open(settings.store_path)
    try:
        encoder = open_encoder(settings.encoder, settings.data_dir / "models")
        engine = EmbeddedEngine.open(settings.data_dir / "index", store, encoder, progress=progress)
        sources = {notice.id: notice.source for notice in store.notices()}

        def ranking(place: int) -> Sequence[str]:
            hits = engine.search(beir.queries[place].text, k=DEPTH)
            return list(dict.fromkeys(sources[hit.notice_id] for hit in hits))

        yield _row(beir, OURS, ranking)
        engine.close()
    finally:
        store.close()


def five_notices(shared: Path, work: Path, progress: Progress) -> Iterator[Row]:
    """Measure the question sets over the five notices: whether the first passage holds the evidence.

    All search the passages of the product, which is kind to its peers.

    Args:
        shared: folder of real notices and sets; a set whose files are not there is passed over.
        work: keeps the library and its vectors.
        progress: told while questions are asked.
    """
    bench = Bench(cache=Cache(work / "eval-cache"), progress=progress)
    for part in parts(shared):
        if part.name in FIVE and part.present:
            found = load_set(part.set, progress, part.notices)
            settings = library_for(found, load_settings(), bench, part.notices)
            for engine, row in zip(LABELS, search_rows(found, settings, bench), strict=False):
                yield Row(
                    set=part.name, engine=engine, questions=int(row.figures["questions"]), figure="hit@1",
                    value=float(row.figures["hit@1"]),
                )  # fmt: skip


def provenance() -> str:
    """Return what the shipped fusion was fitted on, and its cross-validated figures."""
    return str(json.loads(RANKER.read_text(encoding="utf-8"))["provenance"])
