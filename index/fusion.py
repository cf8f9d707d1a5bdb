"""Put the two sides of search together, in two steps.

First the sum of both scores picks the candidates worth a closer look. These are ranked by a weighted sum of
scores and coverage, corrected by small trees that know some forty features: fitted on retrieval sets, the
trees alone rank those sets best but notices of tasks worse than the sum does. Ranks alone are not used:
fusing ranks was measured to be worse than the lexical side by itself.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.arrays import Column
from index.features import LEAST_SPREAD, Candidate, Question, describe
from index.lexical import Boosts
from index.ports import Hit
from index.ranker import HYBRID, LEXICAL, load_ranker

_BEHIND = 1e-6
"""So far behind the last that was looked at begin those that were not: what counts is the order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of fusion.

    Attributes:
        boosts: of the lexical fields. pool: how many passages each side puts forward.
        looked_at: how many candidates are ranked by more than both scores.
        lexical: of the BM25 score as a share of the best one.
        cosine: of the distance from the best cosine, in standard deviations.
        coverage: of the share of the question's words found. context: of the share found in title, path
            and units.
        learned: of the trees' correction.
        without: features that the trees do without.
        provenance: what they were chosen on and what was measured.
    """

    boosts: Boosts
    pool: int
    looked_at: int
    lexical: float
    cosine: float
    coverage: float
    context: float
    learned: float
    without: tuple[str, ...] = ()
    provenance: str


@cache
def load_weights() -> Weights:
    """Read the shipped weights."""
    found = json.loads(resources.files("index").joinpath("data/fusion.json").read_text("utf-8"))
    return Weights(**{**found, "boosts": Boosts(**found["boosts"])})


def first_step(lexical: Column, cosines: Column | None, weights: Weights) -> Column:
    """Score all that was put forward by both scores alone, to pick what is worth a closer look.

    Args:
        lexical: (candidates,), BM25 scores.
        cosines: (candidates,), None where search is lexical only.
        weights: see `Weights`.

    Returns:
        (candidates,), higher is better.
    """
    score: Column = weights.lexical * lexical / (lexical.max(initial=0.0) or 1.0)
    if cosines is None or not len(cosines):
        return score
    score += weights.cosine * (cosines - cosines.max()) / max(float(cosines.std()), LEAST_SPREAD)
    return score


def weighted_sum(columns: Mapping[str, Column], first: Column, weights: Weights) -> Column:
    """Score what is looked at closely, without the trees.

    Args:
        columns: each feature by name, (candidates,).
        first: (candidates,), the scores of `first_step`.
        weights: see `Weights`.

    Returns:
        (candidates,), higher is better.
    """
    return first + weights.coverage * columns["words"] + weights.context * columns["words_context"]


def fuse(
    question: Question, candidates: Sequence[Candidate], first: Column, weights: Weights
) -> tuple[Hit, ...]:
    """Rank what both sides put forward.

    Args:
        question: what was asked.
        candidates: each passage once, best first by `first_step`.
        first: (candidates,), the scores of that.
        weights: see `Weights`.

    Returns:
        A hit for each, best first, ties by passage id.
    """
    if not candidates:
        return ()
    near, far = candidates[: weights.looked_at], candidates[weights.looked_at :]
    columns = describe(question, near)
    scores = weighted_sum(columns, first[: len(near)], weights)
    if weights.learned:
        side = HYBRID if near[0].cosine is not None else LEXICAL
        scores += weights.learned * load_ranker(side).score(columns, weights.without)
    hits = [
        _hit(candidate, float(score), float(covered))
        for candidate, score, covered in zip(near, scores, columns["words"], strict=True)
    ]
    # Those that were not looked at come after, in the order of the first step.
    least, last = min(hit.score for hit in hits), first[len(near) - 1]
    hits += [
        _hit(candidate, least - _BEHIND - float(last - score), question.asked.share(candidate.everything))
        for candidate, score in zip(far, first[len(near) :], strict=True)
    ]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage_id)))


def _hit(candidate: Candidate, score: float, coverage: float) -> Hit:
    return Hit(
        passage_id=candidate.passage_id,
        notice_id=candidate.notice_id,
        score=score,
        lexical=candidate.lexical,
        cosine=candidate.cosine or 0.0,
        coverage=min(1.0, coverage),
    )
