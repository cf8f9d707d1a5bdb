"""Put the two sides of search together: a weighted sum, its few weights in a file that says where from.

Ranks are not used: fusing ranks was measured to be worse than the lexical side alone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from index.lexical import Boosts
from index.ports import Hit

_LEAST_SPREAD = 0.01
"""Least deviation of cosines taken as real: among a few like passages the differences say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights of fusion.

    Attributes:
        boosts: of the lexical fields. pool: how many passages each side puts forward.
        lexical: of the BM25 score as a share of the best one.
        cosine: of the distance from the best cosine, where `spreads` standard deviations count 1.
        coverage: of the share of the question's words found. context: of the share found in title, path
            and units.
        provenance: what they were chosen on and what was measured.
    """

    boosts: Boosts
    pool: int
    lexical: float
    cosine: float
    coverage: float
    context: float
    spreads: float
    provenance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that a side put forward; `cosine` is None where search is lexical only."""

    passage_id: str
    notice_id: str
    lexical: float
    cosine: float | None
    coverage: float
    context: float


@cache
def load_weights() -> Weights:
    """Read the shipped weights."""
    found = json.loads(resources.files("index").joinpath("data/fusion.json").read_text("utf-8"))
    return Weights(**{**found, "boosts": Boosts(**found["boosts"])})


def fuse(candidates: Sequence[Candidate], weights: Weights) -> tuple[Hit, ...]:
    """Rank what both sides put forward.

    Args:
        candidates: each passage once; their order does not matter.
        weights: see `Weights`.

    Returns:
        A hit for each, best first, ties by passage id.
    """
    if not candidates:
        return ()
    ordered = sorted(candidates, key=lambda candidate: candidate.passage_id)
    score = weights.lexical * _shares([candidate.lexical for candidate in ordered])
    score += weights.coverage * np.array([candidate.coverage for candidate in ordered])
    score += weights.context * np.array([candidate.context for candidate in ordered])
    cosines = [candidate.cosine for candidate in ordered if candidate.cosine is not None]
    if len(cosines) == len(ordered):
        score += weights.cosine * _distances(cosines) / weights.spreads
    hits = [_hit(candidate, float(value)) for candidate, value in zip(ordered, score, strict=True)]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage_id)))


def _shares(scores: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    best = max(scores)
    return np.array(scores) / (best if best > 0 else 1.0)


def _distances(cosines: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Give distances from the best in standard deviations, 0 or less: models differ in how far theirs lie."""
    values = np.array(cosines)
    return np.asarray((values - values.max()) / max(float(values.std()), _LEAST_SPREAD))


def _hit(candidate: Candidate, score: float) -> Hit:
    return Hit(
        passage_id=candidate.passage_id,
        notice_id=candidate.notice_id,
        score=score,
        lexical=candidate.lexical,
        cosine=candidate.cosine or 0.0,
        coverage=candidate.coverage,
    )
