import json
from datetime import UTC, datetime
from pathlib import Path

from kiosk.catalog.document import catalog_document, piece_document
from kiosk.catalog.store import Catalog

KEYS = [
    "sku", "name", "category", "metal", "metals", "fineness", "gems", "gem_origin", "colour", "cut", "carat",
    "weight_g", "length_mm", "inner_diameter_mm", "styles", "occasions", "recipients", "price", "currency",
    "price_mode", "price_date",
]  # fmt: skip
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_the_keys_of_a_piece_are_the_contracts(catalog: Catalog) -> None:
    for piece in catalog.pieces():
        assert list(piece_document(piece, catalog.quote(piece), "zh")) == KEYS


def test_the_contracts_example(catalog: Catalog) -> None:
    piece = catalog.piece("N001")
    document = piece_document(piece, catalog.quote(piece), "en")
    expected = {
        "name": "First Light Diamond Necklace", "category": "necklace", "metal": "white_gold", "metals": ["white_gold"],
        "fineness": 750, "gems": ["diamond"], "gem_origin": "natural", "colour": ["white"], "cut": ["round"],
        "carat": 0.3, "weight_g": 2.3, "length_mm": 450, "inner_diameter_mm": None, "recipients": ["women"],
        "price": 4980, "currency": "CNY", "price_mode": "fixed", "price_date": None,
    }  # fmt: skip
    assert expected.items() <= document.items()
    assert '"length_mm": 450,' in json.dumps(document)


def test_the_catalog_form_adds_what_a_shop_shows(catalog: Catalog, tmp_path: Path) -> None:
    piece = catalog.piece("G002")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "G002.webp").write_bytes(b"x")
    document = catalog_document(piece, catalog.quote(piece), catalog.units("G002"), NOW, "zh", tmp_path)
    assert document["stock"] == 1
    assert document["images"] == [str(tmp_path / "pictures" / "G002.webp")]
    assert Path(document["images"][0]).is_absolute()
    assert document["atlas"] is None
    assert document["names"] == {"zh": "翡翠圆条手镯", "en": "Round Jadeite Bangle"}
    assert document["dimensions_mm"]["thickness"] == 9
    assert document["metal"] is None
    json.dumps(document)


def test_nothing_that_is_shown_holds_a_cost(catalog: Catalog) -> None:
    for piece in catalog.pieces():
        document = catalog_document(piece, catalog.quote(piece), catalog.units(piece.sku), NOW)
        assert "cost" not in json.dumps(document)
