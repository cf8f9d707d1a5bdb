"""Fit the trees of span extraction (adapter of lightgbm)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.trees import Matrix, as_record
from qa.extract.edges import CUT_FEATURES
from qa.extract.spans import SPAN_FEATURES

Labels = NDArray[np.float64]
CUT_TREES, CUT_LEAVES, SPAN_TREES, SPAN_LEAVES = 60, 12, 120, 15
_SHARP = 0.06
"""How much F1 a stretch may lack of the best to be wanted a third as much."""
_SEEDS = 5, 17
"""Of fits whose mean is taken: each sees some of the questions."""
_LEAST_WEIGHT, _LEAST_BEND = 0.1, 1e-3
_SAME = {
    "bagging_freq": 1, "max_bin": 63, "deterministic": True, "force_row_wise": True, "num_threads": 1,
    "verbose": -1,
}  # fmt: skip
_CUTS = _SAME | {
    "objective": "binary", "num_leaves": CUT_LEAVES, "learning_rate": 0.1, "min_data_in_leaf": 40,
    "lambda_l2": 10.0, "feature_fraction": 0.5, "bagging_fraction": 0.8, "seed": 3,
}  # fmt: skip
_SPANS = _SAME | {
    "num_leaves": SPAN_LEAVES, "learning_rate": 0.1, "min_data_in_leaf": 60, "lambda_l2": 1.0,
    "min_sum_hessian_in_leaf": 0.1, "feature_fraction": 0.25, "bagging_fraction": 0.7,
    "bagging_by_query": True,
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
    """Fit the trees whose values are log chances, but for a constant, of a question's stretches.

    The best stretch is wanted most and others by how near their F1 comes to it; a question without a good
    stretch teaches less. *Source:* Cao et al. 2007 (ListNet).

    Args:
        tables: of each question (stretches, features).
        f1: of each question (stretches,), their F1 with the answer.

    Returns:
        `answers` of a model's file.
    """
    import lightgbm

    rows, sizes = np.concatenate(tables), [len(table) for table in tables]
    objective = _listwise(np.concatenate(f1), np.array(sizes))
    found: dict[str, Any] = {"features": {}, "trees": []}
    for seed in _SEEDS:
        data = lightgbm.Dataset(rows, np.concatenate(f1), group=sizes)
        settings = _SPANS | {"objective": objective, "seed": seed}
        one = as_record(SPAN_FEATURES, rows, lightgbm.train(settings, data, SPAN_TREES))
        found["features"] = one["features"]
        found["trees"] += [_lighter(tree) for tree in one["trees"]]
    return found


def _lighter(tree: Mapping[str, Any]) -> dict[str, Any]:
    return {**tree, "leaves": [float(f"{leaf / len(_SEEDS):.6g}") for leaf in tree["leaves"]]}


def _listwise(f1: Labels, sizes: NDArray[np.int64]) -> Callable[[Labels, object], tuple[Labels, Labels]]:
    """Return the gradient and bend of what is minimised: the cross entropy of wanted and given chances."""
    starts, question = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(sizes)), sizes)

    def chances(scores: Labels) -> Labels:
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[question])
        return np.asarray(raised / np.add.reduceat(raised, starts)[question])

    wanted = chances(f1 / _SHARP)
    weight = np.maximum(np.maximum.reduceat(f1, starts)[question], _LEAST_WEIGHT)

    def objective(scores: Labels, _: object) -> tuple[Labels, Labels]:
        given = chances(scores)
        return weight * (given - wanted), weight * np.maximum(2 * given * (1 - given), _LEAST_BEND)

    return objective
