"""How likely it is that the leading passage answers: small trees on what retrieval saw.

Fitted by `python -m eval.fit_answers`, calibrated by what they are fitted on: own questions, asked of a few
notices of a place, and those of two large sets, asked of hundreds.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from index.ranker import HYBRID, LEXICAL, Ranker, read_ranker
from qa.expected import expected
from qa.grounds import grounds
from qa.library import Library
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
    "rival",
    "score",
    "printed",
    "noticed",
    "window",
    "pieces",
    "pieces_here",
    "missing",
    "gap",
    "unplaced",
    "offside",
    "home",
    "crowd",
    "words_here",
    "words_noticed",
    "lost",
    "unheard",
    "lost_thing",
    "silent",
    "headed",
    "named",
)


def features(
    reading: Reading, candidates: tuple[Candidate, ...], library: Library, searched: int
) -> dict[str, float]:
    """Describe the match of a question with its leading passage.

    Args:
        reading: the question.
        candidates: best first, at least one.
        library: holds their notices.
        searched: how many notices were searched.

    Returns:
        By name, about 0 to 1:
        coverage, heading, pairs, context, sentence, run, matched: as in `qa.retrieve.describe`; silent,
        headed, named: as there.
        cosine: 0.8 to 0.95 stretched. apart: cosine above the mean of all candidates, in tenths.
        score: its own. margin: above the next. rival: above the best of another notice.
        task: 1 where who or when is asked and a task item leads.
        short: 1 for a topic of few letters. no_amount: 1 where a figure asked for is not printed.
        home: 1 where the notice is of the place asked for. crowd: log10 of how many were searched, in
        fours: among thousands some passage always shares a word.
        vectors: 1 where the search had them; not weighed, it chooses the trees.
        And what `qa.grounds` finds.
    """
    lead = candidates[0]
    second = candidates[1].score if len(candidates) > 1 else 0.0
    others = [each.score for each in candidates if each.entry.notice.id != lead.entry.notice.id]
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
        "rival": max(0.0, min(2.0, lead.score - (others[0] if others else 0.0))),
        "score": lead.score,
        "task": float(lead.entry.item is not None and reading.kind in (Kind.WHO, Kind.WHEN)),
        "short": float(len(reading.topic.replace(" ", "")) < _SHORT),
        "no_amount": float(expected(reading) is not None and "amount" not in lead.features),
        "vectors": float(lead.cosine != 0),
        "home": float(lead.entry.notice.region in reading.regions),
        "crowd": math.log10(max(1, searched)) / 4,
        **{name: lead.features.get(name, 0.0) for name in ("silent", "headed", "named")},
        **grounds(reading, lead, library, candidates),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


_SHORT = 4


_SHARED = 0.05


@cache
def _trees(side: str) -> Ranker:
    return read_ranker("qa", f"data/confidence-{side}.json")


def confidence(described: Mapping[str, float]) -> float:
    """Return the calibrated probability, 0 to 1, that the leading passage answers.

    Raises:
        ModelError: the model's file is damaged.
    """
    if described["matched"] == 0 and described["coverage"] < _SHARED:
        # It shares nothing with the question, not even a synonym: of such leads one in thirty was right.
        return 0.0
    trees = _trees(HYBRID if described["vectors"] else LEXICAL)
    total = trees.score({name: np.array([described[name]]) for name in trees.names})[0]
    return float(1 / (1 + np.exp(-total)))
