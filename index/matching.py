"""How the words of a question lie in a text: which pairs of characters, how densely, in how long a run."""

import re
from collections.abc import Mapping, Sequence

from index.tokenise import bigrams

_SENTENCE = re.compile(r"[。；;！!？?\n]")


def held(pairs: Mapping[str, float], text: str) -> frozenset[str]:
    """Return which of a question's pairs stand in a folded text."""
    return frozenset(pair for pair in pairs if pair in text)


def share(pairs: Mapping[str, float], found: frozenset[str]) -> float:
    """Return the share (0 to 1) of the weight of all pairs that some of them have."""
    total = sum(pairs.values())
    return sum(pairs[pair] for pair in found) / total if total else 0.0


def best_sentence(pairs: Mapping[str, float], found: frozenset[str], text: str) -> tuple[float, str]:
    """Find the sentence that has most of a question.

    Args:
        pairs: of the question, with their weights.
        found: those that stand anywhere in the text.
        text: folded.

    Returns:
        The share (0 to 1) of the weight of all pairs that stand in one sentence, and the sentence, the first
        of equals.
    """
    sentences = _SENTENCE.split(text)
    if len(sentences) == 1:
        return share(pairs, found), text
    weights = [sum(pairs[pair] for pair in found if pair in sentence) for sentence in sentences]
    best = max(range(len(weights)), key=weights.__getitem__)
    return weights[best] / (sum(pairs.values()) or 1.0), sentences[best]


def longest_run(question: str, text: str) -> int:
    """Return how many characters the longest piece of a question has that stands in a text word for word."""
    longest = start = 0
    while start + longest < len(question):
        if question[start : start + longest + 1] in text:
            longest += 1
        else:
            start += 1
    return longest


def echoed(text: str, question: str) -> float:
    """Return the share (0 to 1) of a text's own pairs that stand in a question."""
    own = set(bigrams(text))
    return sum(pair in question for pair in own) / len(own) if own else 0.0


def saturated(
    pairs: Mapping[str, float], found: Sequence[frozenset[str]], texts: Sequence[str], bend: float = 1.2
) -> list[float]:
    """Weigh texts as BM25 does, over a question's pairs.

    *Source:* Robertson and Zaragoza 2009, b = 0.75; the mean length is that of the given texts.
    """
    mean = sum(map(len, texts)) / len(texts) or 1.0
    scores = []
    for text, present in zip(texts, found, strict=True):
        norm = bend * (0.25 + 0.75 * len(text) / mean)
        counted = ((pairs[pair], text.count(pair)) for pair in present)
        scores.append(sum(weight * count * (bend + 1) / (count + norm) for weight, count in counted))
    return scores
