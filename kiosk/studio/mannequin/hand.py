"""The display hand: a left hand, its back to the viewer, fingers up."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.studio.mannequin.field import Field, Points, round_cone, smooth_union, soft_min, vector

# fmt: off
JOINTS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "wrist":  ((0, 0, 0),),
    "thumb":  ((25, 20, -8), (45, 46, -12), (60, 74, -13), (69, 98, -12)),
    "index":  ((25, 91, 0), (33, 133, 3), (37, 158, 2), (39, 180, 0)),
    "middle": ((4, 95, 2), (6, 142, 5), (7, 171, 4), (7, 194, 1)),
    "ring":   ((-15, 89, 1), (-21, 132, 4), (-24, 159, 3), (-26, 182, 0)),
    "little": ((-33, 79, -2), (-43, 111, 0), (-48, 131, -1), (-52, 150, -3)),
}
"""MediaPipe's 21 landmarks as modelled, mm: wrist, then MCP/CMC, PIP, DIP, tip of each finger."""

RADII: dict[str, tuple[float, float, float, float]] = {
    "thumb":  (11.4, 10.2, 9.4, 7.4),
    "index":  (9.2, 8.3, 7.1, 5.8),
    "middle": (9.4, 8.5, 7.3, 6.0),
    "ring":   (8.9, 8.0, 6.9, 5.7),
    "little": (7.9, 7.0, 6.0, 5.0),
}
"""Radius at each joint, mm."""
# fmt: on

BOX = ((-85, -150, -45), (95, 215, 40))
"""Lower and upper corner of the box that holds hand and forearm, mm."""


def landmarks() -> NDArray[np.float32]:
    """(21, 3) mm, in MediaPipe's order."""
    return vector([point for points in JOINTS.values() for point in points])


def hand_field() -> Field:
    """Hand and forearm as one field."""
    fingers = [_finger(name) for name in RADII]
    palm = smooth_union([*_palm(), _forearm()], 9.0)

    def distance(points: Points) -> NDArray[np.float32]:
        total = palm(points)
        for finger in fingers:
            # A tight fillet: webs between fingers, no mitten.
            total = soft_min(total, finger(points), 4.5)
        return total

    return distance


def _finger(name: str) -> Field:
    points = [vector(p) for p in JOINTS[name]]
    radii = RADII[name]
    bones: list[Field] = []
    for at in range(3):
        start, end = points[at], points[at + 1]
        middle = start + (end - start) * 0.5
        # A phalanx is slimmest in its middle: that is where a ring slides to.
        waist = 0.5 * (radii[at] + radii[at + 1]) * (0.98 if at else 1.0)
        bones += [
            round_cone(start, middle, radii[at], waist, 0.94),
            round_cone(middle, end, waist, radii[at + 1], 0.94),
        ]
    smooth = smooth_union(bones, 3.0)
    return smooth if name == "thumb" else _with_knuckles(smooth, points)


def _with_knuckles(field: Field, joints: list[NDArray[np.float32]]) -> Field:
    """Fine folds across the back of both finger joints."""
    folds = []
    for joint, spread_mm, depth_mm in ((1, 4.2, 0.55), (2, 2.8, 0.35)):
        along = joints[joint + 1] - joints[joint - 1]
        folds.append((joints[joint], along / np.linalg.norm(along), spread_mm, depth_mm))

    def distance(points: Points) -> NDArray[np.float32]:
        total = field(points)
        for centre, along, spread_mm, depth_mm in folds:
            offset = points - centre
            s = offset @ along
            near = np.exp(-((s / spread_mm) ** 2)) * (np.linalg.norm(offset, axis=-1) < 14)
            back = np.clip(offset[..., 2] / 6, 0, 1)
            bend = s + 0.05 * offset[..., 0] ** 2
            total = total + depth_mm * near * back * np.sin(bend * 2.7) - 0.35 * near * back
        return total

    return distance


def _palm() -> list[Field]:
    wrist = vector([0, -4, -2])
    bones: list[Field] = []
    for name, spread, thick in (("index", 13, 11.5), ("middle", 8, 12.0), ("ring", -5, 11.5), ("little", -15, 10.5)):
        knuckle = vector(JOINTS[name][0])
        start = wrist + vector([spread, 8, 0])
        bones.append(round_cone(start, knuckle + vector([0, -4, -2]), thick + 2.5, thick, 0.86))
        # The knuckle itself stands out on the back of the hand.
        bones.append(round_cone(knuckle + vector([0, -4, 3]), knuckle + vector([0, 3, 3]), 8.2, 8.0))
        # And so does the tendon that runs to it.
        bones.append(round_cone(start + vector([0, 22, 11.5]), knuckle + vector([0, -6, 8.4]), 2.0, 2.6))
    cmc, mcp = vector(JOINTS["thumb"][0]), vector(JOINTS["thumb"][1])
    bones.append(round_cone(wrist + vector([12, 10, -4]), cmc, 15, 15, 0.9))
    bones.append(round_cone(cmc, mcp, 15, 11.5, 0.95))
    bones.append(round_cone(vector([34, 78, -6]), mcp, 7.5, 9.0, 0.7))
    return bones


def _forearm() -> Field:
    parts = [
        round_cone((7, 2, -2), (10, -150, -4), 19.5, 23, 0.82),
        round_cone((-8, 2, -2), (-12, -150, -4), 19.0, 23, 0.82),
        # The ulna's head on the little finger's side.
        round_cone((-19, -12, 5), (-18, -20, 4), 7.5, 7.0),
    ]
    return smooth_union(parts, 12.0)


@dataclass(frozen=True)
class Nail:
    """A nail as a thin curved plate."""

    centre: NDArray[np.float32]
    along: NDArray[np.float32]
    """Unit, towards the tip."""
    length_mm: float
    width_mm: float


def nails() -> list[Nail]:
    """The five nails, on the back of the last phalanx."""
    found = []
    for name, radii in RADII.items():
        dip, tip = vector(JOINTS[name][2]), vector(JOINTS[name][3])
        along = vector((tip - dip) / np.linalg.norm(tip - dip))
        found.append(Nail(tip - along * radii[3] * 0.12, along, radii[3] * 1.95, radii[3] * 1.6))
    return found
