"""The user's own copy of the shipped catalog: made at first run, renewed when the shipped one has changed."""

from pathlib import Path

from kiosk.base.errors import KnownError
from kiosk.base.paths import CATALOG, data_folder
from kiosk.catalog.schema import migrations
from kiosk.storage.backup import copy_if_absent, copy_into
from kiosk.storage.database import Database, guarded, open_database, writing
from kiosk.storage.migrations import migrate


def user_catalog(seed_path: Path = CATALOG) -> Path:
    """The path of the user's catalog, up to date with the seed.

    A shop's own catalog (its `origin` is not `demo`) is left alone. When a demo catalog is renewed, the rates and
    services set since, reviews taken in and what became of its units (held, sold, counted) are carried over.

    Raises:
        KnownError: there is no seed and no copy, or the copy cannot be written.
    """
    path = data_folder() / "catalog.db"
    if not seed_path.is_file():
        if path.is_file():
            return path
        raise KnownError(f"There is no catalog {seed_path.name}; build it with: kiosk catalog build")
    seed = open_database(seed_path, readonly=True)
    try:
        if not path.exists():
            copy_if_absent(seed, path)
        if not _outdated(path, seed):
            return path
        db = open_database(path)
        try:
            _renew(db, seed, path)
        finally:
            db.close()
    finally:
        seed.close()
    return path


def _facts(db: Database) -> dict[str, str]:
    if not db.table("seed").exists():
        return {}
    return {str(row["key"]): str(row["value"]) for row in db.table("seed").rows}


def _outdated(path: Path, seed: Database) -> bool:
    copy = open_database(path, readonly=True)
    try:
        with guarded(path):
            facts = _facts(copy)
            return facts.get("origin", "demo") == "demo" and facts.get("digest") != _facts(seed).get("digest")
    finally:
        copy.close()


def _renew(db: Database, seed: Database, path: Path) -> None:
    with guarded(path):
        kept = bool(migrations.applied(db))
        rates = list(db.table("rates").rows_where("demo = 0")) if kept else []
        units = list(db.table("units").rows) if kept else []
        has_services = kept and db.table("services").exists()
        services = list(db.table("services").rows_where("set_by <> 'demo'", order_by="id")) if has_services else []
        has_reviews = kept and db.table("reviews").exists()
        reviews = list(db.table("reviews").rows_where("demo = 0", order_by="id")) if has_reviews else []
        copy_into(seed, db, path)
        migrate(db, migrations, path)
        with writing(db):
            db.table("rates").insert_all(rates, replace=True)
            # After the seed's own, so that what the shop has set counts.
            db.table("services").insert_all({key: row[key] for key in row if key != "id"} for row in services)
            skus = {row["sku"] for row in db.query("SELECT sku FROM pieces")}
            db.table("reviews").insert_all(
                {key: row[key] for key in row if key != "id"} for row in reviews if row["sku"] in skus
            )
            for unit in units:
                db.execute(
                    "UPDATE units SET state = :state, held_until = :held_until, counted_at = :counted_at, tray = :tray"
                    " WHERE tag = :tag AND counted_at < :counted_at",
                    unit,
                )
