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


def follow(
    notes: Iterable[FollowUp], rows: Iterable[LedgerRow], heirs: Mapping[str, Sequence[str]]
) -> Followed:
    """Find the tasks that notes are about.

    A note belongs to the clause that reads as it did then; where none does, to the one of the same number
    (and the same headings, where the number occurs twice). A notice that is gone hands its notes to the
    notice that stands in its place.

    Args:
        notes: oldest first.
        rows: the ledger.
        heirs: see `FollowUps.heirs`.
    """
    by_notice: defaultdict[str, list[tuple[str, Clause]]] = defaultdict(list)
    for row in rows:
        by_notice[row.notice.id].append((row.item.id, clause_of(row.notice, row.item)))
    found: dict[Clause, str | None] = {}
    histories: defaultdict[str, list[FollowUp]] = defaultdict(list)
    lost: list[FollowUp] = []
    for note in notes:
        clause = note.clause
        if clause not in found:
            ids = [clause.notice_id] if clause.notice_id in by_notice else heirs.get(clause.sha256, ())
            found[clause] = _find(clause, [place for id in ids for place in by_notice.get(id, ())])
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
