from collections.abc import Sequence

import pytest

from corpus.held_items import HeldItems
from corpus.model import TaskItem
from corpus.store import Store
from tests.corpus.made import parsed, written


def put(store: Store, number: int, items: int) -> str:
    made = parsed(
        written(number), source=f"{number}.txt", items=items, document_number=f"青政〔2023〕{number}号"
    )
    store.add(made)
    return made.notices[0].notice.id


def as_stored(store: Store) -> dict[str, tuple[TaskItem, ...]]:
    found = {notice.id: store.items(notice.id) for notice in store.notices()}
    return {notice_id: items for notice_id, items in found.items() if items}


def test_what_is_held_is_what_the_store_gives_through_every_change(store: Store) -> None:
    held = HeldItems(store)
    assert held.by_notice() == {}
    first, second = put(store, 1, items=2), put(store, 2, items=3)
    assert held.by_notice() == as_stored(store)
    put(store, 1, items=4)
    assert len(held.by_notice()[first]) == 4
    assert held.by_notice() == as_stored(store)
    store.remove(second)
    assert held.by_notice() == as_stored(store)


def test_after_a_change_only_what_changed_is_read_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = HeldItems(store)
    first = put(store, 1, items=2)
    before = held.by_notice()[first]
    second, asked, items_of = put(store, 2, items=1), [], store.items_of

    def noted(notice_ids: Sequence[str]) -> dict[str, tuple[TaskItem, ...]]:
        asked.append(list(notice_ids))
        return items_of(notice_ids)

    monkeypatch.setattr(store, "items_of", noted)
    assert held.by_notice()[first] is before
    assert len(held.by_notice()[second]) == 1
    assert asked == [[second]]
