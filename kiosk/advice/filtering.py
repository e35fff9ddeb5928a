"""Hard limits: which of them a piece breaks. Nothing here ranks.

`kiosk.advice.shelf` asks the same of a whole shelf at once, and has to equal what is written here, piece by piece.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kiosk.advice.constraints import LIST_KEYS, SOFT_KEYS, Constraints
from kiosk.advice.offers import Offer
from kiosk.catalog.piece import Piece

SIZE_TOLERANCE_MM: Final = 0.15
"""Half a ring size step: 16.55 mm (size 12) and a band made to 16.5 mm are one size."""
SLACK: Final = 1e-6
"""Two numbers this near are the same."""

LISTS: Final[Mapping[str, Callable[[Piece], tuple[str | None, ...]]]] = {
    "category": lambda piece: (piece.category,),
    "metal": lambda piece: (piece.metal,),
    "gem": lambda piece: piece.gems,
    "gem_origin": lambda piece: (piece.gem_origin,),
    "colour": lambda piece: piece.colour,
    "cut": lambda piece: piece.cut,
    "style": lambda piece: piece.styles,
    "occasion": lambda piece: piece.occasions,
    "recipient": lambda piece: piece.recipients,
}
"""What of a record each list key is compared with."""


def list_values(offer: Offer, key: str) -> tuple[str, ...]:
    """The words of a piece's record that a list key is compared with."""
    return tuple(word for word in LISTS[key](offer.piece) if word is not None)


def number_value(offer: Offer, key: str) -> float | None:
    """The number of a piece's record that a bound is compared with; None where the record has none."""
    field = key.removesuffix("_min").removesuffix("_max")
    value: float | None = offer.price if field == "price" else getattr(offer.piece, field)
    return value


def breaks(offer: Offer, wish: Constraints) -> tuple[str, ...]:
    """The hard keys of the wish that this piece does not meet; an unknown value meets no limit.

    A broken exclusion is named `exclude`.
    """
    broken = [key for key in wish.hard() if not meets(offer, key, wish)]
    if is_excluded(offer, wish):
        broken.append("exclude")
    return tuple(broken)


def is_excluded(offer: Offer, wish: Constraints) -> bool:
    """Whether the piece has anything of what was said not to be wanted (any of its metals counts)."""
    for key, words in wish.excluded:
        values = set(list_values(offer, key))
        if key == "metal":
            values |= set(offer.piece.metals)
        if values & set(words):
            return True
    return False


def priced(candidates: Iterable[Offer], wish: Constraints) -> tuple[Offer, ...]:
    """Leave out what has no current price while a price limit holds: no budget claim can be made about it."""
    if not wish.limits_price():
        return tuple(candidates)
    return tuple(offer for offer in candidates if offer.price is not None)


def fitting(candidates: Iterable[Offer], wish: Constraints) -> tuple[Offer, ...]:
    """Those that break nothing, in the catalog's order."""
    hard = wish.hard()  # read off once: a shelf may hold 100,000 pieces
    return tuple(
        offer
        for offer in priced(candidates, wish)
        if all(meets(offer, key, wish) for key in hard) and not (wish.excluded and is_excluded(offer, wish))
    )


def meets(offer: Offer, key: str, wish: Constraints) -> bool:
    """Whether one key of the wish is met; soft keys always are."""
    if key in SOFT_KEYS:
        return True
    if key in LIST_KEYS:
        wanted_words = getattr(wish, key)
        return any(word in wanted_words for word in LISTS[key](offer.piece) if word is not None)
    wanted = float(getattr(wish, key))
    value = number_value(offer, key)
    if value is None:
        return False
    if key.endswith("_min"):
        return value >= wanted - SLACK
    if key.endswith("_max"):
        return value <= wanted + SLACK
    if key == "inner_diameter_mm":
        return abs(value - wanted) <= SIZE_TOLERANCE_MM
    return abs(value - wanted) <= SLACK
