"""SQLite behind SQLAlchemy: how connections are set up, and what its errors mean to us."""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from corpus.errors import StoreBusy, StoreDamaged, StoreError, StoreFull

BUSY_SECONDS = 10.0
_POLL_SECONDS = 0.02
_WRITE = "zhengda_write"
_ERASED = "zhengda_erased"
# A reader that holds the log open is waited for so long; it is emptied at the next deletion then.
_EMPTY_SECONDS = 1.0
logger = logging.getLogger(__name__)
# A write that fails for a quota or a limit on file size is not SQLITE_FULL to SQLite, but it is to people.
_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_FSYNC")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ", "SQLITE_FORMAT")


def connect(path: Path) -> Engine:
    """Make the engine of one store file; nothing is opened yet."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own BEGIN comes too late for reads and is never IMMEDIATE; ours is in `_begin`.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # FULL, so that what is acknowledged survives a power cut, not only a killed process.
    connection.execute("PRAGMA synchronous = FULL")
    # What is deleted (a call's note, a text taken out) is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get(_WRITE, False)
    # IMMEDIATE takes the write lock at once: waiting works then, while a read that turns into a write fails.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def transaction(engine: Engine, path: Path, *, write: bool) -> Iterator[Connection]:
    """Run one transaction: committed at the end of the block, rolled back when it raises.

    Raises:
        StoreBusy, StoreFull, StoreDamaged, StoreError: what the database's own error means.
    """
    erased = False
    try:
        with engine.execution_options(**{_WRITE: write}).begin() as connection:
            connection.info.pop(_ERASED, None)
            yield connection
            erased = connection.info.pop(_ERASED, False)
    except DBAPIError as error:
        raise meaning(error.orig, path) from error
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise meaning(error, path) from error
    if erased:
        empty_log(engine, path)


def leave_no_words(connection: Connection) -> None:
    """Have the log emptied after this transaction: it would go on holding what is deleted here."""
    connection.info[_ERASED] = True


def empty_log(engine: Engine, path: Path) -> bool:
    """Write the write-ahead log into the file and cut it to nothing; tells whether nobody was in the way.

    What was deleted is overwritten in the file (`secure_delete`), but the log holds pages as they were.
    """
    try:
        with closing(engine.raw_connection()) as raw:
            cursor = raw.cursor()
            cursor.execute(f"PRAGMA busy_timeout = {_EMPTY_SECONDS * 1000:.0f}")
            (busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
    except (DBAPIError, sqlite3.Error) as error:
        # What was deleted is deleted: that it may still be found in the log is no failure of the deletion.
        logger.warning("the log of %s was not emptied: %s", path, error)
        return False
    if busy:
        logger.warning("the log of %s is being read; it is emptied at the next deletion or start", path)
    return not busy


def meaning(error: object, path: Path) -> StoreError:
    """Turn a database error into ours, with what to do."""
    name = str(getattr(error, "sqlite_errorname", None) or "")
    if name.startswith(_BUSY):
        return StoreBusy(f"库 {path} 正被另一个程序写入，等了 {BUSY_SECONDS:g} 秒仍不行。请稍后重试。")
    if name in _FULL:
        return StoreFull(f"写不进库 {path}：磁盘空间不足或超过限额。已存入的内容完好；请腾出空间后重试。")
    if name.startswith(_DAMAGED) or isinstance(error, UnicodeDecodeError) or _malformed(error):
        return StoreDamaged(
            f"库 {path} 已损坏或不是政答的库文件。请把它移到别处（或从备份恢复），再重新导入通知。"
        )
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")):
        return StoreError(f"库 {path} 打不开或不能写。请检查设置 data_dir 所指的文件夹和权限。")
    return StoreError(f"读写库 {path} 时出错：{error}。请运行 zhengda doctor 检查。")


def _malformed(error: object) -> bool:
    """Tell whether the driver's own words, which have no error code, speak of a damaged file."""
    words = ("malformed", "not a database", "disk image", "Could not decode")
    return isinstance(error, sqlite3.DatabaseError) and any(word in str(error) for word in words)


def _execute_pragma(engine: Engine, path: Path, statement: str) -> tuple[Any, ...]:
    """Run a PRAGMA outside any transaction, as those that change the journal demand.

    Returns:
        The first column of each row.
    """
    try:
        raw = engine.raw_connection()
        try:
            return tuple(row[0] for row in raw.cursor().execute(statement).fetchall())
        finally:
            raw.close()
    except DBAPIError as error:
        raise meaning(error.orig, path) from error
    except sqlite3.Error as error:
        raise meaning(error, path) from error


def damage(engine: Engine, path: Path) -> tuple[str, ...]:
    """Look through the whole file. Returns what is wrong, a line each; empty where it is sound."""
    found = _execute_pragma(engine, path, "PRAGMA quick_check")
    torn = _execute_pragma(engine, path, "PRAGMA foreign_key_check")
    return (*(str(line) for line in found if line != "ok"), *(f"{table}：外键失配" for table in torn))


def use_write_ahead_log(engine: Engine, path: Path) -> None:
    """Let readers and a writer go on side by side; the file keeps the setting.

    Raises:
        StoreBusy: others have been at the file all the time. StoreError: as for `transaction`.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            _execute_pragma(engine, path, "PRAGMA journal_mode = WAL")
            return
        except StoreBusy:
            # Of all statements SQLite does not wait at this one where others open the file at the same time.
            if time.monotonic() >= deadline:
                raise
        time.sleep(_POLL_SECONDS)
