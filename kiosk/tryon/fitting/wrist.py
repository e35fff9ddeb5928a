"""A bracelet or bangle: behind the wrist along the forearm, as wide as the arm's own edges."""

import math

import numpy as np

from kiosk.atlas.file import Atlas
from kiosk.catalog.piece import Piece
from kiosk.tryon.anchors import Anchor
from kiosk.tryon.edges import Band, SkinModel, band, skin_model
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
from kiosk.tryon.scale import WRIST_ERROR, WRIST_WIDTH_MM
from kiosk.tryon.scene import Declined, Fit, Hand, Placement, Points, Sprite

PLACE = 0.27
"""Where the piece lies behind landmark 0, in palm lengths (wrist to middle knuckle)."""
LOOKS = (0.18, 0.36, 0.56, 0.78)
"""Where along the forearm its edges are looked for, to find its direction."""
BROAD, DEEP = 0.63, 0.47
"""The wrist's breadth and depth in palm lengths."""
LEAST_SKIN = 0.35
"""Less likeness to this hand's skin means a sleeve."""
UNSURE_SKIN, UNSURE = 0.6, 0.3
"""Likeness and edges that are both below these mean a sleeve of the skin's colour."""
SMALLEST_PX = 8.0


def fit_wrist(scene: Scene, piece: Piece, atlas: Atlas, anchor: Anchor) -> list[Fit]:
    """Place a bracelet or bangle.

    Raises:
        Declined: no such hand, the wrist is outside the picture, covered, or too small.
    """
    hand = asked_hand(scene, anchor)
    name, bank, now = f"{hand.side}_wrist", scene.bank, scene.time_ms
    palm = hand.palm_px
    back = _back_of_hand(hand)
    roll, _ = roll_and_tilt(hand.space[0] - hand.space[9], back)
    turned = math.radians(roll)
    expected = palm * math.hypot(BROAD * math.cos(turned), DEEP * math.sin(turned))
    if expected < SMALLEST_PX:
        raise Declined("too_far")
    skin = skin_model(scene.frame, _palm_points(hand), 0.06 * palm)
    origin, along, seen = _forearm(scene, hand, palm, expected, skin)
    along_deg = bank.angle(f"{name} axis", direction_deg(along), now)
    along = direction(along_deg)
    at = origin + PLACE * palm * along
    across = np.array([-along[1], along[0]])
    for edge in (at - across * 0.5 * expected, at + across * 0.5 * expected, at + along * 0.12 * palm):
        if not scene.inside(float(edge[0]), float(edge[1])):
            raise Declined("wrist_out_of_frame")
    found = band(scene.frame, at, along, expected, length_px=0.2 * palm, skin=skin, spread=0.16, off_centre=0.14)
    if min(found.skin, seen) < LEAST_SKIN or (found.skin < UNSURE_SKIN and found.confidence < UNSURE):
        raise Declined("wrist_covered")
    trust = min(1.0, found.confidence / 0.45)
    width = expected * bank.number(f"{name} width", 100 * (found.width_px / expected) ** trust, now, STEADY) / 100
    offset = bank.number(f"{name} offset", 100 * trust * found.offset_px / expected, now, STEADY) / 100
    centre = at + across * offset * expected
    axis = _forearm_in_space(hand, along)
    roll, tilt = roll_and_tilt(axis, back)
    roll, tilt = bank.angle(f"{name} roll", roll, now), bank.angle(f"{name} tilt", tilt, now)
    half_mm = atlas.parts["body"].stand_in_radius_mm or WRIST_WIDTH_MM / 2
    turned = math.radians(roll)
    # The atlas's wrist is as flat as a real one: seen from its side it is narrower.
    px_per_mm = width / (2 * half_mm * math.hypot(math.cos(turned), DEEP / BROAD * math.sin(turned)))
    placement = Placement(
        sku=piece.sku,
        anchor=name,
        center=(float(centre[0]), float(centre[1])),
        axis_deg=along_deg,
        width_px=width,
        px_per_mm=px_per_mm,
        scale_source="assumed_fit",
        scale_error=WRIST_ERROR + 0.08 * (1 - found.confidence),
        confidence=hand.score * (0.35 + 0.65 * found.confidence),
    )
    body = Sprite(atlas.parts["body"], {"roll_deg": roll, "tilt_deg": tilt}, placement.center, along_deg, px_per_mm)
    return [Fit(placement, (body,), skin=median_skin(scene.frame, centre, 0.3 * width))]


def _back_of_hand(hand: Hand) -> Points:
    sign = 1.0 if hand.side == "left" else -1.0
    return unit(sign * np.cross(hand.space[5] - hand.space[0], hand.space[17] - hand.space[0]))


def _palm_points(hand: Hand) -> Points:
    wrist = hand.points[0]
    return np.concatenate([wrist + s * (hand.points[[5, 9, 13, 17]] - wrist) for s in (0.35, 0.65)])


def _forearm(
    scene: Scene, hand: Hand, palm: float, expected: float, skin: SkinModel | None
) -> tuple[Points, Points, float]:
    """(point near landmark 0 on the forearm's middle line, unit direction to the elbow, likeness to skin).

    The wrist bends, so the hand's direction is only where the search begins: the forearm's middle is found at several
    distances, and a line laid through them, twice.
    """
    origin = hand.points[0]
    along = unit(origin - hand.points[[9, 13]].mean(axis=0))
    likeness = 1.0
    for _ in range(2):
        middles, weights, skins = [], [], []
        across = np.array([-along[1], along[0]])
        for look in LOOKS:
            at = origin + look * palm * along
            if not scene.inside(float(at[0]), float(at[1]), 2):
                break
            found: Band = band(
                scene.frame, at, along, expected, length_px=0.1 * palm, skin=skin, spread=0.2, off_centre=0.3
            )
            middles.append(at + across * found.offset_px)
            weights.append(found.confidence * (0.2 + found.skin))
            skins.append(found.skin)
        if not middles:
            raise Declined("wrist_out_of_frame")
        likeness = max(skins[:2])
        origin, along = _line(hand.points[0], along, np.array(middles), np.array(weights))
    return origin, along, likeness


def _line(wrist: Points, along: Points, middles: Points, weights: Points) -> tuple[Points, Points]:
    """A line through the middles found, held by the wrist landmark and the direction before."""
    points = np.vstack([wrist, middles])
    weight = np.concatenate([[0.5], weights])
    centre = np.average(points, axis=0, weights=weight)
    across = np.array([-along[1], along[0]])
    forward = (points - centre) @ along
    sideways = (points - centre) @ across
    spread = float(np.sum(weight * forward**2))
    slope = float(np.sum(weight * forward * sideways)) / max(spread * 1.15, 1e-9)
    turned = unit(along + across * float(np.clip(slope, -0.7, 0.7)))
    return centre + turned * float((wrist - centre) @ turned), turned


def _forearm_in_space(hand: Hand, along: Points) -> Points:
    """(3,) the forearm's direction: in the picture as found, in depth half of the hand's own slope (wrists bend)."""
    slope = float(unit(hand.space[0] - hand.space[9])[2])
    depth = float(np.clip(0.5 * slope, -0.5, 0.5))
    flat = math.sqrt(1 - depth**2)
    return np.array([along[0] * flat, -along[1] * flat, depth])
