"""The customer's light on the piece: gain and white balance from the skin beside it."""

import numpy as np
from numpy.typing import NDArray

from kiosk.tryon.scene import Points

GREY_SHARE = 0.6
"""Of the gain that is common to all channels; skin differs between people, so its colour counts for less."""
BRIGHTER, DARKER = 0.5, 0.85
"""Of a difference in brightness (as a power) what is taken for light; the rest is the skin's own. Skin that is brighter
than the atlas's is mostly fairer, or overexposed; skin that is much darker mostly lies in the dark."""
LEAST, MOST = 0.2, 1.6
KNEE = 0.75
"""Linear light above which a piece's highlights are pressed together, as a camera does, instead of cut off."""


def gain_bgr(skin: Points | None, reference_skin: tuple[float, float, float]) -> NDArray[np.float32]:
    """(3,) factor for a piece's linear b, g, r.

    Args:
        skin: (3,) linear r, g, b around the anchor; None leaves the piece as it was rendered.
        reference_skin: the same of the atlas's stand-in.
    """
    if skin is None:
        return np.ones(3, np.float32)
    ratio = np.maximum(np.asarray(skin, np.float64), 1e-4) / np.maximum(reference_skin, 1e-4)
    grey = float(np.mean(skin)) / max(float(np.mean(reference_skin)), 1e-4)
    power = BRIGHTER if grey > 1 else DARKER
    gain = np.clip((GREY_SHARE * grey + (1 - GREY_SHARE) * ratio) ** power, LEAST, MOST)
    return np.asarray(gain[::-1], np.float32)


def lit(light: NDArray[np.float32], gain: NDArray[np.float32]) -> NDArray[np.float32]:
    """A piece's premultiplied linear light times its gain, with a shoulder towards white; same shape."""
    out = np.maximum(light, 0) * gain
    if gain.max() <= 1:
        return out
    over = np.maximum(out - KNEE, 0)
    room = np.float32(1 - KNEE)
    return np.asarray(np.minimum(out, KNEE) + over * room / (over + room), np.float32)
