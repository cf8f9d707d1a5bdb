from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from corpus.accounts import lockout
from corpus.accounts.lockout import Limit, address_subject, count, seconds_left
from corpus.store import Store

LIMIT = Limit(free=3, forget=1000)


@pytest.fixture
def connection(store: Store) -> Iterator[Connection]:
    with store.transaction(write=True) as opened:
        yield opened


def test_the_wait_doubles_up_to_the_longest_and_is_forgotten(connection: Connection) -> None:
    limit, now = Limit(free=3, first=60, longest=3600, forget=24 * 3600), 0
    waits = []
    for _ in range(10):
        waits.append(count(connection, "a", limit, now))
        now += waits[-1]
        assert seconds_left(connection, "a", limit, now) == 0
    assert waits == [0, 0, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert count(connection, "a", limit, now + 24 * 3600) == 0


def test_the_wait_runs_down_for_one_subject_only(connection: Connection) -> None:
    for _ in range(3):
        count(connection, "a", LIMIT, 100)
    assert [seconds_left(connection, "a", LIMIT, now) for now in (100, 130, 159, 160)] == [60, 30, 1, 0]
    assert seconds_left(connection, "b", LIMIT, 100) == 0


def test_a_clock_that_was_ahead_shuts_nobody_out_for_long(connection: Connection) -> None:
    for _ in range(3):
        count(connection, "a", LIMIT, 10**9)
    assert seconds_left(connection, "a", LIMIT, 100) <= LIMIT.longest


def test_a_failure_taken_back_does_not_count(connection: Connection) -> None:
    for _ in range(3):
        count(connection, "a", LIMIT, 100)
    lockout.take_back(connection, "a")
    assert seconds_left(connection, "a", LIMIT, 100) == 0
    assert count(connection, "a", LIMIT, 100) == 60


def test_old_counters_are_swept_away_and_new_ones_stay(connection: Connection) -> None:
    count(connection, "old", LIMIT, 0)
    for _ in range(3):
        count(connection, "new", LIMIT, 100_000)
    lockout.sweep(connection, 100_001)
    assert connection.exec_driver_sql("SELECT subject FROM lockouts").scalars().all() == ["new"]


def test_addresses_of_one_network_of_ipv6_count_as_one() -> None:
    assert address_subject("2001:db8::1") == address_subject("2001:db8::ffff%eth0")
    assert address_subject("2001:db8::1") != address_subject("2001:db8:0:1::1")
    assert address_subject("::ffff:192.0.2.1") == address_subject("192.0.2.1") != address_subject("192.0.2.2")
    assert address_subject("") == address_subject("no\0address")
