"""What part of the picture fills the screen: around the hand, ears or neck, followed without haste."""

import math
from dataclasses import dataclass

import numpy as np

from kiosk.imaging.opencv import cv2
from kiosk.tryon.scene import Face, Fit, Hand, Image, People, Points

SETTLE_MS = 450.0
"""Time constant of the crop's movement."""
DEAD_ZONE = 0.04
"""Changes below this share of the crop's size are not followed."""
LEAST_SHARE = 0.3
"""The crop's smallest height against the picture's: closer shows only pixels."""


@dataclass(frozen=True)
class Crop:
    """A part of a picture, pixels; may have fractions."""

    left: float
    top: float
    width: float
    height: float


def whole(width: int, height: int, aspect: float | None = None) -> Crop:
    """The largest crop of that aspect (width / height), in the middle."""
    if aspect is None:
        return Crop(0.0, 0.0, width, height)
    wide, tall = min(width, height * aspect), min(height, width / aspect)
    return Crop((width - wide) / 2, (height - tall) / 2, wide, tall)


def around(low: Points, high: Points, width: int, height: int, aspect: float) -> Crop:
    """The smallest crop of that aspect inside the picture that holds a box (or as much of it as fits)."""
    middle, size = (low + high) / 2, high - low
    tall = max(float(size[1]), float(size[0]) / aspect, LEAST_SHARE * height)
    limit = whole(width, height, aspect)
    tall = min(tall, limit.height)
    wide = tall * aspect
    left = float(np.clip(middle[0] - wide / 2, 0, width - wide))
    top = float(np.clip(middle[1] - tall / 2, 0, height - tall))
    return Crop(left, top, wide, tall)


def interest(fits: list[Fit], people: People) -> tuple[Points, Points] | None:
    """(low, high) corners of what should be seen for the placed pieces; None without any."""
    boxes = [box for fit in fits if (box := _box(fit, people)) is not None]
    if not boxes:
        return None
    return np.min([low for low, _ in boxes], axis=0), np.max([high for _, high in boxes], axis=0)


def _box(fit: Fit, people: People) -> tuple[Points, Points] | None:
    place = fit.placement.anchor
    centre = np.array(fit.placement.center)
    if "hand" in place or "wrist" in place:
        hand: Hand | None = people.hand("left" if place.startswith("left") else "right")
        if hand is None:
            return None
        points = np.vstack([hand.points, centre])
    else:
        face: Face | None = people.face
        if face is None:
            return None
        points = np.vstack([face.points[:, :2], centre])
        for layer in fit.layers:
            if hasattr(layer, "curve"):
                points = np.vstack([points, layer.curve])
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.22 * float(max(high - low))
    return low - margin, high + margin


class CropFollower:
    """Moves the crop smoothly towards what is worn, and back to the whole picture when nothing is."""

    def __init__(self, aspect: float | None) -> None:
        """`aspect`: width / height of the screen; None never crops."""
        self._aspect = aspect
        self._crop: Crop | None = None
        self._time_ms = 0.0

    def __call__(self, box: tuple[Points, Points] | None, width: int, height: int, time_ms: float) -> Crop:
        """The crop for this frame."""
        if self._aspect is None:
            return whole(width, height)
        target = around(*box, width, height, self._aspect) if box else whole(width, height, self._aspect)
        if self._crop is None:
            self._crop, self._time_ms = target, time_ms
            return target
        now = self._crop
        elapsed, self._time_ms = max(0.0, time_ms - self._time_ms), time_ms
        away = max(abs(target.left - now.left), abs(target.top - now.top), abs(target.height - now.height))
        share = 1 - math.exp(-elapsed / SETTLE_MS)
        # Within the dead zone the pull fades to nothing, so the picture comes to rest.
        share *= min(1.0, away / (DEAD_ZONE * now.height)) ** 2 if away < DEAD_ZONE * now.height else 1.0
        tall = now.height + share * (target.height - now.height)
        wide = tall * self._aspect
        left = float(np.clip(now.left + share * (target.left - now.left), 0, max(0.0, width - wide)))
        top = float(np.clip(now.top + share * (target.top - now.top), 0, max(0.0, height - tall)))
        self._crop = Crop(left, top, min(wide, width), min(tall, height))
        return self._crop


def cut(image: Image, crop: Crop, size: tuple[int, int], *, mirrored: bool = False, fine: bool = False) -> Image:
    """The crop scaled to (width, height); `mirrored` flips it as a mirror does."""
    scale_x, scale_y = size[0] / crop.width, size[1] / crop.height
    matrix = np.array(
        [
            [scale_x, 0, (0.5 - crop.left) * scale_x - 0.5],
            [0, scale_y, (0.5 - crop.top) * scale_y - 0.5],
        ]
    )
    if mirrored:
        matrix[0] = (-matrix[0, 0], 0, size[0] - 1 - matrix[0, 2])
    how = cv2.INTER_AREA if scale_x < 1 else cv2.INTER_LINEAR
    if fine:
        how = cv2.INTER_CUBIC
    if how == cv2.INTER_AREA:
        # warpAffine has no averaging; cut whole pixels first, then shrink by area.
        left, top = round(crop.left), round(crop.top)
        part = image[top : top + max(1, round(crop.height)), left : left + max(1, round(crop.width))]
        scaled = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
        return np.asarray(scaled[:, ::-1] if mirrored else scaled, np.uint8)
    return np.asarray(cv2.warpAffine(image, matrix, size, flags=how, borderMode=cv2.BORDER_REPLICATE), np.uint8)
