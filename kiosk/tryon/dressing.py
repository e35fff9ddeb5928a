"""Worn pieces against one frame: which fit, and which are skipped and why."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.atlas.file import Atlas, Part
from kiosk.base.errors import KnownError
from kiosk.base.paths import ASSETS, data_folder
from kiosk.catalog.piece import Piece
from kiosk.tryon.anchors import PLACES_BY_CATEGORY, Anchor, check_anchor, parse_anchor
from kiosk.tryon.chain import default_chain
from kiosk.tryon.fitting.base import Scene, direction
from kiosk.tryon.fitting.earring import fit_earrings
from kiosk.tryon.fitting.necklace import fit_brooch, fit_necklace
from kiosk.tryon.fitting.ring import fit_ring
from kiosk.tryon.fitting.wrist import fit_wrist
from kiosk.tryon.scene import Declined, Fit, Skipped, Sprite, Worn

AtlasPath = Callable[[Piece], Path | None]

FREE_FINGERS = ("ring", "middle", "index", "little")
"""In this order rings without an anchor are put on."""
ORDER = ("chest", "neck", "ear", "wrist", "finger")
"""Drawn later lies above: a hand is held before the body."""
GAP_MM = 0.4
"""Between pieces worn together on one finger or wrist."""
DEFAULT_BAND_MM = 3.0


def find_atlas(piece: Piece) -> Path | None:
    """Where the piece's atlas lies: the shop's own in the data folder, or the shipped one; None for neither."""
    shipped = ASSETS / (piece.atlas or f"atlas/{piece.sku}.atlas")
    own = data_folder() / "atlas" / f"{piece.sku}.atlas"
    return next((path for path in (own, shipped) if path.exists()), None)


@dataclass(frozen=True)
class _Item:
    piece: Piece
    anchor: Anchor
    any_side: bool
    atlas: Atlas


class Wardrobe:
    """The pieces that are worn now, with their atlases."""

    def __init__(self, atlas_path: AtlasPath = find_atlas) -> None:
        self._atlas_path = atlas_path
        self._atlases: dict[Path, Atlas] = {}
        self._items: list[_Item] = []
        self._never: list[Skipped] = []

    def wear(self, worn: Sequence[Worn]) -> None:
        """Put on these pieces instead of those before.

        Raises:
            UsageError: an anchor that does not exist or is not for this category.
        """
        items: list[_Item] = []
        never: list[Skipped] = []
        taken = {name for one in worn if (name := one.anchor)}
        for one in worn:
            anchor = parse_anchor(one.anchor) if one.anchor else self._usual(one.piece, taken)
            if anchor is None:
                never.append(Skipped(one.piece.sku, "no_place"))
                continue
            check_anchor(one.piece.category, anchor)
            atlas = self._atlas(one.piece)
            if atlas is None:
                never.append(Skipped(one.piece.sku, "no_atlas"))
                continue
            items.append(_Item(one.piece, anchor, one.anchor is None, atlas))
        items.sort(key=lambda item: ORDER.index(item.anchor.place))
        self._items, self._never = items, never

    @property
    def parts(self) -> list[Part]:
        """Of all worn pieces."""
        return [part for item in self._items for part in item.atlas.parts.values()]

    @property
    def hands(self) -> int:
        """How many hands the pieces are worn on: 0, 1 or 2."""
        sides = {item.anchor.side for item in self._items if item.anchor.place in ("finger", "wrist")}
        return 2 if {"left", "right"} <= sides else min(1, len(sides))

    @property
    def face(self) -> bool:
        """Whether a piece is placed by the face."""
        return any(item.anchor.place in ("ear", "neck", "chest") for item in self._items)

    def dress(self, scene: Scene) -> tuple[list[Fit], list[Skipped]]:
        """All pieces against one frame."""
        fits: list[Fit] = []
        skipped = list(self._never)
        stacked: dict[str, float] = {}
        for item in self._items:
            try:
                for fit in self._fit(item, scene):
                    fits.append(_stacked(fit, item, stacked))
            except Declined as declined:
                skipped.append(Skipped(item.piece.sku, declined.reason, declined.values))
        return fits, skipped

    def _fit(self, item: _Item, scene: Scene) -> list[Fit]:
        match item.anchor.place:
            case "finger":
                return fit_ring(scene, item.piece, item.atlas, item.anchor)
            case "wrist":
                return fit_wrist(scene, item.piece, item.atlas, item.anchor)
            case "ear":
                return fit_earrings(scene, item.piece, item.atlas, item.anchor)
            case "chest" if item.piece.category == "brooch":
                return fit_brooch(scene, item.piece, item.atlas, item.anchor)
            case _:
                return fit_necklace(scene, item.piece, item.atlas, item.anchor, default_chain(item.piece.metal))

    def _usual(self, piece: Piece, taken: set[str]) -> Anchor | None:
        place = PLACES_BY_CATEGORY.get(piece.category)
        if place is None:
            return None
        if place != "finger":
            return Anchor(place)
        used = {name.rpartition("/")[2] for name in taken}
        finger = next((finger for finger in FREE_FINGERS if finger not in used), FREE_FINGERS[0])
        taken.add(f"hand/{finger}")
        return Anchor(place, None, finger)

    def _atlas(self, piece: Piece) -> Atlas | None:
        path = self._atlas_path(piece)
        if path is None:
            return None
        if path not in self._atlases:
            try:
                self._atlases[path] = Atlas.read(path)
            except KnownError as error:
                logging.getLogger(__name__).warning("%s", error)
                return None
        return self._atlases[path]


def _stacked(fit: Fit, item: _Item, stacked: dict[str, float]) -> Fit:
    """Moved aside when another piece is already worn on the same finger or wrist, by their real widths."""
    if item.anchor.place not in ("finger", "wrist"):
        return fit
    placement = fit.placement
    width_mm = item.piece.dimensions_mm.get("width", DEFAULT_BAND_MM)
    before_mm = stacked.get(placement.anchor)
    stacked[placement.anchor] = (before_mm or 0.0) + width_mm + GAP_MM
    if before_mm is None or placement.px_per_mm is None:
        return fit
    # Rings go on towards the knuckle, bracelets towards the elbow.
    towards = -1 if item.anchor.place == "finger" else 1
    step = towards * before_mm * placement.px_per_mm * direction(placement.axis_deg)
    centre = (placement.center[0] + float(step[0]), placement.center[1] + float(step[1]))
    layers = tuple(replace(layer, at=centre) if isinstance(layer, Sprite) else layer for layer in fit.layers)
    return replace(fit, placement=replace(placement, center=centre), layers=layers)
