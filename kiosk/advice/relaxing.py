"""Nothing fits: the smallest limit to relax, and what that opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kiosk.advice.constraints import LIST_KEYS, Constraints
from kiosk.advice.filtering import breaks, is_excluded, number_value, priced
from kiosk.advice.offers import Offer

_LIST_COST: Final = {"colour": 0.25, "cut": 0.3, "gem_origin": 0.5, "metal": 0.55, "gem": 0.7, "category": 1.5}
"""How far a customer has to step back for a list, on the scale of a relative overshoot (0.2 = 20 % more money)."""
_NUMBER_COST: Final = {"fineness": 0.5, "fineness_min": 0.5}
_PAIR_COST: Final = 1.0


@dataclass(frozen=True)
class Relaxation:
    """The keys to give up, the pieces this opens (nearest first), and the value that opens the first of them."""

    keys: tuple[str, ...]
    opened: tuple[Offer, ...]
    places: tuple[float, ...] = ()
    """How far each opened piece lies beyond the limits."""
    nearest: float | None = None
    """For a number: the nearest value among the opened pieces, in the key's own unit."""


def smallest_relaxation(candidates: Iterable[Offer], wish: Constraints) -> Relaxation | None:
    """The one limit (only if none alone opens anything: the two) whose loss hurts least; None if all would be needed.

    An exclusion is never given up: "不要" means no.
    """
    allowed = [offer for offer in priced(candidates, wish) if not is_excluded(offer, wish)]
    broken = {offer.sku: breaks(offer, wish) for offer in allowed}
    hard = wish.hard()
    for size in (1, 2):
        options: list[tuple[float, int, Relaxation]] = []
        for order, keys in enumerate(combinations(hard, size)):
            if size == 2 and "category" in keys and len(hard) > 2:
                continue
            opened = [offer for offer in allowed if broken[offer.sku] and set(broken[offer.sku]) <= set(keys)]
            if opened:
                far = {o.sku: sum(_distance(o, key, wish) for key in broken[o.sku]) for o in opened}
                opened.sort(key=lambda offer: far[offer.sku])
                value = number_value(opened[0], keys[0]) if keys[0] not in LIST_KEYS else None
                places = tuple(far[offer.sku] for offer in opened)
                options.append((places[0], order, Relaxation(keys, tuple(opened), places, value)))
        if options:
            return min(options, key=lambda option: option[:2])[2]
    return None


def _distance(offer: Offer, key: str, wish: Constraints) -> float:
    """How far the piece lies beyond the limit, relative to the limit; a fixed step for words."""
    if key in _LIST_COST:
        return _LIST_COST[key]
    value, wanted = number_value(offer, key), getattr(wish, key)
    if value is None or not wanted:
        return _PAIR_COST
    return _NUMBER_COST.get(key, abs(value - float(wanted)) / float(wanted))
