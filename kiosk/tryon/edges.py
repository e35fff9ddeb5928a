"""How wide a finger, wrist or neck is: its two edges found together, by contrast, skin and what is likely.

The strongest single gradients across a finger are folds and a neighbour's shadow (research: 25 px found where 53 are
right). So both edges are chosen at once: contrast at the two, skin between them, something else beyond, and a width
and middle that hands have.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.imaging.opencv import cv2
from kiosk.tryon.scene import Image, Points

ROWS = 16
"""Lines across the limb that are looked at together; their median forgets folds and hairs."""
COLUMNS = 96
SPAN = 2.2
"""Width of the strip looked at, in expected widths."""
CONTRAST = 9.0
"""Change in Lab units (8 bit) over two samples' blur that counts as a clear edge."""


@dataclass(frozen=True)
class SkinModel:
    """Colour of this person's skin in this light: 8-bit Lab, mean and spread."""

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]

    def likeness(self, lab: NDArray[np.float64]) -> NDArray[np.float64]:
        """1 for the mean's colour, towards 0 for other colours; shape without the last axis."""
        distance = (((lab - self.mean) / self.spread) ** 2).sum(axis=-1)
        return np.asarray(np.exp(-distance / 6))


@dataclass(frozen=True)
class Band:
    """What was found across a limb."""

    width_px: float
    offset_px: float
    """Of the band's middle from the point asked about, along the across direction."""
    skin: float
    """Likeness of what lies between the edges to the skin model, 0..1."""
    confidence: float
    """0..1; low means that the width is mostly what was expected."""


def skin_model(frame: Image, points: Points, radius_px: float) -> SkinModel | None:
    """Skin from small squares around points that lie on skin; None if none of them is inside the picture."""
    height, width = frame.shape[:2]
    reach = max(1, round(radius_px))
    samples = []
    for x, y in points:
        left, top = int(x) - reach, int(y) - reach
        if left < 0 or top < 0 or left + 2 * reach >= width or top + 2 * reach >= height:
            continue
        square = frame[top : top + 2 * reach + 1, left : left + 2 * reach + 1]
        samples.append(cv2.resize(square, (3, 3), interpolation=cv2.INTER_AREA).reshape(-1, 3))
    if not samples:
        return None
    lab = to_lab(np.concatenate(samples)[None])[0]
    mean = np.median(lab, axis=0)
    deviation = 1.5 * np.median(np.abs(lab - mean), axis=0)
    # Shading runs across every limb, so lightness may vary far more than hue.
    return SkinModel(mean, np.maximum(1.5 * deviation, (28.0, 5.0, 6.0)))


def to_lab(bgr: Image) -> NDArray[np.float64]:
    """8-bit Lab as float64, same shape."""
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(bgr), cv2.COLOR_BGR2LAB), np.float64)


def band(
    frame: Image,
    at: Points,
    along: Points,
    expected_px: float,
    *,
    length_px: float,
    skin: SkinModel | None,
    spread: float = 0.13,
    off_centre: float = 0.16,
) -> Band:
    """Width and middle of the limb at `at`, across the unit vector `along`.

    Args:
        frame: BGR.
        at: (2,) where to look.
        along: (2,) unit vector along the limb; "across" is this turned clockwise as seen in the picture.
        expected_px: width that such a limb usually has here.
        length_px: how much of the limb, along it, is looked at.
        skin: the person's skin, if known.
        spread: usual relative spread of the width.
        off_centre: usual distance of the limb's middle from `at`, in widths.
    """
    across = np.array([-along[1], along[0]])
    if expected_px < 5:
        return Band(expected_px, 0.0, 1.0, 0.05)
    half = SPAN * expected_px / 2
    patch = _rectified(frame, at, across, along, half, length_px / 2)
    profile = np.median(to_lab(patch), axis=0)
    profile = cv2.GaussianBlur(profile.reshape(1, COLUMNS, 3), (0, 0), 1.6, borderType=cv2.BORDER_REPLICATE)[0]
    gradient = np.linalg.norm(np.gradient(profile, axis=0) * (0.7, 1.5, 1.5), axis=1) * 2
    likeness = skin.likeness(profile) if skin else np.full(COLUMNS, 0.5)
    step = 2 * half / (COLUMNS - 1)
    limb = _not_beyond(profile, likeness)
    left, right, confidence = _best_pair(gradient, limb, expected_px / step, spread, off_centre)
    middle = (left + right) / 2 - (COLUMNS - 1) / 2
    inside = likeness[round(left) + 1 : max(round(right), round(left) + 2)]
    return Band((right - left) * step, middle * step, float(inside.mean()), confidence)


def _rectified(frame: Image, at: Points, across: Points, along: Points, half_across: float, half_along: float) -> Image:
    """The strip across the limb as (ROWS, COLUMNS, 3), sampled by area so that noise is averaged."""
    to_frame = np.array(
        [
            [across[0] * 2 * half_across / (COLUMNS - 1), along[0] * 2 * half_along / (ROWS - 1), 0.0],
            [across[1] * 2 * half_across / (COLUMNS - 1), along[1] * 2 * half_along / (ROWS - 1), 0.0],
        ]
    )
    to_frame[:, 2] = at - to_frame[:, :2] @ ((COLUMNS - 1) / 2, (ROWS - 1) / 2)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    strip = cv2.warpAffine(frame, to_frame, (COLUMNS, ROWS), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, np.uint8)


def _not_beyond(profile: NDArray[np.float64], likeness: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much likelier each column is skin than what lies at the strip's two ends, 0..1.

    The shaded side of an arm looks little like its lit side, but less like the wall. Where skin lies beyond too (the
    next finger), this says nothing, and the edges decide.
    """
    reach = COLUMNS // 14
    ends = np.stack([profile[:reach].mean(axis=0), profile[-reach:].mean(axis=0)])
    beyond = np.exp(-(((profile[:, None] - ends) / (16.0, 5.0, 5.0)) ** 2).sum(axis=-1) / 6).max(axis=1)
    return np.asarray((likeness + 0.02) / (likeness + beyond + 0.04))


def _best_pair(
    gradient: NDArray[np.float64],
    likeness: NDArray[np.float64],
    expected: float,
    spread: float,
    off_centre: float,
) -> tuple[float, float, float]:
    """(left, right, confidence) in columns: the best of all pairs of edges."""
    edge = np.tanh(gradient / CONTRAST)
    columns = np.arange(COLUMNS)
    left, right = columns[:, None], columns[None, :]
    width = np.maximum(right - left, 1).astype(np.float64)
    total = np.concatenate([[0.0], np.cumsum(likeness)])
    margin = np.maximum((0.14 * width).astype(int), 2)
    inside = (total[np.clip(right, 0, COLUMNS)] - total[np.clip(left + 1, 0, COLUMNS)]) / width
    before = (total[left] - total[np.clip(left - margin, 0, COLUMNS)]) / margin
    after = (total[np.clip(right + 1 + margin, 0, COLUMNS)] - total[np.clip(right + 1, 0, COLUMNS)]) / margin
    middle = (left + right) / 2 - (COLUMNS - 1) / 2
    score = (
        edge[left]
        + edge[right]
        + 1.0 * (2 * inside - before - after)
        - 0.5 * (np.log(width / expected) / spread) ** 2
        - 0.5 * (middle / (off_centre * expected)) ** 2
    )
    score[(right <= left + 2) | (width < 0.5 * expected) | (width > 1.7 * expected)] = -np.inf
    at = np.unravel_index(int(np.argmax(score)), score.shape)
    first, last = int(at[0]), int(at[1])
    sure = (edge[first] + edge[last]) / 2 * 0.6 + 0.4 * float(np.clip(inside[at] - (before + after)[at] / 2, 0, 1))
    return _peak(gradient, first), _peak(gradient, last), float(np.clip(sure, 0.05, 1))


def _peak(values: NDArray[np.float64], at: int) -> float:
    """The maximum near a sample, between samples (parabola through three)."""
    if not 0 < at < len(values) - 1:
        return float(at)
    before, here, after = values[at - 1 : at + 2]
    curve = before - 2 * here + after
    if curve >= 0:
        return float(at)
    return at + float(np.clip(0.5 * (before - after) / curve, -0.5, 0.5))
