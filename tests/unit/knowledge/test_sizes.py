import csv
import itertools
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.errors import KnownError
from kiosk.knowledge.sizes import (
    CHINESE_RING_DIAMETERS_MM,
    NECKLACE_LENGTHS,
    bangle_inner_diameter,
    bangle_size,
    bracelet_length,
    carats_to_grams,
    necklace_length,
    ring_size,
    ring_size_from_chinese,
    ring_size_from_circumference,
    ring_size_from_us,
    round_diamond_diameter_mm,
)

FINGERS_MM = st.floats(10.0, 26.0)


@given(FINGERS_MM)
def test_circumference_is_pi_times_diameter(diameter: float) -> None:
    assert ring_size(diameter).circumference_mm == pytest.approx(math.pi * diameter)


@given(FINGERS_MM)
def test_every_scale_leads_back_to_the_same_ring(diameter: float) -> None:
    size = ring_size(diameter)
    assert ring_size_from_us(size.us).diameter_mm == pytest.approx(diameter)
    if 10.01 < diameter < 25.99:
        assert ring_size_from_circumference(size.circumference_mm).diameter_mm == pytest.approx(diameter)


@given(FINGERS_MM, FINGERS_MM)
def test_a_larger_ring_never_has_a_smaller_number(one: float, other: float) -> None:
    small, large = sorted((ring_size(one), ring_size(other)), key=lambda size: size.diameter_mm)
    assert small.us <= large.us
    if small.chinese is not None and large.chinese is not None:
        assert small.chinese <= large.chinese


@given(st.floats(14.5, 21.8))
def test_the_chinese_number_is_the_nearest_of_its_table(diameter: float) -> None:
    number = ring_size(diameter).chinese
    assert number is not None
    off = abs(CHINESE_RING_DIAMETERS_MM[number] - diameter)
    assert off == pytest.approx(min(abs(d - diameter) for d in CHINESE_RING_DIAMETERS_MM.values()))


def test_the_chinese_table_grows_steadily() -> None:
    diameters = list(CHINESE_RING_DIAMETERS_MM.values())
    steps = [b - a for a, b in itertools.pairwise(diameters)]
    assert all(0.2 <= step <= 0.5 + 1e-9 for step in steps)
    assert list(CHINESE_RING_DIAMETERS_MM) == list(range(5, 30))


def test_a_known_ring_in_every_scale() -> None:
    size = ring_size(16.5)
    assert size.circumference_mm == pytest.approx(51.84, abs=0.01)
    assert size.us == pytest.approx(5.99, abs=0.01)
    assert size.us_nearest_quarter == 6.0
    assert size.chinese == 12
    assert ring_size_from_chinese(12).diameter_mm == 16.6


@pytest.mark.parametrize("wrong", [0.0, 9.9, 26.1, -3.0, math.nan])
def test_a_ring_for_no_finger_is_refused(wrong: float) -> None:
    with pytest.raises(KnownError, match="fits no finger"):
        ring_size(wrong)


def test_an_unknown_chinese_number_names_the_range() -> None:
    with pytest.raises(KnownError, match="5 to 29"):
        ring_size_from_chinese(40)


def test_rings_agree_with_the_published_formula(shared_data: Path) -> None:
    with (shared_data / "knowledge" / "ring_sizes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        size = ring_size_from_circumference(float(row["iso_circumference_mm"]))
        assert size.diameter_mm == pytest.approx(float(row["calc_diameter_mm"]), abs=0.006)
        assert size.us == pytest.approx(float(row["calc_us"]), abs=0.011)
    assert len(rows) == 26


@given(st.floats(100.0, 280.0))
def test_a_bangle_passes_the_hand_and_one_size_less_does_not(hand: float) -> None:
    size = bangle_size(hand)
    assert math.pi * size >= hand - 1e-6
    assert math.pi * (size - 1) < hand
    assert bangle_inner_diameter(hand) <= size + 1e-6


def test_a_hand_of_180_mm_needs_58() -> None:
    assert bangle_size(180) == 58


def test_beads_ask_for_a_longer_bracelet() -> None:
    assert bracelet_length(150) == pytest.approx(165)
    assert bracelet_length(150, bead_mm=8) == pytest.approx(165 + math.pi * 8)
    with pytest.raises(KnownError, match="wrist"):
        bracelet_length(20)


def test_the_usual_necklace_lengths_are_in_order_and_the_nearest_is_found() -> None:
    lengths = [usual.length_mm for usual in NECKLACE_LENGTHS]
    assert lengths == sorted(lengths)
    assert necklace_length(455).length_mm == 450
    assert all(
        round(usual.inches * 25.4 / 50) * 50 == pytest.approx(usual.length_mm, abs=50) for usual in NECKLACE_LENGTHS
    )


def test_carats_and_stone_sizes() -> None:
    assert carats_to_grams(5) == pytest.approx(1.0)
    assert round_diamond_diameter_mm(1) == pytest.approx(6.5)
    assert round_diamond_diameter_mm(0.5) == pytest.approx(5.16, abs=0.01)
    with pytest.raises(KnownError):
        round_diamond_diameter_mm(0)
