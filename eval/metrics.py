"""The figures, one short function each: of one question, or of a list of one value a question.

A figure of a set is the `mean` of its questions' values, rounded as contract/score.py rounds. The
figures on a question file mean what that script says; its wording is the definition where this one
leaves doubt.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

_LOOK_ALIKE = {ord("。"): ".", ord("“"): '"', ord("”"): '"', ord("〔"): "[", ord("〕"): "]"}


def fold(text: str | None) -> str:
    """Return only the wording: width, white space, asterisks and look-alike marks folded away.

    *Source:* contract/score.py.
    """
    wide = unicodedata.normalize("NFKC", text or "")
    return "".join(letter for letter in wide if not letter.isspace() and letter != "*").translate(_LOOK_ALIKE)


def fold_unit(name: str) -> str:
    """Return a unit's name without brackets and what follows 等 (乡镇政府等部门 -> 乡镇政府)."""
    bare = fold(name).split("等", 1)[0]
    return bare.translate(str.maketrans("", "", "[]()"))


def mean(values: Collection[float]) -> float | None:
    """Return the arithmetic mean to four decimals, None of nothing."""
    return round(sum(values) / len(values), 4) if values else None


def means(values: Mapping[str, Collection[float]]) -> dict[str, float]:
    """Return the mean of each row of values under its name; a row of nothing is left out."""
    found = {name: mean(row) for name, row in values.items()}
    return {name: value for name, value in found.items() if value is not None}


def hit(rank: int, k: int) -> bool:
    """Tell whether the first right answer is among the first k; rank counts from 1, 0 is not found."""
    return 0 < rank <= k


def reciprocal_rank(rank: int) -> float:
    """Return 1/rank, 0 where nothing right was found.

    *Source:* Voorhees 1999, TREC-8 question answering track.
    """
    return 1 / rank if rank else 0.0


def first_rank(ranked: Sequence[str], relevant: Collection[str], k: int) -> int:
    """Return the rank (from 1) of the first relevant document among the first k, 0 where there is none."""
    return next((rank for rank, document in enumerate(ranked[:k], 1) if document in relevant), 0)


def ndcg(ranked: Sequence[str], gains: Mapping[str, int], k: int) -> float:
    """Return the normalised discounted cumulative gain of the first k, 0 to 1.

    *Source:* Järvelin and Kekäläinen 2002, with linear gain and log2(rank + 1), as trec_eval's ndcg_cut.
    """

    def discounted(row: Sequence[int]) -> float:
        return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(row[:k], 1))

    best = discounted(sorted(gains.values(), reverse=True))
    return discounted([gains.get(document, 0) for document in ranked]) / best if best else 0.0


def recall(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the relevant documents that stand among the first k."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant)


def unit_f1(given: Collection[str], gold: Collection[str]) -> float:
    """Return the F1 of two sets of unit names, compared folded; 1 where both are empty.

    *Source:* contract/score.py; van Rijsbergen 1979 (F measure, equal weights).
    """
    ours, theirs = set(map(fold_unit, given)), set(map(fold_unit, gold))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def deadline_right(text: str | None, due: str | None, *, gold_text: str | None, gold_due: str | None) -> bool:
    """Tell whether a deadline is right: the same last day where gold has one, else gold's words are in it."""
    return due == gold_due if gold_due else fold(gold_text) in fold(text)


def list_shares(given: Collection[str | None], gold: Collection[str]) -> tuple[float, float]:
    """Return recall and precision of the item numbers a list answer cites; only their digits count.

    Args:
        given: the number of each citation as printed.
        gold: the right numbers, at least one.
    """
    cited = {re.sub(r"\D", "", number or "") for number in given} - {""}
    right = len(cited & set(gold))
    return right / len(set(gold)), right / max(len(cited), 1)


def verbatim(quote: str, stored: str, start: int, end: int) -> bool:
    """Tell whether a quote is the stored text from start to end, character for character."""
    return bool(quote) and quote == stored[start:end]


def span_f1(given: str, gold: str) -> float:
    """Return the F1 of two texts as bags of characters, compared folded.

    *Source:* Rajpurkar et al. 2016 (SQuAD), in characters as for Chinese by Cui et al. 2019 (CMRC 2018).
    """
    ours, theirs = Counter(fold(given)), Counter(fold(gold))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0


def auroc(answerable: Sequence[float], absent: Sequence[float]) -> float | None:
    """Return how often a question with an answer gets more confidence than one without; ties count half.

    *Source:* Hanley and McNeil 1982 (area under the ROC curve as the Mann-Whitney statistic).
    """
    if not answerable or not absent:
        return None
    values = Counter(absent)
    below, wins = 0.0, 0.0
    floor = sorted(values)
    place = 0
    for confidence in sorted(answerable):
        while place < len(floor) and floor[place] < confidence:
            below += values[floor[place]]
            place += 1
        wins += below + values[confidence] / 2
    return round(wins / (len(answerable) * len(absent)), 4)


def refused_at(answerable: Sequence[float], absent: Sequence[float], share: float) -> float | None:
    """Return the share of absent questions refused where at most `share` of the answerable ones are.

    A question is refused below a threshold; it is set at the confidence of the first answerable question
    that may no longer be refused.

    *Source:* Geifman and El-Yaniv 2017 (selective prediction at a fixed risk), turned round.
    """
    if not answerable or not absent:
        return None
    threshold = sorted(answerable)[min(int(share * len(answerable)), len(answerable) - 1)]
    return mean([confidence < threshold for confidence in absent])


def ece(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float | None:
    """Return the expected calibration error over bins of equal width, 0 (best) to 1.

    *Source:* Naeini et al. 2015; Guo et al. 2017.
    """
    if not confidences:
        return None
    sums = [0.0] * bins
    for confidence, is_right in zip(confidences, right, strict=True):
        sums[min(int(confidence * bins), bins - 1)] += confidence - is_right
    return round(sum(map(abs, sums)) / len(confidences), 4)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that `share` of the values do not exceed (nearest rank), None of nothing."""
    ordered = sorted(values)
    return round(ordered[max(math.ceil(share * len(ordered)) - 1, 0)], 2) if ordered else None
