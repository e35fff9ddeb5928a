import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.catalog import seed as seeds
from kiosk.catalog.building import build_catalog
from kiosk.catalog.seed import user_catalog
from kiosk.catalog.store import Catalog
from kiosk.storage.database import Database, open_database


def newer(folder: Path) -> Path:
    path = folder / "newer.db"
    build_catalog(path, extend=lambda db: db.table("facts").insert({"id": "new"}))
    return path


def test_the_first_run_copies_the_shipped_catalog(data_folder: Path) -> None:
    with Catalog.open() as catalog:
        assert len(catalog.pieces()) == 32
    assert (data_folder / "catalog.db").is_file()


def test_the_copy_keeps_its_rates(data_folder: Path, seed: Path) -> None:
    path = user_catalog(seed)
    with Catalog.open(path) as catalog:
        catalog.set_rates({"gold_999": "1400"})
    with Catalog.open(user_catalog(seed)) as catalog:
        assert catalog.quote(catalog.piece("G001")).total == 71966


def test_a_newer_seed_renews_the_copy_but_keeps_rates_and_units(data_folder: Path, seed: Path, tmp_path: Path) -> None:
    path = user_catalog(seed)
    with Catalog.open(path) as catalog:
        catalog.set_rates({"gold_999": "1400"})
    db = open_database(path)
    with db.atomic():
        counted = datetime(2026, 11, 20, tzinfo=UTC).isoformat()
        db.execute("UPDATE units SET state = 'sold', counted_at = ? WHERE tag = 'N001-01'", [counted])
        db.execute("DELETE FROM pieces WHERE sku = 'R001'")
    db.close()
    renewed = user_catalog(newer(tmp_path))
    assert renewed == path
    with Catalog.open(renewed) as catalog:
        assert catalog.piece("R001")
        assert catalog.quote(catalog.piece("G001")).total == 71966
        assert {unit.tag: unit.state for unit in catalog.units("N001")}["N001-01"] == "sold"
    db = open_database(path, readonly=True)
    assert db.table("facts").exists()
    db.close()


def test_renewing_is_seen_by_a_kiosk_that_runs(data_folder: Path, seed: Path, tmp_path: Path) -> None:
    with Catalog.open(user_catalog(seed)) as running:
        user_catalog(newer(tmp_path))
        assert running.units("N001")
        running.set_rates({"gold_999": "1400"})
    with Catalog.open(user_catalog(tmp_path / "newer.db")) as catalog:
        assert catalog.quote(catalog.piece("G001")).total == 71966


def test_a_shops_own_catalog_is_left_alone(data_folder: Path, seed: Path, tmp_path: Path) -> None:
    path = user_catalog(seed)
    db = open_database(path)
    db.execute("UPDATE seed SET value = 'shop' WHERE key = 'origin'")
    db.execute("DELETE FROM pieces WHERE sku <> 'N001'")
    db.close()
    with Catalog.open(user_catalog(newer(tmp_path))) as catalog:
        assert [piece.sku for piece in catalog.pieces()] == ["N001"]


def test_nothing_is_copied_when_nothing_changed(data_folder: Path, seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user_catalog(seed)

    def never(db: Database, source: Database, path: Path) -> None:
        raise AssertionError("copied again")

    monkeypatch.setattr(seeds, "_renew", never)
    user_catalog(seed)


def test_programs_that_start_at_once_share_one_copy(data_folder: Path) -> None:
    code = (
        "import sys; from kiosk.catalog.store import Catalog\n"
        "with Catalog.open() as catalog:\n"
        "    catalog.set_rates({sys.argv[1]: '1300'})\n"
        "    print(len(catalog.pieces()))\n"
    )
    metals = ["gold_999", "gold_990", "gold_916", "gold_900"]
    started = [subprocess.Popen([sys.executable, "-c", code, metal], stdout=subprocess.PIPE) for metal in metals]
    assert [process.communicate()[0].strip() for process in started] == [b"32"] * len(metals)
    with Catalog.open() as catalog:
        rates = catalog.rates()
    assert all(rates[metal].yuan_per_g == 1300 for metal in metals)


def test_without_seed_and_copy_it_says_what_to_do(data_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="kiosk catalog build"):
        user_catalog(tmp_path / "none.db")


def test_a_damaged_copy_is_one_sentence(data_folder: Path, seed: Path) -> None:
    (data_folder / "catalog.db").write_bytes(b"no database at all" * 500)
    with pytest.raises(KnownError, match="damaged"):
        user_catalog(seed)
