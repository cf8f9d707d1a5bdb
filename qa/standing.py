"""How firmly each word of a question stands in a passage: itself, or in words that mean nearly or loosely it.

The word that stands nowhere tells a near miss from an answer: 门诊能报多少 beside a clause on 住院.
"""

from collections.abc import Mapping, Sequence

from index.expansion import Synonym
from qa.matter import matter_of
from qa.understand import Reading
from qa.understand.kinds import last_asking
from qa.wording import found_at, holds

_MOST_WORDS = 10


def standing(reading: Reading, text: str, rules: Sequence[Synonym]) -> Mapping[str, float]:
    """Weigh the words of a question by how they stand in a text.

    Args:
        reading: the question.
        text: of the passage with its headings and title, folded.
        rules: what notices write for words of the question.

    Returns:
        By name, 0 to 1: weighed: mean over the question's words. weakest: the least of them. asked_weighed,
        asked_weakest: the same over the words of the clause that asks. wordy: how many words, ten being 1.
    """
    words = matter_of(reading)
    firm = {word: _firmness(word, text, rules) for word in words}
    clause = last_asking(reading.folded)
    asked = [firm[word] for word in words if found_at(clause, word) >= 0] or [*firm.values()]
    return {
        "weighed": _mean([*firm.values()]),
        "weakest": min(firm.values(), default=1.0),
        "asked_weighed": _mean(asked),
        "asked_weakest": min(asked, default=1.0),
        "wordy": min(1.0, len(words) / _MOST_WORDS),
    }


def _firmness(word: str, text: str, rules: Sequence[Synonym]) -> float:
    """1 for a word that stands there, the weight of the best word that stands for it, or 0."""
    if holds(text, word):
        return 1.0
    return max((rule.weight for rule in rules if word in rule.said and rule.written in text), default=0.0)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 1.0
