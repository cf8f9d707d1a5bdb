"""Fit the small models of answering on question sets: how passages are ranked, and how sure an answer is.

Run as `python -m eval.fit`; writes qa/data/ranking.json and qa/data/confidence.json with their provenance. Both
are linear, so that the files can be read; both are held near a prior chosen by hand, so that a feature few
questions show does not run away. Figures printed are cross-validated over notices, never on what was fitted.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.fold import plain
from eval.questions import Question
from qa.assistant import Assistant
from qa.confidence import NAMES as SURE
from qa.confidence import features
from qa.library import Entry
from qa.retrieve import Candidate
from qa.scope import find_scope
from qa.understand import Kind, Reading, read_question

Matrix = NDArray[np.float64]
DATA = Path(__file__).parents[1] / "qa" / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question that went to passages: its candidates as retrieved and which of them is right (None: none is)."""

    question: Question
    group: str
    reading: Reading
    candidates: tuple[Candidate, ...]
    right: int | None


def fit_ranking(cases: Sequence[Case], names: Sequence[str], prior: Matrix, strength: float) -> Matrix:
    """Fit ranking weights: softmax over each question's candidates, squared distance from the prior as penalty.

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
    """Return the share of answerable cases whose right passage comes first (a passage not retrieved counts as wrong)."""
    found = [
        int(np.argmax(_matrix(case, names) @ weights)) == case.right if case.right is not None else False
        for case in cases
        if case.question.answerable
    ]
    return float(np.mean(found)) if found else 0.0


# More of these can only speak for a passage, more of those only against it; so few questions must not say otherwise.
_FOR = frozenset({"coverage", "heading", "cosine", "pairs", "sentence", "margin", "run", "task", "context", "apart", "matched"})
_AGAINST = frozenset({"no_amount", "short"})


def fit_confidence(rows: Matrix, right: NDArray[np.bool_], prior: Matrix, strength: float) -> Matrix:
    """Fit a logistic model, bias last, near a prior, the sign of each weight held.

    Args:
        rows: shape (questions, features). right: whether the leading passage answers.
        prior: shape (features + 1,), bias last.
    """
    ones = np.hstack([rows, np.ones((len(rows), 1))])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = ones @ weights
        chances = 1 / (1 + np.exp(-scores))
        fit = float(np.logaddexp(0, scores).sum() - scores[right].sum())
        pull = weights - prior
        return fit + strength * float((pull**2).sum()), ones.T @ (chances - right) + 2 * strength * pull

    bounds = [(0.0, None) if name in _FOR else (None, 0.0) if name in _AGAINST else (None, None) for name in (*SURE, "bias")]
    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds).x)


def sure_row(case: Case) -> list[float]:
    """Return the confidence features of a case in the order of `SURE`."""
    described = features(case.reading, case.candidates)
    return [described[name] for name in SURE]


def write_weights(path: Path, provenance: str, weights: dict[str, float]) -> None:
    """Write a weights file that people can read."""
    rounded = {name: round(value, 4) for name, value in weights.items()}
    text = json.dumps({"provenance": provenance, "weights": rounded}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line: where the visible question sets and notices lie."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true", help="write the weights files")
    return parser.parse_args(arguments)


def gather(assistant: Assistant, questions: Sequence[Question], judge: Callable[[Question, Entry], bool]) -> list[Case]:
    """Retrieve for every question that is answered from passages; facts and lists are left out.

    Args:
        judge: tells whether a passage is a right one.
    """
    library, cases = assistant.library(), []
    for question in questions:
        reading = read_question(question.question, library)
        scope = find_scope(reading, library)
        if reading.kind in (Kind.META, Kind.STATUS, Kind.LIST) or scope.years_missing or (reading.foreign and not reading.regions):
            continue
        found = assistant.candidates(reading, scope.notices) if scope.notices else ()
        if found:
            right = next((place for place, one in enumerate(found) if judge(question, one.entry)), None)
            cases.append(Case(question=question, group=question.notices[0] if question.notices else "", reading=reading, candidates=found, right=right))
    return cases


def holds_evidence(question: Question, entry: Entry) -> bool:
    """Tell whether a passage of a right notice holds the gold evidence."""
    return question.answerable and Path(entry.notice.source).name in question.notices and any(
        plain(words) in entry.folded for words in question.evidence
    )


def folds(cases: Sequence[Case], count: int = 5) -> list[tuple[list[Case], list[Case]]]:
    """Split into (fit on, tested on) pairs; which fold a question falls into depends on its text alone."""
    places = [int(hashlib.sha256(case.question.question.encode()).hexdigest(), 16) % count for case in cases]
    return [
        ([case for case, place in zip(cases, places, strict=True) if place != fold], [case for case, place in zip(cases, places, strict=True) if place == fold])
        for fold in range(count)
    ]
