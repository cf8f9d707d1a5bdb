"""From answers on a question file to its figures and its misses.

The figures are those of contract/score.py, to the last digit, but for `verbatim`: there a quote is looked
for anywhere in the notices, folded; here it must be the stored text at the very offsets it is cited with.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval import metrics
from eval.questions import Kind, Question

Record = Mapping[str, Any]
"""An answer as answer.schema.json has it; {} where there is none."""
TextOf = Callable[[str], str]
"""Gives the whole stored text of a notice by its id."""
Figures = dict[str, float]
"""Flat figures, absent where they do not apply."""

# The five notices are told apart by their region, which a forwarding notice shares with what it forwards.
_REGION_OF_FILE = {"kazuo": "喀左", "henan": "河南", "suixi": "濉溪", "fushun": "抚顺", "lezhi": "乐至"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An answer held against gold; None where the question is not judged by a figure.

    Attributes:
        rank: of the first citation with the evidence in the right notice; 0 where none has it.
        refused: for a question without an answer, whether it was refused.
        reason_right: where gold says why, whether it was refused for such a reason.
        wrongly_refused: for one with an answer, whether none was given.
        list_shares, citation_shares: recall and precision, of the items listed and of the citations shown.
        verbatim: of each citation, whether it is the stored text.
    """

    question: Question
    answer: Record
    verbatim: tuple[bool, ...]
    rank: int | None = None
    unit_f1: float | None = None
    due_right: bool | None = None
    fact_right: bool | None = None
    list_shares: tuple[float, float] | None = None
    citation_shares: tuple[float, float] | None = None
    refused: bool | None = None
    reason_right: bool | None = None
    wrongly_refused: bool | None = None


def judge(question: Question, answer: Record, text_of: TextOf) -> Judgement:
    """Hold one answer against gold.

    Args:
        question: with its gold.
        answer: as answer.schema.json has it.
        text_of: the stored text of a cited notice; a KeyError means that there is no such notice.
    """
    cited = answer.get("citations", [])
    true = tuple(_is_verbatim(citation, text_of) for citation in cited)
    status = answer.get("status")
    if not question.answerable:
        return Judgement(
            question=question,
            answer=answer,
            verbatim=true,
            refused=status == "not_found",
            reason_right=None if question.reasons is None else answer.get("reason") in question.reasons,
        )
    fields = answer.get("fields", {})
    return Judgement(
        question=question,
        answer=answer,
        verbatim=true,
        rank=next((n for n, citation in enumerate(cited, 1) if _is_right(question, citation)), 0),
        unit_f1=_unit_f1(question, fields),
        due_right=_due_right(question, fields),
        fact_right=_fact_right(question, answer),
        list_shares=_list_shares(question, cited),
        citation_shares=_citation_shares(question, cited),
        wrongly_refused=status != "answered",
    )


class Scores:
    """The figures of a question file, gathered judgement by judgement; only numbers are kept."""

    def __init__(self) -> None:
        """Begin empty; a figure that no question is judged by stays out."""
        self._values = {name: array("d") for name in _FIGURES}
        self._questions = 0
        self._sure, self._came_true = array("d"), bytearray()

    def add(self, judgement: Judgement) -> None:
        """Take in one judged answer."""
        self._questions += 1
        if judgement.rank is not None:
            for k in (1, 3, 5):
                self._keep(f"hit@{k}", metrics.hit(judgement.rank, k))
            self._keep("mrr", metrics.reciprocal_rank(judgement.rank))
        # Every quote counts, not every question: one answer may show several.
        self._keep("verbatim", *judgement.verbatim)
        self._keep("unit_f1", judgement.unit_f1)
        self._keep("due_accuracy", judgement.due_right)
        self._keep("meta_accuracy", judgement.fact_right)
        for name, shares in (("list", judgement.list_shares), ("citation", judgement.citation_shares)):
            for share, of in zip(shares or (), ("recall", "precision"), strict=False):
                self._keep(f"{name}_{of}", share)
        self._keep("refusal_recall", judgement.refused)
        self._keep("reason_right", judgement.reason_right)
        self._keep("wrong_refusal", judgement.wrongly_refused)
        self._calibrate(judgement)

    def _keep(self, name: str, *values: float | None) -> None:
        self._values[name].extend(float(value) for value in values if value is not None)

    def _calibrate(self, judgement: Judgement) -> None:
        """Set confidence beside what came true, where that is known.

        An answerable question that was refused is left out: its leading passage is not shown, so nobody can
        say whether it was right.
        """
        sure = judgement.answer.get("confidence")
        if sure is not None and (judgement.verbatim or not judgement.question.answerable):
            self._sure.append(sure)
            self._came_true.append(judgement.rank == 1)

    def figures(self) -> Figures:
        """Return every figure that some question is judged by."""
        calibration = metrics.ece(self._sure, [bool(right) for right in self._came_true])
        return {
            "questions": self._questions,
            "citations": len(self._values["verbatim"]),
            **metrics.means(self._values),
            **({} if calibration is None else {"ece": calibration}),
        }


def figures(judgements: Iterable[Judgement]) -> Figures:
    """Return the figures of a question file; a figure that no question is judged by is absent."""
    scores = Scores()
    for judgement in judgements:
        scores.add(judgement)
    return scores.figures()


_FIGURES = (
    "hit@1", "hit@3", "hit@5", "mrr", "verbatim", "unit_f1", "due_accuracy", "meta_accuracy", "list_recall",
    "list_precision", "citation_recall", "citation_precision", "refusal_recall", "reason_right",
    "wrong_refusal",
)  # fmt: skip


def unit_f1_of(question: Question, fields: Record) -> float:
    """Return how well the units of an answer or of one citation fit gold, 0 to 1.

    The lead units always count (gold without any wants none); the responsible ones where gold has them.
    """
    parts = [metrics.unit_f1(fields.get("lead_units") or (), question.lead_units or ())]
    if question.responsible_units is not None:
        parts.append(metrics.unit_f1(fields.get("responsible_units") or (), question.responsible_units))
    return sum(parts) / len(parts)


def due_right_of(question: Question, fields: Record) -> bool:
    """Tell whether the deadline of an answer or of one citation is gold's."""
    given = fields.get("deadline") or {}
    gold, due = question.deadline, question.deadline_date
    return metrics.deadline_right(given.get("text"), given.get("due"), gold_text=gold, gold_due=due)


def _is_right(question: Question, citation: Record) -> bool:
    quote = metrics.fold(citation["quote"])
    return is_about(question.notices, citation["notice"]) and any(
        metrics.fold(evidence) in quote for evidence in question.evidence
    )


def is_about(files: Collection[str], notice: Record) -> bool:
    """Tell whether a notice is one of the right ones: by its region among the five, else by its file."""
    name = metrics.fold(notice["title"]) + metrics.fold(notice.get("region"))
    keys = _REGION_OF_FILE
    regions = {file: keys[key] for file in files for key in keys if file.startswith(key)}
    source = _file(notice)
    return any(region in name for region in regions.values()) or (source in files and source not in regions)


def _file(notice: Record) -> str:
    return str(notice.get("source", "")).replace("\\", "/").rsplit("/", 1)[-1]


def _is_verbatim(citation: Record, text_of: TextOf) -> bool:
    try:
        stored = text_of(citation["notice"]["id"])
    except KeyError:
        return False
    return metrics.verbatim(citation["quote"], stored, citation["start"], citation["end"])


def _unit_f1(question: Question, fields: Record) -> float | None:
    has_units = question.lead_units or question.responsible_units
    judged = question.kind in (Kind.UNIT, Kind.DEADLINE) and has_units
    return unit_f1_of(question, fields) if judged else None


def _due_right(question: Question, fields: Record) -> bool | None:
    return due_right_of(question, fields) if question.kind is Kind.DEADLINE else None


def _fact_right(question: Question, answer: Record) -> bool | None:
    if question.kind not in (Kind.META, Kind.STATUS) or not isinstance(question.answer, str):
        return None
    return metrics.fold(question.answer) in metrics.fold(answer.get("text"))


def _list_shares(question: Question, cited: Sequence[Record]) -> tuple[float, float] | None:
    gold = question.answer
    if question.kind is not Kind.LIST or not gold or not gold[0].isdigit():
        return None
    return metrics.list_shares([citation.get("item") for citation in cited], gold)


def _citation_shares(question: Question, cited: Sequence[Record]) -> tuple[float, float] | None:
    """Judge the citations of an answer; where none is shown there is nothing to judge."""
    if not cited:
        return None
    about = [is_about(question.notices, citation["notice"]) for citation in cited]
    quotes = [citation["quote"] if fits else "" for citation, fits in zip(cited, about, strict=True)]
    return metrics.citation_shares(quotes, question.evidence)
