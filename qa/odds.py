"""How likely it is that a passage answers a follow-up, as log odds: weights that can be read, one by one.

Fitted by `python -m eval.fit_follow_ups` on dialogues; run here without any package.
*Source:* Cox 1958 (logistic regression).
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from corpus.errors import ModelError


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """Weights of features.

    Attributes:
        base: log odds of a usual match.
        features: by name, what is usual, how far it spreads, and the weight of one such spread.
        provenance: what it was fitted on.
    """

    base: float
    features: Mapping[str, tuple[float, float, float]]
    provenance: str

    def of(self, described: Mapping[str, float]) -> float:
        """Return the log odds for features by name; those that have no weight are left aside."""
        given = (
            (described[name] - usual) / spread * weight
            for name, (usual, spread, weight) in self.features.items()
        )
        return self.base + math.fsum(given)

    def chance(self, described: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1."""
        return 1 / (1 + math.exp(-self.of(described)))


@cache
def load_odds(side: str) -> Odds:
    """Read the shipped weights for searches with vectors (`index.ranker.HYBRID`) or without (LEXICAL).

    Raises:
        ModelError: the file is damaged.
    """
    name = f"data/follow-up-{side}.json"
    try:
        return parse_odds(json.loads(resources.files("qa").joinpath(name).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"模型文件 qa/{name} 不可用；请重新安装 zhengda。") from error


def parse_odds(found: Mapping[str, Any]) -> Odds:
    """Read weights out of their file.

    `{"provenance", "base": number, "features": {name: [usual, spread, weight], ...}}`

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is no such file.
    """
    features = {}
    for name, row in found["features"].items():
        usual, spread, weight = map(float, row)
        if not (spread > 0 and math.isfinite(usual) and math.isfinite(weight)):
            raise ValueError(f"{name}: no finite numbers, or no spread")
        features[name] = (usual, spread, weight)
    base = float(found["base"])
    if not math.isfinite(base):
        raise ValueError("base: no finite number")
    return Odds(base=base, features=features, provenance=str(found["provenance"]))
