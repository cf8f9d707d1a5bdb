from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from corpus.database import connect, transaction
from corpus.errors import StoreDamaged, StoreError
from corpus.migrations import STEPS, migrate
from corpus.schema import metadata
from corpus.store import Store
from tests.corpus.made import parsed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "zhengda.db"


def add_a_column(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE feedback ADD COLUMN seen INTEGER"))


def test_an_older_store_is_brought_up_and_keeps_its_content(path: Path) -> None:
    store = Store.open(path)
    store.add(parsed())
    store.close()
    engine = connect(path)
    with transaction(engine, path, write=True) as connection:
        assert migrate(connection, (*STEPS, add_a_column)) == 1
        assert migrate(connection, (*STEPS, add_a_column)) == 0
        assert connection.execute(text("SELECT count(seen) FROM feedback")).scalar_one() == 0
        assert connection.execute(text("SELECT count(*) FROM notices")).scalar_one() == 1
    engine.dispose()


def tables(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Columns and indexes of each table, as the database itself has them."""
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    return {
        name: [
            tuple(row)
            for pragma in ("table_info", "index_list", "foreign_key_list")
            # The number of an index tells only when it was made.
            for row in sorted(row[1:] for row in connection.execute(text(f"PRAGMA {pragma}('{name}')")))
        ]
        for name in names
    }


def test_a_store_of_the_first_version_comes_to_the_schema_of_today(path: Path, tmp_path: Path) -> None:
    engine, fresh = connect(path), connect(tmp_path / "fresh.db")
    with transaction(engine, path, write=True) as connection:
        assert migrate(connection, STEPS[:1]) == 1
        connection.execute(text("INSERT INTO feedback (record) VALUES ('{}')"))
    with transaction(engine, path, write=True) as connection:
        assert migrate(connection) == len(STEPS) - 1
        assert connection.execute(text("SELECT count(*) FROM feedback")).scalar_one() == 1
        migrated = tables(connection)
    with transaction(fresh, tmp_path / "fresh.db", write=True) as connection:
        metadata.create_all(connection)
        assert migrated == tables(connection)
    engine.dispose()
    fresh.dispose()


def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path) -> None:
    def half(connection: Connection) -> None:
        add_a_column(connection)
        raise ZeroDivisionError

    Store.open(path).close()
    engine = connect(path)
    with pytest.raises(ZeroDivisionError), transaction(engine, path, write=True) as connection:
        migrate(connection, (*STEPS, half))
    with transaction(engine, path, write=False) as connection:
        assert connection.execute(text("PRAGMA user_version")).scalar_one() == len(STEPS)
        assert "seen" not in str(connection.execute(text("PRAGMA table_info(feedback)")).fetchall())
    engine.dispose()


def test_a_store_of_a_newer_program_is_refused_untouched(path: Path) -> None:
    Store.open(path).close()
    engine = connect(path)
    _execute(engine, path, "PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"版本是 99.*请升级政答"):
        Store.open(path)
    engine.dispose()


def test_another_program_s_database_is_refused(path: Path) -> None:
    engine = connect(path)
    _execute(engine, path, "CREATE TABLE theirs (a)")
    with pytest.raises(StoreDamaged, match="别的程序的数据库"):
        Store.open(path)
    engine.dispose()


def _execute(engine: Engine, path: Path, statement: str) -> None:
    with transaction(engine, path, write=True) as connection:
        connection.execute(text(statement))
