"""A fine gold chain for pendants that are sold without one: the demo shelf's, or a plain one drawn here."""

from functools import cache

import numpy as np

from kiosk.atlas.file import Atlas, Axis, Part, View, encode_view
from kiosk.base.errors import KnownError
from kiosk.base.paths import ASSETS
from kiosk.imaging.colour import linear_to_srgb
from kiosk.imaging.opencv import cv2

DONORS = {"yellow_gold": "N004", "rose_gold": "N003"}
"""Necklaces of the demo shelf whose chains lend themselves to pendants of the same metal."""
WHITE_DONOR = "N001"
PX_PER_MM = 16.0
PERIOD_MM = 2.0
WIRE_MM = 0.26
GOLD = (0.18, 0.42, 0.62)
"""Linear b, g, r."""


@cache
def default_chain(metal: str | None = None) -> Part:
    """The chain of the shelf's necklace of that metal where it is baked, else a drawn gold one."""
    sku = DONORS.get(metal or "yellow_gold", WHITE_DONOR)
    try:
        strip = Atlas.read(ASSETS / "atlas" / f"{sku}.atlas").parts.get("strip")
    except KnownError:
        strip = None
    return strip or drawn_chain()


def drawn_chain() -> Part:
    """A cable chain of 0.26 mm wire, flat and edge-on links in turn, lit from above, with a soft shadow below."""
    width, height = round(2 * PERIOD_MM * PX_PER_MM), 64
    over = 4
    y, x = np.mgrid[0 : height * over, 0 : width * over] / over / PX_PER_MM
    y = y - height / 2 / PX_PER_MM
    light = np.zeros(y.shape)
    cover = np.zeros(y.shape)
    for centre in np.arange(-1, 4) * PERIOD_MM / 2:
        flat = round(centre / (PERIOD_MM / 2)) % 2 == 0
        along, across = (0.62, 0.42) if flat else (0.62, 0.0)
        # Distance to the link's centre line: an ellipse, or its edge seen as a rod.
        toward = np.hypot((x - centre) / along, y / across) if flat else np.maximum(np.abs(x - centre) / along, 0)
        distance = np.abs(toward - 1) * across * 0.9 if flat else np.where(toward < 1, np.abs(y), 9.0)
        wire = np.clip(1.5 - distance / (WIRE_MM / 2) * 1.5, 0, 1)
        shine = 0.35 + 1.1 * np.exp(-(((y + (0.12 if flat else 0.03)) / 0.14) ** 2))
        light = np.where(wire > cover, shine, light)
        cover = np.maximum(cover, wire)
    size = (width, height)
    cover = cv2.resize(cover, size, interpolation=cv2.INTER_AREA)
    light = cv2.resize(light, size, interpolation=cv2.INTER_AREA)
    colour = linear_to_srgb((light[:, :, None] * np.array(GOLD)).astype(np.float32))
    # Three copies side by side, so that the blur runs on across the repetition.
    below = np.tile(np.roll(cover, round(0.3 * PX_PER_MM), axis=0), (1, 3))
    dark = cv2.GaussianBlur(below, (0, 0), 4)[:, width : 2 * width]
    shade = np.rint(255 / 1.15 * (1 - 0.4 * dark)).astype(np.uint8)
    view = View(colour, np.rint(cover * 255).astype(np.uint8), shade)
    return Part(
        "strip",
        (Axis("slant_deg", (0.0,)),),
        PX_PER_MM,
        (0.0, height / 2 - 0.5),
        (0.40, 0.22, 0.15),
        period_mm=PERIOD_MM,
        encoded={(0,): encode_view(view, colour_quality=101, shade_quality=90)},
    )
