"""How much of a question a passage takes up: the share of its content words, weighted by rarity."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.expansion import expansions
from index.tokenise import Tokeniser


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The content words of a question.

    Attributes:
        words: each with its weight (idf, above 0) and what else may be written for it, with the share
            (0 to 1) that finding this counts.
    """

    words: tuple[tuple[str, float, tuple[tuple[str, float], ...]], ...]

    def share(self, text: str) -> float:
        """Return the share (0 to 1) of the weight of all words that is found in a folded text."""
        total = sum(weight for _, weight, _ in self.words)
        found = sum(weight * _found(word, others, text) for word, weight, others in self.words)
        return min(1.0, found / total) if total else 0.0


def ask(question: str, tokeniser: Tokeniser, frequencies: Mapping[str, int], passages: int) -> Asked:
    """Weigh the content words of a question.

    Args:
        question: folded.
        tokeniser: the one the passages were cut by.
        frequencies: in how many passages each word stands; a word of none weighs most.
        passages: how many passages there are.

    Returns:
        Its words with their weights, none for a question without content.
    """
    rules = expansions(question)
    asked = []
    for word in tokeniser.content_words(question):
        others = tuple(
            (rule.written, rule.weight) for rule in rules if rule.said in word or word in rule.said
        )
        asked.append((word, _idf(frequencies.get(word, 0), passages), others))
    return Asked(words=tuple(asked))


def _idf(frequency: int, passages: int) -> float:
    """Weigh a word as BM25 does (the form that is never negative)."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def _found(word: str, others: Sequence[tuple[str, float]], text: str) -> float:
    if word in text:
        return 1.0
    # 政府网站 asked, 政府门户网站 written: the part of its character pairs that is there.
    pairs = [word[i : i + 2] for i in range(len(word) - 1)] if len(word) > 2 and not word.isascii() else []
    partly = sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
    return max([partly, *(weight for written, weight in others if written in text)])
