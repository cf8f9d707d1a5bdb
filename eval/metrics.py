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


def precision(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Return the share of the first k places that hold a relevant document; an empty place holds none.

    *Source:* trec_eval's P (Cleverdon 1967): the divisor is k even where fewer were found.
    """
    return len(set(ranked[:k]) & set(relevant)) / k


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


def span_exact(given: str, gold: str) -> bool:
    """Tell whether two texts are the same wording, compared folded.

    *Source:* Rajpurkar et al. 2016 (SQuAD, exact match).
    """
    return fold(given) == fold(gold)


def citation_shares(quotes: Sequence[str], evidence: Collection[str]) -> tuple[float, float]:
    """Return citation recall and precision of an answer.

    Recall is the share of the gold evidence that stands in some quote, precision the share of the quotes
    that hold some of it. Gold takes the place of the language model that judges support in the source.

    Args:
        quotes: of the citations; one from another notice is passed as "".
        evidence: gold words, at least one.

    *Source:* Gao et al. 2023 (ALCE).
    """
    shown, wanted = [fold(quote) for quote in quotes], [fold(words) for words in evidence]
    found = sum(any(words in quote for quote in shown) for words in wanted)
    useful = sum(any(words in quote for words in wanted) for quote in shown)
    return found / len(wanted), useful / max(len(shown), 1)


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Return the (coverage, risk) points of answering the surest questions only, from few to all.

    Coverage is the share of questions answered, risk the share of those that are wrong. Questions of one
    confidence are answered together, so that their order does not matter.

    *Source:* El-Yaniv and Wiener 2010; Geifman and El-Yaniv 2017.
    """
    rows = sorted(zip(confidences, right, strict=True), key=lambda row: -row[0])
    points, wrong = [], 0
    for done, (confidence, is_right) in enumerate(rows, 1):
        wrong += not is_right
        if done == len(rows) or rows[done][0] != confidence:
            points.append((done / len(rows), wrong / done))
    return points


def aurc(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Return the area under the risk-coverage curve, 0 (best) to 1, by steps; None of nothing.

    *Source:* Geifman, Uziel and El-Yaniv 2019 (AURC).
    """
    if not confidences:
        return None
    area, before = 0.0, 0.0
    for coverage, risk in risk_coverage(confidences, right):
        area += (coverage - before) * risk
        before = coverage
    return round(area, 4)


def reliability(
    confidences: Sequence[float], right: Sequence[bool], bins: int = 10
) -> list[tuple[float, float, int]]:
    """Return (mean confidence, share right, count) of each bin of equal width that is not empty.

    *Source:* Niculescu-Mizil and Caruana 2005 (reliability diagram).
    """
    rows: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in zip(confidences, right, strict=True):
        rows.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, is_right))
    return [
        (sum(c for c, _ in rows[b]) / len(rows[b]), sum(r for _, r in rows[b]) / len(rows[b]), len(rows[b]))
        for b in sorted(rows)
    ]


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
