"""How much of a question a passage takes up: the share of its content words, weighted by rarity."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Column
from index.expansion import expansions
from index.tokenise import Tokeniser


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWord:
    """A content word of a question.

    Attributes:
        weight: idf, above 0.
        pairs: character pairs of a word longer than two characters.
        others: what else may be written for it, with the share (0 to 1) that finding this counts.
    """

    text: str
    weight: float
    pairs: tuple[str, ...]
    others: tuple[tuple[str, float], ...]

    def found(self, text: str) -> float:
        """Return how far (0 to 1) a folded text has the word."""
        if self.text in text:
            return 1.0
        # 政府网站 asked, 政府门户网站 written: the part of its character pairs that is there.
        best = sum(pair in text for pair in self.pairs) / len(self.pairs) if self.pairs else 0.0
        for written, share in self.others:
            if share > best and written in text:
                best = share
        return best

    def found_in(self, texts: Sequence[str], there: Mapping[str, NDArray[np.bool_]]) -> Column:
        """Do as `found` for many texts.

        Args:
            texts: folded.
            there: of pairs of characters, in which texts they stand, (texts,); of any, not of all there are.

        Returns:
            (texts,).
        """
        pairs = self.pairs or (self.text,)
        if not all(pair in there for pair in pairs):
            return np.array([self.found(text) for text in texts])
        # A text that has the whole word has all its pairs.
        best = np.sum([there[pair] for pair in pairs], axis=0) / len(pairs)
        for written, share in self.others:
            for place in np.flatnonzero(best < share).tolist():
                if written in texts[place]:
                    best[place] = share
        return np.asarray(best)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The content words of a question."""

    words: tuple[AskedWord, ...]

    def share(self, text: str) -> float:
        """Return the share (0 to 1) of the weight of all words that is found in a folded text."""
        total = found = 0.0
        for word in self.words:
            total += word.weight
            found += word.weight * word.found(text)
        return min(1.0, found / total) if total else 0.0


def ask(question: str, tokeniser: Tokeniser, frequency: Callable[[str], int], passages: int) -> Asked:
    """Weigh the content words of a question.

    Args:
        question: folded.
        tokeniser: the one the passages were cut by.
        frequency: tells in how many passages a word stands; a word of none weighs most.
        passages: how many passages there are.

    Returns:
        Its words with their weights, none for a question without content.
    """
    rules = expansions(question, tokeniser.names)
    return Asked(
        words=tuple(
            AskedWord(
                text=word,
                weight=idf(frequency(word), passages),
                pairs=_pairs(word),
                others=tuple((rule.written, rule.weight) for rule in rules if _says(rule.said, word)),
            )
            for word in tokeniser.content_words(question)
        )
    )


def _says(said: str, word: str) -> bool:
    return said in word or word in said


def _pairs(word: str) -> tuple[str, ...]:
    if len(word) < 3 or word.isascii():
        return ()
    return tuple(word[i : i + 2] for i in range(len(word) - 1))


def idf(frequency: int, passages: int) -> float:
    """Weigh a word as BM25 does, in the form that is never negative: of `passages`, `frequency` have it."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))
