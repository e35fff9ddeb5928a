"""A suite's result in command-line.md's form, and the statistics that every suite shares."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Say = Callable[[str, float], None]
"""Told what is being done and which share of it is done (0 to 1)."""
_RESAMPLES: Final = 1000


def quietly(_what: str, _share: float) -> None:
    """A `Say` that tells nobody."""


@dataclass(frozen=True)
class Row:
    """One figure. `aim` is what it should reach, `baseline` what the plainest method reaches on the same cases."""

    name: str
    value: float | None
    unit: str = ""
    aim: float | None = None
    baseline: float | None = None
    n: int | None = None
    """How many cases stand behind the figure."""
    interval: tuple[float, float] | None = None
    """95 % of what resampled cases give."""
    at_most: bool = False
    """The aim is an upper limit (latency, violations) instead of a lower one."""

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached; None without an aim or a value."""
        if self.aim is None or self.value is None:
            return None
        return self.value <= self.aim if self.at_most else self.value >= self.aim

    def document(self) -> dict[str, Any]:
        """command-line.md's keys, and the interval beside them."""
        return {
            "name": self.name,
            "value": _plain(self.value),
            "unit": self.unit,
            "aim": self.aim,
            "baseline": _plain(self.baseline),
            "n": self.n,
            "interval": None if self.interval is None else [_plain(bound) for bound in self.interval],
        }


@dataclass(frozen=True)
class Report:
    """A suite's rows, and the sentences without which they would be misread."""

    suite: str
    seconds: float
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = field(default=())

    def document(self) -> dict[str, Any]:
        """command-line.md's form of `evaluate --json`."""
        return {
            "suite": self.suite,
            "seconds": round(self.seconds, 2),
            "rows": [row.document() for row in self.rows],
            "notes": list(self.notes),
        }

    def value(self, name: str) -> float:
        """The value of the row of that name.

        Raises:
            KeyError: no such row, or it has no value.
        """
        for row in self.rows:
            if row.name == name and row.value is not None:
                return row.value
        raise KeyError(name)


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._begun = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Wall-clock seconds so far."""
        return time.perf_counter() - self._begun


def bootstrap(
    values: Sequence[float] | NDArray[np.floating[Any]],
    *,
    groups: NDArray[np.integer[Any]] | None = None,
    seed: int = 0,
) -> tuple[float, float]:
    """The 95 % percentile interval of the mean.

    Args:
        values: (n,) one figure a case.
        groups: (n,) which case belongs together with which (one invoice drawn under several seeds); whole groups
            are resampled, so that repeated draws are not taken for independent ones. None: every case stands alone.
        seed: of the resampling.
    """
    cases = np.asarray(values, dtype=np.float64)
    if cases.size == 0:
        return (float("nan"), float("nan"))
    _, group = np.unique(np.arange(cases.size) if groups is None else groups, return_inverse=True)
    sums, counts = np.bincount(group, weights=cases), np.bincount(group).astype(np.float64)
    rng = np.random.default_rng(seed)
    means = np.empty(_RESAMPLES)
    for start in range(0, _RESAMPLES, 100):  # in portions: memory stays small for 100,000 groups
        drawn = rng.integers(0, len(sums), size=(100, len(sums)))
        means[start : start + 100] = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def lead_row(name: str, lead: NDArray[np.floating[Any]], groups: NDArray[np.integer[Any]]) -> Row:
    """How far one method is ahead of another, case by case: above zero throughout the interval, it is better."""
    interval = bootstrap(lead, groups=groups)
    return Row(name, float(lead.mean()), aim=0.0, n=len(lead), interval=interval)


def _plain(value: float | None) -> float | None:
    """Six digits are more than any of our samples can tell apart."""
    return None if value is None else round(float(value), 6)
