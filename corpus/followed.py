"""Which task of today a note about an earlier one belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.follow_up import Clause, FollowUp, clause_of
from corpus.ledger import LedgerRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Notes held against the tasks of today.

    Attributes:
        histories: notes by the task item's id, oldest first; items without any are left out.
        lost: notes whose clause is no longer there, oldest first.
    """

    histories: Mapping[str, tuple[FollowUp, ...]]
    lost: tuple[FollowUp, ...]


class Places:
    """How the clauses of a ledger read: worked out for the notices that notes are about, and kept.

    Args:
        rows: the ledger.
    """

    def __init__(self, rows: Iterable[LedgerRow]) -> None:
        self._rows: defaultdict[str, list[LedgerRow]] = defaultdict(list)
        for row in rows:
            self._rows[row.notice.id].append(row)
        self._clauses: dict[str, Sequence[tuple[str, Clause]]] = {}

    def __contains__(self, notice_id: str) -> bool:
        return notice_id in self._rows

    def of(self, notice_id: str) -> Sequence[tuple[str, Clause]]:
        """Give the id and the clause of each task of a notice."""
        if notice_id not in self._clauses:
            rows = self._rows.get(notice_id, ())
            self._clauses[notice_id] = [(row.item.id, clause_of(row.notice, row.item)) for row in rows]
        return self._clauses[notice_id]


def follow(notes: Iterable[FollowUp], places: Places, heirs: Mapping[str, Sequence[str]]) -> Followed:
    """Find the tasks that notes are about.

    A note belongs to the clause that reads as it did then; where none does, to the one of the same number
    (and the same headings, where the number occurs twice). A notice that is gone hands its notes to the
    notice that stands in its place.

    Args:
        notes: oldest first.
        places: of the ledger.
        heirs: see `FollowUps.heirs`.
    """
    found: dict[Clause, str | None] = {}
    histories: defaultdict[str, list[FollowUp]] = defaultdict(list)
    lost: list[FollowUp] = []
    for note in notes:
        clause = note.clause
        if clause not in found:
            ids = [clause.notice_id] if clause.notice_id in places else heirs.get(clause.sha256, ())
            found[clause] = _find(clause, [place for id in ids for place in places.of(id)])
        item_id = found[clause]
        (lost if item_id is None else histories[item_id]).append(note)
    return Followed(histories={item_id: tuple(kept) for item_id, kept in histories.items()}, lost=tuple(lost))


def _find(clause: Clause, places: Sequence[tuple[str, Clause]]) -> str | None:
    same = [place for place in places if place[1].words == clause.words]
    numbered = [place for place in places if clause.number and place[1].number == clause.number]
    headed = [place for place in numbered if place[1].path == clause.path]
    # Of clauses that read alike the one in the same place is meant.
    both = [place for place in same if place in headed]
    for fitting in (both, same, headed, numbered):
        if len(fitting) == 1:
            return fitting[0][0]
    return None
