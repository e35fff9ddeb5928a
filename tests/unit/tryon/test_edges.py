import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.imaging.opencv import cv2
from kiosk.tryon.edges import band, skin_model
from tests.helpers.drawn_body import SKIN, WALL


def _limb(width: float, angle_deg: float, *, fold: bool = False, neighbour: bool = False) -> np.ndarray:
    """A limb of that width through the middle, its direction counter-clockwise from +x; optional traps."""
    y, x = np.mgrid[0:300, 0:300] - 149.5
    angle = np.radians(angle_deg)
    across = x * np.sin(angle) + y * np.cos(angle)
    frame = np.full((300, 300, 3), WALL, np.float64)
    inside = np.clip(width / 2 - np.abs(across) + 0.5, 0, 1)[:, :, None]
    shading = (1 - 0.25 * (2 * across / width) ** 2)[:, :, None]
    frame = frame * (1 - inside) + inside * np.array(SKIN) * np.clip(shading, 0.5, 1)
    if fold:
        frame[np.abs(across - 0.12 * width) < 1.2] *= 0.6
    if neighbour:
        beside = (across > width / 2 + 2) & (across < width * 1.5)
        frame[beside] = np.array(SKIN) * 0.9
        frame[(across >= width / 2) & (across <= width / 2 + 2)] *= 0.45
    noise = np.random.default_rng(5).normal(0, 3, frame.shape)
    return np.clip(cv2.GaussianBlur(frame, (0, 0), 0.7) + noise, 0, 255).astype(np.uint8)


def _along(angle_deg: float) -> np.ndarray:
    return np.array([np.cos(np.radians(angle_deg)), -np.sin(np.radians(angle_deg))])


@settings(max_examples=25, deadline=None)
@given(st.floats(16, 70), st.floats(-180, 180), st.floats(-0.12, 0.12), st.floats(0.85, 1.18))
def test_width_and_middle_are_found(width: float, angle: float, off: float, guess: float) -> None:
    frame = _limb(width, angle)
    along = _along(angle)
    across = np.array([-along[1], along[0]])
    at = np.array([149.5, 149.5]) + across * off * width
    skin = skin_model(frame, np.array([[149.5, 149.5]]), 0.15 * width)
    found = band(frame, at, along, guess * width, length_px=20, skin=skin)
    assert found.width_px == pytest.approx(width, abs=max(1.5, 0.06 * width))
    assert found.offset_px == pytest.approx(-off * width, abs=max(1.2, 0.05 * width))


@pytest.mark.parametrize("trap", ["fold", "neighbour"])
def test_folds_and_a_neighbours_shadow_do_not_mislead(trap: str) -> None:
    frame = _limb(40, 90, **{trap: True})
    skin = skin_model(frame, np.array([[149.5, 140.0]]), 5)
    found = band(frame, np.array([149.5, 149.5]), _along(90), 44, length_px=30, skin=skin)
    assert found.width_px == pytest.approx(40, abs=4)


def test_another_colour_between_the_edges_is_not_skin() -> None:
    frame = _limb(40, 90)
    skin = skin_model(frame, np.array([[149.5, 149.5]]), 5)
    sleeve = frame.copy()
    sleeve[100:200, 120:180] = (150, 60, 40)
    on_skin = band(frame, np.array([149.5, 149.5]), _along(90), 40, length_px=20, skin=skin)
    on_sleeve = band(sleeve, np.array([149.5, 149.5]), _along(90), 40, length_px=20, skin=skin)
    assert on_skin.skin > 0.6
    assert on_sleeve.skin < 0.2


def test_nothing_to_see_keeps_what_is_likely_and_says_so() -> None:
    flat = np.full((200, 200, 3), 128, np.uint8)
    found = band(flat, np.array([100.0, 100.0]), _along(90), 30, length_px=20, skin=None)
    assert found.width_px == pytest.approx(30, rel=0.1)
    assert found.confidence < 0.3


def test_no_skin_model_from_points_outside_the_picture() -> None:
    assert skin_model(np.zeros((50, 50, 3), np.uint8), np.array([[-20.0, 10.0], [80.0, 80.0]]), 4) is None
