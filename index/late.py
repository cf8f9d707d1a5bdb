"""Late interaction: how firmly each word of a question is met by the likest word of a passage.

One vector for a whole passage says what it is about; where a question uses none of its words, the states that
the model gives word by word still tell 不识字 beside 书写困难 from 不识字 beside a fee.
*Source:* Khattab and Zaharia 2020, ColBERT, section 3.3 (MaxSim); words weigh by how rare the model's pieces
are.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.ports import Words

Numbers = NDArray[np.float32]
_COMMON, _RAREST = 4.0, 8.0
"""A piece likelier than e^-4 weighs nothing (的, a comma), one rarer than e^-12 no more than that."""


def likenesses(question: Words, passages: Sequence[Words]) -> tuple[float, ...]:
    """Hold a question against passages.

    Returns:
        For each passage the mean of the cosines, -1 to 1, at which it meets the question's words, rare ones
        counting more; 0 where either side has no words.
    """
    if not len(question.states):
        return (0.0,) * len(passages)
    asked, weights = _directions(question), _weights(question)
    return tuple(_likeness(asked, weights, _directions(each)) for each in passages)


def _likeness(asked: Numbers, weights: Numbers, said: Numbers) -> float:
    return round(float((asked @ said.T).max(axis=1) @ weights), 6) if len(said) else 0.0


def _directions(words: Words) -> Numbers:
    states = words.states.astype(np.float32)
    return np.asarray(states / np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-6))


def _weights(words: Words) -> Numbers:
    """Shares of the words, that sum to 1; all the same where none is rare."""
    rarity = np.clip(-words.scores - _COMMON, 0.0, _RAREST)
    total = float(rarity.sum())
    share = rarity / total if total else np.full(len(rarity), 1 / len(rarity))
    return np.asarray(share, dtype=np.float32)
