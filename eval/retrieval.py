"""Run a retrieval set on its own corpus: the search alone, then the whole assistant.

Documents are ranked by their best passage.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.ingest import Progress
from eval import metrics
from eval.beir import BeirSet, Query
from eval.environment import environment
from eval.folder import GrowingRun, RunFolder
from eval.misses import Miss
from eval.outcomes import Outcome, gold_digest
from eval.respondent import Asked, Respondent
from eval.run import text_reader
from eval.scoring import Figures, TextOf
from eval.stages import Shelf, Stage, Way, lost_at
from eval.tally import RetrievalTally
from eval.trace import sureness
from qa import Assistant
from qa.library import Library

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
    beir: BeirSet, respondent: Respondent, folder: RunFolder, progress: Progress, limit: int | None = None
) -> Figures:
    """Search a retrieval set's corpus with its queries and ask them.

    Args:
        beir: the set.
        respondent: over a library of the set's corpus, with its engine.
        folder: gets answers.jsonl, outcomes.jsonl, misses.jsonl, metrics.json, environment.json and run.trec.
        progress: told after each query and answer.
        limit: at most this many queries, and as many absent ones.

    Returns:
        The figures, as in metrics.json.
    """
    queries, absent = beir.queries[:limit], beir.absent[:limit]
    rows = [(query.id, query.text) for query in (*queries, *absent)]
    judging = _Judging(beir, respondent.assistant)
    hits = respondent.search(rows[: len(queries)], DEPTH)
    given = respondent.ask(rows, progress)
    with folder.growing() as files:
        for query in queries:
            # The search first: its question is encoded as it is asked, the answer's as it is read.
            found = _found(query, next(hits), judging.library)
            files.rank(query.id, found.documents)
            judging.take(query, found, next(given), files)
        for query, row in zip(absent, given, strict=True):
            judging.take(query, None, row, files)
    folder.write_environment(environment(respondent, beir.source, beir.left_out))
    figures = judging.tally.figures()
    folder.write_metrics(figures)
    _LOG.info("run %s: %d documents, %d queries", beir.source.name, len(beir.documents), len(queries))
    return figures


def _found(query: Query, hits: Sequence[tuple[str, float]], library: Library) -> Found:
    documents: dict[str, float] = {}
    for passage, score in hits:
        documents.setdefault(library.entries[passage].notice.source, score)
    first = library.entries[hits[0][0]].quote if hits else ""
    return Found(query=query, documents=tuple(documents.items()), passage=first)


class _Judging:
    """Judges answers as they come, writes what came of each and keeps its numbers alone."""

    def __init__(self, beir: BeirSet, assistant: Assistant) -> None:
        self.library = assistant.library()
        self.tally = RetrievalTally()
        self._qrels = beir.qrels
        self._text_of, self._shelf = text_reader(assistant), Shelf(self.library)

    def take(self, query: Query, found: Found | None, row: Asked, files: GrowingRun) -> None:
        """Judge one query, its answer and, where it was searched for, what was found."""
        gains = self._qrels.get(query.id, {}) if found else {}
        outcome = self._outcome(query, gains, found, row)
        files.answer(row.answer)
        files.outcome(outcome.record())
        way = self._shelf.way(row.trace, self._shelf.of_documents(gains, query.answer))
        for miss in _misses(query, gains, row, way):
            files.miss(miss.record())
        self.tally.add(outcome, row.answer)

    def _outcome(self, query: Query, gains: Mapping[str, int], found: Found | None, row: Asked) -> Outcome:
        documents = self._shelf.way(row.trace, self._shelf.of_documents(gains, None))
        leads = _leads_right(row.answer, gains) if row.answer["citations"] else documents.candidate == 1
        return Outcome(
            id=query.id, kind=_kind(gains), persona="", notice="", length=len(query.text),
            answerable=bool(gains), confidence=sureness(row.answer, row.trace),
            right=bool(gains) and leads, gold=gold_digest(query.text, query.answer, sorted(gains.items())),
            values={**_search_values(found, gains), **_answer_values(query, gains, row, self._text_of)},
        )  # fmt: skip


def _kind(gains: Mapping[str, int]) -> str:
    return "document" if gains else "none"


def _search_values(found: Found | None, gains: Mapping[str, int]) -> dict[str, float]:
    """Judge the search alone."""
    if found is None:
        return {}
    rank = metrics.first_rank(found.ids, gains, CUT)
    values: dict[str, float] = {
        "ndcg@10": metrics.ndcg(found.ids, gains, CUT),
        "mrr@10": metrics.reciprocal_rank(rank),
        "hit@1": metrics.hit(rank, 1),
        "hit@3": metrics.hit(rank, 3),
        "recall@10": metrics.recall(found.ids, gains, CUT),
        "precision@1": metrics.precision(found.ids, gains, 1),
        "precision@3": metrics.precision(found.ids, gains, 3),
    }
    if found.query.answer:
        values["passage_has_answer@1"] = metrics.fold(found.query.answer) in metrics.fold(found.passage)
    return {name: float(value) for name, value in values.items()}


def _answer_values(query: Query, gains: Mapping[str, int], row: Asked, text_of: TextOf) -> dict[str, float]:
    """Judge the answer: quotes, span, support and refusal."""
    answer = row.answer
    cited = answer["citations"]
    values: dict[str, float] = {}
    if cited:
        values["verbatim"] = sum(_is_verbatim(cite, text_of) for cite in cited) / len(cited)
    if not gains:
        return {**values, "refusal_recall": float(answer["status"] == "not_found")}
    values["wrong_refusal"] = float(answer["status"] != "answered")
    if query.answer:
        shown = shown_words(answer)
        values["span_f1"] = metrics.span_f1(shown, query.answer)
        values["span_exact"] = float(metrics.span_exact(shown, query.answer))
        if cited:
            quotes = [cite["quote"] if cite["notice"]["source"] in gains else "" for cite in cited]
            shares = metrics.citation_shares(quotes, (query.answer,))
            values["citation_recall"], values["citation_precision"] = shares
    return values


def _is_verbatim(cite: Mapping[str, Any], text_of: TextOf) -> bool:
    return metrics.verbatim(cite["quote"], text_of(cite["notice"]["id"]), cite["start"], cite["end"])


def shown_words(answer: Mapping[str, Any]) -> str:
    """Return the words an answer points at: the leading citation's highlights, else the whole of it."""
    if not answer["citations"]:
        return ""
    first = answer["citations"][0]
    quote, start = first["quote"], first["start"]
    marked = [quote[begin - start : end - start] for begin, end in first.get("highlights") or ()]
    return "".join(marked) or str(quote)


def _misses(query: Query, gains: Mapping[str, int], row: Asked, way: Way) -> Iterator[Miss]:
    """Give what an answer fell short of: the document not shown first, or an answer where there is none."""
    answer = row.answer
    refused = answer["status"] != "answered"
    expected: object = query.answer or sorted(gains)
    if not gains:
        if refused:
            return
        stage, figure, expected = Stage.WRONGLY_ANSWERED, "refusal_recall", "not_found"
    else:
        lost = lost_at(way, refused=refused, cited=_cited_rank(query, gains, answer))
        if lost is None:
            return
        stage, figure = lost, "hit@1"
    yield Miss(
        id=query.id, kind=_kind(gains), question=query.text, figure=figure, expected=expected,
        given=shown_words(answer) or answer["text"], stage=stage, candidate=way.candidate, trace=row.trace,
    )  # fmt: skip


def _cited_rank(query: Query, gains: Mapping[str, int], answer: Mapping[str, Any]) -> int:
    """Return the rank of the first citation of a right document that holds the answer where gold has one."""
    words = metrics.fold(query.answer)
    ranks = (
        rank
        for rank, cite in enumerate(answer["citations"], 1)
        if cite["notice"]["source"] in gains and words in metrics.fold(cite["quote"])
    )
    return next(ranks, 0)


def _leads_right(answer: Mapping[str, Any], gains: Mapping[str, int]) -> bool:
    return bool(answer["citations"]) and answer["citations"][0]["notice"]["source"] in gains
