"""What an ablation came to, in a few sentences made from its figures."""

from collections.abc import Iterator, Sequence

from eval.ablation import ENCODER, READ, Ablation, Row
from eval.baselines import ENGINE
from eval.compare import SURE, Difference

MAIN = (
    "hit@1", "ndcg@10", "span_f1", "unit_f1", "due_accuracy", "meta_accuracy", "list_recall",
    "refusal_recall", "wrong_refusal",
)  # fmt: skip
"""The figures that an ingredient is judged by, the weightiest first."""
_TOLD = 4
"""Ingredients told with their numbers; of the others only the names."""


def ablation_finding(table: Ablation) -> tuple[str, ...]:
    """Return the finding of an ablation: at most eight sentences."""
    left_out = [row for row in table.assistant if row.changes and not row.name.startswith(ENCODER)]
    return (
        *_ingredients(left_out), *_baselines(table.search),
        *(_encoder(row) for row in table.assistant if row.name.startswith(ENCODER)),
    )  # fmt: skip


def _ingredients(rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    worse = {row.name: _sure(row, better=False) for row in rows}
    better = {row.name: _sure(row, better=True) for row in rows}
    helps = [row for row in rows if worse[row.name] and not better[row.name]]
    harms = [row for row in rows if better[row.name] and not worse[row.name]]
    mixed = [row for row in rows if worse[row.name] and better[row.name]]
    same = [row for row in rows if not worse[row.name] and not better[row.name]]
    told = sorted(helps, key=lambda row: -abs(worse[row.name][0].difference))
    if told:
        named = "；".join(f"{_name(row)}，{_change(worse[row.name][0])}" for row in told[:_TOLD])
        others = "；".join(map(_name, told[_TOLD:]))
        yield f"有用（去掉后变差）：{named}{'；还有 ' * bool(others)}{others}。"
    for row in mixed:
        yield (
            f"有得有失：去掉{_name(row)}，{_change(worse[row.name][0])}，变差；"
            f"{_change(better[row.name][0])}，变好。"
        )
    if harms:
        named = "；".join(f"{_name(row)}，{_change(better[row.name][0])}" for row in harms)
        yield f"有害（去掉后变好）：{named}。"
    else:
        yield "没有一种成分是去掉后只变好的。"
    if same:
        yield f"看不出差别的 {len(same)} 种：{'；'.join(map(_name, same))}。题数有限，小的差别看不出来。"
    tests = sum(change.figure in MAIN for row in rows for change in row.changes)
    yield (
        f"以上共检验 {tests} 次，每次以 p < {SURE} 为准，未作多重比较校正："
        f"全无差别时也会碰巧有约 {tests * SURE:.0f} 次。"
    )


def _sure(row: Row, *, better: bool) -> list[Difference]:
    """Return the changes that chance does not explain, those of the weightiest figure first."""
    found = [change for change in row.changes if change.figure in MAIN and change.better is better]
    return sorted(found, key=lambda change: MAIN.index(change.figure))


def _name(row: Row) -> str:
    return row.label.removeprefix("去掉")


def _change(change: Difference) -> str:
    p = "p < 0.001" if change.p < 0.001 else f"p = {change.p:.3f}"
    span = f"{change.low:+.3f} 到 {change.high:+.3f}"
    return f"{change.figure} {change.difference:+.3f}（95% 区间 {span}，{p}）"


def _baselines(rows: Sequence[Row]) -> Iterator[str]:
    """Set the whole search against what peers ship, in one sentence."""
    place = next((place for place, row in enumerate(rows) if row.name == READ), 0)
    # What comes after it has another encoder.
    ours, peers = rows[place:][:1], [row for row in rows[:place] if row.changes and row.name != ENGINE]
    if not peers:
        return
    figure = peers[0].changes[0].figure
    told = "；".join(
        f"{row.label} {row.figures[figure]:.3f}，差 {_change(row.changes[0]).removeprefix(figure + ' ')}"
        for row in peers
    )
    yield f"同样的段落，只看检索：本库读题意并重排后 {figure} 为 {ours[0].figures[figure]:.3f}；{told}。"


def _encoder(row: Row) -> str:
    changes = [change for change in row.changes if change.figure in MAIN]
    sure = [change for change in changes if change.better is not None]
    shown = "；".join(map(_change, (sure or changes)[:3]))
    said = "" if sure else "看不出差别："
    return f"换成{row.label}：{said}{shown}。"
