"""Where pieces can be worn: the names of CONTRACT.md, and the usual place of each category."""

import difflib
from dataclasses import dataclass
from typing import Literal

from kiosk.base.errors import UsageError
from kiosk.tryon.scene import Side

Place = Literal["finger", "wrist", "ear", "neck", "chest"]

FINGERS = ("thumb", "index", "middle", "ring", "little")
SIDES: tuple[Side, Side] = ("left", "right")
PLACES_BY_CATEGORY: dict[str, Place] = {
    "ring": "finger",
    "bracelet": "wrist",
    "bangle": "wrist",
    "earrings": "ear",
    "necklace": "neck",
    "pendant": "neck",
    "brooch": "chest",
}
"""Categories that are absent (anklet, bar) cannot be tried on in this mirror."""


@dataclass(frozen=True)
class Anchor:
    """A place on the body, the wearer's own left and right in an unmirrored picture."""

    place: Place
    side: Side | None = None
    finger: str | None = None

    @property
    def name(self) -> str:
        """CONTRACT's word for it."""
        if self.place == "finger":
            return f"{self.side}_hand/{self.finger}"
        return f"{self.side}_{self.place}" if self.side else self.place


ANCHORS: dict[str, Anchor] = {
    anchor.name: anchor
    for anchor in (
        *(Anchor("finger", side, finger) for side in SIDES for finger in FINGERS),
        *(Anchor("wrist", side) for side in SIDES),
        *(Anchor("ear", side) for side in SIDES),
        Anchor("neck"),
        Anchor("chest"),
    )
}


def parse_anchor(name: str) -> Anchor:
    """The anchor of that name.

    Raises:
        UsageError: no such anchor; the message names the nearest one.
    """
    if name in ANCHORS:
        return ANCHORS[name]
    near = difflib.get_close_matches(name, ANCHORS, n=1, cutoff=0.0)[0]
    raise UsageError(f"There is no anchor {name}; did you mean {near}?")


def check_anchor(category: str, anchor: Anchor) -> None:
    """Raise if a piece of that category is not worn there.

    Raises:
        UsageError: a ring on an ear, for example.
    """
    place = PLACES_BY_CATEGORY.get(category)
    if place is None or place == anchor.place:
        return
    # A pendant or necklace is fitted from the pit of the neck; asking for the chest means the same piece.
    if {place, anchor.place} == {"neck", "chest"} and category != "brooch":
        return
    choices = ", ".join(name for name, other in ANCHORS.items() if other.place == place)
    raise UsageError(f"The category {category} is not worn at {anchor.name}; choose one of: {choices}.")
