import hashlib
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.base.paths import CATALOG
from kiosk.catalog.building import build_catalog, content_digest
from kiosk.catalog.faults import SourceFaults
from kiosk.storage.database import Database, open_database

OWN_TABLES = ("pieces", "costs", "units", "rates")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_same_sources_give_the_same_bytes(seed: Path, tmp_path: Path) -> None:
    build_catalog(tmp_path / "again.db")
    assert sha256(tmp_path / "again.db") == sha256(seed)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["again.db"]


def test_the_shipped_catalog_is_built_from_the_shipped_sources(seed: Path) -> None:
    """When this fails, run `kiosk catalog build` and commit catalog.db."""
    built, shipped = open_database(seed, readonly=True), open_database(CATALOG, readonly=True)
    try:
        assert content_digest(shipped, OWN_TABLES) == content_digest(built, OWN_TABLES)
    finally:
        built.close()
        shipped.close()


def test_the_shipped_catalog_needs_no_log_beside_it() -> None:
    # Byte 18 of a SQLite file: 1 is a rollback journal, 2 a write-ahead log that must be written beside it.
    assert CATALOG.read_bytes()[18] == 1


def test_faulty_sources_leave_the_old_catalog(seed: Path, tmp_path: Path) -> None:
    target = tmp_path / "catalog.db"
    target.write_bytes(seed.read_bytes())
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceFaults):
        build_catalog(target, tmp_path / "empty")
    assert sha256(target) == sha256(seed)


def test_a_failing_extension_leaves_the_old_catalog(seed: Path, tmp_path: Path) -> None:
    target = tmp_path / "catalog.db"
    target.write_bytes(seed.read_bytes())

    def fail(db: Database) -> None:
        raise KnownError("The knowledge has faults.")

    with pytest.raises(KnownError, match="knowledge"):
        build_catalog(target, extend=fail)
    assert sha256(target) == sha256(seed)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["catalog.db"]


def test_an_extension_adds_tables_and_changes_the_digest(seed: Path, tmp_path: Path) -> None:
    target = tmp_path / "catalog.db"
    build_catalog(target, extend=lambda db: db.table("facts").insert({"id": "a"}))
    more, less = open_database(target, readonly=True), open_database(seed, readonly=True)
    try:
        assert more.table("facts").count == 1
        digests = [next(db.table("seed").rows_where("key = 'digest'"))["value"] for db in (more, less)]
        assert digests[0] != digests[1]
        assert content_digest(more, OWN_TABLES) == content_digest(less, OWN_TABLES)
    finally:
        more.close()
        less.close()
