"""Fit how sure an answer to a follow-up must be, on the visible dialogues.

Run as `python -m eval.fit_follow_ups --shared ../shared --work DIR [--write]`. Prints what cross-validation
by dialogue gives; with --write the weights in qa/data are replaced. What is weighed hangs a little on the
weights that there are (an answer that is sure ends the looking): run it until they stay. Dialogues in sets
that are called unseen or blind are never fitted on.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from corpus.settings import load_settings
from corpus.store import Store
from eval.answer_cases import FOLDS, holds_evidence
from eval.fit import DATA
from eval.fit_answers import AGAINST, EITHER
from eval.library import fill_from_files, scratch_settings
from eval.metrics import auroc, ece
from eval.odds import fit_odds
from eval.own_sets import SETS, OwnLibrary, own_libraries
from eval.questions import Question, load_questions
from index import open_index
from index.encoder import NONE
from index.ranker import HYBRID, LEXICAL
from qa import Assistant
from qa.confidence import FOLLOW_UP
from qa.odds import parse_odds
from qa.trace import Weighed

_DIALOGUES = {
    "five": ("dialogues-five", "dialogues-five-more"),
    "more": (
        "dialogues-shared", "dialogues-shared-more", "dialogues-further", "dialogues-further-more",
    ),
    "samples": ("dialogues", "dialogues-more", "dialogues-samples", "dialogues-samples-more"),
}  # fmt: skip
_DAY = date(2025, 8, 1)
"""The gold of the dialogues over the samples hangs on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A passage that was weighed as an answer to a follow-up."""

    dialogue: str
    values: tuple[float, ...]
    right: bool
    weight: float


def main(arguments: Sequence[str]) -> None:
    """Fit, print what it gives, write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    for side in (HYBRID, LEXICAL):
        rows = [
            row
            for library in own_libraries(given.shared)
            for row in _of_library(library, given.work, NONE if side == LEXICAL else None)
        ]
        sys.stdout.write(f"{side}: {_held_out(rows)}\n")
        if given.write:
            told = {"provenance": f"eval/fit_follow_ups.py：{len(rows)} 段，{_named()}", **_fit(rows)}
            text = json.dumps(told, ensure_ascii=False, indent=1)
            (DATA / f"follow-up-{side}.json").write_text(text + "\n", encoding="utf-8")


def _named() -> str:
    return "、".join(name for names in _DIALOGUES.values() for name in names)


def _of_library(library: OwnLibrary, work: Path, encoder: str | None) -> Iterator[_Row]:
    settings = load_settings(encoder=encoder)
    scratch = scratch_settings(settings, work / f"{library.name}-{settings.encoder.replace('/', '-')}")
    fill_from_files(library.notices, scratch)
    store = Store.open(scratch.store_path)
    assistant = Assistant(store, open_index(scratch, store), scratch, today=lambda: _DAY)
    try:
        for name in _DIALOGUES[library.name]:
            questions = load_questions(SETS / f"{name}.jsonl", notices=library.notices).questions
            yield from _asked(assistant, questions)
    finally:
        assistant.close()


def _asked(assistant: Assistant, questions: Sequence[Question]) -> Iterator[_Row]:
    """Ask dialogues through; each passage weighed for a follow-up is a row."""
    receipts: dict[str, str] = {}
    for question in questions:
        begun = assistant.begin(question.question, after=receipts.get(question.after or ""))
        seen = [step.seen for step in begun.recorder.steps]
        answer, _ = assistant.finish(begun)
        receipts[question.id] = answer.receipt
        if question.after:
            weighed = [each for each in seen if isinstance(each, Weighed) and each.features is not None]
            for each in weighed:
                yield _row(question, each, 1 / len(weighed))


def _row(question: Question, weighed: Weighed, weight: float) -> _Row:
    described = weighed.features or {}
    return _Row(
        dialogue=question.id.rpartition("-")[0],
        values=tuple(described[name] for name in FOLLOW_UP),
        right=question.answerable and holds_evidence(question, weighed.candidates[0].entry),
        weight=weight,
    )


def _fit(rows: Sequence[_Row]) -> dict[str, Any]:
    matrix = np.array([row.values for row in rows])
    right, weights = [row.right for row in rows], [row.weight for row in rows]
    return fit_odds(FOLLOW_UP, matrix, right, weights, against=AGAINST, either=EITHER)


def _held_out(rows: Sequence[_Row]) -> str:
    """Tell how well sureness tells right from wrong in dialogues that it was not fitted on."""
    told: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        odds = parse_odds({"provenance": "", **_fit([row for row in rows if _fold(row) != fold])})
        for row in rows:
            if _fold(row) == fold:
                told.append((odds.chance(dict(zip(FOLLOW_UP, row.values, strict=True))), row.right))
    right, wrong = ([sure for sure, good in told if good is wanted] for wanted in (True, False))
    error = ece([sure for sure, _ in told], [good for _, good in told])
    return f"{len(rows)} rows, AUROC {auroc(right, wrong)}, ECE {error:.3f}"


def _fold(row: _Row) -> int:
    return int(hashlib.sha256(row.dialogue.encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    main(sys.argv[1:])
