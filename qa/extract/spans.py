"""What speaks for a stretch of a passage being the answer, between two of its cuts."""

import numpy as np

from qa.extract.asked import SHAPE, Asked
from qa.extract.edges import WIDEST, Standing
from qa.extract.marks import (
    CALL,
    CLOSE,
    COMMA,
    DATE,
    DIGIT,
    GAPS,
    MARKERS,
    MONEY,
    OPEN,
    PAUSE,
    QUOTE,
    SEMICOLON,
    STOP,
    Real,
    Whole,
)
from qa.extract.match import Match


def chances(likely: Real, lengths: Whole) -> Real:
    """Return running sums of the letters that are likely inside the answer, at each cut."""
    return np.concatenate(([0.0], np.cumsum(likely[:-1] * lengths)))


def describe_spans(
    asked: Asked, found: Match, standing: Standing, likely: Real, pairs: tuple[Whole, Whole], sure: Real
) -> Real:
    """Describe stretches of a passage.

    Args:
        asked: the question.
        found: the passage.
        standing: of the passage.
        likely: (5, cuts): how likely an answer begins, ends and goes on at each cut, 0 to 1; then how usual
            the letters there are for a beginning and for an end (`Usual.at`).
        pairs: numbers of the cuts where each stretch begins and ends.
        sure: how far each stretch's beginning and end lie below the best of the question, and of the passage.

    Returns:
        (stretches, features), in the order of `SPAN_FEATURES`.
    """
    marks, (first, last) = found.marks, pairs
    begin, end = found.cuts[first], found.cuts[last]
    size, counts, length = len(marks.text), marks.counts, end - begin
    opened, closed = marks.sentence[begin], marks.sentence_end[end]
    # An answer that ends with its sentence does not reach into the next.
    started = marks.sentence[np.maximum(end - 1, 0)]
    rare, near = found.rare, found.near
    mass = chances(likely[2], np.diff(found.cuts))
    held = mass[last] - mass[first]
    lowest = np.array([likely[2, a:b].min() for a, b in zip(first.tolist(), last.tolist(), strict=True)])

    def inside(sums: Whole | Real) -> Real:
        return np.asarray(sums[end] - sums[begin])

    columns = [
        *sure, _logit(likely[0, first]), _logit(likely[1, last]),
        held, held / max(mass[-1], 1e-6), held / length, 2 * held / (length + mass[-1] + 1), mass[-1],
        lowest, likely[2, np.maximum(last - 1, 0)], likely[2, np.minimum(last, likely.shape[1] - 1)],
        likely[2, np.maximum(first - 1, 0)],
        np.log(length), length,
        *(inside(counts[kind]) for kind in (STOP, SEMICOLON, COMMA, PAUSE, DIGIT, GAPS, MARKERS)),
        inside(counts[OPEN]) - inside(counts[CLOSE]), inside(counts[QUOTE]) % 2,
        inside(found.expected), inside(found.expected) / length,
        inside(found.figure), inside(found.figure) / length,
        *(inside(counts[row]) / length for row in (MONEY, DATE, CALL)),
        inside(rare), inside(rare) / length, inside(near), inside(found.shared),
        inside(found.shared) / length, inside(found.shared_long) / length,
        rare[begin] - rare[opened], rare[closed] - rare[end],
        near[begin] - near[opened], near[closed] - near[end],
        rare[begin] - rare[marks.sentence[np.maximum(opened - 1, 0)]],
        rare[begin], rare[size] - rare[end], rare[closed] - rare[opened], near[closed] - near[opened],
        found.sentence_rare[marks.number[np.minimum(begin, size - 1)]] - found.sentence_rare.max(),
        found.sentence_near[marks.number[np.minimum(begin, size - 1)]] - found.sentence_near.max(),
        begin - opened, closed - end, begin - marks.clause[begin], marks.clause_end[end] - end,
        end - np.maximum(started, begin),
        begin == opened, end == closed,
        marks.left[begin], marks.right[begin], marks.left[end], marks.right[end],
        marks.leads[begin], marks.follows[begin], marks.leads[end], marks.follows[end],
        *found.before[:3, first], *found.after[:4, last],
        found.noun_here[end], inside(found.noun), inside(found.verb),
        found.noun[end] - found.noun[np.maximum(end - 2, 0)], found.figure[end] - found.figure[end - 1],
        found.figure[np.minimum(begin + 1, size)] - found.figure[begin],
        found.within[first], found.within[last],
        np.maximum(begin - standing.own, 0), np.maximum(end - standing.own, 0),
        marks.listed[begin], marks.listed[end],
        counts[SEMICOLON][closed] - counts[SEMICOLON][end], counts[PAUSE][closed] - counts[PAUSE][end],
        counts[SEMICOLON][begin] - counts[SEMICOLON][opened], counts[PAUSE][begin] - counts[PAUSE][opened],
        begin, size - end,
        *asked.shape, standing.rank, standing.behind, found.sentence_rare.max(), rare[size], size,
        *_sides(found, begin, end), asked.sort, *_sorts(found, begin, end),
        likely[3, first], likely[4, last], likely[3, first] + likely[4, last],
    ]  # fmt: skip
    table = np.empty((len(first), len(columns)))
    for place, column in enumerate(columns):
        table[:, place] = column
    return table


def _sides(found: Match, begin: Whole, end: Whole) -> list[Real]:
    """Tell on which side of each stretch the words before and behind the asking word stand."""
    led, trailed = (_beside(side, found, begin, end) for side in (found.led, found.trailed))
    return [
        *led, *trailed, led[0] + trailed[1], led[1] + trailed[0],
        led[3] + trailed[4] - led[2] - trailed[2],
    ]  # fmt: skip


def _beside(sums: Real, found: Match, begin: Whole, end: Whole) -> list[Real]:
    """Return what stands of running sums before and after each stretch in its sentence, in it, and around."""
    marks, size = found.marks, len(found.marks.text)
    return [
        sums[begin] - sums[marks.sentence[begin]], sums[marks.sentence_end[end]] - sums[end],
        sums[end] - sums[begin], sums[begin] - sums[np.maximum(begin - WIDEST, 0)],
        sums[np.minimum(end + WIDEST, size)] - sums[end],
    ]  # fmt: skip


def _sorts(found: Match, begin: Whole, end: Whole) -> list[Whole | Real]:
    """Tell how much of each stretch is words of the sort wanted, and whether it begins and ends with them."""
    sort, length = found.sort, end - begin
    letters = sort.letters[end] - sort.letters[begin]
    first, last = sort.begins[begin], sort.ends[end]
    return [
        letters, letters / length, sort.pieces[end] - sort.pieces[begin], first, last, first & last,
        np.minimum(sort.to_begin[begin], length), np.minimum(sort.since_end[end], length),
        np.full(len(begin), sort.pieces[-1]), letters == 0, sort.within[begin], sort.within[end],
    ]  # fmt: skip


def _logit(chance: Real) -> Real:
    held = np.clip(chance, 1e-6, 0.999)
    return np.asarray(np.log(held / (1 - held)))


SPAN_FEATURES = (
    "edges", "edges_gap", "edges_own_gap", "begin_sure", "end_sure",
    "held", "held_share", "held_dense", "held_f1", "mass", "lowest", "last_in", "next_out", "left_out",
    "log_length", "length",
    "stops", "semicolons", "commas", "pauses", "digits", "gaps", "markers", "brackets", "quotes",
    "expected", "expected_dense", "figure", "figure_dense", "money", "date", "call",
    "rare", "rare_dense", "near", "shared", "shared_dense", "shared_long",
    "rare_begun", "rare_to_come", "near_begun", "near_to_come", "rare_two", "rare_before", "rare_after",
    "sentence", "sentence_near", "sentence_gap", "near_gap",
    "from_sentence", "to_sentence", "from_clause", "to_clause", "last_sentence", "whole_begin", "whole_end",
    "left_begin", "right_begin", "left_end", "right_end",
    "leads_begin", "follows_begin", "leads_end", "follows_end",
    "away_before", "letters_before", "to_asking_before",
    "away_after", "letters_after", "to_asking_after", "from_asking_after",
    "noun_end", "noun_in", "verb_in", "noun_done", "figure_done", "figure_begins",
    "within_begin", "within_end", "begin_past_own", "end_past_own", "marker_begin", "marker_end",
    "semicolons_to_come", "pauses_to_come", "semicolons_begun", "pauses_begun",
    "place", "rest",
    *SHAPE, "rank", "behind", "best_sentence", "all_rare", "size",
    *(
        f"{side}_{where}" for side in ("led", "trailed")
        for where in ("begun", "to_come", "in", "before", "after")
    ),
    "sides_right", "sides_wrong", "sides",
    "sort", "sort_in", "sort_dense", "sort_pieces", "sort_begins", "sort_ends", "sort_exact",
    "sort_from", "sort_to", "sort_all", "sort_none", "sort_cut_begin", "sort_cut_end",
    "usual_begin", "usual_end", "usual",
)  # fmt: skip
