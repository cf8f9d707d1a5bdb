"""Brings a store file to the present schema, one step a version, counted in PRAGMA user_version."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, text

from corpus.errors import StoreDamaged, StoreError
from corpus.first_schema import FIRST

# "ZHDA": marks an SQLite file as ours (PRAGMA application_id).
APPLICATION_ID = 0x5A484441

Step = Callable[[Connection], None]


def create_tables(connection: Connection) -> None:
    """Make the tables of version 1."""
    for statement in FIRST:
        connection.execute(text(statement))


def add_decisions(connection: Connection) -> None:
    """Add the table of what administrators decide about notices (version 2)."""
    connection.execute(
        text(
            "CREATE TABLE decisions (number INTEGER NOT NULL,"
            " kept_at VARCHAR(32) DEFAULT CURRENT_TIMESTAMP NOT NULL, kind VARCHAR(40) NOT NULL,"
            " subject VARCHAR(160) NOT NULL, record TEXT NOT NULL, PRIMARY KEY (number))"
        )
    )
    connection.execute(text("CREATE INDEX decisions_by_subject ON decisions (kind, subject)"))


def add_layouts(connection: Connection) -> None:
    """Keep how texts lay in their files, former versions, fingerprints and sketches (version 3)."""
    for column in (
        "documents ADD COLUMN layout TEXT DEFAULT '' NOT NULL",
        "documents ADD COLUMN file_sha256 VARCHAR(64) DEFAULT '' NOT NULL",
        "documents ADD COLUMN last_location VARCHAR(4096) DEFAULT '' NOT NULL",
        "documents ADD COLUMN retired_at VARCHAR(32)",
        "locations ADD COLUMN fingerprint VARCHAR(80) DEFAULT '' NOT NULL",
        "notices ADD COLUMN sketch BLOB",
    ):
        connection.execute(text(f"ALTER TABLE {column}"))


def add_accounts(connection: Connection) -> None:
    """Add users, their sessions, lock-outs and what happened to them (version 4)."""
    for statement in (
        "CREATE TABLE users (number INTEGER NOT NULL, name VARCHAR(64) NOT NULL,"
        " folded VARCHAR(128) NOT NULL, role VARCHAR(20) NOT NULL,"
        " password VARCHAR(200) NOT NULL, locked INTEGER DEFAULT '0' NOT NULL,"
        " created_at VARCHAR(32) DEFAULT CURRENT_TIMESTAMP NOT NULL, signed_in_at VARCHAR(32),"
        " PRIMARY KEY (number), UNIQUE (folded))",
        "CREATE TABLE sessions (token VARCHAR(64) NOT NULL, user INTEGER NOT NULL, began INTEGER NOT NULL,"
        " seen INTEGER NOT NULL, PRIMARY KEY (token),"
        " FOREIGN KEY(user) REFERENCES users (number) ON DELETE CASCADE)",
        "CREATE INDEX ix_sessions_user ON sessions (user)",
        "CREATE TABLE lockouts (subject VARCHAR(80) NOT NULL, failures INTEGER NOT NULL,"
        " failed INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (subject))",
        "CREATE TABLE account_events (number INTEGER NOT NULL,"
        " kept_at VARCHAR(32) DEFAULT CURRENT_TIMESTAMP NOT NULL, kind VARCHAR(20) NOT NULL,"
        " name VARCHAR(64) NOT NULL, by VARCHAR(64), address VARCHAR(64),"
        " detail VARCHAR(200) DEFAULT '' NOT NULL, PRIMARY KEY (number))",
    ):
        connection.execute(text(statement))


def add_task_progress(connection: Connection) -> None:
    """Add what staff noted about how far tasks are (version 5)."""
    for statement in (
        "CREATE TABLE task_progress (number INTEGER NOT NULL,"
        " kept_at VARCHAR(32) DEFAULT CURRENT_TIMESTAMP NOT NULL, notice VARCHAR(64) NOT NULL,"
        " sha256 VARCHAR(64) NOT NULL, item VARCHAR(64), path TEXT NOT NULL, digest VARCHAR(64) NOT NULL,"
        " clause TEXT NOT NULL, state VARCHAR(20) NOT NULL, note TEXT NOT NULL,"
        " by VARCHAR(64) NOT NULL, address VARCHAR(64) DEFAULT '' NOT NULL, PRIMARY KEY (number))",
        "CREATE INDEX ix_task_progress_notice ON task_progress (notice)",
    ):
        connection.execute(text(statement))


def add_calls(connection: Connection) -> None:
    """Add calls with what was asked in them, matters handed over, and when documents came (version 6)."""
    for statement in (
        "CREATE TABLE calls (number INTEGER NOT NULL, key VARCHAR(40) NOT NULL, by VARCHAR(64) NOT NULL,"
        " began_at VARCHAR(32) NOT NULL, ended_at VARCHAR(32), note TEXT DEFAULT '' NOT NULL,"
        " version INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (number), UNIQUE (by, key))",
        "CREATE INDEX ix_calls_began_at ON calls (began_at)",
        "CREATE TABLE call_questions (number INTEGER NOT NULL, call INTEGER NOT NULL,"
        " receipt VARCHAR(100) NOT NULL, seconds FLOAT, since_call FLOAT, at VARCHAR(32) NOT NULL,"
        " PRIMARY KEY (number), UNIQUE (call, receipt),"
        " FOREIGN KEY(call) REFERENCES calls (number) ON DELETE CASCADE)",
        "CREATE TABLE hand_overs (number INTEGER NOT NULL, key VARCHAR(40) NOT NULL,"
        " by VARCHAR(64) NOT NULL, call VARCHAR(40) DEFAULT '' NOT NULL, receipt VARCHAR(100) NOT NULL,"
        " unit VARCHAR(100) NOT NULL, phone VARCHAR(100) DEFAULT '' NOT NULL,"
        " remark TEXT DEFAULT '' NOT NULL, state VARCHAR(20) NOT NULL, kept_at VARCHAR(32) NOT NULL,"
        " changed_at VARCHAR(32) NOT NULL, PRIMARY KEY (number), UNIQUE (by, key))",
        "ALTER TABLE documents ADD COLUMN added_at VARCHAR(32)",
    ):
        connection.execute(text(statement))


# A change of the schema is a new step at the end, with corpus.schema changed to match; no step is changed.
STEPS: tuple[Step, ...] = (
    create_tables, add_decisions, add_layouts, add_accounts, add_task_progress, add_calls,
)  # fmt: skip


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> int:
    """Bring the store to the newest version, inside the caller's transaction.

    Returns:
        The number of steps that were taken.

    Raises:
        StoreDamaged: an SQLite file that is not one of ours.
        StoreError: the file was written by a newer program.
    """
    version = _pragma(connection, "user_version")
    if version > len(steps):
        raise StoreError(
            f"库文件的版本是 {version}，本程序只认识到 {len(steps)}：它由更新的程序写成。请升级政答后再打开。"
        )
    if _pragma(connection, "application_id") != APPLICATION_ID and _has_tables(connection):
        raise StoreDamaged("这是别的程序的数据库文件，不是政答的库。请检查设置 data_dir。")
    for number, step in enumerate(steps[version:], version + 1):
        step(connection)
        connection.execute(text(f"PRAGMA user_version = {number}"))
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    return len(steps) - version


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.execute(text(f"PRAGMA {name}")).scalar_one())


def _has_tables(connection: Connection) -> bool:
    return bool(connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one())
