"""How a question and a passage meet: which pieces of the one stand in the other, and where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qa.extract.asked import Asked
from qa.extract.marks import (
    LETTER_BITS,
    Flags,
    Marks,
    Real,
    Whole,
    covered,
    inside_word,
    pair_numbers,
    summed,
    tallied,
)
from qa.extract.sorts import Printed, printed

_SHORTEST, _LONG = 2, 4
FAR, NEVER = 60, 40
"""Letters to the next matched piece, and places in the question, at most; the latter is also "nowhere"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A passage against a question; running sums have one place more than the text has letters.

    Attributes:
        marks: of the passage.
        cuts: of the passage, and the ends of the pieces it shares with the question.
        rare, near: running sums of the weight of the topic's pairs that begin before it (`Asked.weighed`).
        led, trailed: those of `rare` that stand before the asking word, and those behind it: a passage prints
            most of the former before the answer and of the latter after it.
        shared, shared_long: running counts of letters in shared pieces, in those of four letters or more.
        expected, figure, noun, verb: running counts of letters of what is wanted, of figures with the
            question's measure, and of the words on both sides of the asking word.
        noun_here: 1 where the noun begins.
        sort: where words of the sort wanted stand.
        within: of each cut, 1 where it parts a word.
        before, after: of each cut, the rows of `BEFORE`: the nearest shared piece that ends at or before it,
            and the nearest that begins at or after it.
        sentence_rare, sentence_near: of each sentence, the weight of its pairs.
    """

    marks: Marks
    cuts: Whole
    rare: Real
    near: Real
    led: Real
    trailed: Real
    shared: Whole
    shared_long: Whole
    expected: Whole
    figure: Whole
    noun: Whole
    verb: Whole
    noun_here: Whole
    sort: Printed
    within: Whole
    before: Real
    after: Real
    sentence_rare: Real
    sentence_near: Real


BEFORE = ("away", "letters", "to_asking", "from_asking", "weight")
"""Letters between cut and piece; letters of the piece; in the question, letters from the piece to the
asking word behind it, and from the asking word to the piece; share of the topic's weight."""


def match(asked: Asked, marks: Marks, rare: Mapping[str, float], near: Mapping[str, float]) -> Match:
    """Hold a passage against a question.

    Args:
        asked: the question.
        marks: of the passage.
        rare: weights of the topic's letter pairs.
        near: the same, those near the asking word weighing more.
    """
    text = marks.text
    pieces = shared_pieces(asked.text, marks)
    sums = {name: _weights(weights, marks) for name, weights in (("rare", rare), ("near", near))}
    letters = np.zeros((2, len(text)), dtype=bool)
    cut = np.zeros(len(text) + 1, dtype=bool)
    cut[marks.cuts] = True
    for start, end in pieces:
        letters[0, start:end] = True
        letters[1, start:end] |= end - start >= _LONG
        cut[start] = cut[end] = True
    cuts = np.flatnonzero(cut & ~marks.solid)
    within = marks.within[cuts]
    for place in np.flatnonzero(~np.isin(cuts, marks.cuts)):
        within[place] = inside_word(text[cuts[place] - 1 : cuts[place] + 1])
    before, after = _nearest(asked, text, pieces, cuts, sums["rare"])
    noun = _word(asked.noun)
    here = np.zeros(len(text) + 1, dtype=np.int64)
    here[[found.start() for found in noun.finditer(text)]] = 1
    return Match(
        marks=marks,
        cuts=cuts,
        rare=sums["rare"],
        near=sums["near"],
        led=_of_side(asked.before, marks, sums["rare"]),
        trailed=_of_side(asked.after, marks, sums["rare"]),
        shared=tallied(letters[0]),
        shared_long=tallied(letters[1]),
        expected=covered(asked.expected.printed if asked.expected else _NOTHING, text),
        figure=covered(asked.figure or _NOTHING, text),
        noun=covered(noun, text),
        verb=covered(_word(asked.verb), text),
        noun_here=here,
        sort=printed(asked.sort, text),
        within=within,
        before=before,
        after=after,
        sentence_rare=sums["rare"][marks.ends] - sums["rare"][marks.starts],
        sentence_near=sums["near"][marks.ends] - sums["near"][marks.starts],
    )


_NOTHING = re.compile("(?!)")


def _word(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word)) if len(word) >= _SHORTEST else _NOTHING


def shared_pieces(question: str, marks: Marks) -> list[tuple[int, int]]:
    """Return the longest pieces of a text that stand in a question, two letters or more, in order."""
    text, pieces, done = marks.text, [], 0
    for start in np.flatnonzero(np.isin(marks.pairs, pair_numbers(question))).tolist():
        end = max(done, start + _SHORTEST)
        if text[start:end] not in question:
            continue
        while end < len(text) and text[start : end + 1] in question:
            end += 1
        if end > done:
            pieces.append((start, end))
            done = end
    return pieces


def _weights(weights: Mapping[str, float], marks: Marks) -> Real:
    """Return the running sum of the weight of the pair that begins at each letter."""
    found = np.zeros(len(marks.text))
    if weights:
        known = np.array([ord(pair[0]) << LETTER_BITS | ord(pair[1]) for pair in weights])
        order = np.argsort(known)
        place = np.minimum(np.searchsorted(known[order], marks.pairs), len(known) - 1)
        heavy = np.array(list(weights.values()))[order][place]
        found[: len(marks.pairs)] = np.where(known[order][place] == marks.pairs, heavy, 0.0)
    return summed(found)


def _of_side(words: str, marks: Marks, rare: Real) -> Real:
    """Return the running sum of the weights of those pairs that stand in some of the question's words."""
    kept = np.isin(marks.pairs, pair_numbers(words)) if len(words) >= _SHORTEST else np.zeros(0)
    weights = np.diff(rare)
    weights[: len(kept)] *= kept
    weights[len(kept) :] = 0.0
    return summed(weights)


def _nearest(
    asked: Asked, text: str, pieces: list[tuple[int, int]], cuts: Whole, rare: Real
) -> tuple[Real, Real]:
    if not pieces:
        nothing = np.array([FAR, 0, NEVER, NEVER, 0.0])[:, None]
        return (np.broadcast_to(nothing, (5, len(cuts))),) * 2
    start, end = np.array(pieces).T
    rows = np.array([_in_question(asked, text[a:b]) for a, b in pieces], dtype=float)
    facts = np.stack([end - start, rows[:, 0], rows[:, 1], rare[end] - rare[start]])
    last, first = np.searchsorted(end, cuts, side="right") - 1, np.searchsorted(start, cuts)
    return (
        _beside(cuts - end[np.maximum(last, 0)], facts, last, last >= 0),
        _beside(start[np.minimum(first, len(start) - 1)] - cuts, facts, first, first < len(start)),
    )


def _beside(away: Whole, facts: Real, which: Whole, known: Flags) -> Real:
    which = np.where(known, which, 0)
    there = np.vstack([np.minimum(away, FAR), facts[:, which]])
    return np.where(known, there, np.array([FAR, 0, NEVER, NEVER, 0.0])[:, None])


def _in_question(asked: Asked, piece: str) -> tuple[int, int]:
    before, after = asked.before.rfind(piece), asked.after.find(piece)
    return (
        min(len(asked.before) - before - len(piece), NEVER) if before >= 0 else NEVER,
        min(after, NEVER) if after >= 0 else NEVER,
    )
