"""Turning a rendered view of a ring or bangle by a few degrees, as if it had been rendered so."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.atlas.file import Part
from kiosk.imaging.opencv import cv2

Layer = NDArray[np.float32]

TURN_ON_DEG, FADE_DEG = 24.0, 14.0
"""How far beyond the grid the last view is turned on, and over how much more it gives way to the piece's back."""
MOST_TURN = math.radians(TURN_ON_DEG + FADE_DEG)


@dataclass(frozen=True)
class Prepared:
    """A view at one size."""

    light: Layer
    """(h, w, 4): linear b, g, r times alpha, and alpha."""
    dark: Layer
    """(h, w): 1 - shade factor; below 0 where the piece throws light on the skin."""

    @property
    def size_bytes(self) -> int:
        """Of memory."""
        return int(self.light.nbytes + self.dark.nbytes)


@dataclass(frozen=True)
class Form:
    """The outside of a piece around a limb, as an ellipse across it; in a view's pixels."""

    half_width: float
    half_depth: float
    """Half its depth where it faces the viewer; less than the width around a wrist."""
    limb: float
    """Half the width of the limb inside: beyond it, the piece's back is seen too."""

    def scaled(self, scale: float) -> "Form":
        """The same in smaller pixels."""
        return Form(self.half_width * scale, self.half_depth * scale, self.limb * scale)


def form_of(part: Part) -> Form:
    """The piece's form, measured from its views: its width, and how far its front moves when it tilts."""
    roll, tilt = (next((axis for axis in part.axes if axis.name == name), None) for name in ("roll_deg", "tilt_deg"))
    facing = int(np.argmin(np.abs(roll.values_deg))) if roll else 0

    def alpha(tilt_index: int) -> NDArray[np.float64]:
        index = tuple(facing if axis is roll else tilt_index if axis is tilt else 0 for axis in part.axes)
        return part.view(*index).alpha.astype(np.float64) / 255

    level = int(np.argmin(np.abs(tilt.values_deg))) if tilt else 0
    columns = np.flatnonzero(alpha(level).max(axis=0) > 0.5)
    half_width = (columns[-1] - columns[0] + 1) / 2 if len(columns) else float(part.pivot_px[0])
    limb = min((part.stand_in_radius_mm or 0) * part.px_per_mm or 0.92 * half_width, half_width)
    if tilt is None or len(tilt.values_deg) < 2:
        return Form(half_width, half_width, limb)
    middle, reach = round(part.pivot_px[0]), max(1, round(0.06 * half_width))
    rows = []
    for index in (0, len(tilt.values_deg) - 1):
        column = alpha(index)[:, middle - reach : middle + reach + 1].sum(axis=1)
        rows.append(float(np.average(np.arange(len(column)), weights=column)) if column.any() else part.pivot_px[1])
    swing = math.sin(math.radians(tilt.values_deg[-1])) - math.sin(math.radians(tilt.values_deg[0]))
    half_depth = (rows[1] - rows[0]) / max(swing, 1e-3)
    return Form(half_width, float(np.clip(half_depth, 0.4 * half_width, 1.4 * half_width)), limb)


def turned(
    prepared: Prepared, posed: dict[str, float], wanted: dict[str, float], form: Form, pivot: tuple[float, float]
) -> Prepared:
    """A view of something around a limb, turned a little from the pose it was rendered in to the one wanted.

    Each pixel is moved as the point of the form's front that it shows; so neighbouring views agree when blended and
    stones do not appear twice.
    """
    roll = math.radians(math.remainder(wanted.get("roll_deg", 0.0) - posed.get("roll_deg", 0.0), 360))
    have, want = math.radians(posed.get("tilt_deg", 0.0)), math.radians(wanted.get("tilt_deg", 0.0))
    roll, want = float(np.clip(roll, -MOST_TURN, MOST_TURN)), float(np.clip(want, have - 0.6, have + 0.6))
    if abs(roll) < 0.004 and abs(want - have) < 0.004:
        return prepared
    height, width = prepared.dark.shape
    x = (np.arange(width) - pivot[0]) / form.half_width
    y = pivot[1] - np.arange(height)
    around = np.arcsin(np.clip(x, -1, 1))
    front = form.half_depth * np.cos(around)
    # Beside the limb the piece's back is seen as well: which of the two a pixel shows is told by its height.
    rim = form.limb - max(1.5, 0.02 * form.half_width)
    beside = np.abs(x) * form.half_width > rim
    height_share = -y[:, None] / (np.maximum(front, 1e-3) * (math.sin(want) if abs(want) > 0.02 else 0.02))
    behind = np.where(beside, np.clip(height_share, -1, 1), 1.0)
    # The back is plain and stays. What comes round the rim was not seen; it is as plain as what lies before it, which
    # sin() reflects to.
    source = around - roll * np.maximum(behind, 0)
    source_x = np.where(np.abs(x) < 1, np.sin(source), x)
    source_front = form.half_depth * np.abs(np.cos(source))
    along = (y[:, None] + behind * front * math.sin(want)) / math.cos(want)
    source_y = along * math.cos(have) - behind * source_front * math.sin(have)
    # A front pixel does not take what the view shows of the back beside its limb.
    swing = math.sin(have)
    wrong = (behind > 0) & (np.abs(source_x) * form.half_width > rim)
    wrong &= source_y * math.copysign(1, swing) > 0.15 * source_front * abs(swing) + 0.02 * form.half_width
    source_y = np.where(wrong & (abs(swing) > 0.1), 9e4, source_y)
    map_x = (source_x * form.half_width + pivot[0]).astype(np.float32)
    map_y = (pivot[1] - source_y).astype(np.float32)
    return Prepared(
        cv2.remap(prepared.light, map_x, map_y, cv2.INTER_LINEAR),
        cv2.remap(prepared.dark, map_x, map_y, cv2.INTER_LINEAR),
    )


def halves(left: Prepared, right: Prepared, middle: float) -> Prepared:
    """The left half of one view and the right half of another, joined softly."""
    width = left.dark.shape[1]
    share = np.clip((np.arange(width) - middle) / max(2.0, 0.06 * width) + 0.5, 0, 1).astype(np.float32)
    return Prepared(
        left.light * (1 - share)[None, :, None] + right.light * share[None, :, None],
        left.dark * (1 - share) + right.dark * share,
    )
