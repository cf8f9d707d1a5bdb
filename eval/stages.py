"""Where the right passage was lost on its way from the notice to the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from eval import metrics
from eval.questions import Question
from eval.scoring import is_about
from eval.trace import places
from qa.library import Entry, Library


class Stage(StrEnum):
    """The first step that failed.

    NOT_READ: the evidence stands in no passage of a right notice, or there is no such notice.
    NOT_RETRIEVED: it is not among the candidates. RANKED_LOW: it is, but another passage leads.
    SPAN_WRONG: the right passage leads, the words shown are others.
    FIELD_WRONG: the passage is right, a unit, day, fact or list is not.
    WRONGLY_REFUSED: it was found and nothing was answered.
    WRONGLY_ANSWERED: there is no answer and one was given.
    """

    NOT_READ = "not_read"
    NOT_RETRIEVED = "not_retrieved"
    RANKED_LOW = "ranked_low"
    SPAN_WRONG = "span_wrong"
    FIELD_WRONG = "field_wrong"
    WRONGLY_REFUSED = "wrongly_refused"
    WRONGLY_ANSWERED = "wrongly_answered"


STAGE_NAMES: Mapping[Stage, str] = {
    Stage.NOT_READ: "没读出来", Stage.NOT_RETRIEVED: "没检索到", Stage.RANKED_LOW: "排得靠后",
    Stage.SPAN_WRONG: "摘句不对", Stage.FIELD_WRONG: "单位、时限等不对", Stage.WRONGLY_REFUSED: "误拒",
    Stage.WRONGLY_ANSWERED: "误答",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far the right passage came.

    Attributes:
        read: whether a passage holds the evidence.
        candidate: its rank (from 1) among the candidates, 0 where it is none of them.
    """

    read: bool
    candidate: int


_KEPT = 4096


class Shelf:
    """The passages of a library, looked up by what gold says of them."""

    def __init__(self, library: Library) -> None:
        """Lay out a snapshot; wording is folded when first looked for."""
        self.library = library
        self._folded: dict[str, str] = {}
        self._of_source: dict[str, list[Entry]] = {}
        self._of_notice: dict[str, list[Entry]] = {}
        self._right: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str]] = {}
        for entry in library.entries.values():
            self._of_notice.setdefault(entry.notice.id, []).append(entry)
            self._of_source.setdefault(file_of(entry.notice.source), []).append(entry)

    def right(self, question: Question) -> frozenset[str]:
        """Return the ids of the passages of a right notice that hold some of the evidence."""
        asked = question.notices, question.evidence
        if asked not in self._right:
            # Questions on one passage stand together; a set of any length keeps these few.
            if len(self._right) >= _KEPT:
                self._right.clear()
            self._right[asked] = self._find(*asked)
        return self._right[asked]

    def _find(self, files: Sequence[str], evidence: Sequence[str]) -> frozenset[str]:
        wanted = [metrics.fold(words) for words in evidence]
        return frozenset(
            entry.passage.id
            for entries in self._of_notice.values()
            if is_about(files, _notice(entries[0]))
            for entry in entries
            if any(words in self.wording(entry) for words in wanted)
        )

    def of_documents(self, sources: Mapping[str, int], answer: str | None) -> frozenset[str]:
        """Return the ids of the passages of documents, with an answer only of those that hold it."""
        words = metrics.fold(answer)
        return frozenset(
            entry.passage.id
            for source in sources
            for entry in self._of_source.get(source, ())
            if words in self.wording(entry)
        )

    def wording(self, entry: Entry) -> str:
        """Return the folded wording of a passage."""
        if entry.passage.id not in self._folded:
            self._folded[entry.passage.id] = metrics.fold(entry.quote)
        return self._folded[entry.passage.id]

    def way(self, traced: Mapping[str, Any], right: frozenset[str]) -> Way:
        """Return how far the right passages came; `traced` is from `eval.trace`."""
        return Way(read=bool(right), candidate=places(dict(traced), self.library, right))


def lost_at(way: Way, *, refused: bool, cited: int) -> Stage | None:
    """Name the stage that lost the right passage.

    Args:
        way: how far it came.
        refused: whether nothing was answered.
        cited: its rank among the citations shown, 0 where it is none of them.

    Returns:
        None where it leads.
    """
    if cited == 1:
        return None
    if not way.read:
        return Stage.NOT_READ
    if cited > 1:
        return Stage.RANKED_LOW
    if way.candidate == 0:
        return Stage.NOT_RETRIEVED
    if refused:
        return Stage.WRONGLY_REFUSED
    return Stage.SPAN_WRONG if way.candidate == 1 else Stage.RANKED_LOW


def file_of(source: str) -> str:
    """Return the file's name of a source."""
    return PurePath(source.replace("\\", "/")).name


def _notice(entry: Entry) -> Mapping[str, Any]:
    region = entry.notice.region
    return {
        "title": entry.notice.title, "source": entry.notice.source,
        "region": region.name if region else None,
    }  # fmt: skip
