"""Millimetres: how many pixels one is, where that was taken from, and how wrong it may be.

A face is measured by its iris (white-to-white corneal diameter 11.65 mm, standard deviation 0.38 mm in 7,893 Chinese
adults) or, without one, by an assumed width. A ring or bracelet takes the piece's own size as the body's: it is drawn
as if it fits, which says nothing about the true size. The iris never scales a hand.
"""

import math
from dataclasses import dataclass

import numpy as np

from kiosk.tryon.scene import Face, ScaleSource

IRIS_MM = 11.65
IRIS_ERROR = 0.033
"""One standard deviation over people, relative."""
IRIS_POINT_ERROR_PX = 0.35
"""Of a measured diameter, from the landmark's jitter."""
FACE_WIDTH_MM = 143.0
"""Landmarks 234 to 454 of an adult."""
FACE_WIDTH_ERROR = 0.06
FOCAL_LENGTHS = 0.95
"""Assumed focal length in long sides of the picture; used only for how much farther ears and neck are than eyes."""
EYE_TO_EAR_MM = 75.0
EYE_TO_NECK_MM = 45.0
DEPTH_ERROR = 0.02
WRIST_WIDTH_MM = 54.0
FIT_ERROR = 0.06
"""A finger's width in the picture against the ring that would fit it: edges, and fingers are not round."""
WRIST_ERROR = 0.09


@dataclass(frozen=True)
class Scale:
    """Pixels a millimetre."""

    px_per_mm: float
    source: ScaleSource
    error: float
    """One standard deviation, relative."""


def face_scale(face: Face, long_side_px: float, behind_eyes_mm: float, known: float | None = None) -> Scale:
    """The scale at a depth of `behind_eyes_mm` behind the iris, or the `known` one.

    Assumes a usual camera for the small correction of depth; its uncertainty is in the error.
    """
    if known is not None:
        return Scale(known, "assumed_body", 0.0)
    iris_px = iris_diameter_px(face) if face.has_iris else None
    if iris_px is not None:
        at_eyes = iris_px / IRIS_MM
        error = math.hypot(IRIS_ERROR, IRIS_POINT_ERROR_PX / iris_px)
        source: ScaleSource = "iris"
    else:
        at_eyes = face.width_px / FACE_WIDTH_MM
        error, source = FACE_WIDTH_ERROR, "assumed_body"
    distance_mm = FOCAL_LENGTHS * long_side_px / at_eyes
    farther = distance_mm / (distance_mm + behind_eyes_mm)
    return Scale(at_eyes * farther, source, math.hypot(error, DEPTH_ERROR))


def iris_diameter_px(face: Face) -> float | None:
    """The diameter of the iris, mean of the larger measure of both eyes; None when the points make no sense."""
    diameters = []
    for first in (468, 473):
        ring = face.points[first + 1 : first + 5, :2]
        across = float(np.linalg.norm(ring[0] - ring[2]))
        upright = float(np.linalg.norm(ring[1] - ring[3]))
        diameters.append(max(across, upright))
    smaller, larger = sorted(diameters)
    plausible = 0.05 * face.width_px < larger < 0.14 * face.width_px
    # The eye that is turned away is foreshortened; the model's own scatter stays below this.
    return (larger if smaller < 0.85 * larger else (smaller + larger) / 2) if plausible else None
