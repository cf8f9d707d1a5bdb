from dataclasses import dataclass, field

import pytest

from corpus.accounts import AccountRole, Accounts, Door, Lifetime
from corpus.store import Store

PASSWORD = "青石 出门带伞 七把"
LIFETIME = Lifetime(idle=600, longest=3600)


@dataclass
class Clock:
    """A clock that a test sets."""

    now: float = field(default=1_700_000_000.0)

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(store: Store) -> Accounts:
    store.accounts.add("张三", AccountRole.ADMINISTRATOR, PASSWORD, by="测试")
    return store.accounts


@pytest.fixture
def door(store: Store, clock: Clock) -> Door:
    return store.door(LIFETIME, clock)
