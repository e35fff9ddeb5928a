"""Units: the single objects in the trays, each with its tag."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

UnitState = Literal["in_stock", "held", "sold"]
UNIT_STATES: tuple[UnitState, ...] = ("in_stock", "held", "sold")


@dataclass(frozen=True)
class Unit:
    """One object that can be taken out of its tray and sold."""

    tag: str
    sku: str
    weight_g: float
    tray: str
    size_mm: float | None = None
    """Inner diameter of a ring or bangle, length of a chain, strand or bracelet; None where size does not vary."""
    certificate_number: str | None = None
    state: UnitState = "in_stock"
    held_until: datetime | None = None
    """With a time zone; None unless held."""
    counted_at: datetime | None = None
    """When somebody last saw it in its tray; with a time zone."""

    def available(self, now: datetime) -> bool:
        """Whether it can be shown and sold: in stock, or held for someone who did not come in time."""
        if self.state == "held":
            return self.held_until is not None and self.held_until <= now
        return self.state == "in_stock"
