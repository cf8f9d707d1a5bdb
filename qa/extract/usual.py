"""Which letters usually stand where an answer begins and ends: learned weights of runs of letters, added up.

The trees see what sort of mark or word stands at a cut; that an answer to 如何 begins with 加强 more often
than with 工作 only the letters themselves tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.extract.asked import FORMS, Asked
from qa.extract.marks import Real, Whole

_EDGE = "^" * 3
# Letters before and after a cut that make a run; fewer kinds where it is told apart by what is asked.
_SIZES = ((1, 0), (2, 0), (3, 0), (0, 1), (0, 2), (0, 3), (1, 1), (2, 2))
_OF_FORM = ((1, 0), (2, 0), (0, 1), (0, 2))
_OF_NOUN = ((1, 0), (0, 1), (0, 2))
_NO_FORM = "none"


@dataclass(frozen=True, slots=True)
class Usual:
    """Weights of runs of letters.

    Attributes:
        place: by kind of run (see `kinds`) and letters, which row of `weights`.
        weights: (runs + 1, 2): how much a run speaks for a beginning and for an end; the first row is 0.
    """

    place: Mapping[str, Mapping[str, int]]
    weights: Real

    def at(self, asked: Asked, text: str, cuts: Whole) -> Real:
        """Return (2, cuts): how usual the letters around each cut are for a beginning and for an end."""
        total, padded, places = np.zeros((len(cuts), 2)), _padded(text), cuts.tolist()
        for kind, (start, end) in kinds(asked).items():
            if place := self.place.get(kind):
                total += self.weights[[place.get(padded[cut + start : cut + end], 0) for cut in places]]
        return total.T


def kinds(asked: Asked) -> dict[str, tuple[int, int]]:
    """Return the kinds of runs that are weighed for a question, and where they begin and end in `_padded`.

    A kind's name says what is asked, if that counts, and the letters before and after the cut: `10`,
    `which 02`, `措施 01`.
    """
    form = FORMS[asked.form] if asked.form >= 0 else _NO_FORM
    sizes = [("", size) for size in _SIZES] + [(f"{form} ", size) for size in _OF_FORM]
    sizes += [(f"{asked.noun} ", size) for size in _OF_NOUN if asked.noun]
    edge = len(_EDGE)
    return {f"{what}{left}{right}": (edge - left, edge + right) for what, (left, right) in sizes}


def runs(asked: Asked, text: str, cuts: Whole) -> list[list[tuple[str, str]]]:
    """Return for each cut the runs there, each as kind and letters."""
    padded, found = _padded(text), kinds(asked).items()
    return [
        [(kind, padded[cut + start : cut + end]) for kind, (start, end) in found] for cut in cuts.tolist()
    ]


def _padded(text: str) -> str:
    return f"{_EDGE}{text}{_EDGE}"


def parse_usual(found: Mapping[str, Mapping[str, Sequence[float]]]) -> Usual:
    """Put the weights together from their part of a model's file: `{kind: {run: [beginning, end]}}`.

    Raises:
        ValueError, TypeError: it is no such part.
    """
    rows: list[Sequence[float]] = [(0.0, 0.0)]
    place: dict[str, dict[str, int]] = {}
    for kind, weighed in found.items():
        place[kind] = {run: number for number, run in enumerate(weighed, len(rows))}
        rows.extend(weighed.values())
    weights = np.array(rows, dtype=np.float64)
    if weights.shape[1:] != (2,):
        raise ValueError(f"weights {weights.shape}")
    return Usual(place, weights)
