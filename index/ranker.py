"""The learned part of fusion: small trees over the features of a candidate, in a file that can be read.

Fitted by `python -m eval.fit_fusion`; run here in plain numpy.
*Source:* Burges 2010 (LambdaMART).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError

Column = NDArray[np.float64]
_Node = tuple[int, float, int]
"""Feature, threshold, bits of the leaves that stay possible on the right."""
HYBRID, LEXICAL = "hybrid", "lexical"
_MOST_LEAVES = 63
"""A bit for each in a signed number."""
_DIGITS = 6
"""Features are rounded before they are compared, so that another processor's last bit changes no ranking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Trees whose values add up; all of them have the shape of the largest.

    Each inner node rules out the leaves below its left branch where its question fails: what is left is found
    by and-ing over the nodes, and the first leaf left is the one a walk down the tree would reach.
    *Source:* Lucchese et al. 2015 (QuickScorer).

    Attributes:
        names: of the features that nodes ask for, by number.
        usual: of each feature its median where it was fitted, what it is held at when it is left out.
        feature, threshold: (nodes, trees): a candidate stays left where the feature is at most the threshold.
        left: (nodes, trees): bits of the leaves that stay possible when it does not.
        value: (trees, leaves), leaves from left to right.
        provenance: what it was fitted on and what was measured.
    """

    names: tuple[str, ...]
    usual: Column
    feature: NDArray[np.intp]
    threshold: Column
    left: NDArray[np.int64]
    value: Column
    provenance: str

    def score(self, columns: Mapping[str, Column], without: Sequence[str] = ()) -> Column:
        """Score candidates.

        Args:
            columns: each feature by name, (candidates,).
            without: features held at what they usually are.

        Returns:
            (candidates,), higher is better; comparable within one search only.
        """
        rows = np.stack([columns[name] for name in self.names]).round(_DIGITS)
        for place, name in enumerate(self.names):
            if name in without:
                rows[place] = self.usual[place]
        possible = np.full((len(self.value), rows.shape[1]), -1, dtype=np.int64)
        for feature, threshold, left in zip(self.feature, self.threshold, self.left, strict=True):
            possible &= np.where(rows[feature] > threshold[:, None], left[:, None], -1)
        # The lowest bit that is set, as a power of two, and which.
        leaf = np.frexp((possible & -possible).astype(np.float64))[1] - 1
        return np.asarray(np.take_along_axis(self.value, leaf, axis=1).sum(axis=0))


@cache
def load_ranker(side: str) -> Ranker:
    """Read a shipped ranker: HYBRID, or LEXICAL for searches without vectors.

    Raises:
        ModelError: its file is damaged.
    """
    return read_ranker("index", f"data/ranker-{side}.json")


def read_ranker(package: str, name: str) -> Ranker:
    """Read trees that a package ships.

    Raises:
        ModelError: the file is damaged.
    """
    try:
        return parse_ranker(json.loads(resources.files(package).joinpath(name).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise ModelError(f"模型文件 {package}/{name} 不可用；请重新安装 zhengda。") from error


def parse_ranker(found: Mapping[str, Any]) -> Ranker:
    """Put a ranker together from its file.

    `{"provenance", "features": {name: usual}, "trees": [{"nodes": [[feature, threshold, left, right], ...],
    "leaves": [value, ...]}, ...]}`; left and right are nodes, or -1 - leaf; the first node is the root.

    Raises:
        ValueError, KeyError, TypeError, IndexError: it is no such file.
    """
    names = tuple(found["features"])
    number = {name: place for place, name in enumerate(names)}
    trees = [_tree(tree, number) for tree in found["trees"]]
    nodes, leaves = max(len(asked) for asked, _ in trees), max(len(values) for _, values in trees)
    if leaves > _MOST_LEAVES:
        raise ValueError(f"{leaves} leaves")
    # A node that is not there lets every leaf stand.
    asked = [[*asked, *[(0, 0.0, -1)] * (nodes - len(asked))] for asked, _ in trees]
    feature, threshold, left = ([[node[part] for node in of] for of in asked] for part in range(3))
    return Ranker(
        names=names,
        usual=np.array(list(found["features"].values()), dtype=np.float64),
        feature=np.array(feature, dtype=np.intp).T,
        threshold=np.array(threshold, dtype=np.float64).T,
        left=np.array(left, dtype=np.int64).T,
        value=np.array([[*values, *[0.0] * (leaves - len(values))] for _, values in trees]),
        provenance=str(found["provenance"]),
    )


def _tree(tree: Mapping[str, Any], number: Mapping[str, int]) -> tuple[list[_Node], list[float]]:
    """Lay a tree out: its nodes, and the values of its leaves from left to right."""
    nodes, leaves = tree["nodes"], tree["leaves"]
    asked: list[_Node] = []
    values: list[float] = []

    def lay(node: int) -> int:
        """Lay out what is below a node; return the bits of its leaves."""
        if node < 0:
            values.append(float(leaves[-1 - node]))
            return 1 << (len(values) - 1)
        name, threshold, left, right = nodes[node]
        below = lay(left)
        asked.append((number[name], float(threshold), ~below))
        return below | lay(right)

    lay(0 if nodes else -1)
    return asked, values
