"""The head's axes and the points that earrings and necklaces hang from."""

import math
from dataclasses import dataclass

import numpy as np

from kiosk.tryon.fitting.base import unit
from kiosk.tryon.scene import Face, Points, Side

LOBE_LANDMARK: dict[Side, int] = {"right": 177, "left": 401}
OUTWARD, UPWARD, BACKWARD = 0.06, 0.025, 0.20
"""From the landmark to the lobe, in face widths along the head's axes (the landmark lies on the jaw's edge)."""
FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
CHEEKS_AND_CHIN = (50, 280, 205, 425, 199, 151)
"""Landmarks that lie on bare skin of most faces."""


@dataclass(frozen=True)
class Head:
    """Unit vectors of the head; x right, y up, z towards the viewer."""

    right: Points
    """Towards the picture's right, which is the wearer's left."""
    up: Points
    forward: Points

    @property
    def yaw_deg(self) -> float:
        """Positive when the wearer turns towards the picture's right."""
        return math.degrees(math.atan2(float(self.forward[0]), float(self.forward[2])))

    @property
    def pitch_deg(self) -> float:
        """Positive when the wearer looks up."""
        return math.degrees(math.asin(float(np.clip(self.forward[1], -1, 1))))


def head_of(face: Face) -> Head:
    """The head's axes from cheeks, forehead and chin."""
    flip = np.array([1.0, -1.0, 1.0])
    right = unit((face.points[454] - face.points[234]) * flip)
    up = (face.points[10] - face.points[152]) * flip
    up = unit(up - right * float(up @ right))
    return Head(right, up, np.cross(right, up))


def lobe(face: Face, head: Head, side: Side) -> Points:
    """(2,) where an earring goes through, pixels."""
    outward = head.right if side == "left" else -head.right
    step = OUTWARD * outward + UPWARD * head.up - BACKWARD * head.forward
    at: Points = face.points[LOBE_LANDMARK[side], :2] + face.width_px * step[:2] * (1.0, -1.0)
    return at


def oval(face: Face) -> Points:
    """(36, 2) the face's outline in the picture."""
    outline: Points = face.points[list(FACE_OVAL), :2]
    return outline
