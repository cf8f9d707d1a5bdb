"""Put the two sides of search together, in two steps.

First the sum of both scores picks the candidates worth a closer look. These are ranked by a weighted sum of
scores and coverage, corrected by small trees that know some forty features: fitted on retrieval sets, the
trees alone rank those sets best but notices of tasks worse than the sum does. Ranks alone are not used:
fusing ranks was measured to be worse than the lexical side by itself.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from index.features import LEAST_SPREAD, Candidate, Column, Question, describe
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


def fuse(question: Question, candidates: Sequence[Candidate], weights: Weights) -> tuple[Hit, ...]:
    """Rank what both sides put forward.

    Args:
        question: what was asked.
        candidates: each passage once; their order does not matter.
        weights: see `Weights`.

    Returns:
        A hit for each, best first, ties by passage id.
    """
    if not candidates:
        return ()
    near, far = shortlist(candidates, weights)
    columns = describe(question, [candidate for candidate, _ in near])
    scores = np.array([first for _, first in near])
    scores += weights.coverage * columns["words"] + weights.context * columns["words_context"]
    if weights.learned:
        side = HYBRID if near[0][0].cosine is not None else LEXICAL
        scores += weights.learned * load_ranker(side).score(columns, weights.without)
    hits = [
        _hit(candidate, float(score), float(covered))
        for (candidate, _), score, covered in zip(near, scores, columns["words"], strict=True)
    ]
    # Those that were not looked at come after, in the order of the first step.
    least = min(hit.score for hit in hits)
    hits += [
        _hit(candidate, least - _BEHIND - (near[-1][1] - first), question.asked.share(candidate.everything))
        for candidate, first in far
    ]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage_id)))


def shortlist(
    candidates: Sequence[Candidate], weights: Weights
) -> tuple[list[tuple[Candidate, float]], list[tuple[Candidate, float]]]:
    """Part the candidates that are worth a closer look from the others.

    Returns:
        Both in order of the first step, with its scores; ties by passage id.
    """
    ordered = sorted(candidates, key=lambda candidate: candidate.passage_id)
    lexical = np.array([candidate.lexical for candidate in ordered])
    score: Column = weights.lexical * lexical / (lexical.max(initial=0.0) or 1.0)
    if ordered and ordered[0].cosine is not None:
        cosines = np.array([candidate.cosine or 0.0 for candidate in ordered])
        score = score + weights.cosine * (cosines - cosines.max()) / max(float(cosines.std()), LEAST_SPREAD)
    best = [(ordered[place], float(score[place])) for place in np.argsort(-score, kind="stable")]
    return best[: weights.looked_at], best[weights.looked_at :]


def _hit(candidate: Candidate, score: float, coverage: float) -> Hit:
    return Hit(
        passage_id=candidate.passage_id,
        notice_id=candidate.notice_id,
        score=score,
        lexical=candidate.lexical,
        cosine=candidate.cosine or 0.0,
        coverage=min(1.0, coverage),
    )
