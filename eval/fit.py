"""How passages are ranked for an answer, fitted.

Linear, so that the file (qa/data/ranking.json) can be read, and held near a prior chosen by hand, so that a
feature that few questions show does not run away.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.questions import Question
from qa.candidate import Candidate
from qa.confidence import NAMES as SURE
from qa.confidence import features
from qa.library import Library
from qa.understand import Reading

Matrix = NDArray[np.float64]
DATA = Path(__file__).parents[1] / "qa" / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question that went to passages: its candidates, and which of them is right (None: none is).

    Attributes:
        library: what was searched. searched: how many notices of it.
    """

    question: Question
    reading: Reading
    candidates: tuple[Candidate, ...]
    right: int | None
    library: Library
    searched: int


def fit_ranking(cases: Sequence[Case], names: Sequence[str], prior: Matrix, strength: float) -> Matrix:
    """Fit ranking weights: softmax over each question's candidates, held to the prior by squares.

    Args:
        cases: those with a right passage count.
        names: feature order.
        prior: weights to stay near, shape (len(names),).
        strength: of the pull to the prior.
    """
    rows = [(_matrix(case, names), case.right) for case in cases if case.right is not None]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = strength * float(((weights - prior) ** 2).sum()), 2 * strength * (weights - prior)
        for matrix, right in rows:
            scores = _SHARPNESS * matrix @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            total -= float(np.log(chances[right] + 1e-12))
            slope = slope + _SHARPNESS * (matrix.T @ chances - matrix[right])
        return total, slope

    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B").x)


# Scores differ by tenths between good candidates; this makes a tenth count.
_SHARPNESS = 10.0


def _matrix(case: Case, names: Sequence[str]) -> Matrix:
    return np.array([[candidate.features.get(name, 0.0) for name in names] for candidate in case.candidates])


def hits(cases: Sequence[Case], names: Sequence[str], weights: Matrix) -> float:
    """Return the share of answerable cases whose right passage comes first."""
    found = [
        int(np.argmax(_matrix(case, names) @ weights)) == case.right if case.right is not None else False
        for case in cases
        if case.question.answerable
    ]
    return float(np.mean(found)) if found else 0.0


def reranked(case: Case, names: Sequence[str], weights: Matrix) -> Case:
    """Return the case with its candidates in the order that the weights give."""
    scores = _matrix(case, names) @ weights
    order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    candidates = tuple(replace(case.candidates[place], score=float(scores[place])) for place in order)
    right = None if case.right is None else order.index(case.right)
    return replace(case, candidates=candidates, right=right)


def sure_row(case: Case) -> list[float]:
    """Return the confidence features of a case in the order of `SURE`."""
    described = features(case.reading, case.candidates, case.library, case.searched)
    return [described[name] for name in SURE]


def write_weights(path: Path, provenance: str, weights: dict[str, float]) -> None:
    """Write a weights file that people can read."""
    rounded = {name: round(value, 4) for name, value in weights.items()}
    text = json.dumps({"provenance": provenance, "weights": rounded}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
