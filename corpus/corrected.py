"""Corrections laid over what is read: which clause of today each is about, and what still needs a look.

A correction of a clause holds as long as the clause's printed words are those it was made for, whatever a
newer parser makes of them. In a text that took the place of the former one (`corpus.versions`) a correction
of the head holds where the head is read as it was then. All others are held back until a person has looked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, select

from corpus import corrections, schema, versions
from corpus.contents import Contents, contents
from corpus.corrections import Change, Correction, Field, clause_digest
from corpus.model import Notice, Passage, TaskItem
from corpus.put_right import head_put_right, head_values, item_put_right
from corpus.rows import scalar

HEAD: Final = ""
"""Stands for the head where an item's id is asked for."""

Heirs = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A correction held against the library of today.

    Attributes:
        notice_id: the notice it is about now; None where it is gone.
        item_id: the clause; HEAD for the head, None where the clause is gone.
        fits: whether the words are those it was made for.
    """

    correction: Correction
    notice_id: str | None
    item_id: str | None
    fits: bool

    @property
    def key(self) -> tuple[str, str]:
        """Tells what it is about; a clause that is gone is known by its words."""
        where = self.correction.place
        gone = f"gone {where.digest}"
        return self.notice_id or where.notice_id, gone if self.item_id is None else self.item_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The newest change of a field that was not taken back, and whether it holds or waits for a look."""

    placed: Placed
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What corrections make of the library.

    Attributes:
        notices, items: by id, put right; those without corrections are left out.
        marks: by notice id, a text that changes with its corrections.
        standing: what counts now, by `Placed.key` and field.
        placed: all corrections, oldest first.
    """

    notices: Mapping[str, Notice] = field(default_factory=dict)
    items: Mapping[str, TaskItem] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    standing: Mapping[tuple[str, str], Mapping[Field, Standing]] = field(default_factory=dict)
    placed: tuple[Placed, ...] = ()

    def of_notices(self, found: Iterable[Notice]) -> tuple[Notice, ...]:
        """Put notices right."""
        return tuple(self.notices.get(notice.id, notice) for notice in found)

    def of_items(self, found: Iterable[TaskItem]) -> tuple[TaskItem, ...]:
        """Put task items right."""
        return tuple(self.items.get(item.id, item) for item in found)

    def of_passages(self, found: Iterable[Passage]) -> tuple[Passage, ...]:
        """Give passages the headings of their items, where these were put right."""
        return tuple(self._of_passage(passage) for passage in found)

    def version(self, notice_id: str, digest: str) -> str:
        """Tell what is stored of a notice, its corrections included."""
        return digest + self.marks.get(notice_id, "")

    def of_contents(self, found: Iterable[Contents]) -> tuple[Contents, ...]:
        """Put whole notices right."""
        return tuple(
            Contents(
                notice=self.notices.get(one.notice.id, one.notice),
                version=self.version(one.notice.id, one.version),
                text=one.text,
                passages=self.of_passages(one.passages),
                items=self.of_items(one.items),
            )
            for one in found
        )

    def _of_passage(self, passage: Passage) -> Passage:
        item = self.items.get(passage.item_id) if passage.item_id else None
        if item is None or item.path == passage.path:
            return passage
        return Passage(
            id=passage.id, notice_id=passage.notice_id, kind=passage.kind, path=item.path,
            number=passage.number, span=passage.span, item_id=passage.item_id,
        )  # fmt: skip


NOTHING: Final = Overlay()


def overlay(connection: Connection) -> Overlay:
    """Lay the corrections of a store over what is read; costs one query where there are none.

    Raises:
        StoreDamaged: a record does not hold what it should.
    """
    made = corrections.read(connection)
    if not made:
        return NOTHING
    heirs = {sha256: _heirs(connection, sha256) for sha256 in {one.place.sha256 for one in made}}
    wanted = {one.place.notice_id for one in made} | {id for ids in heirs.values() for id in ids}
    known = {one.notice.id: one for one in contents(connection, sorted(wanted))}
    return laid(placed(made, known, lambda sha256: heirs[sha256]), known)


def newest(connection: Connection, notice_id: str, item_id: str) -> Correction | None:
    """Give the newest correction of a head or clause; see `Placed` for how it is named."""
    found = [each for each in overlay(connection).placed if each.key == (notice_id, item_id)]
    return found[-1].correction if found else None


def _heirs(connection: Connection, sha256: str) -> tuple[str, ...]:
    present = scalar(connection, select(schema.documents.c.number).filter_by(sha256=sha256, retired_at=None))
    return () if present is not None else versions.successors(connection, sha256)


def placed(made: Iterable[Correction], known: Mapping[str, Contents], heirs: Heirs) -> tuple[Placed, ...]:
    """Find what corrections are about today.

    Args:
        made: oldest first.
        known: the notices named and those that took their place, by id, as they were read.
        heirs: by digest of a former text, the ids of the notices that stand in its place.
    """
    finder = _Finder(known, heirs)
    return tuple(map(finder.place, made))


class _Finder:
    """Finds heads and clauses; digests of clauses are worked out once a notice."""

    def __init__(self, known: Mapping[str, Contents], heirs: Heirs) -> None:
        self._known, self._heirs = known, heirs
        self._digests: dict[str, dict[str, str]] = {}

    def place(self, made: Correction) -> Placed:
        where = made.place
        own = where.notice_id in self._known
        ids = (where.notice_id,) if own else self._heirs(where.sha256)
        found = [self._known[id] for id in ids if id in self._known]
        if where.digest:
            return self._clause(made, found)
        if len(found) != 1:
            return Placed(correction=made, notice_id=None, item_id=HEAD, fits=False)
        notice = found[0].notice
        fits = own or all(change.was == head_values(notice, change.field) for change in made.changes)
        return Placed(correction=made, notice_id=notice.id, item_id=HEAD, fits=fits)

    def _clause(self, made: Correction, found: Sequence[Contents]) -> Placed:
        where = made.place
        items = [(one, item) for one in found for item in one.items]
        same = [(one, item) for one, item in items if self._digest(one, item) == where.digest]
        numbered = [(one, item) for one, item in items if where.number and item.number == where.number]
        headed = [(one, item) for one, item in numbered if item.path == where.path]
        # Of clauses that read alike the one in the same place is meant.
        both = [pair for pair in same if pair in headed]
        for fitting, fits in ((both, True), (same, True), (headed, False), (numbered, False)):
            if len(fitting) == 1:
                one, item = fitting[0]
                return Placed(correction=made, notice_id=one.notice.id, item_id=item.id, fits=fits)
        notice_id = found[0].notice.id if len(found) == 1 else None
        return Placed(correction=made, notice_id=notice_id, item_id=None, fits=False)

    def _digest(self, one: Contents, item: TaskItem) -> str:
        digests = self._digests.setdefault(one.notice.id, {})
        if item.id not in digests:
            digests[item.id] = clause_digest(item, one.text)
        return digests[item.id]


def laid(found: tuple[Placed, ...], known: Mapping[str, Contents]) -> Overlay:
    """Lay placed corrections over the notices they are about."""
    standing: defaultdict[tuple[str, str], dict[Field, Standing]] = defaultdict(dict)
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for each in found:
        numbers[each.key[0]].append(each.correction.number)
        for change in each.correction.changes:
            standing[each.key].pop(change.field, None)
            if change.values is not None:
                standing[each.key][change.field] = Standing(placed=each, change=change)
    notices, items = {}, {}
    for (notice_id, item_id), changes in standing.items():
        holding = tuple(_holding(changes))
        if not holding or notice_id not in known:
            continue
        one = known[notice_id]
        if item_id == HEAD:
            notices[notice_id] = head_put_right(one.notice, one.text, holding)
        for item in one.items:
            if item.id == item_id:
                items[item_id] = item_put_right(item, one.text, holding)
    marks = {notice_id: f"+{max(of)}.{len(of)}" for notice_id, of in numbers.items()}
    return Overlay(notices=notices, items=items, marks=marks, standing=dict(standing), placed=found)


def _holding(changes: Mapping[Field, Standing]) -> Iterator[Change]:
    """Give the changes that are not held back, in the order of the fields."""
    for name in Field:
        one = changes.get(name)
        if one and one.placed.fits:
            yield one.change
