"""Look a question up in one generation: what both sides put forward, read and ready to be ranked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.arrays import Column
from index.coverage import ask, idf
from index.expansion import query_terms
from index.features import Candidate, Question
from index.fusion import Weights, first_step
from index.generation import Generation
from index.ports import Encoder, Filter, Vectors
from index.rows import Row, Rows
from index.tokenise import bigrams, fold

REACH = 16
"""So many passages each way of a notice's best candidate are read for what the notice speaks of."""
_DIGITS = 6
"""Cosines are rounded, so that passages of the same text tie however they were found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search ranks.

    Attributes:
        candidates: best first by both scores alone, ties by id; those after the first `Weights.looked_at`
            without the text around them.
        first: (candidates,), these scores.
    """

    question: Question
    candidates: tuple[Candidate, ...]
    first: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forward:
    """What both sides put forward.

    Attributes:
        numbers: of the passages. lexical: BM25 scores, 0 where the words did not find a passage.
        cosines: None where search is by words alone.
    """

    numbers: NDArray[np.int64]
    lexical: Column
    cosines: Column | None


def look_up(
    opened: Generation, encoder: Encoder | None, question: str, filter: Filter, k: int, weights: Weights
) -> Found:
    """Search both sides.

    Args:
        opened: what is searched.
        encoder: of the question, the one of the generation's vectors; None to search by words alone.
        question: not empty when folded.
        filter: what passages may be found.
        k: how many hits are wanted, at least 1.
        weights: of fusion.

    Returns:
        The best of what was found, as many as are wanted or looked at closely.
    """
    folded = fold(question)
    if filter.units:
        filter = replace(filter, units=opened.rows.printed_units(filter.units))
    vector = None
    if encoder is not None and opened.dense is not None:
        vector = encoder.encode_queries([" ".join(question.split())])[0]
    forward = _put_forward(opened, folded, vector, filter, max(k, weights.pool))
    first = first_step(forward.lexical, forward.cosines, weights)
    first = _worth_a_look(first, forward.lexical, weights.looked_at)
    best = _best(opened.rows, forward.numbers, first, max(k, weights.looked_at))
    places = [place for place, _ in best]
    return Found(
        question=_asked(opened, folded),
        candidates=tuple(_candidates(opened.rows, forward, best, weights.looked_at)),
        first=first[places],
    )


def _put_forward(
    opened: Generation, question: str, vector: Vectors | None, filter: Filter, pool: int
) -> _Forward:
    terms = query_terms(question, opened.tokeniser)
    lexical = dict(opened.lexical.search(terms, filter=filter, k=pool))
    if vector is None or opened.dense is None:
        numbers = sorted(lexical)
        cosines = None
    else:
        near = opened.dense.search(vector, k=pool, allowed=opened.rows.allowed(filter))
        near |= opened.dense.cosines(vector, [number for number in lexical if number not in near])
        numbers = sorted(near)
        cosines = np.round([near[number] for number in numbers], _DIGITS)
    return _Forward(
        numbers=np.array(numbers, dtype=np.int64),
        lexical=np.array([lexical.get(number, 0.0) for number in numbers], dtype=np.float64),
        cosines=cosines,
    )


# So many that share most words with a question are looked at closely, however far off their meaning seems: a
# long passage of many figures is near to no question about one of them.
_BY_WORDS = 3


def _worth_a_look(first: Column, lexical: Column, count: int) -> Column:
    """Raise the best by words among those that are looked at closely, to their last places."""
    if len(first) <= count or count <= _BY_WORDS:
        return first
    # As many places from the end: whatever the order of equals, there is one for each.
    least, raised = -np.sort(-first)[count - 1 - _BY_WORDS], first.copy()
    best = np.argsort(-lexical, kind="stable")[:_BY_WORDS]
    raised[best] = np.maximum(first[best], least)
    return raised


def _best(rows: Rows, numbers: NDArray[np.int64], first: Column, count: int) -> list[tuple[int, Row]]:
    """Read the best, each with its place; which of equals is among them is for their ids to decide."""
    least = -np.sort(-first)[count - 1] if len(first) > count else -np.inf
    read = [(place, rows.row(int(numbers[place]))) for place in np.flatnonzero(first >= least).tolist()]
    return sorted(read, key=lambda one: (-first[one[0]], one[1].id))[:count]


def _candidates(
    rows: Rows, forward: _Forward, best: Sequence[tuple[int, Row]], looked_at: int
) -> Iterator[Candidate]:
    around: dict[str, str] = {}
    for rank, (place, row) in enumerate(best):
        if rank < looked_at and row.notice_id not in around:
            around[row.notice_id] = rows.around(int(forward.numbers[place]), REACH)
        yield Candidate(
            passage_id=row.id, notice_id=row.notice_id, text=row.text, title=row.title,
            context="\n".join((row.path, *row.units, row.number, *row.regions)),
            around=around.get(row.notice_id, ""), place=row.place, lexical=float(forward.lexical[place]),
            cosine=None if forward.cosines is None else float(forward.cosines[place]),
        )  # fmt: skip


def _asked(opened: Generation, question: str) -> Question:
    frequency, passages = opened.lexical.pair_frequency, len(opened.rows)
    return Question(
        text=question,
        asked=ask(question, opened.tokeniser, opened.lexical.document_frequency, passages),
        pairs={pair: idf(frequency(pair), passages) for pair in dict.fromkeys(bigrams(question))},
    )
