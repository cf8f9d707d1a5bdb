"""Questions asked on, each after the answer before it: what comes after what, and who is right to the end."""

import inspect
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any

from corpus.store import Store
from eval.questions import Question
from eval.scoring import Judgement
from qa import Assistant

_KEPT = 1000
"""Receipts held at once; the answer that a question is asked after lies no further back."""
_CAN_FOLLOW = "after" in inspect.signature(Assistant.ask).parameters


class QuietStore(Store):
    """A store that writes no receipts: nobody asked these questions. The last ones can be asked on from."""

    def __init__(self, *given: Any) -> None:  # noqa: ANN401 - of `Store`, whose database is its own affair
        """Wrap a store that is open; use `open`."""
        super().__init__(*given)
        self._held: OrderedDict[str, dict[str, object]] = OrderedDict()

    def save_receipt(self, receipt_id: str, record: Mapping[str, object]) -> None:
        """Hold a receipt for as long as a dialogue goes on."""
        self._held[receipt_id] = dict(record)
        if len(self._held) > _KEPT:
            self._held.popitem(last=False)

    def receipt(self, receipt_id: str) -> dict[str, object] | None:
        """Give a receipt that is still held, or one of the library."""
        return self._held.get(receipt_id) or super().receipt(receipt_id)


def rows_before(questions: Iterable[Question]) -> dict[str, str]:
    """Return the id of the row before by the id of each question that is asked on."""
    return {question.id: question.after for question in questions if question.after}


def asked_after(receipt: str | None) -> dict[str, str]:
    """Return what `Assistant.ask` is told of the answer before; nothing where it cannot be asked on."""
    return {"after": receipt} if receipt and _CAN_FOLLOW else {}


def is_right(judgement: Judgement) -> bool:
    """Tell whether an answer is right in everything that its question is judged by.

    The evidence leads, and the units, the deadline, the fact and the list are gold's; a question without an
    answer is refused.
    """
    if not judgement.question.answerable:
        return bool(judgement.refused)
    return (
        judgement.rank == 1
        and judgement.unit_f1 in (None, 1)
        and judgement.due_right is not False
        and judgement.fact_right is not False
        and judgement.list_shares in (None, (1, 1))
    )


class Talk:
    """The receipts of answers that are asked on from, by the ids of their questions.

    Args:
        before: id of the row before by the id of each question that is asked on.
    """

    def __init__(self, before: Mapping[str, str]) -> None:
        self._before = before
        self._ids = {*before, *before.values()}
        self._receipts: dict[str, str] = {}

    def __contains__(self, id: str) -> bool:
        """Tell whether a question is a turn of a dialogue."""
        return id in self._ids

    def receipt_before(self, id: str) -> str | None:
        """Return the receipt of the answer that a question follows, None where it follows none."""
        return self._receipts.get(self._before.get(id, ""))

    def note(self, id: str, known: dict[str, Any]) -> dict[str, Any]:
        """Remember an answer's receipt and return the answer."""
        self._receipts[id] = known["answer"]["receipt"]
        return known


class Dialogues:
    """Which dialogues are right to the end, gathered question by question."""

    def __init__(self) -> None:
        """Begin empty."""
        self._first: dict[str, str] = {}
        self._right: dict[str, bool] = {}
        self._asked_on: set[str] = set()

    def add(self, judgement: Judgement) -> None:
        """Take in one judged answer; one that it was asked after came before it."""
        question = judgement.question
        first = self._first[question.id] = self._first.get(question.after or "", question.id)
        if question.after:
            self._asked_on.add(first)
        self._right[first] = self._right.get(first, True) and is_right(judgement)

    def figures(self) -> dict[str, float]:
        """Return the share of dialogues in which every turn is right; nothing where none is a dialogue."""
        right = [self._right[first] for first in self._asked_on]
        return {"dialogue_right": round(sum(right) / len(right), 4)} if right else {}
