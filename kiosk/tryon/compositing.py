"""Pieces onto the picture, in linear light: photo x shade x (1 - alpha) + piece x gain.

Only the rectangle (or, for chains, the band) that a piece covers is touched.
"""

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kiosk.imaging.colour import linear_to_srgb, srgb_to_linear
from kiosk.imaging.opencv import cv2
from kiosk.tryon.relight import gain_bgr, lit
from kiosk.tryon.scene import Fit, Image, Points, Sprite, Strand
from kiosk.tryon.sprites import SpriteStore

OCCLUDER_BLUR_PX = 1.2
Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Rectangle:
    """Of whole pixels; right and bottom are outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.right <= self.left or self.bottom <= self.top


def paint(image: Image, fits: list[Fit], store: SpriteStore, *, fine: bool = False) -> Image:
    """A copy of the picture with the pieces on it.

    Args:
        image: (h, w, 3) BGR, left as it is.
        fits: placements in the picture's pixels, drawn in order.
        store: prepared views.
        fine: slower interpolation for stills.
    """
    painted = image.copy()
    for fit in fits:
        for layer in fit.layers:
            gain = gain_bgr(fit.skin, layer.part.reference_skin)
            if isinstance(layer, Sprite):
                _paint_sprite(painted, layer, fit, store, gain, fine)
            else:
                _paint_strand(painted, layer, fit, store, gain)
    return painted


def enlarged(fit: Fit, scale: float, left: float, top: float) -> Fit:
    """The same fit in a picture cut at (left, top) and then enlarged by `scale`."""
    offset = np.array([left, top])

    def point(at: tuple[float, float]) -> tuple[float, float]:
        # Pixel centres, as cv2.resize maps them.
        return ((at[0] - left + 0.5) * scale - 0.5, (at[1] - top + 0.5) * scale - 0.5)

    def points(many: Points) -> Points:
        return np.asarray((many - offset + 0.5) * scale - 0.5)

    layers: list[Sprite | Strand] = []
    for layer in fit.layers:
        if isinstance(layer, Sprite):
            layers.append(replace(layer, at=point(layer.at), px_per_mm=layer.px_per_mm * scale))
        else:
            layers.append(replace(layer, curve=points(layer.curve), px_per_mm=layer.px_per_mm * scale))
    return replace(fit, layers=tuple(layers), in_front=tuple(points(outline) for outline in fit.in_front))


def sprite_matrix(
    up_deg: float, scale: float, pivot: tuple[float, float], at: tuple[float, float]
) -> NDArray[np.float64]:
    """(2, 3) affine map from a view's pixels to the picture: the pivot goes to `at`, the view's up to `up_deg`."""
    cosine, sine = math.cos(math.radians(up_deg)) * scale, math.sin(math.radians(up_deg)) * scale
    matrix = np.array([[sine, -cosine, 0.0], [cosine, sine, 0.0]])
    matrix[:, 2] = np.asarray(at) - matrix[:, :2] @ np.asarray(pivot)
    return matrix


def _paint_sprite(
    painted: Image, sprite: Sprite, fit: Fit, store: SpriteStore, gain: NDArray[np.float32], fine: bool
) -> None:
    texture = store.texture(sprite.part, sprite.angles, sprite.px_per_mm, still=fine)
    matrix = sprite_matrix(sprite.up_deg, sprite.px_per_mm / texture.px_per_mm, texture.pivot_px, sprite.at)
    height, width = texture.dark.shape
    corners = matrix @ np.array([[0, width, 0, width], [0, 0, height, height], [1, 1, 1, 1]], np.float64)
    rectangle = _around(corners.T, painted, margin=1)
    if rectangle.empty:
        return
    matrix[:, 2] -= (rectangle.left, rectangle.top)
    size = (rectangle.right - rectangle.left, rectangle.bottom - rectangle.top)
    how = cv2.INTER_CUBIC if fine else cv2.INTER_LINEAR
    light = cv2.warpAffine(texture.light, matrix, size, flags=how)
    dark = cv2.warpAffine(texture.dark, matrix, size, flags=cv2.INTER_LINEAR)
    hidden = _occluders(fit.in_front, rectangle)
    if hidden is not None:
        light *= (1 - hidden)[:, :, None]
        dark *= 1 - hidden
    region = painted[rectangle.top : rectangle.bottom, rectangle.left : rectangle.right]
    region[:] = _blend(region, light, dark, gain)


def _blend(photo: Image, light: Rows, dark: Rows, gain: NDArray[np.float32]) -> Image:
    """Picture, piece and shade of the same leading shape as 8-bit pixels."""
    kept = (1 - dark) * (1 - np.clip(light[..., 3], 0, 1))
    return linear_to_srgb(srgb_to_linear(photo) * kept[..., None] + lit(light[..., :3], gain))


def _around(points: Points, image: Image, margin: int) -> Rectangle:
    """The rectangle around points, cut to the picture."""
    height, width = image.shape[:2]
    low, high = np.floor(points.min(axis=0)) - margin, np.ceil(points.max(axis=0)) + margin + 1
    left, right = np.clip([low[0], high[0]], 0, width)
    top, bottom = np.clip([low[1], high[1]], 0, height)
    return Rectangle(int(left), int(top), int(right), int(bottom))


def _occluders(outlines: tuple[Points, ...], rectangle: Rectangle) -> Rows | None:
    """How much of each pixel is hidden, 0..1; None when no outline reaches into the rectangle."""
    near = [
        outline
        for outline in outlines
        if outline[:, 0].max() > rectangle.left
        and outline[:, 0].min() < rectangle.right
        and outline[:, 1].max() > rectangle.top
        and outline[:, 1].min() < rectangle.bottom
    ]
    if not near:
        return None
    mask = np.zeros((rectangle.bottom - rectangle.top, rectangle.right - rectangle.left), np.uint8)
    shifted = [np.rint((outline - (rectangle.left, rectangle.top)) * 16).astype(np.int32) for outline in near]
    cv2.fillPoly(mask, shifted, 255, lineType=cv2.LINE_AA, shift=4)
    mask = cv2.GaussianBlur(mask, (0, 0), OCCLUDER_BLUR_PX)
    return np.asarray(mask, np.float32) / np.float32(255)


def _paint_strand(painted: Image, strand: Strand, fit: Fit, store: SpriteStore, gain: NDArray[np.float32]) -> None:
    curve, opacity = _evenly(strand)
    if len(curve) < 4:
        return
    stack, strip_px_per_mm, pivot_row = store.strips(strand.part, strand.px_per_mm)
    scale = strand.px_per_mm / strip_px_per_mm
    reach = max(pivot_row + 1, stack.shape[1] - pivot_row) * scale
    rectangle = _around(curve, painted, margin=math.ceil(reach))
    if rectangle.empty:
        return
    ribbon = _ribbon(strand, curve, opacity, stack, strip_px_per_mm)
    y, x, along, across = _band_pixels(curve, rectangle, reach)
    if not len(x):
        return
    columns = 256
    rows = -(-len(x) // columns)
    maps = np.zeros((2, rows * columns), np.float32)
    maps[0, : len(x)], maps[1, : len(x)] = along, pivot_row + across / scale
    map_x, map_y = maps.reshape(2, rows, columns)
    light = cv2.remap(ribbon[:, :, :4], map_x, map_y, cv2.INTER_LINEAR).reshape(-1, 4)[: len(x)]
    dark = cv2.remap(np.ascontiguousarray(ribbon[:, :, 4]), map_x, map_y, cv2.INTER_LINEAR).reshape(-1)[: len(x)]
    hidden = _occluders(fit.in_front, rectangle)
    if hidden is not None:
        seen = 1 - hidden[y, x]
        light, dark = light * seen[:, None], dark * seen
    y, x = y + rectangle.top, x + rectangle.left
    painted[y, x] = _blend(painted[y, x], light, dark, gain)


def _evenly(strand: Strand) -> tuple[Points, Points]:
    """The curve at steps of one pixel, (n, 2), and its opacity there, (n,)."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(strand.curve, axis=0), axis=1))])
    at = np.arange(0.0, lengths[-1], 1.0)
    points = np.stack([np.interp(at, lengths, strand.curve[:, axis]) for axis in (0, 1)], axis=1)
    opacity = np.ones(len(at)) if strand.opacity is None else np.interp(at, lengths, strand.opacity)
    return points, opacity


def _ribbon(strand: Strand, curve: Points, opacity: Points, stack: Rows, strip_px_per_mm: float) -> Rows:
    """The chain laid out straight, (h, n, 5): for each pixel of the curve the strip's column seen at its slant."""
    tangent = np.gradient(curve, axis=0)
    slant = np.degrees(np.arctan2(-tangent[:, 1], tangent[:, 0]))
    middle = len(curve) // 2
    column = (np.arange(len(curve)) - middle) * strip_px_per_mm / strand.px_per_mm % stack.shape[2]
    first = column.astype(int)
    fraction = (column - first).astype(np.float32)[:, None, None]
    first, second = first % stack.shape[2], (first + 1) % stack.shape[2]
    if len(stack) == 1:
        view = np.zeros(len(curve))
    else:
        view = np.interp(slant, strand.part.axes[0].values_deg, np.arange(len(stack)))
    lower = np.minimum(view.astype(int), len(stack) - 1)
    upper = np.minimum(lower + 1, len(stack) - 1)
    share = (view - lower).astype(np.float32)[:, None, None]
    ribbon = (stack[lower, :, first] * (1 - fraction) + stack[lower, :, second] * fraction) * (1 - share)
    ribbon += (stack[upper, :, first] * (1 - fraction) + stack[upper, :, second] * fraction) * share
    ribbon *= opacity.astype(np.float32)[:, None, None]
    return np.ascontiguousarray(ribbon.transpose(1, 0, 2))


def _band_pixels(
    curve: Points, rectangle: Rectangle, reach: float
) -> tuple[NDArray[np.intp], NDArray[np.intp], Points, Points]:
    """Pixels near the curve: rows and columns within the rectangle, place along and across it (downwards positive)."""
    local = curve - (rectangle.left, rectangle.top)
    nearest = np.zeros((rectangle.bottom - rectangle.top, rectangle.right - rectangle.left), np.float32)
    stations = np.unique(np.append(np.arange(0, len(local), 8), len(local) - 1))
    ends = np.rint(local[stations]).astype(int)
    thickness = 2 * math.ceil(reach) + 2
    for index, (start, end) in zip(stations, pairwise(ends), strict=False):
        cv2.line(nearest, (int(start[0]), int(start[1])), (int(end[0]), int(end[1])), float(index + 1), thickness)
    y, x = np.nonzero(nearest)
    index = nearest[y, x].astype(int) - 1
    tangent = np.gradient(local, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    points = np.stack([x, y], axis=1).astype(np.float64)
    along = index.astype(np.float64)
    for _ in range(2):
        # Newton's steps towards the foot of the perpendicular.
        along = np.clip(index + ((points - local[index]) * tangent[index]).sum(axis=1), 0, len(local) - 1)
        index = np.rint(along).astype(int)
    away = points - local[index]
    across = tangent[index, 0] * away[:, 1] - tangent[index, 1] * away[:, 0]
    beyond = np.abs((away * tangent[index]).sum(axis=1)) > 1.5
    keep = (np.abs(across) <= reach) & ~beyond
    return y[keep], x[keep], along[keep], across[keep]
