"""Fit span extraction: where in the leading passages the words that answer stand.

Run as `python -m eval.fit_spans --shared ../shared [--work DIR] [--write]`. Prints the F1 in letters of the
words found with the answer: cross-validated by question over five folds, and of what is fitted on all. With
--write qa/data/spans.json is replaced.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.progress import progress_bar
from eval.span_data import Labels, Sample, gather, thinned
from eval.span_trees import CUT_LEAVES, CUT_TREES, SPAN_LEAVES, SPAN_TREES, fit_cuts, fit_spans
from eval.trees import Matrix
from qa.extract.choose import Stretches, describe, expected_overlap, promising
from qa.extract.model import Model, parse_model

DATA = Path(__file__).parents[1] / "qa" / "data"
SET = "ncp"
FOLDS = 5
_EMPTY = {"features": {}, "trees": [{"nodes": [], "leaves": [0.0]}]}


def likely(model: Model, sample: Sample) -> list[Labels]:
    """Return of each page how likely an answer begins, ends and goes on at each cut."""
    return [model.likely(table) for table in sample.tables]


def described(sample: Sample, chances: Sequence[Labels]) -> tuple[Stretches, Matrix, Labels]:
    """Return a question's promising stretches, their features and their F1 with the answer."""
    kept = promising(sample.pages, chances)
    table = describe(sample.asked, sample.pages, chances, kept)
    rows = zip(kept.page.tolist(), kept.first.tolist(), kept.last.tolist(), strict=True)
    return kept, table, np.array([sample.f1[page][first, last] for page, first, last in rows])


def fit_all(samples: Sequence[Sample]) -> tuple[dict[str, Any], dict[str, float]]:
    """Fit on all questions, and judge five folds that the fitting has not seen.

    The trees over stretches learn from chances that other folds gave, as they will meet them in use.

    Returns:
        The model's file without provenance; by name the figures.
    """
    asked = [sample for sample in samples if sample.pages]
    rows: dict[str, tuple[Stretches, Matrix, Labels]] = {}
    for fold in range(FOLDS):
        edges = _edges(fit_cuts(*thinned([sample for sample in asked if sample.fold != fold])))
        for sample in asked:
            if sample.fold == fold:
                rows[sample.id] = described(sample, likely(edges, sample))
    held = 0.0
    for fold in range(FOLDS):
        answers = _answers(asked, rows, lambda sample, fold=fold: sample.fold != fold)
        model = parse_model({"provenance": "", **_bare(), "answers": answers})
        held += sum(_judged(model, sample, rows[sample.id]) for sample in asked if sample.fold == fold)
    found = fit_cuts(*thinned(asked)) | {"answers": _answers(asked, rows, lambda _: True)}
    model = parse_model({"provenance": "", **found})
    seen = sum(_judged(model, sample, described(sample, likely(model, sample))) for sample in asked)
    best = sum(float(table.max()) for _, _, table in rows.values())
    count = len(samples)
    return found, {"held": held / count, "seen": seen / count, "best": best / count}


def _bare() -> dict[str, Any]:
    return dict.fromkeys(("begins", "ends", "goes_on", "answers"), _EMPTY)


def _edges(found: Mapping[str, Any]) -> Model:
    return parse_model({"provenance": "", **_bare(), **found})


def _answers(samples: Sequence[Sample], rows: Mapping[str, Any], wanted: Any) -> dict[str, Any]:  # noqa: ANN401
    chosen = [rows[sample.id] for sample in samples if wanted(sample)]
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
        trees = f"起、止、内各 {CUT_TREES} 棵至多 {CUT_LEAVES} 叶，片段 {SPAN_TREES} 棵至多 {SPAN_LEAVES} 叶"
        _write(f"eval/fit_spans.py：{SET} 开发半份的 {len(samples)} 道题；{trees}；{told}。", found)


def _write(provenance: str, found: Mapping[str, Any]) -> None:
    """Write the model, a tree a line."""
    parts = [f'{{\n "provenance": {json.dumps(provenance, ensure_ascii=False)}']
    for name, part in found.items():
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in part["trees"])
        parts.append(
            f' "{name}": {{\n "features": {json.dumps(part["features"])},\n "trees": [\n{trees}\n ]}}'
        )
    (DATA / "spans.json").write_text(",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
