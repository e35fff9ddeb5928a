"""A ring on a finger: at 62 % from knuckle to middle joint, as wide as the finger's own two edges."""

import math

import numpy as np

from kiosk.atlas.file import Atlas
from kiosk.catalog.piece import Piece
from kiosk.tryon.anchors import FINGERS, Anchor
from kiosk.tryon.edges import band, skin_model
from kiosk.tryon.fitting.base import (
    STEADY,
    Scene,
    asked_hand,
    direction,
    direction_deg,
    median_skin,
    roll_and_tilt,
    unit,
)
from kiosk.tryon.scale import FIT_ERROR
from kiosk.tryon.scene import Declined, Fit, Hand, Placement, Points, Sprite

PLACE = 0.62
THUMB_PLACE = 0.55
WIDTH_SHARE = {"thumb": 0.58, "index": 0.42, "middle": 0.39, "ring": 0.40, "little": 0.46}
"""A finger's width in lengths of its first phalanx as the landmarks measure it."""
WIDTH_IN_PALMS = {"thumb": 0.20, "index": 0.19, "middle": 0.19, "ring": 0.18, "little": 0.155}
"""The same in palm lengths (wrist to middle knuckle); both together err less than either."""
PHALANX_IN_PALMS = {"thumb": 0.36, "index": 0.44, "middle": 0.48, "ring": 0.44, "little": 0.34}
MOST_TILT_DEG = 58.0
"""Beyond, the finger points at the camera and there is no side of a ring to see."""
TILT_BIAS_DEG = 7.0
"""The landmarks' depth sees flat fingers lean towards the camera by this and more."""
LEAST_LENGTH = 0.58
"""A phalanx that looks shorter than this share of its usual length points at the camera."""
SMALLEST_PX = 3.5
"""Narrower fingers show nothing of a ring."""
DEFAULT_INNER_MM = 17.0


def joints(finger: str) -> tuple[int, int]:
    """Landmarks of the knuckle and the joint between which a ring sits."""
    return (2, 3) if finger == "thumb" else (4 * FINGERS.index(finger) + 1, 4 * FINGERS.index(finger) + 2)


def fit_ring(scene: Scene, piece: Piece, atlas: Atlas, anchor: Anchor) -> list[Fit]:
    """Place a ring.

    Raises:
        Declined: no such hand, the finger is out of the picture, bent towards the camera, or too small.
    """
    assert anchor.finger
    hand = asked_hand(scene, anchor)
    name = f"{hand.side}_hand/{anchor.finger}"
    knuckle, joint = joints(anchor.finger)
    share = THUMB_PLACE if anchor.finger == "thumb" else PLACE
    start, end = hand.points[knuckle], hand.points[joint]
    bone = hand.space[joint] - hand.space[knuckle]
    length_px = float(np.linalg.norm(bone))
    roll, tilt = roll_and_tilt(bone, back_of_finger(hand, anchor.finger))
    tilt -= TILT_BIAS_DEG * math.tanh(tilt / TILT_BIAS_DEG)
    # Of a fist the landmarks' depth tells too little; the shortened finger tells it.
    shortened = float(np.linalg.norm(end - start)) / (PHALANX_IN_PALMS[anchor.finger] * hand.palm_px)
    if abs(tilt) > MOST_TILT_DEG or shortened < LEAST_LENGTH:
        raise Declined("finger_folded")
    at = start + share * (end - start)
    if not scene.inside(float(at[0]), float(at[1]), 2):
        raise Declined("hand_out_of_frame")
    expected = math.sqrt(WIDTH_SHARE[anchor.finger] * length_px * WIDTH_IN_PALMS[anchor.finger] * hand.palm_px)
    if expected < SMALLEST_PX:
        raise Declined("too_far")
    bank, now = scene.bank, scene.time_ms
    along_deg = bank.angle(f"{name} axis", direction_deg(end - start), now)
    along = direction(along_deg)
    skin = skin_model(scene.frame, start + np.outer((0.35, 0.8, 1.0), end - start), 0.12 * expected)
    found = band(scene.frame, at, along, expected, length_px=0.16 * length_px, skin=skin)
    # Edges are trusted as far as they were clear; the rest is what hands usually have.
    trust = min(1.0, found.confidence / 0.5)
    width_share = bank.number(f"{name} width", 100 * (found.width_px / expected) ** trust, now, STEADY) / 100
    offset_share = bank.number(f"{name} offset", 100 * trust * found.offset_px / expected, now, STEADY) / 100
    width = width_share * expected
    centre = at + np.array([-along[1], along[0]]) * offset_share * expected
    roll, tilt = bank.angle(f"{name} roll", roll, now), bank.angle(f"{name} tilt", tilt, now)
    inner_mm = piece.inner_diameter_mm or DEFAULT_INNER_MM
    placement = Placement(
        sku=piece.sku,
        anchor=name,
        center=(float(centre[0]), float(centre[1])),
        axis_deg=along_deg,
        width_px=width,
        px_per_mm=width / inner_mm,
        scale_source="assumed_fit",
        scale_error=FIT_ERROR + 0.08 * (1 - found.confidence),
        confidence=hand.score * (0.4 + 0.6 * found.confidence),
    )
    return [
        Fit(
            placement,
            (_body(atlas, placement, roll, tilt, 2 * (atlas.parts["body"].stand_in_radius_mm or inner_mm / 2)),),
            skin=median_skin(scene.frame, centre, 0.3 * width),
        )
    ]


def _body(atlas: Atlas, placement: Placement, roll: float, tilt: float, diameter_mm: float) -> Sprite:
    return Sprite(
        atlas.parts["body"],
        {"roll_deg": roll, "tilt_deg": tilt},
        placement.center,
        placement.axis_deg,
        placement.width_px / diameter_mm,
    )


def back_of_finger(hand: Hand, finger: str) -> Points:
    """(3,) where the back of a finger points: square to the row of knuckles and to the finger, so bending keeps it."""
    sign = 1.0 if hand.side == "left" else -1.0
    knuckles = unit(hand.space[17] - hand.space[5])
    if finger == "thumb":
        # The thumb's nail looks mostly to the side, away from the fingers.
        back = sign * np.cross(hand.space[9] - hand.space[0], knuckles)
        return unit(0.6 * unit(back) - 0.8 * knuckles)
    first, second = joints(finger)
    return unit(sign * np.cross(hand.space[second] - hand.space[first], knuckles))
