import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.studio.mannequin import bust, hand
from kiosk.studio.mannequin.display import hand_widths, width_across
from kiosk.studio.mannequin.field import ellipsoid, round_cone, soft_carve, soft_min, vector
from kiosk.studio.mannequin.rendering import Frame

DISTANCE = st.floats(-50, 50, width=32)


@given(DISTANCE, DISTANCE, st.floats(0.5, 20))
def test_a_soft_union_only_adds_and_only_near_the_seam(a: float, b: float, blend: float) -> None:
    joined = float(soft_min(vector([a]), vector([b]), blend)[0])
    assert joined <= min(a, b) + 1e-4
    if abs(a - b) >= blend:
        assert np.isclose(joined, min(a, b), atol=1e-4)


@given(DISTANCE, DISTANCE, st.floats(0.5, 20))
def test_carving_never_adds(a: float, hole: float, blend: float) -> None:
    assert float(soft_carve(vector([a]), vector([hole]), blend)[0]) >= a - 1e-4


@given(st.floats(2, 30), st.floats(-3, 3))
def test_the_width_of_a_round_limb_is_twice_its_radius(radius: float, height: float) -> None:
    limb = round_cone((0, -40, 0), (0, 40, 0), radius, radius)
    measured = width_across(limb, vector([0, height, 0]), vector([1, 0, 0]))
    assert measured == pytest.approx(2 * radius, abs=0.05)


def test_an_ellipsoid_has_its_radii() -> None:
    field = ellipsoid((1, 2, 3), (4, 5, 6))
    on_surface = vector([[5, 2, 3], [1, 7, 3], [1, 2, 9]])
    assert np.abs(field(on_surface)).max() < 1e-4


def test_every_landmark_lies_inside_the_hand() -> None:
    assert (hand.hand_field()(hand.landmarks()) < 0).all()


def test_fingers_are_as_wide_as_a_womans() -> None:
    widths = hand_widths()
    assert all(14 < widths[name] < 20 for name in ("index", "middle", "ring", "little"))
    assert widths["middle"] > widths["little"]
    assert 50 < widths["wrist"] < 65


def test_lobes_and_the_pit_of_the_neck_lie_on_the_bust() -> None:
    field = bust.skin_field()
    left = np.abs(field(vector([bust.LOBE])))[0]
    right = np.abs(field(vector([[-bust.LOBE[0], *bust.LOBE[1:]]])))[0]
    assert max(left, right) < 8
    assert left == pytest.approx(right, abs=1e-3)
    assert 90 < width_across(field, vector(bust.NECK), vector([1, 0, 0])) < 115


def test_a_frame_puts_its_centre_in_the_middle_and_up_upwards() -> None:
    frame = Frame((10, 20), 200, 100, 2.0)
    pixels = frame.project(vector([[10, 20, 5], [11, 21, 5]]))
    assert pixels.tolist() == [[100, 50], [102, 48]]
