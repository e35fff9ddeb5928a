"""Every spec of the shelf gives a sound piece of the stated millimetres."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.studio import forms
from kiosk.studio.atlases import GRIDS
from kiosk.studio.materials import MATERIALS
from kiosk.studio.parts import extent
from kiosk.studio.spec import CATEGORIES, all_skus, read_spec


def test_the_shelf_has_at_least_four_pieces_of_every_category() -> None:
    categories = [read_spec(sku).category for sku in all_skus()]
    assert len(categories) >= 28
    assert all(categories.count(category) >= 4 for category in CATEGORIES)


@pytest.mark.parametrize("sku", all_skus())
def test_a_piece_is_made_of_closed_bodies_of_known_materials(sku: str) -> None:
    spec = read_spec(sku)
    model = forms.build(spec)
    assert model.stand_in is not None
    for name, group in model.groups.items():
        assert (spec.category, name) in GRIDS
        for part in group:
            assert part.material in MATERIALS
            assert np.isfinite(part.mesh.vertices).all()
            assert part.mesh.volume() > 0
    low, high = extent(model.display)
    assert 4 < (high - low).max() < 200


@pytest.mark.parametrize("sku", [sku for sku in all_skus() if sku.startswith(("R", "G"))])
def test_nothing_reaches_into_the_finger_or_wrist(sku: str) -> None:
    spec = read_spec(sku)
    inner = spec.number("inner_diameter") / 2
    for part in forms.build(spec).groups["body"]:
        positions, _ = part.mesh.corners()
        assert np.hypot(positions[:, 0], positions[:, 2]).min() > inner - 0.35


def test_a_ring_has_its_inner_diameter() -> None:
    (band,) = forms.build(read_spec("R002")).groups["body"]
    radius = np.hypot(band.mesh.vertices[:, 0], band.mesh.vertices[:, 2])
    assert 2 * radius.min() == pytest.approx(17.5, abs=0.02)
    assert np.ptp(band.mesh.vertices[:, 1]) == pytest.approx(3.5, abs=0.02)


def test_earrings_mirror_each_other() -> None:
    pair = forms.build(read_spec("E004")).groups
    left, right = extent(pair["left"]), extent(pair["right"])
    assert left[0][0] == pytest.approx(-right[1][0])
    assert left[0][1] == pytest.approx(right[0][1])


def test_a_strip_repeats_after_its_period() -> None:
    for sku in ("N001", "N002", "N005"):
        model = forms.build(read_spec(sku))
        assert model.period_mm
        points = np.concatenate([part.mesh.vertices for part in model.groups["strip"]])
        middle = np.abs(points[:, 0]) < 6
        shifted = points[middle] + [model.period_mm, 0, 0]
        from scipy.spatial import cKDTree

        assert cKDTree(points).query(shifted)[0].max() < 0.12


def test_a_broken_spec_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "X1.toml").write_text('category = "ring"\nform = "band"\nmetal = "platinum"\n', "utf-8")
    with pytest.raises(KnownError, match="inner_diameter"):
        forms.build(read_spec("X1", tmp_path))
    (tmp_path / "X2.toml").write_text('category = "ring"\nform = "moebius"\ninner_diameter = 16\n', "utf-8")
    with pytest.raises(KnownError, match="moebius"):
        forms.build(read_spec("X2", tmp_path))
    (tmp_path / "X3.toml").write_text('category = "crown"\n', "utf-8")
    with pytest.raises(KnownError, match="crown"):
        read_spec("X3", tmp_path)
    (tmp_path / "X4.toml").write_text(
        'category = "ring"\nform = "band"\nmetal = "cheese"\ninner_diameter = 16\n', "utf-8"
    )
    with pytest.raises(KnownError, match="cheese"):
        forms.build(read_spec("X4", tmp_path))
    with pytest.raises(KnownError, match="X9"):
        read_spec("X9", tmp_path)
