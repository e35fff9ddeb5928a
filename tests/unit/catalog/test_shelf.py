"""The demo shelf itself: what a jeweler would check by hand."""

import math
from collections import Counter

import pytest

from kiosk.catalog.agreement import model_problems
from kiosk.catalog.building import SOURCES
from kiosk.catalog.piece import CATEGORIES, Piece, Stone
from kiosk.catalog.rules import estimated_carat
from kiosk.catalog.sources import Sources, read_sources

PT950, AU999, AU750, AG990 = 20.7, 19.3, 15.3, 10.4
JADEITE, NEPHRITE, PEARL, AGATE = 3.33, 2.95, 2.72, 2.61


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read_sources(SOURCES)


@pytest.fixture(scope="module")
def pieces(sources: Sources) -> dict[str, Piece]:
    return {piece.sku: piece for piece in sources.pieces}


def test_the_shelf_has_every_kind(pieces: dict[str, Piece]) -> None:
    count = Counter(piece.category for piece in pieces.values())
    assert len(pieces) == 32
    for category in CATEGORIES[:6]:
        assert count[category] >= 4, category
    assert count["brooch"] >= 4


def test_the_piece_of_the_story(pieces: dict[str, Piece]) -> None:
    piece = pieces["N001"]
    assert (piece.category, piece.gems, piece.metal, piece.fineness) == ("necklace", ("diamond",), "white_gold", 750)
    assert (piece.carat, piece.price.fixed) == (0.3, 4980)
    assert "daily" in piece.occasions


def test_every_piece_has_units_and_one_is_sold_out_and_one_held(sources: Sources) -> None:
    by_sku = {piece.sku: [unit for unit in sources.units if unit.sku == piece.sku] for piece in sources.pieces}
    assert all(2 <= len(units) <= 4 for units in by_sku.values())
    assert [sku for sku, units in by_sku.items() if all(unit.state == "sold" for unit in units)] == ["K003"]
    assert sum(unit.state == "held" for unit in sources.units) == 1
    trays = Counter(unit.tray for unit in sources.units)
    assert max(trays.values()) == 1


def test_certificates_are_plainly_invented(sources: Sources) -> None:
    numbers = [unit.certificate_number for unit in sources.units if unit.certificate_number]
    assert numbers
    assert all(number.startswith("DEMO-") for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_every_jadeite_is_certified_and_untreated(pieces: dict[str, Piece]) -> None:
    jadeites = [piece for piece in pieces.values() if "jadeite" in piece.gems]
    assert len(jadeites) >= 3
    for piece in jadeites:
        assert piece.certificate == "NGTC"
        assert piece.treatment is not None
        assert "A货" in piece.treatment.zh


def test_names_and_descriptions_are_whole(pieces: dict[str, Piece]) -> None:
    assert len({piece.names.zh for piece in pieces.values()}) == 32
    assert len({piece.names.en for piece in pieces.values()}) == 32
    for piece in pieces.values():
        assert not any("一" <= letter <= "鿿" for letter in piece.names.en + piece.descriptions.en), piece.sku
        assert 20 <= len(piece.descriptions.zh) <= 80, piece.sku
        assert piece.descriptions.zh.endswith("。"), piece.sku
        assert len(piece.descriptions.en) <= 260, piece.sku


def band_g(inner: float, width: float, thickness: float, fill: float, density: float) -> float:
    """Grams of a ring or bangle: its section, filled by `fill`, along the middle of the band."""
    return math.pi * (inner + thickness) * width * thickness * fill * density / 1000


def ball_g(diameter: float, density: float) -> float:
    return math.pi / 6 * diameter**3 * density / 1000


@pytest.mark.parametrize(
    ("sku", "fill", "density"),
    [
        ("R002", 0.92, PT950),
        ("R005", 0.91, AU999),
        ("G001", 0.94, AU999),
        ("G004", 0.92, AU750),
        ("G002", math.pi / 4, JADEITE),
    ],
)
def test_bands_weigh_what_their_millimetres_say(
    pieces: dict[str, Piece], sku: str, fill: float, density: float
) -> None:
    piece = pieces[sku]
    sizes = piece.dimensions_mm
    assert piece.inner_diameter_mm is not None
    width = sizes.get("width", sizes["thickness"])
    weight = band_g(piece.inner_diameter_mm, width, sizes["thickness"], fill, density)
    assert piece.weight_g == pytest.approx(weight, rel=0.12)


@pytest.mark.parametrize(
    ("sku", "grams"),
    [
        ("N002", 58 * ball_g(7.5, PEARL) + 1.5),
        ("B004", 25 * ball_g(6.5, PEARL) + 0.8),
        ("B001", 20 * ball_g(8, AGATE) + 2.5),
        ("E001", 2 * ball_g(8, PEARL) + 0.65),
        ("P005", ball_g(10, PEARL) + 0.25),
        ("P001", math.pi / 4 * (22**2 - 6**2) * 4.5 * 0.85 * JADEITE / 1000 + 0.55),
        ("P002", math.pi / 4 * 18**2 * (1.4 + 0.2) * AU999 / 1000 + 0.3),
        ("P004", 30 * 20 * 5 * 0.88 * NEPHRITE / 1000 + 1.3),
        ("N005", math.pi * 1.3**2 * 0.45 * 450 * AU999 / 1000),
        ("G003", band_g(54, 3.2, 2.2, 0.9, AG990) + 2.6),
    ],
)
def test_beads_discs_and_chains_weigh_what_their_millimetres_say(
    pieces: dict[str, Piece], sku: str, grams: float
) -> None:
    assert pieces[sku].weight_g == pytest.approx(grams, rel=0.08)


def test_the_models_have_the_sizes_that_customers_are_told(pieces: dict[str, Piece]) -> None:
    problems = [(piece.sku, *problem) for piece in pieces.values() for problem in model_problems(piece)]
    assert problems == []


def test_a_faceted_diamond_is_estimated_as_the_trade_does() -> None:
    assert estimated_carat(Stone("diamond", 1, (6.5, 6.5, 3.95), "round")) == pytest.approx(1.0, abs=0.07)


def test_gold_in_a_fixed_price_is_paid_for(sources: Sources) -> None:
    """No fixed price lies below the metal in it at the demo's rates."""
    heavy = {"jadeite", "nephrite", "pearl"}  # their weight is not the metal's
    rates = {rate.metal: float(rate.yuan_per_g) for rate in sources.rates}
    for piece in sources.pieces:
        if piece.price.mode == "fixed" and piece.metal and piece.fineness == 750 and not heavy & set(piece.gems):
            assert piece.price.fixed is not None
            assert piece.weight_g is not None
            assert piece.price.fixed > piece.weight_g * rates["gold_750"], piece.sku
