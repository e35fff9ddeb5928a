"""Earrings: at the lobes, hanging straight down; an ear that the head's turn hides wears nothing to be seen."""

from kiosk.atlas.file import Atlas, Part
from kiosk.catalog.piece import Piece
from kiosk.tryon.anchors import SIDES, Anchor
from kiosk.tryon.fitting.base import Scene, median_skin
from kiosk.tryon.fitting.head import Head, head_of, lobe
from kiosk.tryon.scale import EYE_TO_EAR_MM, face_scale
from kiosk.tryon.scene import Declined, Face, Fit, Placement, Side, Sprite

HIDDEN_DEG = 21.0
"""Turned away by more than this, the cheek covers the lobe."""
HYSTERESIS_DEG = 3.0
SMALLEST_FACE_PX = 24.0
DEFAULT_WIDTH_MM = 8.0


def fit_earrings(scene: Scene, piece: Piece, atlas: Atlas, anchor: Anchor | None) -> list[Fit]:
    """Place a pair (no anchor), or one earring; only those that can be seen.

    Raises:
        Declined: no face, all asked ears hidden or outside the picture, or too small.
    """
    face = scene.people.face
    if face is None:
        raise Declined("no_face")
    if face.width_px < SMALLEST_FACE_PX:
        raise Declined("too_far")
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
    at = lobe(face, head, side)
    if not scene.inside(float(at[0]), float(at[1]), 1):
        raise Declined("ear_out_of_frame")
    scale = face_scale(face, scene.long_side, EYE_TO_EAR_MM, scene.known_px_per_mm)
    px_per_mm = bank.number("ear scale", 100 * scale.px_per_mm, now) / 100
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
    # The lobe itself may lie under hair; the cheek before it shows the light on this side of the head.
    cheek = face.points[93 if side == "right" else 323, :2] * 0.75 + face.points[4, :2] * 0.25
    sprite = Sprite(part, {"yaw_deg": yaw}, placement.center, 90.0, px_per_mm)
    return Fit(placement, (sprite,), skin=median_skin(scene.frame, cheek, 0.05 * face.width_px))
