"""Fit how passages are ranked and how sure an answer is, on the visible question sets.

Run as `python -m eval.fit_answers --shared ../shared --work DIR [--write]`. Prints what cross-validation
gives, set by set; with --write the models in qa/data and the curve in docs/answers are replaced.
The sets in eval/sets that are called unseen or blind are never fitted on.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.settings import load_settings
from eval.answer_cases import CaseSet, fold_of, folds, own_sets, retrieval_sets
from eval.fit import DATA, Case, fit_ranking, hits, reranked, sure_row, write_weights
from eval.risk import Judged, risk_record, save_risk
from eval.trees import fit_chance
from index.encoder import NONE
from index.ranker import HYBRID, LEXICAL, parse_ranker
from qa.confidence import NAMES as SURE
from qa.contrast import speaks_of_another
from qa.expected import lacks

# People's own words are found by their vectors; without these they teach nothing but to guess.
_RETRIEVAL = {HYBRID: ("ncp", "msga"), LEXICAL: ("ncp",)}
_OWN = ("five ", "samples ", "more ")
AGAINST = frozenset(
    (
        "no_amount", "short", "missing", "gap", "unplaced", "offside", "lost", "unheard", "lost_thing",
        "silent", "another", "uncounted",
    )
)  # fmt: skip
EITHER = frozenset({"crowd", "wordy"})
# Without vectors a question has no such feature, and the other weights must not lean on it.
_BY_HAND = frozenset({"near"})
_REPORT = Path(__file__).parents[1] / "docs" / "answers"
_RANKING_PULL = 30.0
_THRESHOLDS = (0.1, 0.15, 0.2, 0.3, 0.4)
Chances = NDArray[np.float64]


def main(arguments: Sequence[str]) -> None:
    """Fit, print what it gives, write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--sides", nargs="+", choices=(HYBRID, LEXICAL), default=(HYBRID, LEXICAL))
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    own = tuple(own_sets(given.shared, given.work))
    weights = _fit_ranking(own, write=given.write)
    for side in given.sides:
        sets = [_reranked(each, weights) for each in _every_set(given.shared, given.work, side)]
        judged = [
            Judged(set=each, sure=tuple(sure.tolist()))
            for each, sure in zip(sets, _chances(sets), strict=True)
        ]
        _say(side)
        _report(risk_record(judged, _THRESHOLDS))
        if given.write:
            _write(side, judged)


def _every_set(shared: Path, work: Path, side: str) -> Iterator[CaseSet]:
    encoder = NONE if side == LEXICAL else None
    yield from own_sets(shared, work, encoder=encoder)
    for name in _RETRIEVAL[side]:
        yield from retrieval_sets(shared / "data" / name, work, encoder=encoder)


def _write(side: str, judged: Sequence[Judged]) -> None:
    """Write the trees, fitted on every case, and the curve of how they do on cases not fitted on."""
    sets = [each.set for each in judged]
    record = _fitted([(each.weight, case) for each in sets for case in each.cases])
    text = json.dumps({"provenance": _provenance(sets), **record}, ensure_ascii=False)
    (DATA / f"confidence-{side}.json").write_text(text + "\n", encoding="utf-8")
    curves = risk_record(_pooled(judged), _THRESHOLDS)
    threshold = load_settings().answer_threshold
    found = {"provenance": _provenance(sets), "threshold": threshold, "sets": curves}
    save_risk(found, _REPORT, f"risk-coverage-{side}")


def _fit_ranking(own: Sequence[CaseSet], *, write: bool) -> dict[str, float]:
    """Fit the ranking on our own questions; print how it does on those it was not fitted on."""
    cases = list(chain.from_iterable(each.cases for each in own))
    prior = json.loads((DATA / "ranking-prior.json").read_text("utf-8"))["weights"]
    fitted_on = {name: value for name, value in prior.items() if name not in _BY_HAND}
    names, start = list(fitted_on), np.array(list(fitted_on.values()))
    held = [
        hits(tested, names, fit_ranking(fitted, names, start, _RANKING_PULL))
        for fitted, tested in folds(cases)
    ]
    _say(f"{len(cases)} cases; first passage right, cross-validated: {np.mean(held):.3f}")
    found = fit_ranking(cases, names, start, _RANKING_PULL)
    weights = {**prior, **dict(zip(names, found.tolist(), strict=True))}
    if write:
        source = (
            f"{_provenance(own)}岭惩罚 {_RANKING_PULL:g} 拉向手定先验；{'、'.join(sorted(_BY_HAND))} 手定。"
        )
        write_weights(DATA / "ranking.json", source, weights)
    return weights


def _reranked(each: CaseSet, weights: dict[str, float]) -> CaseSet:
    names, values = list(weights), np.array(list(weights.values()))
    return replace(each, cases=tuple(reranked(case, names, values) for case in each.cases))


def _chances(sets: Sequence[CaseSet]) -> list[Chances]:
    """Return for each set how sure each case is by trees that were not fitted on its question."""
    rows = [(each.weight, case) for each in sets for case in each.cases]
    found = np.zeros(len(rows))
    places = np.array([fold_of(case) for _, case in rows])
    for fold in sorted(set(places.tolist())):
        record = _fitted([row for row, place in zip(rows, places, strict=True) if place != fold])
        ranker = parse_ranker({"provenance": "", **record})
        matrix = np.array([sure_row(case) for (_, case), at in zip(rows, places, strict=True) if at == fold])
        found[places == fold] = 1 / (1 + np.exp(-ranker.score(dict(zip(SURE, matrix.T, strict=True)))))
    found[np.array([_answers_nothing(case) for _, case in rows])] = 0.0
    ends = np.cumsum([len(each.cases) for each in sets])
    return np.split(found, ends[:-1])


def _answers_nothing(case: Case) -> bool:
    """Tell what is refused however sure the trees are."""
    lead = case.candidates[0].entry
    return lacks(case.reading, lead) or speaks_of_another(case.reading, lead)


def _fitted(rows: Sequence[tuple[float, Case]]) -> dict[str, object]:
    matrix = np.array([sure_row(case) for _, case in rows])
    right = [case.right == 0 for _, case in rows]
    weights = [weight for weight, _ in rows]
    return fit_chance(SURE, matrix, right, weights, against=AGAINST, either=EITHER)


def _report(sets: Mapping[str, Mapping[str, Any]]) -> None:
    """Print by set how well sureness tells, and what thresholds refuse, cross-validated."""
    for name, described in sets.items():
        told = {key: described[key] for key in ("cases", "ece", "auroc", "refused_at_5", "refused")}
        _say(f"{name}: {json.dumps(told)}")


def _pooled(judged: Sequence[Judged]) -> list[Judged]:
    """Our own sets as one, and each of the others."""
    own = [each for each in judged if each.set.name.startswith(_OWN)]
    cases = tuple(chain.from_iterable(each.set.cases for each in own))
    sure = tuple(chain.from_iterable(each.sure for each in own))
    together = Judged(set=CaseSet(name="自拟问题", weight=own[0].set.weight, cases=cases), sure=sure)
    return [together, *(each for each in judged if not each.set.name.startswith(_OWN))]


def _provenance(sets: Sequence[CaseSet]) -> str:
    counted = (f"{each.name} {len(each.cases)} 题（权重 {each.weight:g}）" for each in sets)
    return f"eval/fit_answers.py：{'、'.join(counted)}；"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
