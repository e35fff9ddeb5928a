"""sRGB and linear light, by table: light adds up linearly, so pieces are blended and relit there."""

import numpy as np
from numpy.typing import NDArray

_STEPS = 4096


def _decode(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sRGB transfer function (IEC 61966-2-1), 0..1 to linear 0..1."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _encode(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(values <= 0.0031308, values * 12.92, 1.055 * values ** (1 / 2.4) - 0.055)


_TO_LINEAR: NDArray[np.float32] = _decode(np.arange(256) / 255).astype(np.float32)
_TO_SRGB: NDArray[np.uint8] = np.rint(_encode(np.arange(_STEPS) / (_STEPS - 1)) * 255).astype(np.uint8)


def srgb_to_linear(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """8-bit sRGB of any shape to linear light 0..1, float32, same shape."""
    return _TO_LINEAR[image]


def linear_to_srgb(image: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Linear light (clipped to 0..1) of any shape to 8-bit sRGB; exact within one step of 255 above 0.001."""
    index = np.clip(image, 0, 1) * np.float32(_STEPS - 1) + np.float32(0.5)
    return _TO_SRGB[index.astype(np.uint16)]
