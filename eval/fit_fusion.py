"""Fit how the two sides of search are put together, on the development halves of the retrieval sets.

Run as `python -m eval.fit_fusion --shared ../shared --work DIR [--groups] [--write]`. Prints document
nDCG@10 and how often the first passage holds the answer: cross-validated over all sets, then for each set
with trees that never saw it, then with each group of features left out. With --write the trees in
index/data are replaced.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.progress import progress_bar
from eval.fusion_data import Sample, Search, own_sample, retrieval_sample
from eval.own_sets import own_libraries
from eval.trees import LEAVES, TREES, fit_trees
from index.fusion import load_weights
from index.ranker import HYBRID, parse_ranker

DATA = Path(__file__).parents[1] / "index" / "data"
SETS = ("ncp", "msga", "stard")
OWN = ("five", "samples", "more")
_ALONE = "仅树"
_ALIKE = (OWN, *((name,) for name in SETS))
"""Sets that are left out together."""
_WEIGHT = dict.fromkeys(OWN, 3.0)
"""Our own questions are few, and those that the product is for."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "词语检索": ("lexical_", "question_best_level", "notice_lexical", "in_lexical"),
    "向量": ("cosine", "notice_cosine", "in_cosine", "question_agreement"),
    "字对": ("pairs", "notice_pairs"),
    "词的覆盖": ("words", "missing", "notice_words", "in_words", "question_best_words"),
    "标题": ("title_",),
    "最长相同片段": ("run", "notice_run", "question_best_run"),
    "最佳句": ("sentence", "notice_sentence", "in_sentence"),
    "所问种类": ("kind_", "in_kind"),
    "长短、位置": ("length", "place", "title_length"),
    "全文疏密": ("notice_density",),
    "文件一级": ("notice_", "in_"),
    "问题一级": ("question_",),
}
"""Ingredients by the beginnings of their features' names."""
Figures = dict[str, dict[str, float]]


def rank(record: Mapping[str, Any], found: Iterable[Search], names: Sequence[str]) -> Figures:
    """Return the mean figures of each set: with trees alone, and as the product adds them to its sum."""
    ranker = parse_ranker({"provenance": "", **record})
    rows: dict[str, list[dict[str, float]]] = {}
    for search in found:
        columns = dict(zip(names, search.features.T, strict=True)) if search.passages else {}
        trees = ranker.score(columns) if columns else search.summed
        both = search.figures((search.summed + load_weights().learned * trees).tolist())
        alone = {f"{figure} {_ALONE}": value for figure, value in search.figures(trees.tolist()).items()}
        rows.setdefault(search.set, []).append(both | alone)
    return {
        name: {figure: float(np.mean([row[figure] for row in of])) for figure in of[0]}
        for name, of in rows.items()
    }


def fit(found: Iterable[Search], names: Sequence[str], without: Sequence[str] = ()) -> dict[str, Any]:
    """Fit trees on searches that show the right passage among others; features `without` are held at 0."""
    useful = [search for search in found if len(set(search.labels)) > 1]
    kept = np.array([name not in without for name in names], dtype=float)
    return fit_trees(
        names,
        [search.features * kept for search in useful],
        [search.labels for search in useful],
        [_WEIGHT.get(search.set, 1.0) for search in useful],
    )


def cross_validated(found: Sequence[Search], names: Sequence[str], without: Sequence[str] = ()) -> Figures:
    """Return the figures of five folds, each ranked by trees that did not see it."""
    parts = []
    for fold in range(5):
        trees = fit([search for search in found if search.fold != fold], names, without)
        tested = [search for search in found if search.fold == fold]
        parts.append((rank(trees, tested, names), tested))
    return _joined(parts)


def _joined(parts: Sequence[tuple[Figures, Sequence[Search]]]) -> Figures:
    sums: dict[str, dict[str, float]] = {}
    counts: dict[str, int] = {}
    for figures, tested in parts:
        for name, of in figures.items():
            size = sum(search.set == name for search in tested)
            counts[name] = counts.get(name, 0) + size
            for figure, value in of.items():
                sums.setdefault(name, {}).setdefault(figure, 0.0)
                sums[name][figure] += value * size
    return {name: {figure: value / counts[name] for figure, value in of.items()} for name, of in sums.items()}


def members(group: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the features of a group."""
    return tuple(name for name in names if name.startswith(GROUPS[group]))


def main(arguments: Sequence[str]) -> None:
    """Fit, print what it gives, write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--groups", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    joined: dict[str, Sample] = {}
    for read in _samples(given.shared, given.work):
        joined = {side: joined[side].joined(one) if joined else one for side, one in read.items()}
    for side, one in joined.items():
        told = _report(side, one.searches, one.names)
        if given.write:
            _write(side, fit(one.searches, one.names), told)
    if given.groups:
        _report_groups(joined[HYBRID])


def _samples(shared: Path, work: Path) -> Iterator[dict[str, Sample]]:
    for library in own_libraries(shared):
        with progress_bar(library.name) as progress:
            yield own_sample(library, work, progress)
    for name in SETS:
        with progress_bar(name) as progress:
            yield retrieval_sample(shared / "data" / name, work, progress)


def _report(side: str, found: Sequence[Search], names: Sequence[str]) -> str:
    pooled = _shown(cross_validated(found, names))
    _say(f"{side}: cross-validated {pooled}")
    across = []
    for alike in _ALIKE:
        trees = fit([search for search in found if search.set not in alike], names)
        across.append(_shown(rank(trees, [search for search in found if search.set in alike], names)))
        _say(f"{side}: without {' '.join(alike)}, on it {across[-1]}")
    return f"五折交叉验证 {pooled}；不用该集拟合时 {'，'.join(across)}"


def _report_groups(one: Sample) -> None:
    for group in GROUPS:
        figures = cross_validated(one.searches, one.names, members(group, one.names))
        _say(f"without {group} {_shown(figures)}")


def _shown(figures: Figures) -> str:
    return "，".join(
        f"{name} {' / '.join(f'{figure} {value:.4f}' for figure, value in of.items())}"
        for name, of in figures.items()
    )


def _write(side: str, record: Mapping[str, Any], told: str) -> None:
    sets = f"{'、'.join(SETS)} 的开发半份和五份通知、示例的题"
    source = f"eval/fit_fusion.py：{sets}；{TREES} 棵至多 {LEAVES} 叶的树；{told}"
    lines = [json.dumps(tree, separators=(",", ":")) for tree in record["trees"]]
    head = json.dumps({"provenance": source, "features": record["features"]}, ensure_ascii=False, indent=1)
    trees = ",\n".join(lines)
    (DATA / f"ranker-{side}.json").write_text(f'{head[:-2]},\n "trees": [\n{trees}\n ]\n}}\n', "utf-8")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
