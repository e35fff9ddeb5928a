"""The display bust: head, neck and shoulders, hair tied back, seen from the front.

Origin: the pit of the neck. Proportions of an adult woman (from memory of anthropometric means, good to some mm):
face 138 mm wide, chin to hairline 165 mm, iris 11.7 mm.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kiosk.studio.mannequin.field import (
    Field,
    Points,
    ellipsoid,
    round_cone,
    smooth_union,
    soft_carve,
    soft_min,
    vector,
)

BOX = ((-260, -190, -160), (260, 350, 100))
"""Corners of the box that holds the bust, mm."""
EYE = (31.0, 190.0, 43.0)
"""Centre of the left eyeball, mm; the right one is mirrored."""
EYE_RADIUS = 13.0
IRIS_MM = 11.7
"""Diameter of the iris."""
LOBE = (69.0, 149.0, -10.0)
"""Where an earring goes through the left lobe, mm."""
NECK = (0.0, 55.0, -45.0)
"""The middle of the neck, where a necklace's sides lie, mm."""


def skin_field() -> Field:
    """Head, neck, shoulders and chest."""
    head = smooth_union(
        [
            ellipsoid((0, 222, -28), (74, 90, 94)),
            ellipsoid((0, 184, -4), (60, 80, 64)),
            *[round_cone((s * 44, 146, -22), (s * 7, 106, 40), 16, 12) for s in (1, -1)],
            ellipsoid((0, 107, 43), (17, 13, 14)),
            *[ellipsoid((s * 42, 173, 31), (20, 15, 18)) for s in (1, -1)],
            *[ellipsoid((s * 23, 133, 40), (18, 20, 19)) for s in (1, -1)],
        ],
        16.0,
    )
    neck = smooth_union(
        [
            round_cone((0, -4, -54), (0, 125, -38), 48, 45),
            *[round_cone((s * 8, 4, -12), (s * 42, 118, -34), 7, 10) for s in (1, -1)],
            *[round_cone((s * 14, 52, -64), (s * 148, -58, -54), 22, 37) for s in (1, -1)],
            *[round_cone((s * 150, -60, -54), (s * 172, -330, -58), 38, 34) for s in (1, -1)],
            *[round_cone((s * 12, -6, -13), (s * 98, -8, -32), 7.5, 7.0) for s in (1, -1)],
            ellipsoid((0, -165, -52), (142, 160, 60)),
            *[ellipsoid((s * 58, -172, -14), (58, 54, 36)) for s in (1, -1)],
        ],
        20.0,
    )
    features = _features()

    def distance(points: Points) -> NDArray[np.float32]:
        total = soft_min(head(points), neck(points), 16.0)
        return features(points, total)

    return distance


def _features() -> Callable[[Points, NDArray[np.float32]], NDArray[np.float32]]:
    """A function that joins brow, nose, mouth, lids and ears to a distance."""
    brow = smooth_union([round_cone((s * 8, 207, 56), (s * 46, 208, 40), 8, 7) for s in (1, -1)], 6)
    sockets = smooth_union([ellipsoid((s * 31, 191, 66), (19, 11, 11)) for s in (1, -1)], 2)
    nose = smooth_union(
        [
            round_cone((0, 200, 58), (0, 165, 73), 5.5, 7),
            ellipsoid((0, 161, 76), (8.5, 7.5, 8)),
            *[ellipsoid((s * 11, 158, 66), (7, 6, 8)) for s in (1, -1)],
        ],
        7,
    )
    nostrils = smooth_union([ellipsoid((s * 6.5, 152.5, 70), (3.6, 2.6, 5)) for s in (1, -1)], 1)
    lips = smooth_union(
        [
            *[round_cone((s * 5, 136.3, 62.5), (s * 21, 132.5, 53), 5.0, 1.4) for s in (1, -1)],
            round_cone((-13, 128, 58), (13, 128, 58), 5.8, 5.8),
            round_cone((-20, 131.5, 54), (20, 131.5, 54), 2.4, 2.4),
        ],
        5,
    )
    mouth = smooth_union([round_cone((s * 0.1, 132.6, 69), (s * 24, 132.0, 55), 1.3, 0.8) for s in (1, -1)], 1)
    philtrum = ellipsoid((0, 146, 70), (3.2, 7, 3.5))
    lids = smooth_union([_lids(s) for s in (1.0, -1.0)], 0.5)
    ears = smooth_union([_ear(s) for s in (1.0, -1.0)], 0.5)

    def add(points: Points, total: NDArray[np.float32]) -> NDArray[np.float32]:
        total = soft_min(total, brow(points), 10)
        total = soft_carve(total, sockets(points), 9)
        total = soft_min(total, nose(points), 8)
        total = soft_carve(total, nostrils(points), 2)
        total = soft_min(total, lips(points), 3.5)
        total = soft_carve(total, mouth(points), 2)
        total = soft_carve(total, philtrum(points), 4)
        total = soft_min(total, lids(points), 3.5)
        return soft_min(total, ears(points), 9)

    return add


def _lids(side: float) -> Field:
    x, y, z = side * EYE[0], EYE[1], EYE[2]
    shell = ellipsoid((x, y, z), (15.5, 14.2, 14.6))
    tilt = vector([[0.995, 0.07 * side, 0.0], [-0.07 * side, 0.995, 0.0], [0.0, 0.0, 1.0]]).T
    opening = ellipsoid((x, y - 0.5, z + 13), (13.2, 4.9, 16), tilt)

    def distance(points: Points) -> NDArray[np.float32]:
        return soft_carve(shell(points), opening(points), 1.2)

    return distance


def _ear(side: float) -> Field:
    lean = vector([[0.9, 0.0, 0.42 * side], [0.0, 1.0, 0.0], [-0.42 * side, 0.0, 0.9]])
    rim = smooth_union(
        [
            ellipsoid((side * 70, 183, -22), (7, 27, 17), lean),
            ellipsoid((side * (LOBE[0] - 2), LOBE[1] + 5, LOBE[2] - 2), (5.5, 11, 8.5), lean),
        ],
        9,
    )
    concha = ellipsoid((side * 76, 177, -13), (5.5, 14, 8), lean)
    groove = ellipsoid((side * 77.5, 197, -20), (4, 8, 9), lean)

    def distance(points: Points) -> NDArray[np.float32]:
        return soft_carve(soft_carve(rim(points), concha(points), 4), groove(points), 3)

    return distance


def hair_field() -> Field:
    """Hair drawn back into a knot."""
    cap = ellipsoid((0, 231, -36), (80, 90, 97))
    knot = ellipsoid((0, 268, -128), (46, 42, 36))
    slope = vector([0.0, 0.60, -0.80])

    def distance(points: Points) -> NDArray[np.float32]:
        # The hairline: a tilted plane, drawn down a little at the temples.
        line = vector(111.0 + 0.0022 * points[..., 0] ** 2 - (points @ slope))
        strands = vector(0.45 * np.sin(points[..., 0] * 1.7 + 0.05 * points[..., 1]))
        covered = soft_carve(cap(points) + strands, -line, 5)
        return soft_min(covered, knot(points) + strands, 10)

    return distance


def eye_field(side: float) -> Field:
    """One eyeball with the cornea's bulge."""
    x, y, z = side * EYE[0], EYE[1], EYE[2]
    return smooth_union([ellipsoid((x, y, z), (EYE_RADIUS,) * 3), ellipsoid((x, y, z + 6.6), (7.2, 7.2, 7.2))], 1.0)
