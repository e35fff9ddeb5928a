"""What the stages of the mirror hand to each other: bodies found in a picture, placements, and reasons for none.

Pictures have their origin top left, y down. Body directions (`world`, pose angles) use x right, y up, z towards the
viewer, so that angles are those of the atlas.
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kiosk.atlas.file import Part
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.catalog.piece import Piece

Image = NDArray[np.uint8]
Points = NDArray[np.float64]
Side = Literal["left", "right"]
ScaleSource = Literal["iris", "card", "assumed_fit", "assumed_body", "none"]


class Declined(Exception):
    """A piece that cannot be shown honestly now; `reason` is a key of `tryon.reason` in assets/text."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


@dataclass(frozen=True)
class Hand:
    """One hand found in a picture."""

    points: Points
    """(21, 2) pixels."""
    depth: Points
    """(21,) pixels towards the viewer, from the wrist."""
    side: Side
    """The wearer's own."""
    score: float = 1.0

    @property
    def space(self) -> Points:
        """(21, 3) pixels; x right, y up, z towards the viewer.

        MediaPipe's metric world landmarks are not used: on backs of hands they are wrong by half a palm and by 90
        degrees of roll where the picture's own depth is right within some 15.
        """
        return np.column_stack([self.points * (1.0, -1.0), self.depth])

    @property
    def palm_px(self) -> float:
        """Wrist to middle knuckle in space, pixels."""
        space = self.space
        return float(np.linalg.norm(space[9] - space[0]))


@dataclass(frozen=True)
class Face:
    """One face found in a picture."""

    points: Points
    """(478, 3) pixels, x and y in the picture; z towards the viewer on the same scale."""
    has_iris: bool
    """Whether points 468 to 477 mean anything."""

    @property
    def width_px(self) -> float:
        """Cheek to cheek (234 to 454), the turn of the head taken out."""
        return float(np.linalg.norm(self.points[454] - self.points[234]))

    @property
    def centre(self) -> Points:
        """(2,) middle between the cheeks, pixels."""
        middle: Points = (self.points[234, :2] + self.points[454, :2]) / 2
        return middle


@dataclass(frozen=True)
class People:
    """The nearest person: the face and the hands that belong to it."""

    hands: tuple[Hand, ...] = ()
    face: Face | None = None

    def hand(self, side: Side | None) -> Hand | None:
        """The hand of that side (None: the surest one), if seen."""
        hands = [hand for hand in self.hands if side is None or hand.side == side]
        return max(hands, key=lambda hand: hand.score, default=None)


@dataclass(frozen=True)
class Worn:
    """A piece and where it is worn; no anchor means the usual place, on whichever hand or wrist is shown."""

    piece: Piece
    anchor: str | None = None


@dataclass(frozen=True)
class Sprite:
    """One part of an atlas to draw: its pivot at a point, its up direction turned."""

    part: Part
    angles: dict[str, float]
    """Pose angles by axis name, degrees."""
    at: tuple[float, float]
    """Pixels."""
    up_deg: float
    """Direction of the atlas's up in the picture, counter-clockwise from +x with y up."""
    px_per_mm: float


@dataclass(frozen=True)
class Strand:
    """A chain to lay along a curve."""

    part: Part
    curve: Points
    """(n, 2) pixels, from the picture's left to its right."""
    px_per_mm: float
    opacity: Points | None = None
    """(n,) how much of the chain shows at each point of the curve."""


@dataclass(frozen=True)
class Placement:
    """Where a piece touches the body, as CONTRACT's `tryon --json` says it."""

    sku: str
    anchor: str
    center: tuple[float, float]
    axis_deg: float
    width_px: float
    px_per_mm: float | None
    scale_source: ScaleSource
    scale_error: float | None
    confidence: float

    def document(self) -> dict[str, object]:
        """CONTRACT's JSON."""
        return {
            "sku": self.sku,
            "anchor": self.anchor,
            "center": [round(self.center[0], 2), round(self.center[1], 2)],
            "axis_deg": round(self.axis_deg, 2),
            "width_px": round(self.width_px, 2),
            "px_per_mm": None if self.px_per_mm is None else round(self.px_per_mm, 4),
            "scale_source": self.scale_source,
            "scale_error": None if self.scale_error is None else round(self.scale_error, 4),
            "confidence": round(self.confidence, 3),
        }


@dataclass(frozen=True)
class Fit:
    """A placement with what is to be drawn for it."""

    placement: Placement
    layers: tuple[Sprite | Strand, ...]
    """Drawn in this order."""
    skin: Points | None = None
    """(3,) linear r, g, b of the skin around the anchor; None when too little is seen to relight by."""
    in_front: tuple[Points, ...] = ()
    """Outlines (n, 2) in pixels of body parts that hide the piece."""


@dataclass(frozen=True)
class Skipped:
    """A piece that is not shown, and why."""

    sku: str
    reason: str
    """A key of `tryon.reason`."""
    values: dict[str, object] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """The reason for the customer."""
        return text(f"tryon.reason.{self.reason}", language, **self.values)

    def document(self, language: Language) -> dict[str, object]:
        """CONTRACT's JSON; `code` is the same in every language."""
        return {"sku": self.sku, "reason": self.text(language), "code": self.reason}
