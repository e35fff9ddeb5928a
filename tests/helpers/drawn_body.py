"""A drawn hand with a forearm, and a drawn face with a neck, whose landmarks and widths are known."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kiosk.imaging.opencv import cv2
from kiosk.tryon.scene import Face, Hand, Side

SKIN = (140, 170, 215)
"""BGR."""
WALL = (120, 125, 118)

# A flat left hand seen from its back, millimetres from the wrist; x right, y up. One row a finger, thumb first.
_JOINTS = {
    "thumb": ((22, 22), (42, 45), (58, 70), (68, 92)),
    "index": ((25, 92), (29, 134), (31, 158), (32, 180)),
    "middle": ((3, 95), (3, 141), (3, 170), (3, 194)),
    "ring": ((-18, 90), (-23, 132), (-26, 158), (-28, 181)),
    "little": ((-37, 80), (-46, 112), (-51, 131), (-54, 150)),
}
FINGER_MM = {"thumb": 21.0, "index": 18.5, "middle": 18.5, "ring": 17.0, "little": 15.0}
WRIST_MM = 56.0
NECK_MM = 112.0


@dataclass(frozen=True)
class DrawnHand:
    """The picture, its landmarks, and the truth."""

    frame: NDArray[np.uint8]
    hand: Hand
    px_per_mm: float
    turn_deg: float
    """The hand is turned counter-clockwise by this; at 0 the fingers point up and the forearm down."""


def drawn_hand(
    *, turn_deg: float = 0.0, px_per_mm: float = 2.0, side: Side = "left", noise: float = 3.0, size: int = 900,
    seed: int = 1, sleeve: bool = False,
) -> DrawnHand:  # fmt: skip
    """A hand's back (left hand) with a forearm on a grey wall; a right hand is its mirror image."""
    flip = 1.0 if side == "left" else -1.0
    cosine, sine = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))

    def place(x: float, y: float) -> NDArray[np.float64]:
        x, y = flip * x * px_per_mm, (y - 60) * px_per_mm
        return np.array([size / 2 + x * cosine - y * sine, size / 2 - (x * sine + y * cosine)])

    frame = np.full((size, size, 3), WALL, np.uint8)

    def limb(start: tuple[float, float], end: tuple[float, float], width_mm: float, colour: tuple[int, ...]) -> None:
        a, b = place(*start), place(*end)
        along = (b - a) / np.linalg.norm(b - a)
        across = np.array([-along[1], along[0]]) * width_mm * px_per_mm / 2
        corners = np.array([a - across, a + across, b + across, b - across])
        cv2.fillPoly(frame, [np.rint(corners * 16).astype(np.int32)], colour, cv2.LINE_AA, 4)

    limb((0, 10), (0, -220), WRIST_MM, SKIN)
    palm = np.array([place(*p) for p in ((-28, -5), (-45, 85), (-20, 100), (5, 104), (36, 98), (40, 40), (28, -5))])
    cv2.fillPoly(frame, [np.rint(palm * 16).astype(np.int32)], SKIN, cv2.LINE_AA, 4)
    for finger, joints in _JOINTS.items():
        for start, end in pairwise(joints):
            limb(start, end, FINGER_MM[finger], SKIN)
    if sleeve:
        limb((0, -8), (0, -220), WRIST_MM + 14, (60, 40, 160))
    generator = np.random.default_rng(seed)
    noisy = cv2.GaussianBlur(frame, (0, 0), 0.8).astype(np.float64) + generator.normal(0, noise, frame.shape)
    points = [place(0, 0), *(place(*joint) for joints in _JOINTS.values() for joint in joints)]
    hand = Hand(np.array(points), np.zeros(21), side)
    return DrawnHand(np.clip(noisy, 0, 255).astype(np.uint8), hand, px_per_mm, turn_deg)


def drawn_face(
    *, yaw_deg: float = 0.0, px_per_mm: float = 2.0, size: tuple[int, int] = (900, 900), collar: bool = False,
    has_iris: bool = True,
) -> tuple[NDArray[np.uint8], Face]:  # fmt: skip
    """A head on a neck, with the landmarks that the fits use on an ellipsoid; others lie at its middle."""
    width, height = size
    middle = np.array([width / 2, height * 0.33])
    turned = math.radians(yaw_deg)

    def place(x: float, y: float, z: float) -> tuple[float, float, float]:
        """Millimetres from the head's middle; y up, z towards the viewer."""
        return (
            middle[0] + (x * math.cos(turned) + z * math.sin(turned)) * px_per_mm,
            middle[1] - y * px_per_mm,
            (z * math.cos(turned) - x * math.sin(turned)) * px_per_mm,
        )

    points = np.array([place(0, 0, 0)] * 478)
    from kiosk.tryon.fitting.head import FACE_OVAL

    for number, landmark in enumerate(FACE_OVAL):
        angle = 2 * math.pi * number / len(FACE_OVAL)
        points[landmark] = place(71.5 * math.sin(angle), 92 * math.cos(angle), 0)
    for landmark, at in {
        10: (0, 92, 40), 152: (0, -80, 40), 234: (-71.5, 0, 0), 454: (71.5, 0, 0),
        177: (-66, -30, 5), 401: (66, -30, 5), 93: (-70, -15, 5), 323: (70, -15, 5), 4: (0, -10, 75),
        50: (-38, -12, 50), 280: (38, -12, 50),
        205: (-35, -25, 50), 425: (35, -25, 50), 199: (0, -60, 50), 151: (0, 55, 60),
    }.items():  # fmt: skip
        points[landmark] = place(*at)
    for first, x in ((468, -31.0), (473, 31.0)):
        points[first] = place(x, 15, 55)
        centre = points[first]
        for step, (dx, dy) in enumerate(((1, 0), (0, -1), (-1, 0), (0, 1))):
            points[first + 1 + step] = centre + np.array([dx, dy, 0]) * 11.65 / 2 * px_per_mm
    frame = np.full((height, width, 3), WALL, np.uint8)

    def box(left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
        low, high = place(left, top, 0), place(right, bottom, 0)
        x = middle[0]
        shift = low[0] - (x + left * math.cos(turned) * px_per_mm)
        cv2.rectangle(
            frame,
            (round(x + left * px_per_mm + shift), round(low[1])),
            (round(x + right * px_per_mm + shift), round(high[1])),
            colour,
            -1,
        )

    box(-NECK_MM / 2, -40, NECK_MM / 2, -150, SKIN)
    box(-190, -142, 190, -500, SKIN)
    if collar:
        box(-NECK_MM / 2 - 6, -84, NECK_MM / 2 + 6, -260, (60, 40, 160))
    axes = (round(71.5 * px_per_mm), round(88 * px_per_mm))
    for side in (-1, 1):
        ear = place(side * 74, -15, -22)
        ear_axes = (round(9 * px_per_mm), round(30 * px_per_mm))
        cv2.ellipse(frame, (round(ear[0]), round(ear[1])), ear_axes, 0, 0, 360, SKIN, -1)
    cv2.ellipse(frame, (round(middle[0]), round(middle[1])), axes, 0, 0, 360, SKIN, -1)
    return frame, Face(points, has_iris)
