import json
from pathlib import Path

import pytest

from kiosk.catalog.checking import check_catalog
from kiosk.catalog.store import Catalog
from kiosk.storage.database import open_database


@pytest.fixture
def assets(catalog: Catalog, tmp_path: Path) -> Path:
    """A folder with an (empty) file for every picture and atlas."""
    for piece in catalog.pieces():
        for name in (*piece.images, piece.atlas or ""):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()
    return tmp_path


def spoilt(tmp_path: Path, seed: Path, *statements: str) -> Catalog:
    path = tmp_path / "spoilt.db"
    path.write_bytes(seed.read_bytes())
    db = open_database(path)
    with db.atomic():
        db.execute("UPDATE pieces SET spec = '{\"form\": \"x\"}' WHERE spec = '{}'")
        for statement in statements:
            db.execute(statement)
    db.close()
    return Catalog.open(path)


def test_the_shelf_is_right_once_everything_is_baked(tmp_path: Path, seed: Path, assets: Path) -> None:
    with spoilt(tmp_path, seed) as catalog:
        assert [str(fault) for fault in check_catalog(catalog, assets)] == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE pieces SET metal = 'gold' WHERE sku = 'N001'", "N001: metal: 'gold' is no metal"),
        ("UPDATE pieces SET occasions = '[\"dayly\"]' WHERE sku = 'N001'", "did you mean daily"),
        ("UPDATE pieces SET price_fixed = 3 WHERE sku = 'N001'", "N001: price.fixed: is 3 yuan"),
        (
            "UPDATE pieces SET atlas = NULL WHERE sku = 'N001'",
            "N001: atlas: the try-on view is missing; run: kiosk bake N001",
        ),
        (
            "UPDATE pieces SET images = '[\"pictures/no.webp\"]' WHERE sku = 'N001'",
            "N001: images: pictures/no.webp is missing",
        ),
        ("UPDATE pieces SET spec = '{}' WHERE sku = 'N001'", "N001: spec: there is no model"),
        ("DELETE FROM units WHERE sku = 'N001'", "N001: units: there are none"),
        (
            "UPDATE units SET weight_g = 9 WHERE tag = 'N001-01'",
            "N001: N001-01.weight_g: is 9 g; the piece weighs 2.3 g",
        ),
        (
            "UPDATE units SET size_mm = NULL WHERE tag = 'R001-01'",
            "R001: R001-01.size_mm: is missing; a ring has a size",
        ),
        (
            "DELETE FROM rates WHERE metal = 'gold_999'",
            "rates: gold_999: is not set; run: kiosk catalog rates gold_999=PRICE",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, seed: Path, assets: Path, statement: str, sentence: str) -> None:
    with spoilt(tmp_path, seed, statement) as catalog:
        faults = [str(fault) for fault in check_catalog(catalog, assets)]
    assert len(faults) == 1
    assert sentence in faults[0]


def test_a_model_of_another_size_is_noticed(tmp_path: Path, seed: Path, assets: Path) -> None:
    model = json.dumps({"form": "band", "inner_diameter": 18.0})
    with spoilt(tmp_path, seed, f"UPDATE pieces SET spec = '{model}' WHERE sku = 'R002'") as catalog:
        (fault,) = check_catalog(catalog, assets)
    assert "R002: spec.inner_diameter: is 18 mm in the model; the customer is told 17.5 mm." in str(fault)
