"""Fit the trees of span extraction (adapter of lightgbm)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.trees import Matrix, as_record
from qa.extract.edges import CUT_FEATURES
from qa.extract.spans import SPAN_FEATURES

Labels = NDArray[np.float64]
CUT_TREES, CUT_LEAVES, SPAN_TREES, SPAN_LEAVES = 60, 12, 160, 15
GRADES = 10
"""Steps in which F1 is told to the trees that rank."""
_STEEP = 0.7
"""How much more a better stretch counts, as a power of 2 for each step."""
_SAME = {
    "bagging_freq": 1, "max_bin": 63, "deterministic": True, "force_row_wise": True, "num_threads": 1,
    "verbose": -1,
}  # fmt: skip
_CUTS = _SAME | {
    "objective": "binary", "num_leaves": CUT_LEAVES, "learning_rate": 0.1, "min_data_in_leaf": 40,
    "lambda_l2": 10.0, "feature_fraction": 0.5, "bagging_fraction": 0.8, "seed": 3,
}  # fmt: skip
_SPANS = _SAME | {
    "objective": "lambdarank", "label_gain": [2 ** (_STEEP * grade) - 1 for grade in range(GRADES + 1)],
    "lambdarank_truncation_level": 30, "num_leaves": SPAN_LEAVES, "learning_rate": 0.05,
    "min_data_in_leaf": 80, "lambda_l2": 20.0, "feature_fraction": 0.25, "bagging_fraction": 0.7, "seed": 5,
}  # fmt: skip


def fit_cuts(rows: Matrix, labels: Labels, weights: Labels) -> dict[str, Any]:
    """Fit the trees that tell whether an answer begins or ends at a cut, or goes on after it.

    Args:
        rows: (cuts, features).
        labels: (3, cuts), 0 or 1.
        weights: (cuts,).

    Returns:
        `begins`, `ends` and `goes_on` of a model's file.
    """
    import lightgbm

    data = lightgbm.Dataset(rows, labels[0], weight=weights, free_raw_data=False, params=_CUTS)
    found = {}
    for name, label in zip(("begins", "ends", "goes_on"), labels, strict=True):
        data.construct().set_label(label)
        found[name] = as_record(CUT_FEATURES, rows, lightgbm.train(_CUTS, data, CUT_TREES))
    return found


def fit_spans(tables: Sequence[Matrix], f1: Sequence[Labels]) -> dict[str, Any]:
    """Fit the trees that rank stretches of one question by their F1 with the answer; `answers` of a file.

    Args:
        tables: of each question (stretches, features).
        f1: of each question (stretches,).
    """
    import lightgbm

    rows = np.concatenate(tables)
    grades = np.round(np.concatenate(f1) * GRADES).astype(int)
    data = lightgbm.Dataset(rows, grades, group=[len(table) for table in tables])
    return as_record(SPAN_FEATURES, rows, lightgbm.train(_SPANS, data, SPAN_TREES))
