"""What retrieval hands on: a passage that may answer, and why it was put where it is."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from qa.library import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that may answer.

    Attributes:
        score: what it is ranked by: the weighted sum of its features.
        cosine: similarity of topic and passage, -1 to 1.
        features: by name, see `describe`.
    """

    entry: Entry
    score: float
    cosine: float
    features: Mapping[str, float]


def ordered(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return them best first, those of one score by id."""
    return tuple(sorted(candidates, key=lambda each: (-each.score, each.entry.passage.id)))


@cache
def ranking_weights() -> dict[str, float]:
    """Return what a feature adds to the score, by its name; fitted by `eval.fit_answers`."""
    text = resources.files("qa").joinpath("data/ranking.json").read_text("utf-8")
    return {str(name): float(value) for name, value in json.loads(text)["weights"].items()}
