"""Fit which letters usually stand where an answer begins and ends (adapter of scikit-learn)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.float64]
_LEAST = 10
"""Cuts that a run of letters must stand at to be weighed."""
_TRUST = 0.2
"""How far weights may go from 0: the inverse of the penalty on their squares."""
_SMALL = 0.03
_DIGITS = 2


def fit_usual(
    runs: Sequence[Sequence[tuple[str, str]]], labels: Labels, weights: Labels
) -> dict[str, dict[str, list[float]]]:
    """Fit the weights of runs of letters, for a beginning and for an end.

    Args:
        runs: of each cut, each a kind and its letters.
        labels: (3, cuts), 0 or 1; the first two rows tell whether an answer begins or ends there.
        weights: (cuts,), how much each counts.

    Returns:
        `usual` of a model's file; runs that say next to nothing are left out.
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    counted = CountVectorizer(analyzer=list, min_df=_LEAST)
    table = counted.fit_transform(runs)
    fitted = [
        LogisticRegression(C=_TRUST, solver="liblinear").fit(table, label, sample_weight=weights).coef_[0]
        for label in labels[:2]
    ]
    # What is added turns -0.0 into 0.0.
    both = (np.stack(fitted, axis=1).round(_DIGITS) + 0.0).tolist()
    found: dict[str, dict[str, list[float]]] = {}
    for (kind, run), number in sorted(counted.vocabulary_.items()):
        if max(map(abs, both[number])) >= _SMALL:
            found.setdefault(kind, {})[run] = both[number]
    return found
