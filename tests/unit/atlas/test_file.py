import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.atlas.file import Atlas, Axis, Part, View, encode_view, write_atlas
from kiosk.base.errors import BugError, KnownError

ROLL = Axis("roll_deg", (-40.0, 0.0, 40.0))
TILT = Axis("tilt_deg", (-20.0, 20.0))


def view(level: int) -> View:
    flat = np.full((12, 16), level, np.uint8)
    return View(np.dstack([flat, flat, flat]), np.full((12, 16), 255, np.uint8), flat)


def atlas() -> Atlas:
    encoded = {(r, t): encode_view(view(20 * (2 * r + t)), colour_quality=101) for r in range(3) for t in range(2)}
    part = Part("body", (ROLL, TILT), 8.0, (8.0, 6.0), (0.4, 0.3, 0.2), None, 8.25, encoded)
    return Atlas("R001", "ring", {"body": part}, {"samples": 64})


def test_an_atlas_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "R001.atlas"
    write_atlas(path, atlas())
    back = Atlas.read(path)
    part, original = back.parts["body"], atlas().parts["body"]
    assert (back.sku, back.category, back.bake) == ("R001", "ring", {"samples": 64})
    assert (part.axes, part.px_per_mm, part.pivot_px, part.reference_skin, part.stand_in_radius_mm) == (
        original.axes,
        original.px_per_mm,
        original.pivot_px,
        original.reference_skin,
        original.stand_in_radius_mm,
    )
    assert part.encoded == original.encoded
    assert part.view(1, 1).colour[0, 0, 0] == 60


def test_the_same_atlas_gives_the_same_bytes(tmp_path: Path) -> None:
    write_atlas(tmp_path / "a.atlas", atlas())
    write_atlas(tmp_path / "b.atlas", atlas())
    assert (tmp_path / "a.atlas").read_bytes() == (tmp_path / "b.atlas").read_bytes()


def test_a_grid_with_a_gap_is_our_mistake(tmp_path: Path) -> None:
    broken = atlas()
    encoded = dict(broken.parts["body"].encoded)
    del encoded[(1, 1)]
    broken.parts["body"].encoded = encoded
    with pytest.raises(BugError, match=r"lacks the view \(1, 1\)"):
        write_atlas(tmp_path / "a.atlas", broken)


def test_nearest_and_neighbours_agree_on_the_grid() -> None:
    part = atlas().parts["body"]
    assert part.nearest(roll_deg=35, tilt_deg=-19).colour[0, 0, 0] == 80
    assert [weight for _, weight in part.neighbours(roll_deg=0, tilt_deg=20)] == [1.0]
    assert len(part.neighbours(roll_deg=10, tilt_deg=0)) == 4


@given(st.floats(-90, 90), st.floats(-90, 90))
def test_weights_of_the_neighbours_sum_to_one(roll: float, tilt: float) -> None:
    weights = [weight for _, weight in atlas().parts["body"].neighbours(roll_deg=roll, tilt_deg=tilt)]
    assert np.isclose(sum(weights), 1)
    assert min(weights) >= 0


@given(st.floats(-40, 40))
def test_an_axis_interpolates_its_own_angle(angle: float) -> None:
    assert np.isclose(sum(ROLL.values_deg[index] * weight for index, weight in ROLL.weights(angle)), angle)


@pytest.mark.parametrize("damage", ["missing", "text", "no json", "truncated"])
def test_a_damaged_file_gets_one_sentence(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "R001.atlas"
    if damage == "text":
        path.write_text("hello")
    if damage == "no json":
        with zipfile.ZipFile(path, "w") as bundle:
            bundle.writestr("a", "b")
    if damage == "truncated":
        write_atlas(path, atlas())
        path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(KnownError, match="kiosk bake R001"):
        Atlas.read(path)
