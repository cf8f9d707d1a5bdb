"""Run a retrieval set on its own corpus: the search alone, then the whole assistant.

Documents are ranked by their best passage. The scratch library stays in the run's folder, so a second
run over the same corpus encodes nothing again.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.ingest import Progress
from corpus.model import Passage
from corpus.settings import Settings
from corpus.store import Store
from eval import metrics
from eval.beir import BeirSet, Query
from eval.environment import environment
from eval.folder import RunFolder
from eval.library import fill_from_documents, scratch_settings
from eval.misses import Miss, Stage
from eval.run import ask_all, text_reader
from eval.scoring import Figures
from eval.timing import speed
from index import open_index
from index.ports import Engine
from qa import open_assistant

DEPTH = 100
"""Passages looked at for ten documents; a document has some 5 to 20 of them."""
CUT = 10
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search gave: documents with their scores, best first, and the text of the first passage."""

    query: Query
    documents: tuple[tuple[str, float], ...]
    passage: str

    @property
    def ids(self) -> tuple[str, ...]:
        """Document ids, best first."""
        return tuple(document for document, _ in self.documents)


def run_retrieval(
    beir: BeirSet, settings: Settings, folder: RunFolder, progress: Progress, limit: int | None = None
) -> Figures:
    """Index a retrieval set's corpus, search it with its queries and ask them.

    Args:
        beir: the set.
        settings: encoder and thresholds to use; the library is a scratch one in the folder.
        folder: gets answers.jsonl, metrics.json, environment.json, run.trec and misses.jsonl.
        progress: told after each document, query and answer.
        limit: at most this many queries, and as many absent ones.

    Returns:
        The figures, as in metrics.json.
    """
    scratch = scratch_settings(settings, folder.library)
    fill_from_documents(beir.documents, scratch, progress)
    queries, absent = beir.queries[:limit], beir.absent[:limit]
    found = _search_all(queries, scratch, progress)
    folder.write_trec({row.query.id: row.documents for row in found})
    folder.write_misses(miss.record() for row in found for miss in _misses(row, beir.qrels[row.query.id]))
    figures = {**_document_figures(found, beir.qrels), **_passage_figures(found)}
    figures |= _ask(beir, (*queries, *absent), scratch, folder, progress)
    folder.write_metrics(figures)
    _LOG.info("run %s: %d documents, %d queries", beir.source.name, len(beir.documents), len(queries))
    return figures


def _search_all(queries: Sequence[Query], settings: Settings, progress: Progress) -> list[Found]:
    store = Store.open(settings.store_path)
    engine = open_index(settings, store, progress=progress)
    try:
        sources = {notice.id: notice.source for notice in store.notices()}
        passages = {passage.id: passage for passage in store.passages()}
        found = []
        for done, query in enumerate(queries, 1):
            found.append(_search(query, engine, store, sources, passages))
            progress(done, len(queries))
        return found
    finally:
        engine.close()
        store.close()


def _search(
    query: Query, engine: Engine, store: Store, sources: Mapping[str, str], passages: Mapping[str, Passage]
) -> Found:
    documents: dict[str, float] = {}
    hits = engine.search(query.text, k=DEPTH)
    for hit in hits:
        documents.setdefault(sources[hit.notice_id], hit.score)
    span = passages[hits[0].passage_id].span if hits else None
    first = store.text(hits[0].notice_id)[span.start : span.end] if span else ""
    return Found(query=query, documents=tuple(documents.items()), passage=first)


def _document_figures(found: Sequence[Found], qrels: Mapping[str, Mapping[str, int]]) -> Figures:
    judged = [(row.ids, qrels[row.query.id]) for row in found]
    ranks = [metrics.first_rank(ids, gains, CUT) for ids, gains in judged]
    values: dict[str, Sequence[float]] = {
        "ndcg@10": [metrics.ndcg(ids, gains, CUT) for ids, gains in judged],
        "mrr@10": [metrics.reciprocal_rank(rank) for rank in ranks],
        "hit@1": [metrics.hit(rank, 1) for rank in ranks],
        "hit@3": [metrics.hit(rank, 3) for rank in ranks],
        "recall@10": [metrics.recall(ids, gains, CUT) for ids, gains in judged],
    }
    return metrics.means(values)


def _passage_figures(found: Sequence[Found]) -> Figures:
    """Tell how often the first passage holds the gold answer, of the queries that have one."""
    gold = [(metrics.fold(row.query.answer), metrics.fold(row.passage)) for row in found if row.query.answer]
    return metrics.means({"passage_has_answer@1": [answer in passage for answer, passage in gold]})


def _misses(row: Found, gains: Mapping[str, int]) -> list[Miss]:
    rank = metrics.first_rank(row.ids, gains, CUT)
    if rank == 1:
        return []
    stage = Stage.RANKING if rank else Stage.RETRIEVAL
    return [
        Miss(
            id=row.query.id, kind="document", question=row.query.text, figure="hit@1",
            expected=sorted(gains), given=list(row.ids[:3]), stage=stage,
        )
    ]  # fmt: skip


def _ask(
    beir: BeirSet, queries: Sequence[Query], settings: Settings, folder: RunFolder, progress: Progress
) -> Figures:
    """Ask every query, those without an answer too, and judge refusals, spans and quotes."""
    assistant = open_assistant(settings)
    try:
        rows = [(query.id, query.text) for query in queries]
        answers = folder.write_answers(ask_all(assistant, rows, progress))
        folder.write_environment(environment(settings, assistant.store, beir.source))
        text_of = text_reader(assistant)
        quotes = [
            metrics.verbatim(cite["quote"], text_of(cite["notice"]["id"]), cite["start"], cite["end"])
            for answer in answers
            for cite in answer["citations"]
        ]
    finally:
        assistant.store.close()
    pairs = list(zip(queries, answers, strict=True))
    spans = [metrics.span_f1(_shown(answer), query.answer) for query, answer in pairs if query.answer]
    figures = metrics.means({"verbatim": quotes, "span_f1": spans})
    return figures | _refusals(beir, pairs) | speed(answers)


def _shown(answer: Mapping[str, Any]) -> str:
    """Return the words an answer points at: the leading citation's highlights, else the whole of it."""
    if not answer["citations"]:
        return ""
    first = answer["citations"][0]
    quote, start = first["quote"], first["start"]
    marked = [quote[begin - start : end - start] for begin, end in first.get("highlights") or ()]
    return "".join(marked) or str(quote)


def _refusals(beir: BeirSet, pairs: Sequence[tuple[Query, Mapping[str, Any]]]) -> Figures:
    """Judge refusals; an answer without confidence counts as confidence 0, all without give no curve."""
    present = [(query, answer) for query, answer in pairs if query.id in beir.qrels]
    absent = [answer for query, answer in pairs if query.id not in beir.qrels]
    values = {
        "refusal_recall": [answer["status"] == "not_found" for answer in absent],
        "wrong_refusal": [answer["status"] != "answered" for _, answer in present],
    }
    found: dict[str, float | None] = dict(metrics.means(values))
    if any(answer["confidence"] is not None for _, answer in pairs):
        known = [_confidence(answer) for _, answer in present]
        unknown = [_confidence(answer) for answer in absent]
        right = [_leads_right(answer, beir.qrels[query.id]) for query, answer in present]
        found["auroc"] = metrics.auroc(known, unknown)
        found["refused_at_5"] = metrics.refused_at(known, unknown, 0.05)
        found["ece"] = metrics.ece([*known, *unknown], [*right, *[False] * len(unknown)])
    return {name: value for name, value in found.items() if value is not None}


def _confidence(answer: Mapping[str, Any]) -> float:
    return float(answer["confidence"] or 0.0)


def _leads_right(answer: Mapping[str, Any], gains: Mapping[str, int]) -> bool:
    return bool(answer["citations"]) and answer["citations"][0]["notice"]["source"] in gains

