"""How likely it is that the leading passage answers: small trees on what retrieval saw.

Fitted by `python -m eval.fit_answers`, calibrated by what they are fitted on: own questions, asked of a few
notices of a place, and those of two large sets, asked of hundreds.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from index.ranker import HYBRID, LEXICAL, Ranker, read_ranker
from qa.candidate import Candidate
from qa.expected import expected
from qa.grounds import grounds
from qa.library import Library
from qa.odds import load_odds
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
    "uncounted",
    "another",
    "beside",
    "weighed",
    "weakest",
    "asked_weighed",
    "asked_weakest",
    "wordy",
)


FOLLOW_UP = (*(name for name in NAMES if name != "crowd"), "near", "spoken", "stays", "close")
"""What the sureness of a follow-up is worked out from."""


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
        By name, about 0 to 1: what `_of_lead` and `_of_rivals` say, what `qa.grounds` finds, and
        vectors: 1 where the search had them, and follows: 1 for a follow-up; not weighed, they choose how
        it is weighed. spoken, stays, close: see `_of_spoken`. near: see `qa.closely`.
    """
    lead = candidates[0]
    return {
        **_of_lead(reading, lead),
        **_of_rivals(candidates, searched),
        "vectors": float(lead.cosine != 0),
        "follows": float(bool(reading.theme)),
        "near": lead.features.get("near", 0.0),
        **_of_spoken(reading, lead, library),
        **grounds(reading, lead, library, candidates),
    }


def _of_lead(reading: Reading, lead: Candidate) -> dict[str, float]:
    """Describe the leading passage alone.

    Returns:
        By name: those of `_SEEN`, as in `qa.retrieve.describe`.
        cosine: 0.8 to 0.95 stretched. score: its own.
        task: 1 where who or when is asked and a task item leads.
        short: 1 for a topic of few letters. no_amount: 1 where a figure asked for is not printed.
        home: 1 where the notice is of the place asked for.
    """
    return {
        **{name: lead.features.get(name, 0.0) for name in _SEEN},
        # Cosines of this model lie between 0.8 and 0.95.
        "cosine": (lead.cosine - 0.8) / 0.15 if lead.cosine else 0.0,
        "score": lead.score,
        "task": float(lead.entry.item is not None and reading.kind in (Kind.WHO, Kind.WHEN)),
        "short": float(len(reading.topic.replace(" ", "")) < _SHORT),
        "no_amount": float(expected(reading) is not None and "amount" not in lead.features),
        "home": float(lead.entry.notice.region in reading.regions),
    }


_SEEN = (
    "coverage", "heading", "pairs", "context", "sentence", "run", "matched", "silent", "headed", "named",
    "uncounted", "another",
)  # fmt: skip
_SHORT = 4


# So many letters away a passage has nothing to do with the one spoken of.
_FAR = 3000


def _of_spoken(reading: Reading, lead: Candidate, library: Library) -> dict[str, float]:
    """Hold the leading passage against the one that was spoken of.

    Returns:
        By name: spoken: 1 where it is that one. stays: 1 where it is of the same notice. close: how close it
        is printed, 0 (far, or of another notice) to 1.
    """
    before = library.entries.get(reading.passage or reading.spoken_of or "")
    stays = before is not None and before.notice.id == lead.entry.notice.id
    if before is None or not stays:
        return {"spoken": 0.0, "stays": float(lead.entry.notice.id == reading.notice), "close": 0.0}
    one, other = before.passage.span, lead.entry.passage.span
    apart = max(one.start - other.end, other.start - one.end, 0)
    return {"spoken": float(before is lead.entry), "stays": 1.0, "close": 1 - min(1.0, apart / _FAR)}


def _of_rivals(candidates: tuple[Candidate, ...], searched: int) -> dict[str, float]:
    """Hold the leading passage against the others.

    Returns:
        By name: apart: cosine above the mean of all, in tenths. margin: score above the next one's. rival:
        above the best of another notice. crowd: log10 of how many notices were searched, in fours: among
        thousands some passage always shares a word.
    """
    lead = candidates[0]
    second = candidates[1].score if len(candidates) > 1 else 0.0
    others = [each.score for each in candidates if each.entry.notice.id != lead.entry.notice.id]
    mean = _mean([candidate.cosine for candidate in candidates])
    return {
        "apart": 10 * (lead.cosine - mean) if lead.cosine else 0.0,
        "margin": max(0.0, min(1.0, lead.score - second)),
        "rival": max(0.0, min(2.0, lead.score - (others[0] if others else 0.0))),
        "crowd": math.log10(max(1, searched)) / 4,
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


_SHARED = 0.05
# Two words or more that no candidate has.
_UNHEARD, _COVERED = 0.6, 0.5


@cache
def _trees(side: str) -> Ranker:
    return read_ranker("qa", f"data/confidence-{side}.json")


def confidence(described: Mapping[str, float]) -> float:
    """Return the calibrated probability, 0 to 1, that the leading passage answers.

    A follow-up says little, and what was spoken of tells as much: it has weights of its own.

    Raises:
        ModelError: the model's file is damaged.
    """
    if _has_nothing_of_it(described):
        return 0.0
    side = HYBRID if described["vectors"] else LEXICAL
    if described["follows"]:
        return load_odds(side).chance(described)
    trees = _trees(side)
    total = trees.score({name: np.array([described[name]]) for name in trees.names})[0]
    return float(1 / (1 + np.exp(-total)))


def _has_nothing_of_it(described: Mapping[str, float]) -> bool:
    """Tell a passage that has no word of the question; the one spoken of may answer all the same.

    Of leads that share nothing, not even a synonym, one in thirty was right, in dialogues one in twelve;
    where no passage prints most words of the matter, none of 58, in dialogues 3 of 28.
    """
    if described["spoken"]:
        return False
    if described["matched"] == 0 and described["coverage"] < _SHARED:
        return True
    unheard = described["unheard"] >= _UNHEARD and described["coverage"] < _COVERED
    return unheard and described["words_here"] == 0


# So many times the threshold an answer must reach where the thing asked for stands nowhere in its notice:
# just above it three in four were wrong. 要不要 and 能不能 ask by words that notices seldom print.
_SURER_BY = 1.8
_SURER_FOLLOWING = 4 / 3
# 有没有秸秆这份奖补 asks whether there is such a thing, which must be named.
_EXISTS = re.compile("有没有|有无|是否有")


def needed(reading: Reading, described: Mapping[str, float], threshold: float) -> float:
    """Return how sure an answer must be, 0 to 1.

    Args:
        reading: the question.
        described: see `features`.
        threshold: what any answer must reach.
    """
    if reading.theme:
        # Of dialogues a third more gave as many wrong answers as were given without these weights.
        return min(1.0, threshold * _SURER_FOLLOWING)
    words = reading.kind is Kind.YES_NO and not _EXISTS.search(reading.folded)
    lost = described["lost_thing"] == 1 and not words
    return min(1.0, threshold * _SURER_BY) if lost else threshold
