"""Opening a SQLite database so that every way the world can spoil it becomes one plain sentence."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from kiosk.base.errors import KnownError

__all__ = ["Database", "guarded", "open_database", "write_ahead", "writing"]

BUSY_TIMEOUT_S = 5.0
"""Seconds to wait for another program's write before saying that the database is in use."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FULL = {sqlite3.SQLITE_FULL}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_IO = {sqlite3.SQLITE_IOERR}


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints about the file `path` into `KnownError`; programming mistakes pass through."""
    try:
        yield
    except sqlite3.Error as error:
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        raise KnownError(sentence) from error


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction that waits its turn from the start.

    A transaction that reads first and writes later (`db.atomic()`) fails at once when another program wrote in
    between; this one has the right to write before it reads.
    """
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


def open_database(path: Path, *, readonly: bool = False) -> Database:
    """Open `path` with write-ahead logging and foreign keys; any thread may use it, one at a time.

    Every commit is on the disk before it returns (`synchronous=FULL`). With `readonly` nothing beside the file is
    written either, which suits a shipped seed.

    Raises:
        KnownError: the file is missing (readonly), damaged, no database, locked, or cannot be written.
    """
    if readonly and not path.is_file():
        raise KnownError(f"There is no database {path}.")
    if not readonly:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError(f"The folder {path.parent} cannot be made ({error.strerror}); choose another.") from error
    mode = "ro" if readonly else "rwc"
    with guarded(path):
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_S, check_same_thread=False
        )
        try:
            _prepare(connection, path, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return Database(connection)


def _prepare(connection: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise KnownError(_damaged(path))
    if not readonly:
        write_ahead(connection)
        connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; SQLite's own patience does not cover this step, so it is tried again here."""
    if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        return
    end = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _damaged(path: Path) -> str:
    return f"The database {path} is damaged or is no database; put a backup in its place, or delete it to start afresh."


def _sentence(error: sqlite3.Error, path: Path) -> str | None:
    # The low byte is the primary code; the rest says which kind (SQLITE_CORRUPT_INDEX, SQLITE_IOERR_WRITE ...).
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return _damaged(path)
    if code in _BUSY:
        return f"Another program is using the database {path}; close it and try again."
    if code in _FULL:
        return f"The disk with {path} is full; free some space and try again."
    if code in _UNWRITABLE:
        return f"The database {path} cannot be opened or written; check that its folder exists and may be written to."
    if code in _IO:
        return f"The disk with {path} reports an error; check the disk and its free space."
    return None
