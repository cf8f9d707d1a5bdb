"""Killed for real, a few times; and what the kill runs look for is seen where it is wrong."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.settings import Settings
from corpus.store import Store
from eval import kills
from eval.kill_checks import Expected, check_index, check_store
from eval.kill_notices import Made, make
from eval.killed import Operation
from eval.kills import Run, rounds, table


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", encoder="none")


@pytest.fixture
def made(tmp_path: Path) -> list[Made]:
    return [make(tmp_path, number, random.Random(number)) for number in range(3)]


@pytest.fixture
def store(settings: Settings, made: list[Made]) -> Iterator[Store]:
    opened = Store.open(settings.store_path)
    for notice in made:
        opened.add(notice.parsed)
    yield opened
    opened.close()


def expecting(made: list[Made]) -> Expected:
    expected = Expected()
    for notice in made:
        expected.offer(notice.name, notice)
        expected.acknowledge(notice.name)
    return expected


def test_killed_at_random_moments_nothing_is_lost_and_nothing_is_half(settings: Settings) -> None:
    runs = list(rounds(settings, 7, 5, model=False))
    assert [line for run in runs for line in run.wrong] == []
    assert sum(run.killed for run in runs) == 7
    assert not (settings.data_dir / "zhengda.db").exists()


def test_a_sound_library_passes(settings: Settings, store: Store, made: list[Made]) -> None:
    assert list(check_store(store, expecting(made))) == []
    assert list(check_index(settings, store, made, made, repair=False)) == []


def test_what_was_acknowledged_and_is_gone_is_told(store: Store, made: list[Made]) -> None:
    store.remove(made[1].id)
    (told,) = check_store(store, expecting(made))
    assert made[1].name in told


def test_what_was_not_acknowledged_may_be_there_or_not(store: Store, made: list[Made]) -> None:
    expected = expecting(made[:2])
    expected.offer(made[2].name, made[2])
    expected.offer(made[1].name, None)
    assert list(check_store(store, expected)) == []
    assert expected.present == tuple(made)


def test_what_nobody_put_in_is_told(store: Store, made: list[Made]) -> None:
    (told,) = check_store(store, expecting(made[:2]))
    assert made[2].name in told


@pytest.mark.parametrize("table_name", ["items", "passages", "locations"])
def test_half_a_notice_is_told(store: Store, made: list[Made], table_name: str) -> None:
    with sqlite3.connect(store.path) as connection:
        connection.execute(f"DELETE FROM {table_name} WHERE rowid = 1")
    connection.close()
    assert list(check_store(store, expecting(made)))


def test_an_index_that_lacks_a_notice_is_told(
    settings: Settings, store: Store, made: list[Made], tmp_path: Path
) -> None:
    other = make(tmp_path, 9, random.Random(9))
    told = list(check_index(settings, store, [*made, other], [other], repair=True))
    assert [line for line in told if other.place in line]


def test_the_table_says_what_was_killed_where_and_a_failure_is_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runs = [
        Run(operation=Operation.INGEST, killed=True, phase="读通知", wrong=("丢了",)),
        Run(operation=Operation.INGEST, killed=False, phase="结束", wrong=()),
    ]
    assert list(table(runs)) == ["ingest   被杀   1  自行结束   1  失败  1  杀在：读通知 1"]
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(tmp_path))
    for found, code in ((runs, 1), (runs[1:], 0)):
        monkeypatch.setattr(kills, "rounds", lambda *_, model, found=found: iter(found) if not model else ())
        ended = CliRunner().invoke(kills.main, ["--words-only", "--runs", "1"])
        assert ended.exit_code == code
    assert "失败 0 次" in ended.stdout
