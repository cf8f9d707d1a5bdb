"""Hold what a notice's file of another format gives beside what its text gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import plain
from corpus.model import ParsedDocument, TaskItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """How many items came out the same.

    Attributes:
        same: number, path, words, units by role and deadline alike.
        expected, read: items of the text, and of the file.
        differences: the first thing that differs, an item each.
    """

    same: int
    expected: int
    read: int
    differences: tuple[str, ...]

    @property
    def share(self) -> float:
        """Items that are the same, of all that there are on either side."""
        return self.same / max(self.expected, self.read, 1)


def compare_items(text: ParsedDocument, file: ParsedDocument) -> Turned:
    """Compare item by item, in printed order."""
    wanted, read = _items(text), _items(file)
    facts = [_facts(item) for item in wanted], [_facts(item) for item in read]
    pairs = list(zip(*facts, strict=False))
    return Turned(
        same=sum(one == other for one, other in pairs),
        expected=len(wanted),
        read=len(read),
        differences=tuple(_difference(one, other) for one, other in pairs if one != other),
    )


def _items(parsed: ParsedDocument) -> tuple[TaskItem, ...]:
    return tuple(item for notice in parsed.notices for item in notice.items)


def _facts(item: TaskItem) -> tuple[object, ...]:
    units = (item.lead_units, item.responsible_units, item.cooperating_units)
    deadline = item.deadline
    return (
        plain(item.number or ""),
        tuple(map(plain, item.path)),
        plain(item.text),
        *(tuple(plain(unit.name) for unit in of) for of in units),
        None if deadline is None else (plain(deadline.text), deadline.due),
    )


def _difference(one: Sequence[object], other: Sequence[object]) -> str:
    wanted, read = next((a, b) for a, b in zip(one, other, strict=True) if a != b)
    return f"{one[0]}：应为 {wanted}，读成 {read}"
