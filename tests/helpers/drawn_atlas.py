"""Crude atlases drawn with a few lines of numpy: the right geometry in the atlas's conventions, quick, not pretty."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.atlas.file import Atlas, Axis, Part, View, encode_view, write_atlas
from kiosk.imaging.colour import linear_to_srgb

SKIN = (0.40, 0.22, 0.15)
BARE = round(255 / 1.15)
GOLD = np.array([0.16, 0.45, 0.75])


def band_part(radius_mm: float, band_mm: float, px_per_mm: float, *, stone_mm: float = 0.0) -> Part:
    """A ring or bangle around a cylinder, with a stone on its face; roll and tilt."""
    rolls = tuple(float(v) for v in range(-180, 181, 30))
    tilts = (-45.0, -20.0, 0.0, 20.0, 45.0)
    axes = (Axis("roll_deg", rolls), Axis("tilt_deg", tilts))
    encoded = {}
    half = round((radius_mm * 1.35 + stone_mm) * px_per_mm)
    y, x = np.mgrid[-half : half + 1, -half : half + 1] / px_per_mm
    for i, roll in enumerate(rolls):
        for j, tilt in enumerate(tilts):
            encoded[(i, j)] = encode_view(_band_view(x, -y, radius_mm, band_mm, stone_mm, roll, tilt))
    return Part("body", axes, px_per_mm, (half, half), SKIN, stand_in_radius_mm=radius_mm, encoded=encoded)


def _band_view(
    x: NDArray[np.float64], y: NDArray[np.float64], radius: float, band: float, stone: float, roll: float, tilt: float
) -> View:
    outer = radius * 1.07
    lean = np.radians(tilt)
    depth = np.sqrt(np.maximum(outer**2 - x**2, 0))
    across = (y + depth * np.sin(lean)) / max(np.cos(lean), 0.3)
    cover = ((np.abs(across) < band / 2) & (np.abs(x) < outer)).astype(np.float64)
    shine = 0.35 + 0.8 * np.exp(-(((x / outer - 0.3) / 0.25) ** 2))
    light = shine[:, :, None] * GOLD
    if stone and np.cos(np.radians(roll)) > 0:
        turned = np.radians(roll)
        at = (outer * np.sin(turned), -outer * np.cos(turned) * np.sin(lean))
        round_stone = np.hypot((x - at[0]) / max(np.cos(turned), 0.4), y - at[1]) < stone / 2
        light = np.where(round_stone[:, :, None], (0.85, 0.6, 0.5), light)
        cover = np.maximum(cover, round_stone)
    shadow = np.exp(-((np.maximum(np.abs(across) - band / 2, 0) / 1.0) ** 2)) * (np.abs(x) < radius)
    return View(
        linear_to_srgb(light.astype(np.float32)),
        (cover * 255).astype(np.uint8),
        np.rint(BARE * (1 - 0.3 * shadow)).astype(np.uint8),
    )


def disc_part(name: str, diameter_mm: float, below_mm: float, px_per_mm: float) -> Part:
    """A gold disc whose middle hangs `below_mm` under the pivot: an earring or a pendant; yaw."""
    yaws = (-40.0, 0.0, 40.0)
    half = round((diameter_mm / 2 + below_mm + 2) * px_per_mm)
    y, x = np.mgrid[-half : half + 1, -half : half + 1] / px_per_mm
    encoded = {}
    for i, yaw in enumerate(yaws):
        distance = np.hypot(x / np.cos(np.radians(yaw)), y - below_mm) / (diameter_mm / 2)
        cover = np.clip((1 - distance) * diameter_mm / 2 * px_per_mm, 0, 1)
        light = (0.4 + 0.7 * np.exp(-(((x + y - below_mm) / diameter_mm + 0.2) ** 2) * 20))[:, :, None] * GOLD
        shade = np.rint(BARE * (1 - 0.3 * np.exp(-(np.maximum(distance - 1, 0) ** 2) * 9))).astype(np.uint8)
        encoded[(i,)] = encode_view(
            View(linear_to_srgb(light.astype(np.float32)), (cover * 255).astype(np.uint8), shade)
        )
    return Part(name, (Axis("yaw_deg", yaws),), px_per_mm, (half, half), SKIN, encoded=encoded)


def strip_part(bead_mm: float, px_per_mm: float) -> Part:
    """A strand of white beads; two slants that look alike."""
    period = max(1, round(bead_mm * px_per_mm))
    height = 2 * period
    y, x = np.mgrid[0:height, 0 : 4 * period].astype(np.float64)
    distance = np.hypot((x + 0.5) % period - period / 2, y + 0.5 - height / 2) / (period / 2)
    cover = np.clip((1 - distance) * period / 2, 0, 1)
    light = np.repeat((0.25 + 0.6 * np.clip(1 - distance, 0, 1))[:, :, None], 3, axis=2)
    shade = np.full(y.shape, BARE, np.uint8)
    view = View(linear_to_srgb(light.astype(np.float32)), (cover * 255).astype(np.uint8), shade)
    axis = Axis("slant_deg", (-90.0, 90.0))
    encoded = {(0,): encode_view(view), (1,): encode_view(view)}
    return Part("strip", (axis,), px_per_mm, (0.0, height / 2 - 0.5), SKIN, period_mm=bead_mm, encoded=encoded)


def drawn_atlas(category: str, sku: str = "T001", *, px_per_mm: float = 6.0) -> Atlas:
    """An atlas for a category, with the parts that it must have."""
    match category:
        case "ring":
            parts = [band_part(8.25, 2.0, px_per_mm, stone_mm=5.0)]
        case "bracelet" | "bangle":
            parts = [band_part(27.0, 6.0, px_per_mm / 2)]
        case "earrings":
            parts = [disc_part(side, 9.0, 6.0, px_per_mm) for side in ("left", "right")]
        case "necklace":
            parts = [strip_part(7.5, px_per_mm)]
        case "pendant":
            parts = [disc_part("pendant", 18.0, 11.0, px_per_mm)]
        case _:
            parts = [disc_part("body", 25.0, 0.0, px_per_mm)]
    return Atlas(sku, category, {part.name: part for part in parts})


def write_drawn_atlas(folder: Path, category: str, sku: str = "T001") -> Path:
    """Write `<sku>.atlas` and return its path."""
    path = folder / f"{sku}.atlas"
    write_atlas(path, drawn_atlas(category, sku))
    return path
