"""Figures gathered answer by answer: only numbers are kept, so that a set may be of any length."""

from array import array
from collections.abc import Mapping
from typing import Any

from eval import metrics
from eval.outcomes import Curve, Outcome
from eval.scoring import Figures
from eval.timing import Times, peak_mb


class Columns:
    """Values by figure, in the order that the figures first come; eight bytes a value."""

    def __init__(self) -> None:
        """Begin empty."""
        self._values: dict[str, array[float]] = {}

    def add(self, values: Mapping[str, float]) -> None:
        """Take in the values of one question; a figure it is not judged by is absent."""
        for name, value in values.items():
            self._values.setdefault(name, array("d")).append(value)

    def means(self) -> Figures:
        """Return the mean of each figure that has a value."""
        return metrics.means(self._values)


class RetrievalTally:
    """The figures of a retrieval set: means over its questions, curves, calibration and times."""

    def __init__(self) -> None:
        """Begin empty."""
        self._columns, self._curve, self._times = Columns(), Curve(), Times()
        self._citations = 0

    def add(self, outcome: Outcome, answer: Mapping[str, Any]) -> None:
        """Take in one question."""
        self._columns.add(outcome.values)
        self._curve.add(outcome)
        self._times.add(answer)
        self._citations += len(answer["citations"])

    def figures(self) -> Figures:
        """Return all figures, as in metrics.json."""
        calibration = self._curve.calibration()
        return {
            "questions": self._curve.questions, "citations": self._citations, **self._columns.means(),
            **self._curve.figures(), **({} if calibration is None else {"ece": calibration}),
            **self._times.figures(), "peak_mb": peak_mb(),
        }  # fmt: skip
