"""Turn the vector of a question towards how texts are written that answer such questions.

People ask in their own words and are answered in those of offices and of law; the encoder brings the two only
part of the way together. A low-rank map of the question's vector, fitted on development questions by
`python -m eval.fit_fusion`, goes on from there; vectors of passages stay as they are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from corpus.errors import ModelError
from index.ports import Vectors

FAMILY = "e5-small"
"""What the names of the models begin with whose vectors the shipped adapter was fitted on."""
_FILE = "data/adapter-e5-small.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """A turn of unit vectors: q + share * (up(down(q)) + shift), brought back to length 1.

    Attributes:
        down: (dimension, rank). up: (rank, dimension). shift: (dimension,).
        provenance: what it was fitted on and what was measured.
    """

    down: Vectors
    up: Vectors
    shift: Vectors
    provenance: str = ""

    def turn(self, vector: Vectors, share: float) -> Vectors:
        """Turn a question's vector.

        Args:
            vector: float32 (dimension,), of length 1.
            share: how far, 0 (not at all) to 1.

        Returns:
            float32 (dimension,), of length 1.
        """
        turned = vector + np.float32(share) * (vector @ self.down @ self.up + self.shift)
        return np.asarray(turned / np.linalg.norm(turned), dtype=np.float32)


def adapter_for(model: str) -> Adapter | None:
    """Return the shipped adapter where it is of a model's family.

    Args:
        model: name of the encoder.

    Raises:
        ModelError: its file is damaged.
    """
    return _shipped() if model.startswith(FAMILY) else None


@cache
def _shipped() -> Adapter:
    try:
        return parse_adapter(json.loads(resources.files("index").joinpath(_FILE).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"问题向量的校正 index/{_FILE} 不可用；请重新安装 zhengda。") from error


def parse_adapter(found: Mapping[str, Any]) -> Adapter:
    """Put an adapter together from its file: `{"provenance", "down", "up", "shift"}`.

    Raises:
        ValueError, KeyError, TypeError: it is no such file.
    """
    down, up, shift = (np.array(found[name], dtype=np.float32) for name in ("down", "up", "shift"))
    if down.shape != up.T.shape or shift.shape != (len(down),):
        raise ValueError(f"{down.shape} {up.shape} {shift.shape}")
    return Adapter(down=down, up=up, shift=shift, provenance=str(found["provenance"]))
