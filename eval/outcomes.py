"""What each question came to, in numbers alone: the base of comparisons, the gate and the charts."""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import UsageError
from eval import metrics
from eval.mistakes import said
from eval.questions import Question
from eval.scoring import Figures, Judgement

LOWER_IS_BETTER = frozenset({"wrong_refusal", "ece", "aurc"})
_GOLD = (
    "question", "kind", "notices", "evidence", "lead_units", "responsible_units", "deadline",
    "deadline_date", "answer", "answerable",
)  # fmt: skip
_LENGTHS = ((10, "10 字以内"), (20, "11–20 字"), (40, "21–40 字"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One question's values.

    Attributes:
        notice: file name of the first right notice, "" where there is none.
        length: of the question in characters.
        values: figure -> value of this question; a figure it is not judged by is absent.
        confidence: that the leading passage answers, 0 to 1, also where the question was refused; None where
            the answer was read off a head and no passage was ranked.
        right: whether what leads is right; False for a question without an answer.
        gold: digest of the question's words and of what is right, "" where a run does not say.
    """

    id: str
    kind: str
    persona: str
    notice: str
    length: int
    answerable: bool
    values: Mapping[str, float]
    confidence: float | None = None
    right: bool = False
    gold: str = ""

    def record(self) -> dict[str, object]:
        """Return the outcome as a JSON object, a line of outcomes.jsonl."""
        return {
            "id": self.id, "kind": self.kind, "persona": self.persona, "notice": self.notice,
            "length": self.length, "answerable": self.answerable, "values": dict(self.values),
            "confidence": self.confidence, "right": self.right, "gold": self.gold,
        }  # fmt: skip


def gold_digest(*parts: object) -> str:
    """Return a short digest of a question's words and of what is right, 12 hexadecimal digits."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def is_reworded(first: str, second: str) -> bool:
    """Tell whether two digests of one question differ; of a run that has none nothing can be told."""
    return bool(first and second) and first != second


def parse_outcome(row: Mapping[str, Any]) -> Outcome:
    """Read a line of outcomes.jsonl.

    Raises:
        UsageError: it is not one.
    """
    try:
        values = {str(name): float(value) for name, value in row["values"].items()}
        return Outcome(**{**row, "values": values})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"outcomes.jsonl 里有一行不可用（{said(error)}）；请重新运行 zhengda eval run。"
        ) from error


def outcome_of(judgement: Judgement, confidence: float | None, would_be_right: bool) -> Outcome:
    """Put the values of a judged answer together.

    Args:
        judgement: of a question file's question.
        confidence: see `Outcome`.
        would_be_right: for a refused question, whether the passage that would have led is right.
    """
    question = judgement.question
    answered = bool(judgement.verbatim)
    return Outcome(
        id=question.id, kind=question.kind.value, persona=question.persona,
        notice=question.notices[0] if question.notices else "", length=len(question.question),
        answerable=question.answerable, values=_values(judgement), confidence=confidence,
        right=question.answerable and (judgement.rank == 1 if answered else would_be_right),
        gold=_gold(question),
    )  # fmt: skip


def _gold(question: Question) -> str:
    """What most questions lack is left out, so that their digests stay what they were."""
    lately = filter(None, (question.after, question.reasons))
    return gold_digest(*(getattr(question, name) for name in _GOLD), *lately)


def _values(judgement: Judgement) -> dict[str, float]:
    rank, shares, cited = judgement.rank, judgement.list_shares, judgement.citation_shares
    found: dict[str, float | bool | None] = {
        **({} if rank is None else {f"hit@{k}": metrics.hit(rank, k) for k in (1, 3, 5)}),
        "mrr": None if rank is None else metrics.reciprocal_rank(rank),
        "verbatim": sum(judgement.verbatim) / len(judgement.verbatim) if judgement.verbatim else None,
        "unit_f1": judgement.unit_f1,
        "due_accuracy": judgement.due_right,
        "meta_accuracy": judgement.fact_right,
        "list_recall": shares[0] if shares else None,
        "list_precision": shares[1] if shares else None,
        "citation_recall": cited[0] if cited else None,
        "citation_precision": cited[1] if cited else None,
        "refusal_recall": judgement.refused,
        "reason_right": judgement.reason_right,
        "wrong_refusal": judgement.wrongly_refused,
    }
    return {name: float(value) for name, value in found.items() if value is not None}


class Curve:
    """How well confidence tells right from wrong, gathered question by question; ten bytes each."""

    def __init__(self) -> None:
        """Begin empty."""
        self.questions = 0
        self._sure = array("d")
        self._right, self._answerable = bytearray(), bytearray()

    def add(self, outcome: Outcome) -> None:
        """Take in one question; one whose passages were not ranked has no place on the curve."""
        self.questions += 1
        if outcome.confidence is not None:
            self._sure.append(outcome.confidence)
            self._right.append(outcome.right)
            self._answerable.append(outcome.answerable)

    def figures(self) -> Figures:
        """Return auroc, refused_at_5 and aurc over the questions whose passages were ranked."""
        rows = list(zip(self._sure, self._answerable, strict=True))
        known = [sure for sure, answerable in rows if answerable]
        unknown = [sure for sure, answerable in rows if not answerable]
        found = {
            "auroc": metrics.auroc(known, unknown),
            "refused_at_5": metrics.refused_at(known, unknown, 0.05),
            # Where nothing has an answer everything answered is wrong, whatever the confidence.
            "aurc": metrics.aurc(self._sure, self._rights()) if known else None,
        }
        return {name: value for name, value in found.items() if value is not None}

    def calibration(self) -> float | None:
        """Return the expected calibration error of the questions whose passages were ranked."""
        return metrics.ece(self._sure, self._rights())

    def _rights(self) -> list[bool]:
        return [bool(right) for right in self._right]


def figure_names(outcomes: Iterable[Outcome]) -> list[str]:
    """Return the names of all values, in the order they first come."""
    return list(dict.fromkeys(name for row in outcomes for name in row.values))


GROUPINGS: Mapping[str, Callable[[Outcome], str]] = {
    "kind": lambda row: row.kind,
    "persona": lambda row: row.persona,
    "notice": lambda row: row.notice,
    "length": lambda row: length_of(row.length),
}
"""How questions are sorted: by kind, by who asks, by notice, by length."""


def length_of(characters: int) -> str:
    """Return the name of a length's class."""
    return next((name for most, name in _LENGTHS if characters <= most), "40 字以上")


def groups(
    outcomes: Sequence[Outcome], of: Callable[[Outcome], str], least: int = 3
) -> dict[str, list[Outcome]]:
    """Sort outcomes into groups by name; groups without a name or of fewer than `least` are left out."""
    found: dict[str, list[Outcome]] = {}
    for row in outcomes:
        found.setdefault(of(row), []).append(row)
    return {name: rows for name, rows in sorted(found.items()) if name and len(rows) >= least}
