"""The risk-coverage curve that the threshold is chosen on, as JSON and as a picture."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.answer_cases import CaseSet
from eval.metrics import auroc, ece, refused_at, risk_coverage
from eval.pictures import draw, drawing

_POINTS = 100
_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A set with how sure the model was of each case, by trees that were not fitted on its question."""

    set: CaseSet
    sure: tuple[float, ...]

    @property
    def right(self) -> list[bool]:
        """Whether the leading passage of each case answers."""
        return [case.right == 0 for case in self.set.cases]

    @property
    def answerable(self) -> list[bool]:
        """Whether each case has an answer in its library."""
        return [case.question.answerable for case in self.set.cases]


def risk_record(judged: Sequence[Judged], thresholds: Sequence[float]) -> dict[str, Any]:
    """Describe each set: calibration, curve, and what thresholds refuse.

    Returns:
        A JSON object: by set `cases`, `ece`, `curve` ((share answered, share of these wrong), surest first),
        `refused` by threshold (share of the `absent` and of the `answerable`, None where there are none), and
        `auroc`, `refused_at_5` where the set has both.
    """
    return {each.set.name: _described(each, thresholds) for each in judged}


def _described(each: Judged, thresholds: Sequence[float]) -> dict[str, Any]:
    sure, known = np.array(each.sure), np.array(each.answerable, dtype=bool)
    curve = risk_coverage(each.sure, each.right)
    step = max(1, len(curve) // _POINTS)
    there, absent = sure[known].tolist(), sure[~known].tolist()
    return {
        "cases": len(sure),
        "ece": _rounded(ece(each.sure, each.right)),
        "auroc": _rounded(auroc(there, absent)),
        "refused_at_5": _rounded(refused_at(there, absent, _SHARE)),
        "refused": {
            str(threshold): {"absent": _below(absent, threshold), "answerable": _below(there, threshold)}
            for threshold in thresholds
        },
        "curve": [[round(share, 4), round(risk, 4)] for share, risk in curve[step - 1 :: step]],
    }


def _below(sure: Sequence[float], threshold: float) -> float | None:
    return _rounded(float(np.mean(np.array(sure) < threshold))) if sure else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def save_risk(record: dict[str, Any], folder: Path, name: str) -> None:
    """Write a curve as JSON and as PNG into a folder, made where there is none.

    Args:
        record: `provenance`, `threshold` and `sets` as `risk_record` gives them.
        folder: where to.
        name: of the two files, without ending.
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    with drawing() as labels:

        def onto(axes: Any) -> None:  # noqa: ANN401
            for each, described in record["sets"].items():
                axes.plot(*zip(*described["curve"], strict=True), label=each)
            axes.set(title=labels.risk[0], xlabel=labels.risk[1], ylabel=labels.risk[2], xlim=(0, 1))
            axes.grid(alpha=0.3)
            axes.legend(fontsize="small")

        draw(folder / f"{name}.png", onto)
