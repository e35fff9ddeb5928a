"""Single layers of light or coverage: blurring and enlarging."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.imaging.opencv import cv2


def blurred(layer: NDArray[np.floating[Any]], radius: float) -> NDArray[np.float32]:
    """The layer under a Gaussian of `radius` pixels, at least half a pixel."""
    return np.asarray(cv2.GaussianBlur(layer.astype(np.float32), (0, 0), max(radius, 0.5)), np.float32)


def enlarged(layer: NDArray[np.floating[Any]], size: tuple[int, int]) -> NDArray[np.float32]:
    """The layer at (width, height) pixels, bicubic: it may overshoot its range a little."""
    return np.asarray(cv2.resize(layer.astype(np.float32), size, interpolation=cv2.INTER_CUBIC), np.float32)
