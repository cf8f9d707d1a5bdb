"""What a run came to, in a few sentences made from its figures; the same figures give the same words."""

from collections.abc import Iterator, Mapping

from eval.losses import Loss
from eval.naming import KINDS, stage_name
from eval.stages import Stage
from eval.view import Group, Run

_FEW = 5
"""A kind with fewer questions is not called the weakest."""
_STAGES_TOLD = 3
_APART = 0.02
"""Confidence and truth nearer to each other than this are called alike."""
_REASONS: Mapping[Stage, str] = {
    Stage.NOT_READ: "依据不在任何段落里，或通知不在库里",
    Stage.NOT_RETRIEVED: "正确段落不在候选之列",
    Stage.RANKED_LOW: "正确段落是候选，另一段排在了前面",
    Stage.SPAN_WRONG: "段落对，所摘的句子不是依据",
    Stage.FIELD_WRONG: "段落对，单位、时限或清单不对",
    Stage.WRONGLY_REFUSED: "找到了而把握不到阈值，或被规则拒掉",
    Stage.WRONGLY_ANSWERED: "库里没有而作了答",
}
_PARTS = {
    "understand": "读题",
    "search": "检索和重排",
    "compose": "组织答案",
    "keep": "留回执",
    "other": "核对引文等其余",
}


def run_finding(run: Run) -> tuple[str, ...]:
    """Return the finding of a run: at most eight sentences."""
    return (*_found(run), *_lost(run), *_refusal(run.figures), *_calibration(run), *_slowest(run))


def _found(run: Run) -> Iterator[str]:
    if run.mean is not None:
        mean = run.mean
        yield (
            f"库里有答案的 {mean.questions} 题，第一条即依据的占 {share(mean.value)}"
            f"（95% 区间 {share(mean.low)} 到 {share(mean.high)}）。"
        )
    kinds = [row for row in run.groups if row.grouping == "kind" and row.questions >= _FEW]
    weakest = min(kinds, key=lambda row: (row.right, row.name), default=None)
    if weakest and weakest.right < max(row.right for row in kinds):
        yield f"各类题里最弱的是{_kind(weakest)}，{weakest.questions} 题答对 {share(weakest.right)}。"


def _kind(group: Group) -> str:
    return f"“{KINDS.get(group.name, group.name)}”"


def _lost(run: Run) -> Iterator[str]:
    if not run.losses:
        yield "没有失误。"
        return
    total = sum(loss.questions for loss in run.losses)
    told = "；".join(map(_loss, run.losses[:_STAGES_TOLD]))
    rest = [f"{stage_name(loss.stage)} {loss.questions} 题" for loss in run.losses[_STAGES_TOLD:]]
    yield f"失误 {total} 题，按丢失的环节：{told}{'；其余：' * bool(rest)}{'、'.join(rest)}。"


def _loss(loss: Loss) -> str:
    reason = _REASONS[loss.stage]
    if loss.stage is Stage.RANKED_LOW and loss.rank > 1:
        reason += f"（正确段落的名次中位数 {loss.rank}）"
    if loss.stage is Stage.WRONGLY_REFUSED and loss.led:
        reason += f"（其中 {loss.led} 题的第一候选就是正确段落）"
    if loss.stage is Stage.WRONGLY_ANSWERED and loss.confidence is not None:
        reason += f"（把握中位数 {loss.confidence:.2f}）"
    return f"{stage_name(loss.stage)} {loss.questions} 题——{reason}"


def _refusal(figures: Mapping[str, float]) -> Iterator[str]:
    told = [
        words.format(share(figures[name]))
        for name, words in (("refusal_recall", "库外的题拒了 {}"), ("wrong_refusal", "有答案的题误拒 {}"))
        if name in figures
    ]
    if "auroc" in figures:
        told.append(f"把握区分两者的 AUROC 为 {figures['auroc']:.3f}")
    if told:
        yield f"拒答：{'，'.join(told)}。"


def _calibration(run: Run) -> Iterator[str]:
    count = sum(questions for _, _, questions in run.reliability)
    if not count or "ece" not in run.figures:
        return
    sure, right = (sum(row[place] * row[2] for row in run.reliability) / count for place in (0, 1))
    side = "相当" if abs(sure - right) < _APART else "偏自信" if sure > right else "偏保守"
    yield f"校准：平均把握 {sure:.2f}，实际对 {right:.2f}，{side}；校准误差 {run.figures['ece']:.3f}。"


def _slowest(run: Run) -> Iterator[str]:
    total = sum(run.parts.values())
    if not total or "p50_ms" not in run.figures:
        return
    name, took = max(run.parts.items(), key=lambda part: part[1])
    encode = run.figures.get("encode_p50_ms")
    apart = f"；另有问题编码，中位 {encode:.1f} 毫秒" if encode is not None else ""
    yield (
        f"最慢的一步是{_PARTS.get(name, name)}，占作答用时（中位 {run.figures['p50_ms']:.1f} 毫秒）的"
        f" {took / total:.0%}{apart}。"
    )


def share(value: float) -> str:
    """Write a share from 0 to 1 the way the findings do."""
    return f"{100 * value:.1f}%"
