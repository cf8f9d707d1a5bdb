"""From answers on a question file to its figures and its misses.

The figures are those of contract/score.py, to the last digit, but for `verbatim`: there a quote is looked
for anywhere in the notices, folded; here it must be the stored text at the very offsets it is cited with.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from eval import metrics
from eval.questions import Kind, Question

Record = Mapping[str, Any]
"""An answer as answer.schema.json has it; {} where there is none."""
TextOf = Callable[[str], str]
"""Gives the whole stored text of a notice by its id."""
Figures = dict[str, float]
"""Flat figures, absent where they do not apply."""
T = TypeVar("T")

# The five notices are told apart by their region, which a forwarding notice shares with what it forwards.
_REGION_OF_FILE = {"kazuo": "喀左", "henan": "河南", "suixi": "濉溪", "fushun": "抚顺", "lezhi": "乐至"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An answer held against gold; None where the question is not judged by a figure.

    Attributes:
        rank: of the first citation with the evidence in the right notice; 0 where none has it.
        refused: for a question without an answer, whether it was refused.
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
        return Judgement(question=question, answer=answer, verbatim=true, refused=status == "not_found")
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


def figures(judgements: Sequence[Judgement]) -> Figures:
    """Return the figures of a question file; a figure that no question is judged by is absent."""
    ranks = _given(judgement.rank for judgement in judgements)
    lists = _given(judgement.list_shares for judgement in judgements)
    supported = _given(judgement.citation_shares for judgement in judgements)
    quotes = [true for judgement in judgements for true in judgement.verbatim]
    values: dict[str, list[float]] = {
        **{f"hit@{k}": [metrics.hit(rank, k) for rank in ranks] for k in (1, 3, 5)},
        "mrr": [metrics.reciprocal_rank(rank) for rank in ranks],
        "verbatim": [*quotes],
        "unit_f1": _given(judgement.unit_f1 for judgement in judgements),
        "due_accuracy": [*_given(judgement.due_right for judgement in judgements)],
        "meta_accuracy": [*_given(judgement.fact_right for judgement in judgements)],
        "list_recall": [shares[0] for shares in lists],
        "list_precision": [shares[1] for shares in lists],
        "citation_recall": [shares[0] for shares in supported],
        "citation_precision": [shares[1] for shares in supported],
        "refusal_recall": [*_given(judgement.refused for judgement in judgements)],
        "wrong_refusal": [*_given(judgement.wrongly_refused for judgement in judgements)],
    }
    calibration = _calibration(judgements)
    return {
        "questions": len(judgements),
        "citations": len(quotes),
        **metrics.means(values),
        **({} if calibration is None else {"ece": calibration}),
    }


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
    regions = [_REGION_OF_FILE[key] for file in files for key in _REGION_OF_FILE if file.startswith(key)]
    return any(region in name for region in regions) or (not regions and _file(notice) in files)


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


def _calibration(judgements: Iterable[Judgement]) -> float | None:
    """Compare confidence with what came true, where that is known.

    An answerable question that was refused is left out: its leading passage is not shown, so nobody can say
    whether it was right.
    """
    rows = [
        (judgement.answer["confidence"], judgement.rank == 1)
        for judgement in judgements
        if judgement.answer.get("confidence") is not None
        and (judgement.verbatim or not judgement.question.answerable)
    ]
    return metrics.ece([confidence for confidence, _ in rows], [right for _, right in rows])


def _given(values: Iterable[T | None]) -> list[T]:
    return [value for value in values if value is not None]
