"""Hold two runs of one question set against each other, question by question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.errors import UsageError
from eval.bootstrap import chance_of, interval
from eval.folder import RunFolder
from eval.outcomes import (
    GROUPINGS,
    LOWER_IS_BETTER,
    Outcome,
    figure_names,
    groups,
    is_reworded,
    parse_outcome,
)

_NAMED = 5
SURE = 0.05
"""A difference with a smaller p is told apart from chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure of two runs over the questions that both judge by it.

    Attributes:
        grouping, group: which questions: ("all", "") or ("kind", "unit").
        first, second: the figure in either run.
        low, high: 95 % bootstrap interval of second - first.
        p: of the paired randomisation test.
        better: whether second is better, None where chance may explain it.
    """

    grouping: str
    group: str
    figure: str
    questions: int
    first: float
    second: float
    difference: float
    low: float
    high: float
    p: float
    better: bool | None


def load_outcomes(folder: RunFolder) -> tuple[Outcome, ...]:
    """Read outcomes.jsonl of a run.

    Raises:
        UsageError: there is none or it cannot be read.
    """
    return tuple(parse_outcome(row) for row in folder.read_lines("outcomes.jsonl"))


def compare(first: Sequence[Outcome], second: Sequence[Outcome]) -> tuple[Difference, ...]:
    """Compare two runs on the questions that both have, by id, and that are the same in both.

    Args:
        first: the run compared with.
        second: the run in question.

    Returns:
        For all questions and for every group of three or more, every figure.

    Raises:
        UsageError: no question is in both.
    """
    other = {row.id: row for row in first}
    shared = [row for row in second if row.id in other and not is_reworded(other[row.id].gold, row.gold)]
    if not shared:
        raise UsageError("两次评测没有相同的问题，无法比较；请用同一份问题集。")
    found = [*_differences("all", "", shared, other)]
    for name, of in GROUPINGS.items():
        for group, rows in groups(shared, of).items():
            found += _differences(name, group, rows, other)
    return tuple(found)


def _differences(
    grouping: str, group: str, rows: Sequence[Outcome], other: dict[str, Outcome]
) -> Iterable[Difference]:
    for figure in figure_names(rows):
        pairs = [
            (other[row.id].values[figure], row.values[figure])
            for row in rows
            if figure in row.values and figure in other[row.id].values
        ]
        if pairs:
            yield difference(figure, pairs, grouping=grouping, group=group)


def difference(
    figure: str, pairs: Sequence[tuple[float, float]], *, grouping: str = "all", group: str = ""
) -> Difference:
    """Measure one figure over pairs of (first run's, second run's) values, at least one."""
    gaps = [after - before for before, after in pairs]
    seed = f"{figure} {grouping} {group}"
    low, high = interval(gaps, seed=seed)
    p = chance_of(gaps, seed=seed)
    mean = sum(gaps) / len(gaps)
    rises = None if p >= SURE else (mean > 0) != (figure in LOWER_IS_BETTER)
    return Difference(
        grouping=grouping, group=group, figure=figure, questions=len(pairs),
        first=round(sum(before for before, _ in pairs) / len(pairs), 4),
        second=round(sum(after for _, after in pairs) / len(pairs), 4),
        difference=round(mean, 4), low=round(low, 4), high=round(high, 4), p=round(p, 4), better=rises,
    )  # fmt: skip


def fell(found: Difference) -> bool:
    """Tell whether a figure got worse by more than its interval: the interval of the change excludes none."""
    return found.low > 0 if found.figure in LOWER_IS_BETTER else found.high < 0


def compare_runs(first: RunFolder, second: RunFolder) -> dict[str, Any]:
    """Compare two folders.

    Returns:
        compare.json: `first`, `second` (what each was made with), `notes` (what makes them unlike each other
        beside the change in question), `differences`.
    """
    origins = [folder.read_environment() for folder in (first, second)]
    outcomes = load_outcomes(first), load_outcomes(second)
    found = compare(*outcomes)
    return {
        "first": {"name": first.path.name, **_origin(origins[0])},
        "second": {"name": second.path.name, **_origin(origins[1])},
        "notes": [*_notes(*origins), *_of_questions(*outcomes)],
        "differences": [asdict(row) for row in found],
    }


def _origin(environment: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: environment.get(name) for name in ("commit", "code", "settings", "variant", "set", "library")
    }


def _notes(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterable[str]:
    if first.get("set") != second.get("set"):
        yield "两次评测的问题集不同"
    if first.get("library") != second.get("library"):
        yield _of_libraries(first.get("library"), second.get("library"))
    if first.get("commit") != second.get("commit"):
        yield "两次评测的代码不同"
    versions = [environment.get("versions") or {} for environment in (first, second)]
    changed = [
        f"{name} {versions[0].get(name)} → {versions[1].get(name)}"
        for name in dict.fromkeys((*versions[0], *versions[1]))
        if versions[0].get(name) != versions[1].get(name)
    ]
    if changed:
        yield f"两次评测的程序包版本不同（{'，'.join(changed)}）"


def _of_questions(first: Sequence[Outcome], second: Sequence[Outcome]) -> Iterable[str]:
    """Name the questions that are not compared, and those that are no longer the same."""
    before, after = ({row.id: row.gold for row in rows} for rows in (first, second))
    for label, alone in (("前", before.keys() - after.keys()), ("后", after.keys() - before.keys())):
        if alone:
            yield f"{named(sorted(alone))} 只有{label}一次评测有，没有比较"
    changed = [id for id in before if is_reworded(before[id], after.get(id, ""))]
    if changed:
        yield f"{named(changed)} 的题目或标准答案不同，没有比较"


def named(ids: Sequence[str]) -> str:
    """Name some questions, of many the first five: `7 题（a、b、c、d、e 等）`."""
    more = " 等" if len(ids) > _NAMED else ""
    return f"{len(ids)} 题（{'、'.join(ids[:_NAMED])}{more}）"


def _of_libraries(first: object, second: object) -> str:
    """Tell other notices from the same notices read otherwise."""
    if isinstance(first, dict) and isinstance(second, dict) and first.get("sha256") == second.get("sha256"):
        return "两次评测的通知相同，读出来的内容不同"
    return "两次评测的库里的通知不同"
