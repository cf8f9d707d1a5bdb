"""The two small models of answering, fitted: how passages are ranked, and how sure an answer is.

Both are linear, so that their files (qa/data/ranking.json and confidence.json) can be read, and held near a
prior chosen by hand, so that a feature that few questions show does not run away.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.questions import Question
from qa.confidence import NAMES as SURE
from qa.confidence import features
from qa.retrieve import Candidate
from qa.understand import Reading

Matrix = NDArray[np.float64]
DATA = Path(__file__).parents[1] / "qa" / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question that went to passages: its candidates, and which of them is right (None: none is)."""

    question: Question
    reading: Reading
    candidates: tuple[Candidate, ...]
    right: int | None


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


# More of these speaks for a passage, more of those against; a few hundred questions must not say otherwise.
_FOR = frozenset(
    {
        "coverage",
        "heading",
        "cosine",
        "pairs",
        "sentence",
        "margin",
        "run",
        "task",
        "context",
        "apart",
        "matched",
    }
)
_AGAINST = frozenset({"no_amount", "short"})


def fit_confidence(rows: Matrix, right: NDArray[np.bool_], prior: Matrix, strength: float) -> Matrix:
    """Fit a logistic model, bias last, near a prior, the sign of each weight held.

    Args:
        rows: shape (questions, features).
        right: shape (questions,), whether the leading passage answers.
        prior: shape (features + 1,), bias last.
        strength: of the pull to the prior.
    """
    ones = np.hstack([rows, np.ones((len(rows), 1))])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = ones @ weights
        chances = 1 / (1 + np.exp(-scores))
        fit = float(np.logaddexp(0, scores).sum() - scores[right].sum())
        pull = weights - prior
        return fit + strength * float((pull**2).sum()), ones.T @ (chances - right) + 2 * strength * pull

    bounds = [
        (0.0, None) if name in _FOR else (None, 0.0) if name in _AGAINST else (None, None)
        for name in (*SURE, "bias")
    ]
    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds).x)


def reranked(case: Case, names: Sequence[str], weights: Matrix) -> Case:
    """Return the case with its candidates in the order that the weights give."""
    scores = _matrix(case, names) @ weights
    order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    candidates = tuple(replace(case.candidates[place], score=float(scores[place])) for place in order)
    right = None if case.right is None else order.index(case.right)
    return replace(case, candidates=candidates, right=right)


def sure_row(case: Case) -> list[float]:
    """Return the confidence features of a case in the order of `SURE`."""
    described = features(case.reading, case.candidates)
    return [described[name] for name in SURE]


def write_weights(path: Path, provenance: str, weights: dict[str, float]) -> None:
    """Write a weights file that people can read."""
    rounded = {name: round(value, 4) for name, value in weights.items()}
    text = json.dumps({"provenance": provenance, "weights": rounded}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
