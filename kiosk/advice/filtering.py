"""Hard limits: which of them a piece breaks. Nothing here ranks."""

from collections.abc import Iterable
from typing import Final

from kiosk.advice.constraints import LIST_KEYS, SOFT_KEYS, Constraints
from kiosk.advice.offers import Offer

SIZE_TOLERANCE_MM: Final = 0.15
"""Half a ring size step: 16.55 mm (size 12) and a band made to 16.5 mm are one size."""
_SLACK: Final = 1e-6


def list_values(offer: Offer, key: str) -> tuple[str, ...]:
    """The words of a piece's record that a list key is compared with."""
    piece = offer.piece
    values: dict[str, tuple[str | None, ...]] = {
        "category": (piece.category,),
        "metal": (piece.metal,),
        "gem": piece.gems,
        "gem_origin": (piece.gem_origin,),
        "colour": piece.colour,
        "cut": piece.cut,
        "style": piece.styles,
        "occasion": piece.occasions,
        "recipient": piece.recipients,
    }
    return tuple(word for word in values[key] if word is not None)


def number_value(offer: Offer, key: str) -> float | None:
    """The number of a piece's record that a bound is compared with; None where the record has none."""
    piece = offer.piece
    field = key.removesuffix("_min").removesuffix("_max")
    return {
        "price": offer.price,
        "carat": piece.carat,
        "fineness": piece.fineness,
        "length_mm": piece.length_mm,
        "inner_diameter_mm": piece.inner_diameter_mm,
        "weight_g": piece.weight_g,
    }[field]


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
    return tuple(offer for offer in candidates if offer.price is not None or not wish.limits_price())


def fitting(candidates: Iterable[Offer], wish: Constraints) -> tuple[Offer, ...]:
    """Those that break nothing, in the catalog's order."""
    return tuple(offer for offer in priced(candidates, wish) if not breaks(offer, wish))


def meets(offer: Offer, key: str, wish: Constraints) -> bool:
    """Whether one key of the wish is met; soft keys always are."""
    if key in SOFT_KEYS:
        return True
    if key in LIST_KEYS:
        return bool(set(getattr(wish, key)) & set(list_values(offer, key)))
    wanted = float(getattr(wish, key))
    value = number_value(offer, key)
    if value is None:
        return False
    if key.endswith("_min"):
        return value >= wanted - _SLACK
    if key.endswith("_max"):
        return value <= wanted + _SLACK
    if key == "inner_diameter_mm":
        return abs(value - wanted) <= SIZE_TOLERANCE_MM
    return abs(value - wanted) <= _SLACK
