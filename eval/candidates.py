"""From use to set: questions that were refused, or that somebody said something about, to be labelled.

Nothing here decides what is right. A refused question is proposed as one without an answer, for a person to
confirm; one that was answered comes without labels, since the answer given may be what was wrong.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.store import Store
from eval.likeness import Wordings, groups, wording
from eval.notice_file import file_name
from eval.questions import Kind, State
from qa.answer import Status
from qa.privacy import mask
from qa.verdict import Verdict

Receipt = Mapping[str, Any]
"""An answer as it was given, answer.schema.json with the question masked."""
_CITED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An answer given, and what people said about it (right, wrong, outdated, missing)."""

    question: str
    receipt: Receipt
    verdicts: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether no answer was given."""
        return self.receipt.get("status") != Status.ANSWERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A question that people ask, nearly the same wordings taken together.

    Attributes:
        question: the wording that came most often. asked: all answers given, that wording's first.
    """

    question: str
    asked: tuple[Asked, ...]

    def record(self) -> dict[str, object]:
        """Lay the candidate out as a line to be labelled: a question file's keys and what is known of it."""
        refused = [each for each in self.asked if each.refused]
        verdicts = Counter(verdict for each in self.asked for verdict in each.verdicts)
        days = sorted(str(each.receipt["asked_on"]) for each in self.asked if each.receipt.get("asked_on"))
        # Refused each time and nobody objected: most likely the library has none. A person decides.
        none = len(refused) == len(self.asked) and not set(verdicts) - {Verdict.RIGHT}
        return {
            "id": "c" + hashlib.sha256(self.question.encode()).hexdigest()[:10],
            "kind": Kind.NONE if none else None,
            "persona": "public",
            "question": self.question,
            "notices": [],
            "evidence": [],
            "lead_units": None,
            "responsible_units": None,
            "deadline": None,
            "deadline_date": None,
            "answer": None,
            "answerable": False if none else None,
            "state": State.CANDIDATE,
            "count": len(self.asked) + verdicts.total(),
            "refused": len(refused),
            "verdicts": dict(sorted(verdicts.items())),
            "first_on": days[0] if days else None,
            "last_on": days[-1] if days else None,
            "variants": sorted({each.question for each in self.asked} - {self.question}),
            "given": _given(self.asked[0].receipt),
        }


def candidates(store: Store, known: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """Gather what may be learned from use.

    Args:
        store: its receipts and feedback are read.
        known: questions that sets hold already; what is nearly the same as one of them is left out.

    Returns:
        Candidates, the most frequent first; the same store gives the same candidates in the same order.

    Raises:
        StoreError: the library cannot be read.
    """
    held = Wordings()
    for question in known:
        held.add(wording(question))
    by_question: defaultdict[str, list[Asked]] = defaultdict(list)
    for asked in _worth_a_look(store):
        if held.nearest(wording(asked.question)) is None:
            by_question[asked.question].append(asked)
    questions = sorted(by_question, key=lambda question: (-len(by_question[question]), question))
    found = [_together([by_question[questions[place]] for place in group]) for group in groups(questions)]
    return tuple(sorted(found, key=lambda candidate: (-len(candidate.asked), candidate.question)))


def _worth_a_look(store: Store) -> Iterator[Asked]:
    verdicts: defaultdict[str, list[str]] = defaultdict(list)
    for said in store.feedback():
        verdicts[str(said.get("receipt"))].append(_verdict(said))
    for receipt in store.receipts():
        said_of = tuple(verdicts.get(str(receipt.get("receipt")), ()))
        question = mask(str(receipt.get("question") or "")).strip()
        # An id means that the question came out of a file: an evaluation is no use by people.
        by_people = receipt.get("id") is None
        asked = Asked(question=question, receipt=receipt, verdicts=said_of)
        if wording(question) and (said_of or (asked.refused and by_people)):
            yield asked


def _verdict(said: Mapping[str, object]) -> str:
    """Return the verdict of an operator, or what a thumb up or down comes to."""
    verdict = said.get("verdict")
    return str(verdict or (Verdict.RIGHT if said.get("useful") else Verdict.WRONG))


def _together(wordings: Sequence[Sequence[Asked]]) -> Candidate:
    asked = tuple(each for same in wordings for each in same)
    return Candidate(question=asked[0].question, asked=asked)


def _given(receipt: Receipt) -> dict[str, object]:
    """Say what was answered: enough to judge it by, without the passages themselves."""
    return {
        "receipt": receipt.get("receipt"),
        "status": receipt.get("status"),
        "reason": receipt.get("reason"),
        "text": receipt.get("text"),
        "citations": [
            {
                "notice": file_name(str(citation["notice"].get("source", ""))),
                "title": citation["notice"].get("title"),
                "item": citation.get("item"),
                "start": citation["start"],
                "end": citation["end"],
            }
            for citation in receipt.get("citations", ())[:_CITED]
        ],
    }
