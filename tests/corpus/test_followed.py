from dataclasses import replace

import pytest

from corpus.follow_up import FollowUp, TaskState, clause_of
from corpus.followed import Places, follow
from corpus.ledger import rows
from corpus.model import Notice, ParsedDocument, ParsedNotice, TaskItem
from corpus.store import Store
from tests.corpus.made import deadline, document, item, notice, unit

PLACE = "/a/b.txt"


def stored(store: Store, made: Notice, *items: TaskItem, text: str) -> None:
    part = ParsedNotice(notice=made, items=items, passages=())
    store.add(ParsedDocument(document=document(text), notices=(part,)), location=PLACE)


def noted(made: Notice, of: TaskItem, note: str = "", state: TaskState = TaskState.UNDER_WAY) -> FollowUp:
    return FollowUp(clause=clause_of(made, of), state=state, note=note, by="张三", address="10.0.0.1")


def told(store: Store) -> dict[str, list[str]]:
    notes = store.follow_ups
    found = follow(notes.all(), Places(rows(store)), notes.heirs())
    return {
        **{item_id: [one.note for one in kept] for item_id, kept in found.histories.items()},
        "lost": [one.note for one in found.lost],
    }


def test_notes_are_kept_in_order_with_who_when_and_from_where(store: Store) -> None:
    made = notice("一")
    first = store.follow_ups.add(noted(made, item(made), "起草"))
    second = store.follow_ups.add(noted(made, item(made), "已报", TaskState.DONE))
    kept = store.follow_ups.all()
    assert [one.number for one in kept] == [first, second]
    assert [(one.state, one.note) for one in kept] == [
        (TaskState.UNDER_WAY, "起草"),
        (TaskState.DONE, "已报"),
    ]
    assert (kept[0].by, kept[0].address, len(kept[0].kept_at)) == ("张三", "10.0.0.1", 19)
    assert kept[0].clause == clause_of(made, item(made))


def test_what_is_refused_in_the_transaction_is_not_kept(store: Store) -> None:
    made = notice("一")

    def refuse(_: tuple[FollowUp, ...]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.follow_ups.add(noted(made, item(made)), unless=refuse)
    assert store.follow_ups.all() == ()


def test_a_note_stays_with_its_clause_when_the_notice_is_read_again_and_numbers_shift(store: Store) -> None:
    made = notice("一")
    clause = item(made, "1", text="公开清单")
    store.follow_ups.add(noted(made, clause, "起草"))
    shifted = replace(clause, id=f"{made.id}-i2", number="2")
    stored(store, made, item(made, "1", text="另一件事"), shifted, text="一")
    assert told(store) == {shifted.id: ["起草"], "lost": []}


@pytest.mark.parametrize(
    "changed",
    [{"text": "公开全部清单"}, {"lead_units": (unit("县审计局"),)}, {"deadline": deadline(None, "年底前")}],
    ids=["words", "units", "deadline"],
)
def test_a_changed_clause_of_the_same_number_keeps_its_notes_and_differs(
    store: Store, changed: dict[str, object]
) -> None:
    made = notice("一")
    store.follow_ups.add(noted(made, item(made, "1"), "起草"))
    now = replace(item(made, "1"), **changed)  # type: ignore[arg-type]
    stored(store, made, now, text="一")
    assert told(store) == {now.id: ["起草"], "lost": []}
    assert store.follow_ups.all()[0].clause.digest != clause_of(made, now).digest


def test_a_notice_that_takes_the_place_of_another_takes_over_its_notes(store: Store) -> None:
    old, new = notice("一"), notice("二")
    stored(store, old, item(old, "1"), item(old, "2", text="要删的事"), text="一")
    store.follow_ups.add(noted(old, item(old, "1"), "起草"))
    store.follow_ups.add(noted(old, item(old, "2", text="要删的事"), "办过"))
    stored(store, new, item(new, "1", text="公开全部清单"), text="二")
    assert told(store) == {item(new, "1").id: ["起草"], "lost": ["办过"]}


def test_of_two_clauses_of_one_number_the_headings_decide_and_without_them_none(store: Store) -> None:
    made = notice("一")
    first = replace(item(made, "1"), id="a", path=("甲",), text="甲事")
    second = replace(item(made, "1"), id="b", path=("乙",), text="乙事")
    store.follow_ups.add(noted(made, replace(second, text="乙的旧事"), "乙"))
    store.follow_ups.add(noted(made, replace(second, path=("丙",), text="丙事"), "丙"))
    stored(store, made, first, second, text="一")
    assert told(store) == {"b": ["乙"], "lost": ["丙"]}


def test_notes_of_a_notice_that_is_gone_are_told_as_lost(store: Store) -> None:
    made = notice("一")
    stored(store, made, item(made), text="一")
    store.follow_ups.add(noted(made, item(made), "起草"))
    store.remove(made.id)
    assert told(store) == {"lost": ["起草"]}
