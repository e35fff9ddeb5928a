import numpy as np

from kiosk.imaging.colour import linear_to_srgb, srgb_to_linear


def test_a_round_trip_keeps_all_but_the_darkest_steps() -> None:
    values = np.arange(256, dtype=np.uint8)
    assert np.abs(linear_to_srgb(srgb_to_linear(values)).astype(int) - values).max() <= 1


def test_the_middle_of_the_srgb_scale_is_about_a_fifth_of_the_light() -> None:
    assert np.isclose(srgb_to_linear(np.uint8([128]))[0], 0.2159, atol=5e-4)


def test_light_beyond_the_range_is_clipped() -> None:
    assert linear_to_srgb(np.float32([-1, 2])).tolist() == [0, 255]
