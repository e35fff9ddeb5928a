"""Views of an atlas made ready to blend: linear light, premultiplied, in halved sizes, cut to what is not empty.

Prepared views are kept; a ring's grid at the size of a live picture is a few megabytes.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.atlas.file import SHADE_AT_255, Axis, Part, View
from kiosk.imaging.colour import srgb_to_linear
from kiosk.imaging.opencv import cv2

KEPT_BYTES = 192_000_000
SURFACE = 1.1
"""Radius of what is seen around a stand-in, in the stand-in's: bands are thick and stones stand higher."""
MOST_LEVEL = 5
Layer = NDArray[np.float32]


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
class Texture:
    """A view, or views blended, with where its pivot lies and how large it is."""

    light: Layer
    dark: Layer
    pivot_px: tuple[float, float]
    px_per_mm: float


class SpriteStore:
    """Prepares views when they are first drawn and keeps the last used."""

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._bytes = 0
        # The view is kept beside what was made of it, so that its id cannot be given to another one.
        self._prepared: OrderedDict[tuple[int, int], tuple[View, Prepared]] = OrderedDict()
        self._strips: dict[tuple[int, int], tuple[Part, Layer]] = {}

    def texture(self, part: Part, angles: dict[str, float], px_per_mm: float) -> Texture:
        """The views around a pose, blended, at the size nearest to `px_per_mm`."""
        level = _level(part.px_per_mm, px_per_mm)
        known = {axis.name for axis in part.axes}
        wanted = {name: value for name, value in angles.items() if name in known}
        views = neighbours(part, wanted)
        # Sharper than linear: between two views the nearer one dominates.
        weights = np.array([weight for _, _, weight in views]) ** 2
        weights /= weights.sum()
        light: Layer | None = None
        dark: Layer | None = None
        pivot, scale = (0.0, 0.0), 1.0
        for (view, posed, _), weight in zip(views, weights, strict=True):
            if weight < 0.02:
                continue
            prepared = self._prepare(view, level)
            scale = prepared.dark.shape[1] / view.alpha.shape[1]
            # Pixel centres: the pivot's position scales about the picture's corner.
            pivot = ((part.pivot_px[0] + 0.5) * scale - 0.5, (part.pivot_px[1] + 0.5) * scale - 0.5)
            if part.stand_in_radius_mm and "roll_deg" in wanted:
                radius = SURFACE * part.stand_in_radius_mm * part.px_per_mm * scale
                prepared = turned(prepared, posed, wanted, radius, pivot)
            share = np.float32(weight)
            light = prepared.light * share if light is None else light + prepared.light * share
            dark = prepared.dark * share if dark is None else dark + prepared.dark * share
        assert light is not None
        assert dark is not None
        return _cut(Texture(light, dark, pivot, part.px_per_mm * scale))

    def strips(self, part: Part, px_per_mm: float) -> tuple[Layer, float, float]:
        """All slants of a strip as (k, h, w, 5) light and dark, with its pixels a mm and its pivot's row."""
        level = _level(part.px_per_mm, px_per_mm)
        key = (id(part), level)
        if key not in self._strips:
            layers = []
            for index in range(len(part.axes[0].values_deg)) if part.axes else [None]:
                prepared = self._prepare(part.view() if index is None else part.view(index), level)
                layers.append(np.dstack([prepared.light, prepared.dark]))
            self._strips[key] = (part, np.stack(layers))
        stack = self._strips[key][1]
        scale = stack.shape[1] / part.view(*(0 for _ in part.axes)).alpha.shape[0]
        return stack, part.px_per_mm * scale, (part.pivot_px[1] + 0.5) * scale - 0.5

    def _prepare(self, view: View, level: int) -> Prepared:
        key = (id(view), level)
        if key in self._prepared:
            self._prepared.move_to_end(key)
            return self._prepared[key][1]
        prepared = prepare(view, level)
        self._prepared[key] = (view, prepared)
        self._bytes += prepared.size_bytes
        while self._bytes > self._kept_bytes and len(self._prepared) > 4:
            _, (_, dropped) = self._prepared.popitem(last=False)
            self._bytes -= dropped.size_bytes
        return prepared


def prepare(view: View, level: int) -> Prepared:
    """A view in linear light, premultiplied, its sides halved `level` times by area."""
    alpha = view.alpha.astype(np.float32) / 255
    light = np.dstack([srgb_to_linear(view.colour) * alpha[:, :, None], alpha]).astype(np.float32)
    dark = (1 - view.shade.astype(np.float32) * np.float32(SHADE_AT_255 / 255)).astype(np.float32)
    dark[np.abs(dark) < 0.006] = 0
    if level:
        height, width = alpha.shape
        size = (max(1, round(width / 2**level)), max(1, round(height / 2**level)))
        light = cv2.resize(light, size, interpolation=cv2.INTER_AREA)
        dark = cv2.resize(dark, size, interpolation=cv2.INTER_AREA)
    return Prepared(light, dark)


def neighbours(part: Part, angles: dict[str, float]) -> list[tuple[View, dict[str, float], float]]:
    """The up to four views around a pose: (view, its own angles, weight); full turns of roll are joined at 180."""
    corners: list[tuple[tuple[int, ...], dict[str, float], float]] = [((), {}, 1.0)]
    for axis in part.axes:
        angle = angles.get(axis.name, 0.0)
        corners = [
            ((*index, i), {**posed, axis.name: at}, weight * share)
            for index, posed, weight in corners
            for i, at, share in _around(axis, angle)
        ]
    return [(part.view(*index), posed, weight) for index, posed, weight in corners]


def _around(axis: Axis, angle_deg: float) -> list[tuple[int, float, float]]:
    """(index, its angle, weight) of the one or two grid angles around an angle."""
    values = axis.values_deg
    last = len(values) - 1
    gap = 360 - (values[-1] - values[0])
    steps = (values[-1] - values[0]) / last if last else 360.0
    if axis.name == "roll_deg" and gap <= 1.5 * steps and not values[0] <= angle_deg <= values[-1]:
        # The grid goes all the way round: between its last angle and its first.
        beyond = (angle_deg - values[-1]) % 360
        share = beyond / gap if gap else 0.0
        return [(last, values[-1], 1 - share), (0, values[-1] + gap, share)]
    return [(index, values[index], share) for index, share in axis.weights(angle_deg)]


def turned(
    prepared: Prepared, posed: dict[str, float], wanted: dict[str, float], radius_px: float, pivot: tuple[float, float]
) -> Prepared:
    """A view of something around a cylinder, turned a little from the pose it was rendered in to the one wanted.

    Each pixel is moved as the point of the cylinder's front that it shows; so neighbouring views agree when blended
    and stones do not appear twice.
    """
    roll = math.radians(math.remainder(wanted.get("roll_deg", 0.0) - posed.get("roll_deg", 0.0), 360))
    have, want = math.radians(posed.get("tilt_deg", 0.0)), math.radians(wanted.get("tilt_deg", 0.0))
    # Beyond the grid the piece is shown as at its rim.
    roll, want = float(np.clip(roll, -0.6, 0.6)), float(np.clip(want, have - 0.6, have + 0.6))
    if abs(roll) < 0.004 and abs(want - have) < 0.004:
        return prepared
    height, width = prepared.dark.shape
    x = (np.arange(width) - pivot[0]) / radius_px
    y = (np.arange(height) - pivot[1]) / -radius_px
    around = np.arcsin(np.clip(x, -1, 1))
    depth = np.cos(around)
    source = np.clip(around - roll, -math.pi / 2, math.pi / 2)
    source_x = np.where(np.abs(x) < 1, np.sin(source), x)
    source_depth = np.cos(source)
    along = (y[:, None] + depth * math.sin(want)) / math.cos(want)
    source_y = along * math.cos(have) - source_depth * math.sin(have)
    map_x = np.broadcast_to(source_x * radius_px + pivot[0], (height, width)).astype(np.float32)
    map_y = (pivot[1] - source_y * radius_px).astype(np.float32)
    return Prepared(
        cv2.remap(prepared.light, map_x, map_y, cv2.INTER_LINEAR),
        cv2.remap(prepared.dark, map_x, map_y, cv2.INTER_LINEAR),
    )


def _level(have: float, wanted: float) -> int:
    """How often to halve so that what is left to shrink is between 0.7 and 1.4."""
    return int(np.clip(round(math.log2(have / max(wanted, 1e-6))), 0, MOST_LEVEL))


def _cut(texture: Texture) -> Texture:
    """Only the rectangle where something is drawn, with a border of one empty pixel where there is room."""
    drawn = (texture.light[:, :, 3] > 0.004) | (np.abs(texture.dark) > 0.006)
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if not len(rows):
        return Texture(texture.light[:1, :1], texture.dark[:1, :1], texture.pivot_px, texture.px_per_mm)
    top, bottom = max(0, rows[0] - 1), rows[-1] + 2
    left, right = max(0, columns[0] - 1), columns[-1] + 2
    return Texture(
        texture.light[top:bottom, left:right],
        texture.dark[top:bottom, left:right],
        (texture.pivot_px[0] - left, texture.pivot_px[1] - top),
        texture.px_per_mm,
    )
