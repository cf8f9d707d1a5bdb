import sqlite3
import threading
from pathlib import Path

import pytest

from corpus.accounts import AccountRole, Accounts, Door, Refusal, Refused, SignedIn, lockout
from corpus.errors import UsageError
from corpus.store import Store
from tests.corpus.accounts.conftest import LIFETIME, PASSWORD, Clock

HERE = "192.0.2.1"
WRONG = Refused(reason=Refusal.WRONG)


def enter(door: Door, name: str = "张三", password: str = PASSWORD, address: str = HERE) -> str:
    entered = door.sign_in(name, password, address=address)
    assert isinstance(entered, SignedIn), entered
    return entered.token


def wait(minutes: int) -> Refused:
    return Refused(reason=Refusal.WAIT, minutes=minutes)


@pytest.fixture(autouse=True)
def _somebody(accounts: Accounts) -> None:
    assert accounts


def test_the_right_password_lets_in_however_the_name_is_typed(door: Door) -> None:
    user = door.user_of(enter(door, " 张三 "))
    assert user is not None
    assert user.signed_in_at is not None


@pytest.mark.parametrize(
    ("name", "password"),
    [("张三", "不对"), ("王五", PASSWORD), ("张三", ""), ("", ""), ("张三", PASSWORD + "\0"),
     ("张\0三", PASSWORD), ("张三", "长" * 1_000_000), ("名" * 1_000_000, PASSWORD), ("\ud800", "\ud800"),
     ("张三' OR 1=1 --", PASSWORD)],
)  # fmt: skip
def test_all_else_is_refused_in_the_same_words(name: str, password: str, door: Door) -> None:
    assert door.sign_in(name, password, address=HERE) == WRONG


def test_a_password_typed_in_full_width_is_the_same(accounts: Accounts, door: Door) -> None:
    accounts.add("李四", AccountRole.STAFF, "kettle-orbit-91", by=None)
    assert enter(door, "李四", "ｋｅｔｔｌｅ－ｏｒｂｉｔ－９１")


@pytest.mark.parametrize("name", ["张三", "没有这个人"])
def test_too_many_failures_bring_a_wait_whether_or_not_there_is_such_a_user(
    name: str, door: Door, clock: Clock
) -> None:
    assert [door.sign_in(name, "不对", address=HERE) for _ in range(5)] == [*[WRONG] * 4, wait(1)]
    assert door.sign_in(name, PASSWORD, address="198.51.100.9") == wait(1)
    clock.pass_(60)
    assert door.sign_in(name, "不对", address=HERE) == wait(2)


def test_getting_in_begins_the_count_anew(door: Door) -> None:
    for _ in range(2):
        for _ in range(3):
            assert door.sign_in("张三", "不对", address=HERE) == WRONG
        enter(door)


def test_an_administrator_ends_the_wait(accounts: Accounts, door: Door) -> None:
    for _ in range(5):
        door.sign_in("张三", "不对", address=HERE)
    accounts.unlock("张三", by=None)
    enter(door)


def test_an_address_that_tries_many_names_must_wait_and_no_other(
    door: Door, store: Store, clock: Clock
) -> None:
    with store.transaction(write=True) as connection:
        for _ in range(lockout.PER_ADDRESS.free - 2):
            lockout.count(connection, lockout.address_subject(HERE), lockout.PER_ADDRESS, int(clock()))
    enter(door)
    assert door.sign_in("人一", "不对", address=HERE) == WRONG
    assert door.sign_in("人二", "不对", address=HERE) == wait(1)
    assert door.sign_in("张三", PASSWORD, address=HERE) == wait(1)
    enter(door, address="198.51.100.9")


def test_many_at_once_get_no_more_tries_than_one_after_another(store: Store, door: Door) -> None:
    results: list[object] = []

    def attempt() -> None:
        results.append(door.sign_in("张三", "不对", address=HERE))

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    failed = [event for event in store.accounts.events(100) if event.kind.value == "failed"]
    assert len(failed) == lockout.PER_USER.free


def test_a_name_that_no_user_has_is_not_kept(store: Store, door: Door) -> None:
    door.sign_in("wo-de-mima-88", "x", address=HERE)
    (event,) = store.accounts.events(1)
    assert "wo-de-mima" not in event.name
    assert not any(b"wo-de-mima" in path.read_bytes() for path in store.path.parent.glob("zhengda.db*"))


def test_one_who_is_locked_is_told_only_with_the_right_password(accounts: Accounts, door: Door) -> None:
    accounts.add("李四", AccountRole.STAFF, PASSWORD, by=None)
    accounts.lock("李四", by=None)
    assert door.sign_in("李四", "不对", address=HERE) == WRONG
    assert door.sign_in("李四", PASSWORD, address=HERE) == Refused(reason=Refusal.LOCKED)
    accounts.unlock("李四", by=None)
    enter(door, "李四")


def test_a_session_ends_unused_and_at_last_however_much_it_is_used(door: Door, clock: Clock) -> None:
    unused, used = enter(door), enter(door)
    for _ in range(LIFETIME.longest // 300 - 1):
        clock.pass_(300)
        assert door.user_of(used) is not None
    assert door.user_of(unused) is None
    clock.pass_(300)
    assert door.user_of(used) is None


def test_a_session_survives_a_restart(store: Store, door: Door, clock: Clock) -> None:
    held = enter(door)
    again = Store.open(store.path)
    user = again.door(LIFETIME, clock).user_of(held)
    again.close()
    assert user is not None


def test_a_session_that_was_ended_does_not_come_back(door: Door) -> None:
    held, other = enter(door), enter(door)
    door.sign_out(held, address=HERE)
    door.sign_out(held, address=HERE)
    assert door.user_of(held) is None
    assert door.user_of(other) is not None


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 1_000_000, "\0", "张", "\ud800", "' OR 1=1 --"])
def test_a_token_that_was_made_up_is_nobody(token: str, door: Door) -> None:
    enter(door)
    assert door.user_of(token) is None
    door.sign_out(token, address=HERE)


def test_the_store_holds_no_token(store: Store, door: Door) -> None:
    held = enter(door)
    with sqlite3.connect(store.path) as raw:
        kept = [row[0] for row in raw.execute("SELECT token FROM sessions")]
    raw.close()
    assert held not in kept
    assert door.user_of(kept[0]) is None
    assert not any(held.encode() in path.read_bytes() for path in store.path.parent.glob("zhengda.db*"))


def test_a_password_is_changed_with_the_old_one_and_all_sessions_end(accounts: Accounts, door: Door) -> None:
    held = enter(door)
    (user,) = accounts.users()
    new = "新的 密码 一定要够长"
    assert door.change_password(user, "不对", new, address=HERE) == WRONG
    with pytest.raises(UsageError, match="太短"):
        door.change_password(user, PASSWORD, "短", address=HERE)
    changed = door.change_password(user, PASSWORD, new, address=HERE)
    assert isinstance(changed, SignedIn)
    assert door.user_of(held) is None
    assert door.user_of(changed.token) is not None
    assert door.sign_in("张三", PASSWORD, address=HERE) == WRONG
    enter(door, password=new)


def test_guessing_the_old_password_in_a_session_ends_in_a_wait(accounts: Accounts, door: Door) -> None:
    (user,) = accounts.users()
    for _ in range(4):
        door.change_password(user, "不对", "新的 密码 一定要够长", address=HERE)
    assert door.change_password(user, "不对", "新的 密码 一定要够长", address=HERE) == wait(1)


def test_a_hash_of_older_parameters_is_renewed(store: Store, door: Door) -> None:
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    _run(store.path, "UPDATE users SET password = ?", old)
    enter(door)
    assert "m=47104" in _run(store.path, "SELECT password FROM users")
    enter(door)


def _run(path: Path, statement: str, *values: str) -> str:
    raw = sqlite3.connect(path)
    found = raw.execute(statement, values).fetchall()
    raw.commit()
    raw.close()
    return str(found)
