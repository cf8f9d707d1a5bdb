"""What speaks for an answer beginning or ending at a cut of a passage."""

from dataclasses import dataclass

import numpy as np

from qa.extract.asked import SHAPE, Asked
from qa.extract.marks import CALL, DIGIT, MARKERS, OPEN, PAUSE, QUOTE, SEMICOLON, Real, Whole
from qa.extract.match import BEFORE, Match

_NEXT, _ROUND, _WIDE, WIDEST = 6, 12, 30, 40


@dataclass(frozen=True, slots=True)
class Standing:
    """How a passage stands among the candidates.

    Attributes:
        rank: place from 0. behind: score below the first.
        own: letters of the passage itself; what is printed below it follows.
    """

    rank: int
    behind: float
    own: int


def describe_cuts(asked: Asked, found: Match, standing: Standing, usual: Real) -> Real:
    """Describe each cut of a passage.

    Args:
        asked: the question.
        found: the passage.
        standing: of the passage.
        usual: (2, cuts), see `Usual.at`.

    Returns:
        (cuts, features), in the order of `CUT_FEATURES`.
    """
    marks, cuts = found.marks, found.cuts
    size = len(marks.text)
    inside, passed = np.minimum(cuts, size - 1), np.maximum(cuts - 1, 0)
    here, there = marks.number[inside], marks.number[passed]
    begin, end = marks.sentence[passed], marks.sentence_end[np.minimum(cuts + 1, size)]
    rare, near, counts, sort = found.rare, found.near, marks.counts, found.sort
    best = int(found.sentence_near.argmax())
    most_rare, most_near = found.sentence_rare.max(), found.sentence_near.max()

    def ahead(sums: Whole | Real, letters: int) -> Real:
        return np.asarray(sums[np.minimum(cuts + letters, size)] - sums[cuts])

    def back(sums: Whole | Real, letters: int) -> Real:
        return np.asarray(sums[cuts] - sums[np.maximum(cuts - letters, 0)])

    columns = [
        marks.left[cuts], marks.right[cuts], marks.leads[cuts], marks.follows[cuts],
        *found.before, *found.after,
        _pull(found.before), _pull(found.after),
        cuts - marks.sentence[cuts], marks.sentence_end[cuts] - cuts,
        cuts - marks.clause[cuts], marks.clause_end[cuts] - cuts,
        found.sentence_rare[here], found.sentence_rare[there],
        found.sentence_rare[here] - most_rare, found.sentence_rare[there] - most_rare,
        found.sentence_near[here] - most_near, found.sentence_near[there] - most_near,
        here - best, there - best,
        rare[cuts] - rare[begin], rare[end] - rare[cuts], rare[cuts], rare[size] - rare[cuts],
        near[cuts] - near[begin], near[end] - near[cuts],
        back(rare, _ROUND), ahead(rare, _ROUND), back(near, _ROUND), ahead(near, _ROUND),
        back(rare, _WIDE), ahead(rare, _WIDE),
        marks.listed[cuts], counts[MARKERS][size] - counts[MARKERS][cuts], counts[MARKERS][cuts],
        ahead(found.expected, _NEXT), back(found.expected, _NEXT),
        ahead(found.figure, _NEXT), back(found.figure, _NEXT),
        ahead(counts[DIGIT], _NEXT), back(counts[DIGIT], _NEXT),
        counts[PAUSE][end] - counts[PAUSE][cuts], counts[PAUSE][cuts] - counts[PAUSE][begin],
        counts[SEMICOLON][end] - counts[SEMICOLON][cuts],
        counts[SEMICOLON][cuts] - counts[SEMICOLON][begin],
        ahead(counts[CALL], _ROUND), found.noun_here[cuts],
        back(found.noun, _ROUND), ahead(found.noun, _ROUND),
        back(found.verb, _NEXT), ahead(found.verb, _NEXT), back(found.verb, _WIDE),
        back(found.noun, 2), back(found.figure, 1), ahead(found.figure, 1), found.within,
        np.maximum(cuts - standing.own, 0), max(size - standing.own, 0),
        cuts, size - cuts, counts[OPEN][cuts] - counts[OPEN + 1][cuts], counts[QUOTE][cuts] % 2,
        *asked.shape, standing.rank, standing.behind, most_rare, rare[size], size,
        *(
            part for side in (found.led, found.trailed) for part in (
                back(side, _ROUND), back(side, WIDEST), ahead(side, _ROUND), ahead(side, WIDEST),
                side[cuts] - side[begin], side[end] - side[cuts],
            )
        ),
        asked.sort, sort.begins[cuts], sort.ends[cuts], sort.within[cuts],
        sort.to_begin[cuts], sort.since_end[cuts], sort.to_end[cuts], sort.pieces[size], *usual,
    ]  # fmt: skip
    table = np.empty((len(cuts), len(columns)))
    for place, column in enumerate(columns):
        table[:, place] = column
    return table


def _pull(beside: Real) -> Real:
    """How strongly a shared piece beside a cut calls for the answer: long, near, next to the asking word."""
    away, letters, to_asking, from_asking, _ = beside
    return np.asarray(np.minimum(letters, 8) / (2.0 + away + np.minimum(to_asking, from_asking)))


CUT_FEATURES = (
    "left", "right", "leads", "follows",
    *(f"{name}_before" for name in BEFORE), *(f"{name}_after" for name in BEFORE),
    "pull_before", "pull_after",
    "from_sentence", "to_sentence", "from_clause", "to_clause",
    "sentence", "sentence_left", "sentence_gap", "sentence_left_gap", "near_gap", "near_left_gap",
    "sentences_on", "sentences_left_on",
    "rare_begun", "rare_to_come", "rare_before", "rare_after", "near_begun", "near_to_come",
    "rare_back", "rare_ahead", "near_back", "near_ahead", "rare_far_back", "rare_far_ahead",
    "marker", "markers_after", "markers_before",
    "expected_ahead", "expected_back", "figure_ahead", "figure_back", "digits_ahead", "digits_back",
    "pauses_to_come", "pauses_begun", "semicolons_to_come", "semicolons_begun",
    "call_ahead", "noun_here", "noun_back", "noun_ahead", "verb_back", "verb_ahead", "verb_far_back",
    "noun_done", "figure_done", "figure_here", "within", "past_own", "run_on",
    "place", "rest", "bracketed", "quoted",
    *SHAPE, "rank", "behind", "best_sentence", "all_rare", "size",
    *(
        f"{side}_{where}" for side in ("led", "trailed")
        for where in ("back", "far_back", "ahead", "far_ahead", "begun", "to_come")
    ),
    "sort", "sort_begins", "sort_ends", "sort_within", "to_sort", "since_sort", "to_sort_end", "sort_pieces",
    "usual_begin", "usual_end",
)  # fmt: skip
