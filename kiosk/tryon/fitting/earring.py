"""Earrings: at the lobes, hanging straight down; an ear that the head's turn hides wears nothing to be seen."""

import numpy as np

from kiosk.atlas.file import Atlas, Part
from kiosk.catalog.piece import Piece
from kiosk.tryon.anchors import SIDES, Anchor
from kiosk.tryon.edges import skin_model, to_lab
from kiosk.tryon.fitting.base import STEADY, Scene, asked_face, median_skin
from kiosk.tryon.fitting.head import CHEEKS_AND_CHIN, Head, head_of, lobe
from kiosk.tryon.scale import EYE_TO_EAR_MM, face_scale
from kiosk.tryon.scene import Declined, Face, Fit, Placement, Points, Side, Sprite

HIDDEN_DEG = 17.0
"""Turned away by more than this, the cheek covers the lobe."""
HYSTERESIS_DEG = 3.0
COVERED = 0.1
"""Less likeness to the face's skin, at the lobe and above it, means hair or an arm before the ear."""
SMALLEST_FACE_PX = 24.0
DEFAULT_WIDTH_MM = 8.0


def fit_earrings(scene: Scene, piece: Piece, atlas: Atlas, anchor: Anchor | None) -> list[Fit]:
    """Place a pair (no anchor), or one earring; only those that can be seen.

    Raises:
        Declined: no face, all asked ears hidden or outside the picture, or too small.
    """
    face = asked_face(scene, SMALLEST_FACE_PX)
    head = head_of(face)
    fits, reasons = [], []
    for side in SIDES if anchor is None or anchor.side is None else (anchor.side,):
        try:
            fits.append(_fit_one(scene, piece, atlas.parts[side], face, head, side))
        except Declined as declined:
            reasons.append(declined)
    if not fits:
        raise reasons[0]
    return fits


def _fit_one(scene: Scene, piece: Piece, part: Part, face: Face, head: Head, side: Side) -> Fit:
    bank, now = scene.bank, scene.time_ms
    yaw = bank.angle("head yaw", head.yaw_deg, now)
    away = yaw if side == "left" else -yaw
    # Earrings do not blink when a head rests at the limit.
    was_hidden = bank.flags.get(f"{side} ear hidden", False)
    hidden = away > HIDDEN_DEG - HYSTERESIS_DEG if was_hidden else away > HIDDEN_DEG
    bank.flags[f"{side} ear hidden"] = hidden
    if hidden:
        raise Declined("ear_hidden")
    at = scene.known.places.get(f"{side}_lobe", lobe(face, head, side))
    if not scene.inside(float(at[0]), float(at[1]), 1):
        raise Declined("ear_out_of_frame")
    if _covered(scene, face, head, at, side):
        raise Declined("ear_covered")
    scale = face_scale(face, scene.long_side, EYE_TO_EAR_MM, scene.known.px_per_mm)
    px_per_mm = bank.number("ear scale", 100 * scale.px_per_mm, now, STEADY) / 100
    width_mm = piece.dimensions_mm.get("width") or piece.dimensions_mm.get("diameter") or DEFAULT_WIDTH_MM
    placement = Placement(
        sku=piece.sku,
        anchor=f"{side}_ear",
        center=(float(at[0]), float(at[1])),
        axis_deg=-90.0,
        width_px=width_mm * px_per_mm,
        px_per_mm=px_per_mm,
        scale_source=scale.source,
        scale_error=scale.error,
        confidence=min(1.0, 0.9 - 0.3 * max(0.0, away) / HIDDEN_DEG),
    )
    # The lobe is small and shaded; the cheek before it shows the light on this side of the head.
    cheek = face.points[93 if side == "right" else 323, :2] * 0.75 + face.points[4, :2] * 0.25
    sprite = Sprite(part, {"yaw_deg": yaw}, placement.center, 90.0, px_per_mm)
    return Fit(placement, (sprite,), skin=median_skin(scene.frame, cheek, 0.05 * face.width_px))


def _covered(scene: Scene, face: Face, head: Head, at: Points, side: Side) -> bool:
    """Whether hair (or an arm) lies over the ear. In doubt it does not: a missing earring disappoints more."""
    skin = skin_model(scene.frame, face.points[list(CHEEKS_AND_CHIN), :2], 0.03 * face.width_px)
    if skin is None:
        return False
    reach = 0.03 * face.width_px
    x, y = np.meshgrid(*(np.linspace(-reach, reach, 5),) * 2)
    up = head.up[:2] * (1.0, -1.0) * face.width_px
    likeness = []
    for height in (0.0, 0.06, 0.11):
        centre = at + height * up
        likeness.append(skin.likeness(to_lab(scene.pixels(centre[0] + x, centre[1] + y))).mean())
    seen = scene.bank.number(f"{side} ear seen", 100 * float(np.median(likeness)), scene.time_ms) / 100
    was = scene.bank.flags.get(f"{side} ear covered", False)
    covered = seen < (1.4 * COVERED if was else COVERED)
    scene.bank.flags[f"{side} ear covered"] = covered
    return covered
