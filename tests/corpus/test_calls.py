from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from corpus.accounts import AccountRole
from corpus.calls import Asked, Calls, NoteOvertaken
from corpus.hand_overs import HandOver, HandOverOvertaken, HandOvers, HandOverState
from corpus.store import Store

MORNING = datetime(2025, 8, 1, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "zhengda.db")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def calls(store: Store, clock: Clock) -> Calls:
    return Calls(store.transaction, keep_days=30, clock=clock)


@pytest.fixture
def matters(store: Store, clock: Clock) -> HandOvers:
    return HandOvers(store.transaction, keep_days=30, clock=clock)


def test_a_note_and_the_questions_of_a_call_come_back_with_its_beginning_and_end(
    calls: Calls, clock: Clock
) -> None:
    calls.ask("甲", "k1", Asked(receipt="r1", seconds=4.5, since_call=10.0), ago=60)
    clock.now += timedelta(seconds=30)
    calls.keep("甲", "k1", "问医保", ended=False, after=0)
    kept = calls.keep("甲", "k1", "问医保缴费", ended=True, after=1)
    (call,) = calls.of("甲")
    assert call == kept
    assert (call.note, call.version) == ("问医保缴费", 2)
    assert (call.began_at, call.ended_at) == ("2025-08-01 08:59:00", "2025-08-01 09:00:30")
    assert [(one.receipt, one.seconds, one.since_call) for one in call.asked] == [("r1", 4.5, 10.0)]


def test_the_same_receipt_counts_once_in_a_call(calls: Calls) -> None:
    for _ in range(2):
        calls.ask("甲", "k1", Asked(receipt="r1", seconds=4.5))
    assert calls.times("甲", 1) == (("2025-08-01 09:00:00", 4.5),)


def test_a_note_written_on_an_older_one_is_held_back_and_the_newer_one_shown(calls: Calls) -> None:
    calls.keep("甲", "k1", "第一页写的", ended=False, after=0)
    with pytest.raises(NoteOvertaken) as told:
        calls.keep("甲", "k1", "第二页写的", ended=False, after=0)
    assert told.value.call.note == "第一页写的"
    assert calls.of("甲")[0].note == "第一页写的"
    # The same words sent twice are no conflict.
    assert calls.keep("甲", "k1", "第一页写的", ended=False, after=0).version == 1


def test_nobody_sees_or_deletes_the_calls_of_another(calls: Calls) -> None:
    calls.keep("甲", "k1", "甲的", ended=False, after=0)
    calls.keep("乙", "k1", "乙的", ended=False, after=0)
    assert calls.delete("乙") == 1
    assert [call.note for call in calls.of("甲")] == ["甲的"]
    assert calls.of("乙") == ()


def test_of_a_deleted_note_no_word_is_left_in_the_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "zhengda.db")
    kept = store.calls(30)
    for number in range(20):
        kept.keep("甲", f"{number:016x}", f"words-of-the-caller {number} " * 40, ended=True, after=0)
    store.close()
    assert b"words-of-the-caller" in (tmp_path / "zhengda.db").read_bytes()
    store = Store.open(tmp_path / "zhengda.db")
    assert store.calls(30).delete("甲") == 20
    store.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"words-of-the-caller" not in left


SECRET = "words-of-the-caller"


def left_in(folder: Path) -> bool:
    return any(SECRET.encode() in path.read_bytes() for path in folder.iterdir() if path.is_file())


def delete_call(store: Store) -> None:
    store.calls(30).delete("甲", "k1")


def delete_all_calls(store: Store) -> None:
    store.calls(30).delete("甲")


def delete_matter(store: Store) -> None:
    store.hand_overs(30).delete("甲", "h1")


def remove_operator(store: Store) -> None:
    store.accounts.remove("甲", by="管")


def grow_old(store: Store) -> None:
    later = datetime.now(UTC) + timedelta(days=31)
    Calls(store.transaction, keep_days=30, clock=lambda: later).clear()
    HandOvers(store.transaction, keep_days=30, clock=lambda: later).clear()


def grow_old_and_be_written_over(store: Store) -> None:
    later = datetime.now(UTC) + timedelta(days=31)
    Calls(store.transaction, keep_days=30, clock=lambda: later).keep("乙", "k2", "", ended=True, after=0)
    matters = HandOvers(store.transaction, keep_days=30, clock=lambda: later)
    matters.add("乙", HandOver(key="h2", receipt="r2", unit="县数据局"))


@pytest.mark.parametrize(
    ("way", "kept"),
    [
        (delete_call, "call"),
        (delete_all_calls, "call"),
        (delete_matter, "matter"),
        (remove_operator, "both"),
        (grow_old, "both"),
        (grow_old_and_be_written_over, "both"),
    ],
)
def test_what_is_deleted_is_in_none_of_the_files_while_the_store_stays_open(
    store: Store, tmp_path: Path, way: Callable[[Store], None], kept: str
) -> None:
    for name, role in (("管", AccountRole.ADMINISTRATOR), ("甲", AccountRole.OPERATOR)):
        store.accounts.add(name, role, "kettle-orbit-91", by=None)
    if kept != "matter":
        # As autosave does: written many times over, and longer than a page.
        for number in range(5):
            store.calls(30).keep("甲", "k1", f"{SECRET} {number} " * 400, ended=False, after=number)
    if kept != "call":
        store.hand_overs(30).add("甲", HandOver(key="h1", receipt="r1", unit="县数据局", remark=SECRET))
    assert left_in(tmp_path)
    way(store)
    assert not left_in(tmp_path)


def test_words_that_a_reader_held_fast_are_gone_at_the_next_start(store: Store, tmp_path: Path) -> None:
    store.calls(30).keep("甲", "k1", SECRET, ended=True, after=0)
    with store.transaction(write=False) as reading:
        reading.execute(text("SELECT count(*) FROM calls")).all()
        assert store.calls(30).delete("甲") == 1
        assert left_in(tmp_path)
    store.empty_log()
    assert not left_in(tmp_path)


def test_calls_older_than_they_may_be_kept_are_gone(calls: Calls, clock: Clock) -> None:
    calls.ask("甲", "k1", Asked(receipt="r1", seconds=1.0))
    clock.now += timedelta(days=31)
    assert calls.of("甲") == ()
    calls.keep("乙", "k2", "新", ended=False, after=0)
    assert calls.clear() == 0
    assert calls.times("甲", 60) == ()


def matter(**fields: object) -> HandOver:
    return HandOver(**{"key": "h1", "receipt": "r1", "unit": "县数据局", **fields})  # type: ignore[arg-type]


def test_a_matter_sent_twice_is_kept_once(matters: HandOvers) -> None:
    first = matters.add("甲", matter(remark="请回电"))
    again = matters.add("甲", matter(remark="请回电，急"))
    assert again == first == matters.of("甲")[0]
    assert first.state is HandOverState.NOTED


def test_a_matter_moves_on_unless_another_page_moved_it(matters: HandOvers, clock: Clock) -> None:
    matters.add("甲", matter())
    clock.now += timedelta(minutes=5)
    moved = matters.move("甲", "h1", HandOverState.PASSED_ON, seen=HandOverState.NOTED)
    assert moved
    assert (moved.state, moved.changed_at) == (HandOverState.PASSED_ON, "2025-08-01 09:05:00")
    with pytest.raises(HandOverOvertaken, match="已转出"):
        matters.move("甲", "h1", HandOverState.CLOSED, seen=HandOverState.NOTED)
    assert matters.move("乙", "h1", HandOverState.CLOSED, seen=HandOverState.PASSED_ON) is None


def test_matters_go_in_time_open_or_closed_unless_they_move(matters: HandOvers, clock: Clock) -> None:
    for key in ("open", "done", "moved"):
        matters.add("甲", matter(key=key))
    matters.move("甲", "done", HandOverState.CLOSED, seen=HandOverState.NOTED)
    assert [one.key for one in matters.of("甲")] == ["moved", "open", "done"]
    assert matters.goes_at(matters.of("甲")[1]) == MORNING + timedelta(days=30)
    clock.now += timedelta(days=29)
    matters.move("甲", "moved", HandOverState.PASSED_ON, seen=HandOverState.NOTED)
    clock.now += timedelta(days=2)
    # Not shown any more, and gone at the next writing.
    assert [one.key for one in matters.of("甲")] == ["moved"]
    assert matters.clear() == 2
    assert matters.clear() == 0
    assert matters.delete("甲", "moved")
    assert not matters.delete("甲", "moved")


def test_who_is_given_the_name_of_a_former_operator_finds_nothing_of_theirs(
    store: Store, calls: Calls, matters: HandOvers
) -> None:
    for name, role in (("管", AccountRole.ADMINISTRATOR), ("甲", AccountRole.OPERATOR)):
        store.accounts.add(name, role, "kettle-orbit-91", by=None)
    calls.ask("甲", "k1", Asked(receipt="r1"))
    calls.keep("乙", "k2", "乙的", ended=False, after=0)
    matters.add("甲", matter())
    store.accounts.remove("甲", by="管")
    assert (calls.of("甲"), matters.of("甲")) == ((), ())
    assert len(calls.of("乙")) == 1
