"""Fit how passages are ranked and how sure an answer is, on the visible question sets.

Run as `python -m eval.fit_answers --shared ../shared --work DIR [--write]`. Prints what cross-validation
gives; with --write the weights in qa/data are replaced. eval/sets/five-unseen.jsonl is never fitted on.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.fold import plain
from corpus.settings import load_settings
from eval.fit import DATA, Case, fit_confidence, fit_ranking, hits, reranked, sure_row, write_weights
from eval.library import fill_from_files, scratch_settings
from eval.own_sets import own_libraries
from eval.questions import Question
from qa import Assistant, open_assistant
from qa.confidence import NAMES as SURE
from qa.expected import lacks
from qa.library import Entry
from qa.scope import find_scope
from qa.understand import Kind, read_question

_RANKING_PULL, _SURE_PULL = 30.0, 1.0
_THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
_PRIOR = {
    "bias": -4, "coverage": 3.0, "heading": 0.5, "cosine": 3.0, "pairs": 1.0, "sentence": 1.0, "margin": 1.0,
    "task": 0.2, "short": -0.3, "run": 0.5, "no_amount": -1.0, "context": 0.5, "apart": 0.5, "matched": 1.0,
}  # fmt: skip


def gather(
    assistant: Assistant, questions: Sequence[Question], judge: Callable[[Question, Entry], bool]
) -> Iterator[Case]:
    """Retrieve for every question that is answered from passages; facts and lists are left out.

    Args:
        assistant: over the questions' library.
        questions: asked one by one.
        judge: tells whether a passage is a right one.
    """
    library = assistant.library()
    for question in questions:
        reading = read_question(question.question, library, today=assistant.today)
        scope = find_scope(reading, library)
        if reading.kind in (Kind.META, Kind.STATUS, Kind.LIST) or scope.years_missing or scope.elsewhere:
            continue
        found = assistant.candidates(reading, scope.notices)
        if found:
            right = next((place for place, one in enumerate(found) if judge(question, one.entry)), None)
            yield Case(question=question, reading=reading, candidates=found, right=right)


def holds_evidence(question: Question, entry: Entry) -> bool:
    """Tell whether a passage of a right notice holds the gold evidence."""
    right = question.answerable and Path(entry.notice.source).name in question.notices
    return right and any(plain(words) in entry.folded for words in question.evidence)


def folds(cases: Sequence[Case], count: int = 5) -> Iterator[tuple[list[Case], list[Case]]]:
    """Yield (fit on, tested on) pairs; which fold a question falls into depends on its words alone."""
    places = [int(hashlib.sha256(case.question.question.encode()).hexdigest(), 16) % count for case in cases]
    paired = list(zip(cases, places, strict=True))
    for fold in range(count):
        yield [case for case, at in paired if at != fold], [case for case, at in paired if at == fold]


def visible_cases(shared: Path, work: Path) -> list[Case]:
    """Retrieve for all visible questions over the five notices and over the samples.

    Args:
        shared: holds notices/ and questions/dev.jsonl.
        work: folder for the scratch libraries.
    """
    cases: list[Case] = []
    for library in own_libraries(shared):
        settings = scratch_settings(load_settings(), work / library.name)
        fill_from_files([library.notices], settings)
        assistant = open_assistant(settings)
        for file in library.files:
            cases += gather(assistant, library.questions(file), holds_evidence)
        assistant.close()
    return cases


def main(arguments: Sequence[str]) -> None:
    """Fit, print what it gives, write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    cases = visible_cases(given.shared, given.work)
    prior = json.loads((DATA / "ranking-prior.json").read_text("utf-8"))["weights"]
    names, start = list(prior), np.array(list(prior.values()))
    held = [
        hits(tested, names, fit_ranking(fitted, names, start, _RANKING_PULL))
        for fitted, tested in folds(cases)
    ]
    weights = fit_ranking(cases, names, start, _RANKING_PULL)
    cases = [reranked(case, names, weights) for case in cases]
    sure = np.array([_PRIOR[name] for name in (*SURE, "bias")])
    _say(f"{len(cases)} cases; first passage right, cross-validated: {np.mean(held):.3f}")
    _report(cases, sure)
    if given.write:
        known = sum(case.question.answerable for case in cases)
        source = f"eval/fit_answers.py：五份通知和示例的 {known} 道有答案的题、{len(cases) - known} 道库外题"
        write_weights(
            DATA / "ranking.json",
            f"{source}；岭惩罚 {_RANKING_PULL:g} 拉向手定先验。",
            dict(zip(names, weights, strict=True)),
        )
        final = _sure(cases, sure)
        write_weights(
            DATA / "confidence.json",
            f"{source}；岭惩罚 {_SURE_PULL:g}，符号受限。",
            dict(zip((*SURE, "bias"), final, strict=True)),
        )


def _sure(cases: Sequence[Case], prior: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float]:
    rows = np.array([sure_row(case) for case in cases])
    right = np.array([case.right == 0 for case in cases])
    return [float(value) for value in fit_confidence(rows, right, prior, _SURE_PULL)]


def _report(cases: Sequence[Case], prior: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    """Print, by threshold, how many of the absent and of the answerable are refused, cross-validated."""
    chances: list[tuple[bool, float]] = []
    for fitted, tested in folds(cases):
        weights = np.array(_sure(fitted, prior))
        for case in tested:
            score = float(np.append(sure_row(case), 1.0) @ weights)
            chance = 0.0 if lacks(case.reading, case.candidates[0].entry) else 1 / (1 + np.exp(-score))
            chances.append((case.question.answerable, chance))
    for threshold in _THRESHOLDS:
        absent = np.mean([chance < threshold for answerable, chance in chances if not answerable])
        wrongly = np.mean([chance < threshold for answerable, chance in chances if answerable])
        _say(f"threshold {threshold}: absent refused {absent:.3f}, answerable refused {wrongly:.3f}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
