import pytest

import corpus.accounts
from corpus.accounts import AccountRole, Accounts, Door, Face, SignedIn
from corpus.accounts.rights import FACE_NAMES, MAY_OPEN, ROLE_NAMES
from corpus.errors import UsageError
from corpus.store import Store
from tests.corpus.accounts.conftest import PASSWORD


def token(door: Door, name: str = "张三", password: str = PASSWORD) -> str:
    entered = door.sign_in(name, password, address="192.0.2.1")
    assert isinstance(entered, SignedIn)
    return entered.token


def test_every_face_and_role_stands_in_the_tables() -> None:
    assert set(ROLE_NAMES) == set(AccountRole)
    assert set(MAY_OPEN) == set(FACE_NAMES) == set(Face)
    assert all(AccountRole.ADMINISTRATOR in roles for roles in MAY_OPEN.values())
    assert AccountRole.OPERATOR not in MAY_OPEN[Face.EDITOR]


def test_a_user_is_added_and_listed_without_the_password(accounts: Accounts, store: Store) -> None:
    (user,) = accounts.users()
    assert (user.name, user.role_name, user.locked, user.signed_in_at) == ("张三", "管理员", False, None)
    assert not any(PASSWORD.encode() in path.read_bytes() for path in store.path.parent.glob("zhengda.db*"))


@pytest.mark.parametrize("name", ["张三", " 张三 ", "Zhang", "zhANG", "ｚｈａｎｇ"])
def test_a_name_that_looks_the_same_is_taken(name: str, accounts: Accounts) -> None:
    accounts.add("zhang", AccountRole.STAFF, PASSWORD, by=None)
    with pytest.raises(UsageError, match="已有名为"):
        accounts.add(name, AccountRole.STAFF, PASSWORD, by=None)


@pytest.mark.parametrize(
    "name",
    ["", " ", "а" + "dmin", "adm\u0456n", "αdmin", "a b", "a\0b", "a\r\nb", "<b>", "../x", "-x", "张\u202e三",
     "名" * 33, "\ud800", "x" * 100_000],
)  # fmt: skip
def test_a_name_of_other_letters_is_refused(name: str, accounts: Accounts) -> None:
    with pytest.raises(UsageError, match="用户名"):
        accounts.add(name, AccountRole.STAFF, PASSWORD, by=None)
    assert len(accounts.users()) == 1


def test_a_rare_letter_may_stand_in_a_name(accounts: Accounts) -> None:
    assert accounts.add("李𠮷", AccountRole.STAFF, PASSWORD, by=None).name == "李𠮷"


def test_another_role_counts_at_once(accounts: Accounts, door: Door) -> None:
    accounts.add("李四", AccountRole.OPERATOR, PASSWORD, by=None)
    held = token(door, "李四")
    accounts.set_role("李四", AccountRole.EDITOR, by=None)
    user = door.user_of(held)
    assert user is not None
    assert user.may_open(Face.EDITOR)


@pytest.mark.parametrize("what", ["password", "lock", "remove"])
def test_all_sessions_of_a_user_end_and_no_other(what: str, accounts: Accounts, door: Door) -> None:
    accounts.add("李四", AccountRole.STAFF, PASSWORD, by=None)
    first, second, other = token(door, "李四"), token(door, "李四"), token(door)
    if what == "password":
        accounts.set_password("李四", "另一个 很长的 密码", by=None)
    else:
        getattr(accounts, what)("李四", by=None)
    assert (door.user_of(first), door.user_of(second)) == (None, None)
    assert door.user_of(other) is not None


@pytest.mark.parametrize("what", ["lock", "remove", "demote"])
def test_the_last_administrator_stays(what: str, accounts: Accounts) -> None:
    def act() -> object:
        if what == "demote":
            return accounts.set_role("张三", AccountRole.STAFF, by=None)
        return getattr(accounts, what)("张三", by=None)

    with pytest.raises(UsageError, match="最后一个"):
        act()
    accounts.add("李四", AccountRole.ADMINISTRATOR, PASSWORD, by=None)
    act()
    with pytest.raises(UsageError, match="最后一个"):
        accounts.lock("李四", by=None)


def test_who_is_not_there_is_told(accounts: Accounts) -> None:
    for act in (accounts.lock, accounts.unlock, accounts.remove):
        with pytest.raises(UsageError, match="没有名为「王五」的用户"):
            act("王五", by=None)


def test_what_happened_is_kept_with_who_did_it_and_outlasts_the_user(accounts: Accounts, door: Door) -> None:
    accounts.add("李四", AccountRole.STAFF, PASSWORD, by="张三")
    held = token(door, "李四")
    door.sign_out(held, address="192.0.2.1")
    door.sign_in("李四", "不对", address="192.0.2.1")
    accounts.lock("李四", by="张三")
    accounts.unlock("李四", by="张三")
    accounts.remove("李四", by="张三")
    kept = [
        (event.kind.value, event.by, event.address) for event in accounts.events(100) if event.name == "李四"
    ]
    assert kept == [
        ("added", "张三", None),
        ("signed_in", "李四", "192.0.2.1"),
        ("signed_out", "李四", "192.0.2.1"),
        ("failed", None, "192.0.2.1"),
        ("locked", "张三", None),
        ("unlocked", "张三", None),
        ("removed", "张三", None),
    ]
    assert [event.kind.value for event in accounts.events(1)] == ["removed"]


def test_the_package_shows_no_more_than_this() -> None:
    names = ["AccountRole", "Accounts", "Door", "Face", "Lifetime", "Refusal", "Refused", "SignedIn"]
    assert sorted(corpus.accounts.__all__) == names
