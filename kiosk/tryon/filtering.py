"""One-Euro filters: still when the body is still, quick when it moves (Casiez, Roussel and Vogel, CHI 2012)."""

import math

import numpy as np
from numpy.typing import NDArray

MIN_CUTOFF_HZ = 0.5
BETA = 0.05
"""Hz of cutoff for each unit of speed a second; the unit is a pixel of a 1280 px wide picture, or a degree."""
DERIVATIVE_CUTOFF_HZ = 1.0


class OneEuro:
    """Filters an array of points, each row by its own speed.

    Rows are points (the speed is the length of the row's change), so x and y of a landmark lag alike.
    """

    def __init__(
        self,
        min_cutoff_hz: float = MIN_CUTOFF_HZ,
        beta: float = BETA,
        *,
        forget_after_ms: float = 250.0,
    ) -> None:
        """`forget_after_ms`: a longer gap starts afresh, so that a hand that comes back does not glide in."""
        self._min_cutoff_hz = min_cutoff_hz
        self._beta = beta
        self._forget_after_ms = forget_after_ms
        self._value: NDArray[np.float64] | None = None
        self._change: NDArray[np.float64] = np.zeros(0)
        self._time_ms = 0.0

    def __call__(self, value: NDArray[np.float64], time_ms: float, unit: float = 1.0) -> NDArray[np.float64]:
        """The filtered value, same shape as `value` (n, d); `unit` is the length of one unit of speed in its terms."""
        elapsed_ms = time_ms - self._time_ms
        fresh = self._value is None or self._value.shape != value.shape
        if self._value is None or fresh or elapsed_ms > self._forget_after_ms or elapsed_ms < 0:
            self._value, self._change, self._time_ms = value.copy(), np.zeros_like(value), time_ms
            return value.copy()
        if elapsed_ms == 0:
            return self._value.copy()
        seconds = elapsed_ms / 1000
        change = (value - self._value) / seconds
        self._change += _share(np.float64(DERIVATIVE_CUTOFF_HZ), seconds) * (change - self._change)
        speed = np.linalg.norm(self._change, axis=-1, keepdims=True) / unit
        self._value = self._value + _share(self._min_cutoff_hz + self._beta * speed, seconds) * (value - self._value)
        self._time_ms = time_ms
        return self._value.copy()


class Bank:
    """One filter for each named number of a fit (roll, tilt, width ...), made when first asked for."""

    def __init__(self) -> None:
        self._filters: dict[str, OneEuro] = {}
        self._last_deg: dict[str, float] = {}
        self.flags: dict[str, bool] = {}
        """Decisions to be kept until they are clearly wrong (hysteresis)."""

    def number(self, name: str, value: float, time_ms: float, unit: float = 1.0) -> float:
        """The filtered number."""
        return float(self._filter(name)(np.array([[value]]), time_ms, unit)[0, 0])

    def point(self, name: str, value: NDArray[np.float64], time_ms: float, unit: float = 1.0) -> NDArray[np.float64]:
        """The filtered point (d,)."""
        filtered: NDArray[np.float64] = self._filter(name)(value[None, :], time_ms, unit)[0]
        return filtered

    def filtered(self, name: str, value: NDArray[np.float64], time_ms: float, unit: float = 1.0) -> NDArray[np.float64]:
        """The filtered rows (n, d)."""
        return self._filter(name)(value, time_ms, unit)

    def angle(self, name: str, value_deg: float, time_ms: float) -> float:
        """The filtered angle in -180..180; turning through 180 goes the short way."""
        last = self._last_deg.get(name, value_deg)
        unwrapped = last + math.remainder(value_deg - last, 360.0)
        self._last_deg[name] = unwrapped
        filtered = self.number(name, unwrapped, time_ms)
        return math.remainder(filtered, 360.0)

    def _filter(self, name: str) -> OneEuro:
        return self._filters.setdefault(name, OneEuro())


def _share(cutoff_hz: NDArray[np.float64] | np.float64, seconds: float) -> NDArray[np.float64]:
    """How much of the new value a first-order low-pass takes in."""
    step = 2 * math.pi * cutoff_hz * seconds
    return np.asarray(step / (step + 1))
