"""The pose of a limb, against the atlas's convention written out as rotations."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.tryon.fitting.base import direction, direction_deg, roll_and_tilt
from kiosk.tryon.fitting.ring import back_of_finger
from tests.helpers.drawn_body import drawn_hand


def _rotated(roll: float, tilt: float, turn: float) -> tuple[np.ndarray, np.ndarray]:
    """(axis, face) of a limb along +y with its face to the viewer, rolled about +y, tilted, turned in the picture."""
    r, t, p = (math.radians(angle) for angle in (roll, tilt, turn))
    about_y = np.array([[math.cos(r), 0, math.sin(r)], [0, 1, 0], [-math.sin(r), 0, math.cos(r)]])
    about_x = np.array([[1, 0, 0], [0, math.cos(t), -math.sin(t)], [0, math.sin(t), math.cos(t)]])
    about_z = np.array([[math.cos(p), -math.sin(p), 0], [math.sin(p), math.cos(p), 0], [0, 0, 1]])
    turned = about_z @ about_x @ about_y
    return turned @ np.array([0.0, 1, 0]), turned @ np.array([0.0, 0, 1])


@given(st.floats(-179, 179), st.floats(-70, 70), st.floats(-180, 180))
def test_roll_and_tilt_are_found_whatever_the_turn(roll: float, tilt: float, turn: float) -> None:
    axis, face = _rotated(roll, tilt, turn)
    found_roll, found_tilt = roll_and_tilt(axis, face)
    assert found_tilt == pytest.approx(tilt, abs=1e-6)
    assert math.remainder(found_roll - roll, 360) == pytest.approx(0, abs=1e-6)


@given(st.floats(-179, 179), st.floats(-60, 60))
def test_a_face_that_leans_along_the_axis_gives_the_same_roll(roll: float, tilt: float) -> None:
    axis, face = _rotated(roll, tilt, 0)
    found, _ = roll_and_tilt(axis, face + 0.7 * axis)
    assert math.remainder(found - roll, 360) == pytest.approx(0, abs=1e-6)


@given(st.floats(-180, 180))
def test_directions_go_there_and_back(angle: float) -> None:
    assert math.remainder(direction_deg(direction(angle)) - angle, 360) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("finger", ["index", "middle", "ring", "little"])
def test_the_back_of_a_hand_faces_the_viewer_on_both_sides(side: str, finger: str) -> None:
    hand = drawn_hand(side=side, turn_deg=30).hand  # type: ignore[arg-type]
    assert back_of_finger(hand, finger)[2] > 0.95


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_thumbs_nail_looks_away_from_the_fingers(side: str) -> None:
    hand = drawn_hand(side=side).hand  # type: ignore[arg-type]
    back = back_of_finger(hand, "thumb")
    assert back[0] * (1 if side == "left" else -1) > 0.5
    assert back[2] > 0.3
