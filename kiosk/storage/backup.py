"""Copying a database while others use it."""

import os
import tempfile
from pathlib import Path

from kiosk.storage.database import Database, guarded, open_database, write_ahead


def copy_into(source: Database, target: Database, target_path: Path) -> None:
    """Replace everything in `target` with `source`'s content, in one transaction that other readers see whole.

    Raises:
        KnownError: the target is in use, the disk is full, or it cannot be written.
    """
    with guarded(target_path):
        source.conn.backup(target.conn)
        # The copy brings the source's journal mode with it.
        write_ahead(target.conn)


def copy_if_absent(source: Database, path: Path) -> bool:
    """Write a copy of `source` to `path` unless a file is there by the time the copy is whole; whether we were first.

    Several programs may do this at once: one copy wins, and no one ever sees half of one.

    Raises:
        KnownError: the folder cannot be written or the disk is full.
    """
    with tempfile.TemporaryDirectory(prefix=f"{path.name}.", dir=path.parent) as folder:
        draft = Path(folder) / path.name
        copy = open_database(draft)
        try:
            copy_into(source, copy, draft)
        finally:
            copy.close()
        try:
            # Unlike a renaming, a link never replaces what is there.
            os.link(draft, path)
        except FileExistsError:
            return False
        except OSError:
            # A stick's file system has no links; there the last copy wins.
            os.replace(draft, path)
    return True


def back_up(source: Database, path: Path) -> None:
    """Write a copy of an open database to `path`; an older copy there survives until the new one is complete.

    Raises:
        KnownError: the folder cannot be written or the disk is full.
    """
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    copy = open_database(partial)
    try:
        with guarded(partial):
            source.conn.backup(copy.conn)
            # One file, without a log beside it, is what can be carried away on a stick.
            copy.conn.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
    os.replace(partial, path)
