"""How likely it is that the leading passage answers: a small logistic model on what retrieval saw."""

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib import resources

from qa.expected import expected
from qa.retrieve import Candidate
from qa.understand import Kind, Reading

NAMES = (
    "coverage",
    "heading",
    "cosine",
    "pairs",
    "sentence",
    "margin",
    "task",
    "short",
    "run",
    "no_amount",
    "context",
    "apart",
    "matched",
)


def features(reading: Reading, candidates: tuple[Candidate, ...]) -> dict[str, float]:
    """Describe the match of a question with its leading passage.

    Returns:
        By name, about 0 to 1:
        coverage, heading, pairs, context, sentence, run, matched: as in `qa.retrieve.describe`.
        cosine: 0.8 to 0.95 stretched. apart: cosine above the mean of all candidates, in tenths.
        margin: score above the next. task: 1 where who or when is asked and a task item leads.
        short: 1 for a topic of few letters. no_amount: 1 where a figure asked for is not printed.
    """
    lead = candidates[0]
    second = candidates[1].score if len(candidates) > 1 else 0.0
    return {
        **{
            name: lead.features.get(name, 0.0)
            for name in ("coverage", "heading", "pairs", "context", "sentence", "run", "matched")
        },
        # Cosines of this model lie between 0.8 and 0.95.
        "cosine": (lead.cosine - 0.8) / 0.15 if lead.cosine else 0.0,
        "apart": 10 * (lead.cosine - _mean([candidate.cosine for candidate in candidates]))
        if lead.cosine
        else 0.0,
        "margin": max(0.0, min(1.0, lead.score - second)),
        "task": float(lead.entry.item is not None and reading.kind in (Kind.WHO, Kind.WHEN)),
        "short": float(len(reading.topic.replace(" ", "")) < _SHORT),
        "no_amount": float(expected(reading) is not None and "amount" not in lead.features),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


_SHORT = 4


@cache
def _weights() -> dict[str, float]:
    text = resources.files("qa").joinpath("data/confidence.json").read_text("utf-8")
    return {str(name): float(value) for name, value in json.loads(text)["weights"].items()}


def confidence(described: dict[str, float]) -> float:
    """Return the calibrated probability, 0 to 1, that the leading passage answers."""
    weights = _weights()
    total = weights["bias"] + sum(weights[name] * described[name] for name in NAMES)
    return 1 / (1 + math.exp(-total))
