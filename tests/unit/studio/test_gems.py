"""Cut stones have real proportions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.studio import gems
from kiosk.studio.mesh import Mesh


def facet_angles(stone: Mesh) -> np.ndarray:
    """Distinct facet inclinations from the girdle plane, degrees; negative below."""
    _, normals = stone.corners()
    tilt = np.degrees(np.arccos(np.clip(normals[:, 2], -1, 1)))
    return np.unique(np.round(np.where(tilt > 90, tilt - 180, tilt), 1))


def test_a_round_brilliant_has_its_angles_and_proportions() -> None:
    stone = gems.round_brilliant(5.0)
    angles = facet_angles(stone)
    assert any(abs(angles - 34.5) < 0.11)
    assert any(abs(angles + 40.8) < 0.11)
    top = stone.vertices[:, 2].max()
    table = np.hypot(*stone.vertices[np.isclose(stone.vertices[:, 2], top)][:, :2].T).max() * 2
    assert table / 5.0 == pytest.approx(0.57, abs=0.005)
    assert np.ptp(stone.vertices[:, 2]) / 5.0 == pytest.approx(0.61, abs=0.02)


@pytest.mark.parametrize(("diameter", "carats"), [(5.1, 0.50), (6.5, 1.0), (4.3, 0.30), (3.4, 0.15)])
def test_a_diamond_weighs_what_its_diameter_says(diameter: float, carats: float) -> None:
    assert gems.carats_round_diamond(diameter) == pytest.approx(carats, rel=0.06)


@settings(max_examples=15, deadline=None)
@given(width=st.floats(2, 9), stretch=st.floats(1.1, 1.8))
def test_every_cut_is_a_closed_convex_body_of_its_size(width: float, stretch: float) -> None:
    length = width * stretch
    cuts = (
        gems.oval(length, width),
        gems.pear(length, width),
        gems.marquise(length, width),
        gems.cushion(length, width),
    )
    for stone in cuts:
        assert stone.is_closed()
        assert stone.volume() > 0
        assert np.ptp(stone.vertices[:, 0]) == pytest.approx(width, rel=0.03)
        assert np.ptp(stone.vertices[:, 1]) == pytest.approx(length, rel=0.03)
        positions, normals = stone.corners()
        heights = stone.vertices @ normals[::3].T - np.einsum("ij,ij->i", positions[::3], normals[::3])
        assert heights.max() < 1e-3 * length


def test_a_cabochon_is_domed_over_a_flat_foot() -> None:
    stone = gems.cabochon(10, 8, 4)
    assert stone.is_closed()
    low, high = stone.vertices.min(0), stone.vertices.max(0)
    assert high[2] == pytest.approx(4)
    assert low[2] == pytest.approx(-0.6)
    assert (high - low)[:2] == pytest.approx([8, 10], rel=0.02)
