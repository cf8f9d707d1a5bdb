"""Fit the trees of fusion and of confidence (adapter of lightgbm), laid out as `index.ranker` reads them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
TREES, LEAVES = 120, 15
_SETTINGS = {
    "objective": "lambdarank", "label_gain": [0, 1, 5], "lambdarank_truncation_level": 20,
    "num_leaves": LEAVES, "learning_rate": 0.1, "min_data_in_leaf": 100, "lambda_l2": 10.0,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "seed": 7, "deterministic": True,
    "force_row_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip


def fit_trees(
    names: Sequence[str],
    matrices: Sequence[Matrix],
    labels: Sequence[Sequence[int]],
    weights: Sequence[float],
) -> dict[str, Any]:
    """Fit trees on searches.

    Args:
        names: of the features, in order of the columns.
        matrices: for each search (candidates, features).
        labels: for each search a label of each candidate: 0 wrong, 1 of a right document, 2 right.
        weights: how much each search counts.

    Returns:
        A ranker's file without `provenance`; the same for the same input.
    """
    import lightgbm

    rows, wanted = np.concatenate(matrices), np.concatenate([np.array(label) for label in labels])
    sizes = [len(label) for label in labels]
    data = lightgbm.Dataset(rows, wanted, group=sizes, weight=np.repeat(weights, sizes))
    return as_record(names, rows, lightgbm.train(_SETTINGS, data, TREES))


def as_record(names: Sequence[str], rows: Matrix, model: Any) -> dict[str, Any]:  # noqa: ANN401 - untyped
    """Lay out a fitted model as `index.ranker.parse_ranker` reads it, but for its provenance.

    Args:
        names: of the features, in order of the columns.
        rows: what it was fitted on, (rows, features).
        model: a booster of lightgbm.
    """
    usual = np.median(rows, axis=0)
    return {
        "features": {name: round(float(value), 6) for name, value in zip(names, usual, strict=True)},
        "trees": [_tree(tree["tree_structure"], names) for tree in model.dump_model()["tree_info"]],
    }


_CHANCE_TREES = 200
_CHANCE = {
    "objective": "binary", "num_leaves": 7, "learning_rate": 0.05, "min_data_in_leaf": 20, "lambda_l2": 5.0,
    "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "seed": 7, "deterministic": True,
    "force_row_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip


def fit_chance(
    names: Sequence[str],
    rows: Matrix,
    right: Sequence[bool],
    weights: Sequence[float],
    against: Collection[str] = (),
    either: Collection[str] = (),
) -> dict[str, Any]:
    """Fit trees whose sum is the log odds that a row is right; more of a feature never speaks against it.

    A few hundred questions must not teach that an answer which shares nothing with its question is right.

    Args:
        names: of the features, in order of the columns.
        rows: (rows, features).
        right: of each row.
        weights: how much each row counts.
        against: features that never speak for it.
        either: features that may speak both ways.

    Returns:
        A ranker's file without `provenance`; the same for the same input.
    """
    import lightgbm

    signs = [0 if name in either else -1 if name in against else 1 for name in names]
    data = lightgbm.Dataset(rows, np.array(right, dtype=float), weight=np.array(weights))
    model = lightgbm.train({**_CHANCE, "monotone_constraints": signs}, data, _CHANCE_TREES)
    return as_record(names, rows, model)


def _tree(root: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    nodes: list[list[Any]] = []
    leaves: list[float] = []

    def lay(node: Mapping[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(float(f"{node['leaf_value']:.6g}"))
            return -len(leaves)
        place = len(nodes)
        nodes.append([])
        nodes[place] = [
            names[node["split_feature"]], float(f"{node['threshold']:.7g}"), lay(node["left_child"]),
            lay(node["right_child"]),
        ]  # fmt: skip
        return place

    lay(root)
    return {"nodes": nodes, "leaves": leaves}
