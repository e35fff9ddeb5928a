"""From readable sources to one `catalog.db`: the same sources give the same bytes (under the same SQLite)."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from kiosk.base.paths import ASSETS, CATALOG
from kiosk.catalog.rows import piece_row, rate_row, review_row, service_row, unit_row
from kiosk.catalog.schema import migrations
from kiosk.catalog.sources import Sources, read_sources
from kiosk.storage.database import Database, guarded, open_database
from kiosk.storage.migrations import migrate

SOURCES = ASSETS / "catalog"
BUILT_AT = "2026-11-01 00:00:00+00:00"
"""Written where SQLite's tools would note the time of the build, which would make every build differ."""


def build_catalog(
    target: Path = CATALOG, folder: Path = SOURCES, extend: Callable[[Database], object] | None = None
) -> Sources:
    """Write `target` from the sources in `folder`; a catalog already there survives until the new one is complete.

    Args:
        target: the database to write.
        folder: the sources.
        extend: called with the open database to add further tables (the knowledge).

    Raises:
        SourceFaults: the sources have faults; nothing is written.
        KnownError: the target cannot be written.
    """
    sources = read_sources(folder)
    draft, packed = (target.with_name(f"{target.name}.{end}") for end in ("draft", "partial"))
    for path in (draft, packed):
        path.unlink(missing_ok=True)
    db = open_database(draft)
    try:
        with guarded(draft):
            migrate(db, migrations, draft)
            write_sources(db, sources)
            if extend is not None:
                extend(db)
            mark_seed(db)
            # Packs the pages in a fixed order, and leaves a file that can be read without a log beside it.
            db.conn.execute("VACUUM INTO ?", [str(packed)])
    finally:
        db.close()
        for end in ("", "-wal", "-shm"):
            draft.with_name(draft.name + end).unlink(missing_ok=True)
    os.replace(packed, target)
    return sources


def write_sources(db: Database, sources: Sources) -> None:
    """Put sources into a migrated, empty database."""
    with db.atomic():
        db.table("pieces").insert_all([piece_row(piece, n) for n, piece in enumerate(sources.pieces)])
        db.table("costs").insert_all([{"sku": sku, "yuan": yuan} for sku, yuan in sources.costs.items()])
        db.table("units").insert_all([unit_row(unit) for unit in sources.units])
        db.table("rates").insert_all([rate_row(rate) for rate in sources.rates])
        db.table("services").insert_all([service_row(service) for service in sources.services])
        db.table("reviews").insert_all([review_row(review) for review in sources.reviews])


def mark_seed(db: Database) -> None:
    """Note that this is the demo catalog, and the digest by which a copy knows whether the seed has changed."""
    with db.atomic():
        if db.table("_sqlite_migrations").exists():
            db.execute("UPDATE _sqlite_migrations SET applied_at = ?", [BUILT_AT])
        digest = content_digest(db)
        db.table("seed").insert_all(
            [{"key": "origin", "value": "demo"}, {"key": "digest", "value": digest}], replace=True
        )


def content_digest(db: Database, tables: tuple[str, ...] | None = None) -> str:
    """SHA-256 (hexadecimal) over the rows of the named tables, or of all but `seed`; indexes do not count."""
    digest = hashlib.sha256()
    names = tables or tuple(
        name for (name, kind) in db.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'")
        if kind == "table" and name != "seed" and not name.startswith("sqlite_")
    )  # fmt: skip
    for name in sorted(names):
        digest.update(f"{name}\n".encode())
        for row in sorted(map(repr, db.execute(f'SELECT * FROM "{name}"'))):
            digest.update(row.encode())
    return digest.hexdigest()
