import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.tryon.filtering import Bank, OneEuro


def _still_jitter(filtered: bool) -> float:
    generator = np.random.default_rng(3)
    keep = OneEuro()
    values = []
    for frame in range(300):
        noisy = np.array([[100.0, 50.0]]) + generator.normal(0, 1, (1, 2))
        values.append(keep(noisy, frame * 1000 / 30) if filtered else noisy)
    return float(np.std(np.array(values[60:])[:, 0, 0]))


def test_a_still_landmark_loses_most_of_its_jitter() -> None:
    assert _still_jitter(filtered=True) < 0.45 * _still_jitter(filtered=False)


@pytest.mark.parametrize(("speed_px_s", "most_lag_ms"), [(100.0, 40.0), (400.0, 15.0)])
def test_a_moving_landmark_hardly_lags(speed_px_s: float, most_lag_ms: float) -> None:
    keep = OneEuro()
    lag_ms = 0.0
    for frame in range(90):
        time_ms = frame * 1000 / 30
        true = speed_px_s * time_ms / 1000
        lag_ms = (true - keep(np.array([[true, 0.0]]), time_ms)[0, 0]) / speed_px_s * 1000
    assert 0 <= lag_ms < most_lag_ms


def test_after_a_gap_it_starts_afresh_instead_of_gliding() -> None:
    keep = OneEuro()
    keep(np.array([[0.0]]), 0)
    keep(np.array([[0.0]]), 33)
    assert keep(np.array([[500.0]]), 600)[0, 0] == 500.0


def test_the_same_time_twice_changes_nothing() -> None:
    keep = OneEuro()
    keep(np.array([[1.0]]), 10)
    assert keep(np.array([[9.0]]), 10)[0, 0] == 1.0


def test_another_number_of_points_starts_afresh() -> None:
    keep = OneEuro()
    keep(np.zeros((21, 2)), 0)
    assert keep(np.ones((478, 2)), 33).shape == (478, 2)


def test_an_angle_turns_through_180_the_short_way() -> None:
    bank = Bank()
    angles = [bank.angle("roll", angle, 33.0 * frame) for frame, angle in enumerate((170, 175, 179, -176, -170, -165))]
    assert all(abs(angle) > 150 for angle in angles)


@given(st.floats(-720, 720), st.floats(-720, 720))
def test_an_angle_stays_in_one_turn(first: float, second: float) -> None:
    bank = Bank()
    bank.angle("a", first, 0)
    assert -180 <= bank.angle("a", second, 40) <= 180


@given(st.floats(-1e4, 1e4))
def test_a_constant_passes_unchanged(value: float) -> None:
    bank = Bank()
    for frame in range(5):
        assert math.isclose(bank.number("x", value, 33.0 * frame), value, abs_tol=1e-9)
