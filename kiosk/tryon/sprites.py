"""Views of an atlas made ready to blend: linear light, premultiplied, in halved sizes, cut to what is not empty.

Prepared views are kept; a ring's grid at the size of a live picture is a few megabytes.
"""

import itertools
import math
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.atlas.file import SHADE_AT_255, Axis, Part, View
from kiosk.imaging.colour import srgb_to_linear
from kiosk.imaging.opencv import cv2
from kiosk.tryon.turning import FADE_DEG, TURN_ON_DEG, Form, Layer, Prepared, form_of, halves, turned

KEPT_BYTES = 192_000_000
BLEND_POWER = 3
MOST_LEVEL = 5


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
        self._forms: dict[int, tuple[Part, Form]] = {}

    def warm(self, part: Part) -> None:
        """Decode all views now, so that no live frame waits for one; of a ring some 70 ms."""
        for index in itertools.product(*(range(len(axis.values_deg)) for axis in part.axes)):
            part.view(*index)

    def texture(self, part: Part, angles: dict[str, float], px_per_mm: float, *, still: bool = False) -> Texture:
        """The piece at a pose, at the size nearest to `px_per_mm`.

        Moving pictures blend the views around the pose; a `still` shows the nearest one alone, turned to it.
        """
        power = 24 if still else BLEND_POWER
        level = _level(part.px_per_mm, px_per_mm)
        known = {axis.name: axis for axis in part.axes}
        wanted = {name: value for name, value in angles.items() if name in known}
        first = part.view(*(0 for _ in part.axes))
        scale = self._prepare(first, level).dark.shape[1] / first.alpha.shape[1]
        # Pixel centres: the pivot's position scales about the picture's corner.
        pivot = ((part.pivot_px[0] + 0.5) * scale - 0.5, (part.pivot_px[1] + 0.5) * scale - 0.5)
        roll = known.get("roll_deg")
        if roll is not None and len(roll.values_deg) == 1:
            # The same all round.
            wanted["roll_deg"] = roll.values_deg[0]
        if roll is None:
            drawn = self._blended(part, wanted, level, power)
        else:
            drawn = self._around_limb(part, roll, wanted, level, power, pivot, scale)
        dark = drawn.dark * _window(drawn.dark.shape[1])
        return _cut(Texture(drawn.light, dark, pivot, part.px_per_mm * scale))

    def _around_limb(
        self,
        part: Part,
        roll: Axis,
        wanted: dict[str, float],
        level: int,
        power: int,
        pivot: tuple[float, float],
        scale: float,
    ) -> Prepared:
        """The piece at any roll, also at those that no view shows.

        Beyond the grid the last view is turned on; behind, a piece is as plain as it is beside its face, so its back
        is put together from the two last views' outer halves.
        """
        form = self._form(part).scaled(scale)
        angle = wanted.get("roll_deg", 0.0)
        low, high = roll.values_deg[0], roll.values_deg[-1]
        beyond = 0.0 if _full_turn(roll) else max(low - angle, angle - high, 0.0)
        behind = float(np.clip((beyond - TURN_ON_DEG) / FADE_DEG, 0, 1))
        layers: list[tuple[Prepared, float]] = []
        if behind < 1:
            layers.append((self._blended(part, wanted, level, power, form, pivot), 1 - behind))
        if behind > 0:
            left = self._blended(part, {**wanted, "roll_deg": high}, level, power, form, pivot)
            right = self._blended(part, {**wanted, "roll_deg": low}, level, power, form, pivot)
            layers.append((halves(left, right, pivot[0]), behind))
        return _sum(layers)

    def _blended(
        self,
        part: Part,
        wanted: dict[str, float],
        level: int,
        power: int,
        form: Form | None = None,
        pivot: tuple[float, float] = (0.0, 0.0),
    ) -> Prepared:
        """The views around a pose as one; with a form each is first turned to the pose."""
        views = neighbours(part, wanted)
        # Sharper than linear: between two views the nearer one dominates.
        weights = np.array([weight for _, _, weight in views]) ** power
        weights /= weights.sum()
        layers = []
        for (view, posed, _), weight in zip(views, weights, strict=True):
            if weight >= 0.02:
                prepared = self._prepare(view, level)
                layers.append((turned(prepared, posed, wanted, form, pivot) if form else prepared, float(weight)))
        return _sum(layers)

    def _form(self, part: Part) -> Form:
        if id(part) not in self._forms:
            self._forms[id(part)] = (part, form_of(part))
        return self._forms[id(part)][1]

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
    dark *= _window(dark.shape[0])[:, None]
    if level:
        height, width = alpha.shape
        size = (max(1, round(width / 2**level)), max(1, round(height / 2**level)))
        light = cv2.resize(light, size, interpolation=cv2.INTER_AREA)
        dark = cv2.resize(dark, size, interpolation=cv2.INTER_AREA)
    return Prepared(light, dark)


def _window(size: int) -> NDArray[np.float32]:
    """(size,) 1, falling to 0 at both ends: a shadow that goes on beyond the view must not end in a line."""
    away = np.minimum(np.arange(size), np.arange(size)[::-1]) + 0.5
    return np.clip(away / max(1.0, 0.08 * size), 0, 1).astype(np.float32)


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
    if axis.name == "roll_deg" and _full_turn(axis) and not values[0] <= angle_deg <= values[-1]:
        # The grid goes all the way round: between its last angle and its first.
        gap = 360 - (values[-1] - values[0])
        share = (angle_deg - values[-1]) % 360 / gap if gap else 0.0
        return [(len(values) - 1, values[-1], 1 - share), (0, values[-1] + gap, share)]
    return [(index, values[index], share) for index, share in axis.weights(angle_deg)]


def _full_turn(axis: Axis) -> bool:
    """Whether the grid goes all the way round."""
    values = axis.values_deg
    steps = (values[-1] - values[0]) / max(1, len(values) - 1)
    return 360 - (values[-1] - values[0]) <= 1.5 * steps


def _sum(layers: list[tuple[Prepared, float]]) -> Prepared:
    if len(layers) == 1:
        return layers[0][0]
    light, dark = (layers[0][0].light * np.float32(layers[0][1]), layers[0][0].dark * np.float32(layers[0][1]))
    for prepared, weight in layers[1:]:
        light += prepared.light * np.float32(weight)
        dark += prepared.dark * np.float32(weight)
    return Prepared(light, dark)


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
