"""An offer, and a value found in it."""

import re
from dataclasses import dataclass
from typing import Final

ATTRIBUTES: Final = (
    "Product Type", "Gender", "Metal Type", "Stones Type",
    "Stone Shape", "Stones Setting", "Stones Total Weight", "Brand",
)  # fmt: skip
"""What is read, in the order in which it is shown."""


@dataclass(frozen=True)
class Offer:
    """One offer of a shop on the web."""

    title: str
    description: str
    host: str = ""
    """The shop's host name, where it is known: the shop's own name is not mistaken for a product then."""

    @property
    def texts(self) -> tuple[str, str]:
        """Title and description; a `Span.place` counts in this order."""
        return self.title, self.description


@dataclass(frozen=True)
class Span:
    """Words of an offer that may be a value of an attribute."""

    attribute: str
    place: int
    """0 title, 1 description."""
    start: int
    end: int
    text: str
    sure: bool
    """Whether the grammar itself would take it for a value; the others are for a learner to judge."""

    @property
    def value(self) -> str:
        """The text without regard to case, as values are compared."""
        return self.text.casefold()


def shop_label(host: str) -> str:
    """The telling part of a host name: `www.example-jewelers.co.uk` is `examplejewelers`."""
    parts = host.casefold().strip(".").split(".")
    if len(parts) > 1:
        parts.pop()
    if len(parts) > 1 and parts[-1] in ("co", "com", "net", "org"):
        parts.pop()
    return re.sub(r"[^a-z0-9]", "", parts[-1])


def shop_mentions(text: str, host: str) -> list[tuple[int, int]]:
    """Where the shop is named in a text, as (start, end); spaces, case and punctuation do not matter."""
    label = shop_label(host)
    kept = [(place, char) for place, char in enumerate(text.casefold()) if char.isascii() and char.isalnum()]
    squashed = "".join(char for _, char in kept)
    found: list[tuple[int, int]] = []
    at = squashed.find(label) if label else -1
    while at >= 0:
        found.append((kept[at][0], kept[at + len(label) - 1][0] + 1))
        at = squashed.find(label, at + len(label))
    return found
