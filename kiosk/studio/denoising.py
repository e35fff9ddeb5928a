"""Taking the path tracer's noise out of a picture, guided by what the surfaces are."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]


@cache
def _oidn() -> Any:
    """Open Image Denoise (pyoidn); None where it is not installed."""
    try:
        import pyoidn  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    return pyoidn


def denoise(colour: Pixels, albedo: Pixels, normal: Pixels) -> Pixels:
    """A cleaner linear HDR picture; all (h, w, 3). Uses Open Image Denoise, else our own wavelet filter."""
    oidn = _oidn()
    if oidn is None:
        return wavelet(colour, albedo, normal)
    arrays = [np.ascontiguousarray(layer, np.float32) for layer in (colour, albedo, normal)]
    clean = oidn.denoise(arrays[0], albedo=arrays[1], normal=arrays[2], hdr=True)
    return np.asarray(clean, np.float32)


def wavelet(colour: Pixels, albedo: Pixels, normal: Pixels, rounds: int = 3, strength: float = 0.35) -> Pixels:
    """The edge-avoiding a-trous filter: neighbours at growing distances, weighted by likeness of colour and surface."""
    tones = np.log1p(colour)
    guide = np.dstack([albedo * 4, normal * 3])
    kernel = {0: 0.375, 1: 0.25, 2: 0.0625}
    for step in range(rounds):
        gap = 2**step
        total = np.zeros_like(tones)
        weights = np.zeros((*tones.shape[:2], 1), np.float32)
        for dy in range(-2, 3):
            for dx in range(-2, 3):
                near = _shift(tones, dy * gap, dx * gap)
                unlike = ((_shift(guide, dy * gap, dx * gap) - guide) ** 2).sum(-1, keepdims=True)
                other = ((near - tones) ** 2).sum(-1, keepdims=True) / (strength / 2**step) ** 2
                weight = kernel[abs(dy)] * kernel[abs(dx)] * np.exp(-unlike - other)
                total += near * weight
                weights += weight
        tones = total / weights
    return np.asarray(np.expm1(tones), np.float32)


def _shift(layer: Pixels, dy: int, dx: int) -> Pixels:
    """The layer moved by whole pixels, its edge repeated."""
    h, w = layer.shape[:2]
    rows = np.clip(np.arange(h) + dy, 0, h - 1)
    columns = np.clip(np.arange(w) + dx, 0, w - 1)
    return layer[rows[:, None], columns[None, :]]
