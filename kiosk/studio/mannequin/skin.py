"""Skin: its colour over the body, and slow variation that keeps it from looking like plastic."""

import numpy as np
from numpy.typing import NDArray

from kiosk.studio.mannequin.field import vector

SKIN = (0.56, 0.335, 0.225)
"""Linear RGB albedo of a light to medium East Asian skin (from memory; no measurement was at hand)."""
BLUSH = (0.60, 0.27, 0.19)
"""Where blood shows: knuckles, fingertips, ears, cheeks, lips."""


def slow_noise(points: NDArray[np.float32], wave_mm: float, seed: int) -> NDArray[np.float32]:
    """A smooth random field of about unit variance at (n, 3) points: a sum of plane waves."""
    random = np.random.default_rng(seed)
    directions = random.normal(size=(24, 3))
    phases = random.uniform(0, 2 * np.pi, 24)
    waves = np.sin(points @ (directions.T / wave_mm * 2) + phases)
    total: NDArray[np.float32] = (waves.sum(1) / np.sqrt(12)).astype(np.float32)
    return total


def skin_colour(points: NDArray[np.float32], blush: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, 3) linear RGB at points (n, 3) mm, given how much blood shows there, (n,) 0..1."""
    share = np.clip(blush + 0.07 * slow_noise(points, 18, 1), 0, 1)[:, None]
    colour = vector(SKIN) * (1 - share) + vector(BLUSH) * share
    mottled = 1 + 0.025 * slow_noise(points, 9, 2) + 0.02 * slow_noise(points, 2.2, 3)
    result: NDArray[np.float32] = (colour * mottled[:, None]).astype(np.float32)
    return result


def around(points: NDArray[np.float32], centre: NDArray[np.float32], reach_mm: float) -> NDArray[np.float32]:
    """A soft spot, (n,) 0..1."""
    spot: NDArray[np.float32] = np.exp(-(((points - centre) ** 2).sum(1)) / reach_mm**2)
    return spot
