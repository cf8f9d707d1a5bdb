"""Fit span extraction: where in the leading passages the words that answer stand.

Run as `python -m eval.fit_spans --shared ../shared [--work DIR] [--write]`. Prints the F1 in letters of the
words found with the answer: cross-validated by question over five folds, and of what is fitted on all. With
--write qa/data/spans.json is replaced.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np

from corpus.progress import progress_bar
from eval.span_data import Labels, Sample, gather, thinned
from eval.span_trees import CUT_LEAVES, CUT_TREES, SPAN_LEAVES, fit_cuts, fit_spans
from eval.span_usual import fit_usual
from eval.trees import Matrix
from qa.extract.choose import Stretches, describe, expected_overlap, promising, told
from qa.extract.model import Model, parse_model
from qa.extract.usual import parse_usual

DATA = Path(__file__).parents[1] / "qa" / "data"
SET = "ncp"
FOLDS = 5
_EMPTY = {"features": {}, "trees": [{"nodes": [], "leaves": [0.0]}]}


Chances = dict[str, list[Labels]]
"""Of each question's pages what is told of their cuts, by the question's id."""
Rows = dict[str, tuple[Stretches, Matrix, Labels]]


def described(sample: Sample, chances: Sequence[Labels]) -> tuple[Stretches, Matrix, Labels]:
    """Return a question's promising stretches, their features and their F1 with the answer."""
    kept = promising(sample.pages, chances)
    table = describe(sample.asked, sample.pages, chances, kept)
    rows = zip(kept.page.tolist(), kept.first.tolist(), kept.last.tolist(), strict=True)
    return kept, table, np.array([sample.f1[page][first, last] for page, first, last in rows])


def fit_all(samples: Sequence[Sample]) -> tuple[dict[str, Any], dict[str, float]]:
    """Fit on all questions, and judge five folds that the fitting has not seen.

    Trees learn from what other folds gave before them, as they will meet it in use.

    Returns:
        The model's file without provenance; by name the figures.
    """
    asked = [sample for sample in samples if sample.pages]
    usual = _usual_of_folds(asked)
    tables = {sample.id: sample.tables(usual[sample.id]) for sample in asked}
    rows = _rows_of_folds(asked, usual, tables)
    held = 0.0
    for fold in range(FOLDS):
        model = parse_model({"provenance": "", **_bare(), "answers": _answers(_but(asked, fold), rows)})
        held += sum(_judged(model, sample, rows[sample.id]) for sample in _of(asked, fold))
    found = {"usual": _usual(asked), **_cuts(asked, tables), "answers": _answers(asked, rows)}
    model = parse_model({"provenance": "", **found})
    seen = sum(
        _judged(model, sample, described(sample, told(model, sample.asked, sample.pages))) for sample in asked
    )
    best = sum(float(table.max()) for _, _, table in rows.values())
    count = len(samples)
    return found, {"held": held / count, "seen": seen / count, "best": best / count}


def _usual_of_folds(asked: Sequence[Sample]) -> Chances:
    found: Chances = {}
    for fold in range(FOLDS):
        usual = parse_usual(_usual(_but(asked, fold)))
        found |= {sample.id: sample.usual(usual) for sample in _of(asked, fold)}
    return found


def _rows_of_folds(asked: Sequence[Sample], usual: Chances, tables: Mapping[str, Sequence[Matrix]]) -> Rows:
    rows: Rows = {}
    for fold in range(FOLDS):
        edges = parse_model({"provenance": "", **_bare(), **_cuts(_but(asked, fold), tables)})
        for sample in _of(asked, fold):
            pages = zip(tables[sample.id], usual[sample.id], strict=True)
            chances = [np.concatenate([edges.likely(table), letters]) for table, letters in pages]
            rows[sample.id] = described(sample, chances)
    return rows


def _but(samples: Sequence[Sample], fold: int) -> list[Sample]:
    return [sample for sample in samples if sample.fold != fold]


def _of(samples: Sequence[Sample], fold: int) -> list[Sample]:
    return [sample for sample in samples if sample.fold == fold]


def _usual(samples: Sequence[Sample]) -> dict[str, dict[str, list[float]]]:
    chosen, labels, weights = thinned(samples)
    pairs = zip(samples, chosen, strict=True)
    return fit_usual(
        [row for sample, kept in pairs for row in compress(sample.runs(), kept)], labels, weights
    )


def _cuts(samples: Sequence[Sample], tables: Mapping[str, Sequence[Matrix]]) -> dict[str, Any]:
    chosen, labels, weights = thinned(samples)
    pairs = zip(samples, chosen, strict=True)
    rows = np.concatenate([np.concatenate(tables[sample.id])[kept] for sample, kept in pairs])
    return fit_cuts(rows, labels, weights)


def _bare() -> dict[str, Any]:
    return {"usual": {}, **dict.fromkeys(("begins", "ends", "goes_on", "answers"), _EMPTY)}


def _answers(samples: Sequence[Sample], rows: Rows) -> dict[str, Any]:
    chosen = [rows[sample.id] for sample in samples]
    return fit_spans([table for _, table, _ in chosen], [f1 for _, _, f1 in chosen])


def _judged(model: Model, sample: Sample, row: tuple[Stretches, Matrix, Labels]) -> float:
    """Return the F1 of the stretch that the model takes."""
    kept, table, f1 = row
    return float(f1[expected_overlap(sample.pages, kept, model.score(table)).argmax()])


def main(arguments: Sequence[str]) -> None:
    """Fit, print what it gives, write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, default=Path("build/fit-spans"))
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    with progress_bar(SET) as progress:
        samples = gather(given.shared / "data" / SET, given.work, progress)
    found, figures = fit_all(samples)
    told = (
        f"片段与答案按字的 F1：五折交叉验证 {figures['held']:.4f}，"
        f"全部拟合后在同样的题上 {figures['seen']:.4f}，候选片段里最好的 {figures['best']:.4f}"
    )
    sys.stdout.write(f"{len(samples)} questions; {told}\n")
    if given.write:
        runs = sum(map(len, found["usual"].values()))
        trees = (
            f"字串 {runs} 个，起、止、内各 {CUT_TREES} 棵至多 {CUT_LEAVES} 叶，"
            f"片段 {len(found['answers']['trees'])} 棵至多 {SPAN_LEAVES} 叶"
        )
        _write(f"eval/fit_spans.py：{SET} 开发半份的 {len(samples)} 道题；{trees}；{told}。", found)


def _plain(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def _write(provenance: str, found: Mapping[str, Any]) -> None:
    """Write the model, a tree a line."""
    parts = [f'{{\n "provenance": {json.dumps(provenance, ensure_ascii=False)}']
    usual = ",\n".join(_plain({kind: weighed})[1:-1] for kind, weighed in found["usual"].items())
    parts.append(f' "usual": {{\n{usual}\n }}')
    for name in ("begins", "ends", "goes_on", "answers"):
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in found[name]["trees"])
        features = json.dumps(found[name]["features"])
        parts.append(f' "{name}": {{\n "features": {features},\n "trees": [\n{trees}\n ]}}')
    (DATA / "spans.json").write_text(",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
