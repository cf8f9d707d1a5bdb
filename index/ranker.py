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
HYBRID, LEXICAL = "hybrid", "lexical"
_DIGITS = 6
"""Features are rounded before they are compared, so that another processor's last bit changes no ranking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Trees whose values add up; all of them have the shape of the largest.

    Attributes:
        names: of the features that nodes ask for, by number.
        usual: of each feature its median where it was fitted, what it is held at when it is left out.
        feature, threshold: (trees, nodes): a node goes left where the feature is at most the threshold.
        left, right: (trees, nodes): the node that follows, or -1 - leaf.
        value: (trees, leaves).
        provenance: what it was fitted on and what was measured.
    """

    names: tuple[str, ...]
    usual: Column
    feature: NDArray[np.intp]
    threshold: Column
    left: NDArray[np.intp]
    right: NDArray[np.intp]
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
        rows = np.column_stack([columns[name] for name in self.names]).round(_DIGITS)
        for place, name in enumerate(self.names):
            if name in without:
                rows[:, place] = self.usual[place]
        trees = np.arange(len(self.feature))
        at = np.zeros((len(rows), len(trees)), dtype=np.intp)
        going = np.ones_like(at, dtype=bool)
        each = np.arange(len(rows))[:, None]
        while going.any():
            node = np.where(going, at, 0)
            below = rows[each, self.feature[trees, node]] <= self.threshold[trees, node]
            at = np.where(going, np.where(below, self.left[trees, node], self.right[trees, node]), at)
            going = at >= 0
        return np.asarray(self.value[trees, -1 - at].sum(axis=1))


@cache
def load_ranker(side: str) -> Ranker:
    """Read a shipped ranker: HYBRID, or LEXICAL for searches without vectors.

    Raises:
        ModelError: its file is damaged.
    """
    name = f"data/ranker-{side}.json"
    try:
        return parse_ranker(json.loads(resources.files("index").joinpath(name).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise ModelError(f"排序模型 index/{name} 不可用；请重新安装 zhengda。") from error


def parse_ranker(found: Mapping[str, Any]) -> Ranker:
    """Put a ranker together from its file.

    `{"provenance", "features": {name: usual}, "trees": [{"nodes": [[feature, threshold, left, right], ...],
    "leaves": [value, ...]}, ...]}`; left and right are nodes, or -1 - leaf.

    Raises:
        ValueError, KeyError, TypeError: it is no such file.
    """
    names = tuple(found["features"])
    trees = found["trees"]
    most = max(len(tree["nodes"]) for tree in trees)
    # A tree that is a single leaf asks one question to which both answers are the same.
    padded = [[*tree["nodes"], *[[names[0], 0.0, -1, -1]] * (most - len(tree["nodes"]))] for tree in trees]
    leaves = max(len(tree["leaves"]) for tree in trees)
    columns = [[[row[part] for row in nodes] for nodes in padded] for part in range(4)]
    return Ranker(
        names=names,
        usual=np.array(list(found["features"].values()), dtype=np.float64),
        feature=np.array([[names.index(name) for name in row] for row in columns[0]], dtype=np.intp),
        threshold=np.array(columns[1], dtype=np.float64),
        left=np.array(columns[2], dtype=np.intp),
        right=np.array(columns[3], dtype=np.intp),
        value=np.array([[*tree["leaves"], *[0.0] * (leaves - len(tree["leaves"]))] for tree in trees]),
        provenance=str(found["provenance"]),
    )
