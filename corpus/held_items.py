"""The task items of a library held in memory: after a change only those of changed notices are read again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from corpus.model import TaskItem
from corpus.store import Store

Items = tuple[TaskItem, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What was held when the store stood at `sequence`: by notice id its version, and its items."""

    sequence: int = -1
    versions: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, Items] = field(default_factory=dict)


class HeldItems:
    """Task items by notice, as the store gives them; may be used from several threads.

    Args:
        store: where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held = _Held()
        self._reading = Lock()

    def by_notice(self) -> Mapping[str, Items]:
        """Give the items of every notice that has any, by its id, in the order of the text."""
        with self._reading:
            sequence = self._store.sequence
            if self._held.sequence != sequence:
                # Read after the number: what changes in between is looked at once more, never missed.
                self._held = self._read_anew(sequence)
            return self._held.items

    def _read_anew(self, sequence: int) -> _Held:
        former, versions = self._held, self._store.versions()
        changed = [id for id, version in versions.items() if former.versions.get(id) != version]
        same = {id: items for id, items in former.items.items() if versions.get(id) == former.versions[id]}
        return _Held(sequence, versions, same | self._store.items_of(changed))
