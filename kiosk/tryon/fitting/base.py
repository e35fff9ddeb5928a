"""What every fit shares: the frame's facts, and vectors in the picture."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from kiosk.imaging.colour import srgb_to_linear
from kiosk.imaging.opencv import cv2
from kiosk.tryon.anchors import Anchor
from kiosk.tryon.filtering import Bank
from kiosk.tryon.scene import Declined, Face, Hand, Image, People, Points

SKIN_SAMPLE_PX = 24
STEADY = 8.0
"""Unit of speed for the filters of proportions (percent), which change slowly in truth and tremble by measuring."""


@dataclass(frozen=True)
class Known:
    """Facts of a rendered picture."""

    px_per_mm: float | None = None
    """The same at every depth: display pictures have no perspective."""
    places: Mapping[str, Points] = field(default_factory=dict)
    """(2,) pixels of left_lobe, right_lobe and neck_pit, where they are known."""


@dataclass
class Scene:
    """One frame and what is known about it."""

    frame: Image
    people: People
    time_ms: float
    bank: Bank = field(default_factory=Bank)
    """Filters that live from frame to frame."""
    missing: frozenset[str] = frozenset()
    """"hand" or "face", whose landmark model is missing."""
    known: Known = field(default_factory=Known)
    """What the renderer of a display picture knows; nothing for all that a camera took."""

    @property
    def size(self) -> tuple[int, int]:
        """(width, height)."""
        return self.frame.shape[1], self.frame.shape[0]

    @property
    def long_side(self) -> int:
        """Pixels."""
        return max(self.size)

    def pixels(self, x: Points, y: Points) -> Image:
        """The nearest pixels at positions of any shape, with (3,) B, G, R added; beyond the border its nearest."""
        width, height = self.size
        columns = np.clip(np.rint(x), 0, width - 1).astype(int)
        rows = np.clip(np.rint(y), 0, height - 1).astype(int)
        return np.asarray(self.frame[rows, columns], np.uint8)

    def inside(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point lies in the picture, at least `margin` pixels from its border."""
        width, height = self.size
        return margin <= x < width - margin and margin <= y < height - margin


def asked_hand(scene: Scene, anchor: Anchor) -> Hand:
    """The hand that a piece is worn on; any, if the anchor names no side.

    Raises:
        Declined: it is not seen.
    """
    hand = scene.people.hand(anchor.side)
    if "hand" in scene.missing:
        raise Declined("no_hand_model")
    if hand is None:
        raise Declined(f"show_{anchor.side}_hand" if anchor.side and scene.people.hands else "no_hand")
    return hand


def asked_face(scene: Scene, smallest_px: float) -> Face:
    """The nearest person's face.

    Raises:
        Declined: none is seen, or it is less than `smallest_px` wide.
    """
    if "face" in scene.missing:
        raise Declined("no_face_model")
    if scene.people.face is None:
        raise Declined("no_face")
    if scene.people.face.width_px < smallest_px:
        raise Declined("too_far")
    return scene.people.face


def unit(vector: Points) -> Points:
    """The vector with length 1 (or itself, if it is zero)."""
    length = float(np.linalg.norm(vector))
    return vector / length if length > 1e-9 else vector


def direction_deg(vector: Points) -> float:
    """Direction of a picture vector (y down), counter-clockwise from +x with y up."""
    return math.degrees(math.atan2(-float(vector[1]), float(vector[0])))


def direction(angle_deg: float) -> Points:
    """The picture vector (y down) of a direction."""
    return np.array([math.cos(math.radians(angle_deg)), -math.sin(math.radians(angle_deg))])


def roll_and_tilt(axis: Points, face: Points) -> tuple[float, float]:
    """Pose of a limb as the atlas counts it, in degrees.

    Args:
        axis: (3,) direction of the limb (x right, y up, z towards the viewer).
        face: (3,) direction that the piece's face points to; need not be square to the axis.

    Returns:
        (roll, tilt): tilt is how far the axis leans towards the viewer; roll turns the face about the axis, 0 towards
        the viewer, positive to the right as seen with the axis pointing up.
    """
    axis = unit(axis)
    tilt = math.asin(float(np.clip(axis[2], -1, 1)))
    flat = math.hypot(float(axis[0]), float(axis[1]))
    up = np.array([axis[0] / flat, axis[1] / flat]) if flat > 1e-6 else np.array([0.0, 1.0])
    # Turn the picture so that the limb points up: x' along the picture's right of the limb, z' square to both.
    across = np.array([up[1], -up[0], 0.0])
    front = np.cross(across, axis)
    return math.degrees(math.atan2(float(face @ across), float(face @ front))), math.degrees(tilt)


def median_skin(frame: Image, centre: Points, radius_px: float) -> Points | None:
    """Median linear (r, g, b) of a square around a point; None outside the picture."""
    height, width = frame.shape[:2]
    reach = max(2, round(radius_px))
    left, top = max(0, int(centre[0]) - reach), max(0, int(centre[1]) - reach)
    square = frame[top : min(height, int(centre[1]) + reach + 1), left : min(width, int(centre[0]) + reach + 1)]
    if square.size < 12:
        return None
    if max(square.shape) > SKIN_SAMPLE_PX:
        square = cv2.resize(square, (SKIN_SAMPLE_PX, SKIN_SAMPLE_PX), interpolation=cv2.INTER_AREA)
    bgr = np.median(srgb_to_linear(np.asarray(square, np.uint8)).reshape(-1, 3), axis=0)
    return np.asarray(bgr[::-1], np.float64)
