import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.catalog.piece import Bilingual, Piece, PriceRule
from kiosk.tryon.anchors import Anchor, parse_anchor
from kiosk.tryon.fitting.base import Scene
from kiosk.tryon.fitting.ring import PLACE, fit_ring, joints
from kiosk.tryon.fitting.wrist import fit_wrist
from kiosk.tryon.scene import Declined, Hand, People, Side, Sprite
from tests.helpers.drawn_atlas import drawn_atlas
from tests.helpers.drawn_body import FINGER_MM, WRIST_MM, DrawnHand, drawn_hand

NAME = Bilingual("x", "x")
RING = Piece("R", NAME, NAME, "ring", PriceRule("fixed", 1), inner_diameter_mm=16.5)
BANGLE = Piece("G", NAME, NAME, "bangle", PriceRule("fixed", 1), inner_diameter_mm=58.0)
RING_ATLAS, BANGLE_ATLAS = drawn_atlas("ring"), drawn_atlas("bangle")


def _scene(drawn: DrawnHand) -> Scene:
    return Scene(drawn.frame, People((drawn.hand,)), 0.0)


def _away(angle: float, expected: float) -> float:
    return abs(math.remainder(angle - expected, 360))


@settings(max_examples=16, deadline=None)
@given(
    st.floats(-180, 180),
    st.floats(0.9, 2.2),
    st.sampled_from(("left", "right")),
    st.sampled_from(("index", "middle", "ring", "little")),
)
def test_a_ring_sits_on_its_finger(turn: float, px_per_mm: float, side: Side, finger: str) -> None:
    drawn = drawn_hand(turn_deg=turn, px_per_mm=px_per_mm, side=side)
    (fit,) = fit_ring(_scene(drawn), RING, RING_ATLAS, parse_anchor(f"{side}_hand/{finger}"))
    start, end = (drawn.hand.points[joint] for joint in joints(finger))
    true_width = FINGER_MM[finger] * px_per_mm
    placement = fit.placement
    assert np.linalg.norm(placement.center - (start + PLACE * (end - start))) < 0.08 * true_width
    assert placement.width_px == pytest.approx(true_width, abs=max(1.8, 0.08 * true_width))
    assert _away(placement.axis_deg, math.degrees(math.atan2(start[1] - end[1], end[0] - start[0]))) < 3
    assert placement.px_per_mm == pytest.approx(placement.width_px / 16.5)
    assert placement.scale_source == "assumed_fit"
    (sprite,) = fit.layers
    assert isinstance(sprite, Sprite)
    assert abs(sprite.angles["roll_deg"]) < 12
    assert abs(sprite.angles["tilt_deg"]) < 1


@settings(max_examples=12, deadline=None)
@given(st.floats(-60, 60), st.floats(1.0, 2.0), st.sampled_from(("left", "right")))
def test_a_bangle_sits_behind_the_wrist(turn: float, px_per_mm: float, side: Side) -> None:
    drawn = drawn_hand(turn_deg=turn, px_per_mm=px_per_mm, side=side)
    (fit,) = fit_wrist(_scene(drawn), BANGLE, BANGLE_ATLAS, parse_anchor(f"{side}_wrist"))
    assert fit.placement.width_px == pytest.approx(WRIST_MM * px_per_mm, rel=0.08)
    assert _away(fit.placement.axis_deg, turn - 90) < 5
    behind = np.array(fit.placement.center) - drawn.hand.points[0]
    down = np.array([math.sin(math.radians(turn)), math.cos(math.radians(turn))])
    assert 12 < float(behind @ down) / px_per_mm < 40
    assert abs(float(behind @ (down[1], -down[0]))) < 0.1 * WRIST_MM * px_per_mm


def test_a_bent_wrist_follows_the_forearm_not_the_hand() -> None:
    drawn = drawn_hand(px_per_mm=2.0)
    angle = math.radians(18)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    points = drawn.hand.points[0] + (drawn.hand.points - drawn.hand.points[0]) @ turn.T
    scene = Scene(drawn.frame, People((Hand(points, np.zeros(21), "left"),)), 0.0)
    (fit,) = fit_wrist(scene, BANGLE, BANGLE_ATLAS, Anchor("wrist"))
    assert _away(fit.placement.axis_deg, -90) < 8


def test_an_anchor_without_a_side_takes_the_hand_that_is_shown() -> None:
    (fit,) = fit_ring(_scene(drawn_hand(side="right")), RING, RING_ATLAS, Anchor("finger", None, "ring"))
    assert fit.placement.anchor == "right_hand/ring"


def _reason(scene: Scene, anchor: str) -> str:
    fit = fit_wrist if "wrist" in anchor else fit_ring
    piece, atlas = (BANGLE, BANGLE_ATLAS) if "wrist" in anchor else (RING, RING_ATLAS)
    with pytest.raises(Declined) as declined:
        fit(scene, piece, atlas, parse_anchor(anchor))
    return declined.value.reason


def test_the_other_hand_is_not_taken_for_the_one_asked() -> None:
    assert _reason(_scene(drawn_hand(side="right")), "left_hand/ring") == "show_left_hand"


def test_nobody_is_told_to_show_a_hand() -> None:
    assert _reason(Scene(np.zeros((90, 90, 3), np.uint8), People(), 0.0), "left_hand/ring") == "no_hand"


def test_a_sleeve_declines_the_wrist() -> None:
    assert _reason(_scene(drawn_hand(sleeve=True)), "left_wrist") == "wrist_covered"


def test_a_wrist_outside_the_picture_is_declined() -> None:
    drawn = drawn_hand()
    cut = int(drawn.hand.points[0, 1]) + 8
    assert _reason(Scene(drawn.frame[:cut], People((drawn.hand,)), 0.0), "left_wrist") == "wrist_out_of_frame"


def test_a_finger_pointing_at_the_camera_is_declined() -> None:
    drawn = drawn_hand()
    points = drawn.hand.points.copy()
    points[14] = points[13] + 0.3 * (points[14] - points[13])
    hand = Hand(points, np.zeros(21), "left")
    assert _reason(Scene(drawn.frame, People((hand,)), 0.0), "left_hand/ring") == "finger_folded"


def test_a_hand_far_away_is_declined() -> None:
    assert _reason(_scene(drawn_hand(px_per_mm=0.15, size=300)), "left_hand/ring") == "too_far"
