import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.tryon.crop import CropFollower, around, cut, whole

NUMBER = st.floats(-200, 2200)


@given(NUMBER, NUMBER, NUMBER, NUMBER, st.floats(0.4, 2.5))
def test_a_crop_is_inside_the_picture_and_has_the_screens_shape(
    x: float, y: float, width: float, height: float, aspect: float
) -> None:
    low = np.array([min(x, width), min(y, height)])
    high = np.array([max(x, width), max(y, height)])
    crop = around(low, high, 1280, 720, aspect)
    assert crop.width / crop.height == pytest.approx(aspect)
    assert crop.left >= -1e-6
    assert crop.top >= -1e-6
    assert crop.left + crop.width <= 1280 + 1e-6
    assert crop.top + crop.height <= 720 + 1e-6


def test_the_crop_glides_to_a_new_place_and_rests_there() -> None:
    follow = CropFollower(9 / 16)
    follow((np.array([100.0, 100.0]), np.array([300.0, 400.0])), 1280, 720, 0)
    box = (np.array([700.0, 100.0]), np.array([900.0, 400.0]))
    lefts = [follow(box, 1280, 720, 33.0 * frame).left for frame in range(1, 120)]
    target = around(*box, 1280, 720, 9 / 16).left
    steps = np.abs(np.diff(lefts))
    assert steps.max() < 0.12 * (target - lefts[0]) + 1
    assert lefts[-1] == pytest.approx(target, abs=0.04 * 720)
    assert steps[-1] < 0.5


def test_small_movements_are_not_followed() -> None:
    follow = CropFollower(1.0)
    first = follow((np.array([300.0, 100.0]), np.array([600.0, 400.0])), 1280, 720, 0)
    for frame in range(1, 60):
        shake = 3.0 * (-1) ** frame
        crop = follow((np.array([300 + shake, 100.0]), np.array([600 + shake, 400.0])), 1280, 720, 33.0 * frame)
        assert abs(crop.left - first.left) < 1.0


def test_without_a_piece_the_whole_picture_comes_back() -> None:
    follow = CropFollower(0.5)
    follow((np.array([300.0, 100.0]), np.array([350.0, 200.0])), 1280, 720, 0)
    for frame in range(1, 200):
        crop = follow(None, 1280, 720, 33.0 * frame)
    assert crop.height == pytest.approx(whole(1280, 720, 0.5).height, rel=0.05)


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_cut_scales_the_crop_and_mirrors_it(scale: float) -> None:
    image = np.zeros((100, 200, 3), np.uint8)
    image[20:60, 40:80] = 255
    crop = around(np.array([30.0, 10.0]), np.array([110.0, 90.0]), 200, 100, 1.0)
    size = (round(crop.width * scale), round(crop.height * scale))
    plain, mirrored = cut(image, crop, size), cut(image, crop, size, mirrored=True)
    assert plain.shape == (size[1], size[0], 3)
    assert np.abs(plain[:, ::-1].astype(int) - mirrored).max() < 40
    white = np.argwhere(plain[:, :, 0] > 127)
    assert white[:, 1].min() == pytest.approx((40 - crop.left) * scale, abs=1.5)
