"""How the words of a question lie in a text: which pairs of characters, how densely, in how long a run."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.arrays import Column
from index.tokenise import bigrams

Counts = NDArray[np.int64]

_SENTENCE = re.compile(r"[。；;！!？?\n]")
_BETWEEN = "\x1f"
"""Stands in no folded text."""
_LETTERS = 1 << 16


def count_pairs(pairs: Sequence[str], texts: Sequence[str]) -> Counts:
    """Count how often each pair of characters stands in each text, all texts in one go.

    Args:
        pairs: as `bigrams` gives them: most of two letters, single letters and Latin words among them.
        texts: folded.

    Returns:
        (texts, pairs).
    """
    counts = np.zeros((len(texts), len(pairs)), dtype=np.int64)
    twos = [place for place, pair in enumerate(pairs) if len(pair) == 2 and max(map(ord, pair)) < _LETTERS]
    for place in set(range(len(pairs))).difference(twos):
        counts[:, place] = [text.count(pairs[place]) for text in texts]
    if twos and texts:
        counts[:, twos] = _count_twos([pairs[place] for place in twos], texts)
    return counts


def _count_twos(pairs: Sequence[str], texts: Sequence[str]) -> Counts:
    letters = np.frombuffer(_BETWEEN.join(texts).encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    known = np.array([ord(pair[0]) * _LETTERS + ord(pair[1]) for pair in pairs])
    order = np.argsort(known)
    begins = np.zeros(_LETTERS, dtype=bool)
    begins[known // _LETTERS] = True
    at = np.flatnonzero(begins[letters[:-1]])
    there = letters[at].astype(np.int64) * _LETTERS + letters[at + 1]
    place = np.searchsorted(known[order], there).clip(max=len(pairs) - 1)
    right = known[order[place]] == there
    ends = np.flatnonzero(letters == ord(_BETWEEN))
    cells = np.searchsorted(ends, at[right]) * len(pairs) + order[place[right]]
    return np.bincount(cells, minlength=len(texts) * len(pairs)).reshape(len(texts), len(pairs))


def sentences(text: str) -> list[str]:
    """Cut a folded text into sentences; at least one, which may be empty."""
    return _SENTENCE.split(text)


def longest_runs(question: str, texts: Sequence[str], pairs: Sequence[str], counts: Counts) -> Column:
    """Measure the longest piece of a question that stands in each text word for word.

    Args:
        question: folded.
        texts: folded.
        pairs: the question's, as `bigrams` gives them.
        counts: (texts, pairs), from `count_pairs`: no piece is looked for over a pair that is not there.

    Returns:
        (texts,), in characters.
    """
    column = {pair: place for place, pair in enumerate(pairs)}
    places = [column.get(question[start : start + 2], len(pairs)) for start in range(len(question) - 1)]
    # Two characters that are no pair, such as one beside a comma, may stand anywhere.
    there = np.ones((len(texts), len(pairs) + 1), dtype=bool)
    there[:, :-1] = counts > 0
    marks = np.where(there[:, places], b"1", b"0")
    return np.array(
        [_longest(question, text, row.tobytes().split(b"0")) for text, row in zip(texts, marks, strict=True)],
        dtype=np.float64,
    )


def _longest(question: str, text: str, stretches: Sequence[bytes]) -> int:
    """Go through the stretches of a question all of whose pairs are in a text, a byte a pair."""
    longest = begin = 0
    for stretch in stretches:
        start, end = begin, begin + len(stretch) + 1
        while start + longest < end:
            if question[start : start + longest + 1] in text:
                longest += 1
            else:
                start += 1
        begin = end
    return min(longest, len(question))


def echoed(text: str, question: str) -> float:
    """Return the share (0 to 1) of a text's own pairs that stand in a question."""
    own = set(bigrams(text))
    return sum(pair in question for pair in own) / len(own) if own else 0.0


def saturated(counts: Counts, weights: Column, lengths: Sequence[int], bend: float = 1.2) -> Column:
    """Weigh texts as BM25 does, over a question's pairs.

    *Source:* Robertson and Zaragoza 2009, b = 0.75; the mean length is that of the given texts.

    Args:
        counts: (texts, pairs).
        weights: (pairs,), their idf.
        lengths: of the texts, in characters.
        bend: how soon repeats count less, above 0.

    Returns:
        (texts,), at least 0.
    """
    sizes = np.array(lengths, dtype=np.float64)
    norm = bend * (0.25 + 0.75 * sizes / (float(sizes.mean()) or 1.0))
    return np.asarray(counts * (bend + 1) / (counts + norm[:, None]) @ weights)
