"""Bringing a database to the schema of this program: all pending steps, or none."""

from pathlib import Path

from sqlite_utils.migrations import Migrations

from kiosk.base.errors import KnownError
from kiosk.storage.database import Database, guarded, writing

__all__ = ["Migrations", "migrate"]


def migrate(db: Database, migrations: Migrations, path: Path) -> None:
    """Apply the pending steps of one set. `path` is named in errors.

    Raises:
        KnownError: a newer version of the program wrote this database, or it cannot be written.
    """
    with guarded(path):
        known = {step.name for step in migrations._migrations}
        unknown = [step.name for step in migrations.applied(db) if step.name not in known]
        if unknown:
            raise KnownError(
                f"The database {path} was written by a newer version of Vitrine ({unknown[-1]}); update this one."
            )
        if migrations.pending(db):
            # Another program may be about to do the same: the second one waits, and finds nothing pending.
            with writing(db):
                migrations.apply(db)
