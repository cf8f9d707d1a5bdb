"""Where questions were lost, stage by stage, with what is typical of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median_low

from eval.stages import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """The questions that one stage lost.

    Attributes:
        led: of how many the right passage was the first candidate.
        rank: median rank of the right passage where it was a candidate, 0 where it never was.
        figure: what most of them fell short of.
        confidence: median confidence, None where there was none.
    """

    stage: Stage
    questions: int
    led: int
    rank: int
    figure: str
    confidence: float | None


@dataclass(slots=True)
class Losses:
    """Gathers losses question by question."""

    _ranks: dict[Stage, list[int]] = field(default_factory=dict)
    _sure: dict[Stage, list[float]] = field(default_factory=dict)
    _figures: dict[Stage, Counter[str]] = field(default_factory=dict)

    def add(self, stage: Stage, candidate: int, figures: Iterable[str], confidence: float | None) -> None:
        """Take in one question.

        Args:
            stage: that lost it.
            candidate: rank of the right passage among the candidates, 0 where it was none of them.
            figures: that it fell short of.
            confidence: of the answer.
        """
        self._ranks.setdefault(stage, []).append(candidate)
        self._figures.setdefault(stage, Counter()).update(figures)
        if confidence is not None:
            self._sure.setdefault(stage, []).append(confidence)

    def found(self) -> tuple[Loss, ...]:
        """Return what each stage lost, the most first."""
        losses = (self._of(stage) for stage in Stage if stage in self._ranks)
        return tuple(sorted(losses, key=lambda loss: -loss.questions))

    def _of(self, stage: Stage) -> Loss:
        ranks, sure = self._ranks[stage], self._sure.get(stage)
        there = [rank for rank in ranks if rank]
        ((figure, _),) = self._figures[stage].most_common(1)
        return Loss(
            stage=stage, questions=len(ranks), led=ranks.count(1), rank=median_low(there) if there else 0,
            figure=figure, confidence=median_low(sure) if sure else None,
        )  # fmt: skip
