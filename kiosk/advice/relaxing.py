"""Nothing fits: the smallest limit to relax, and what that opens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import numpy as np

from kiosk.advice.columns import Bools, Floats
from kiosk.advice.constraints import LIST_KEYS, Constraints
from kiosk.advice.filtering import number_value
from kiosk.advice.offers import Offer
from kiosk.advice.shelf import Offers, Shelf

_LIST_COST: Final = {"colour": 0.25, "cut": 0.3, "gem_origin": 0.5, "metal": 0.55, "gem": 0.7, "category": 1.5}
"""How far a customer has to step back for a list, on the scale of a relative overshoot (0.2 = 20 % more money)."""
_NUMBER_COST: Final = {"fineness": 0.5, "fineness_min": 0.5}
_PAIR_COST: Final = 1.0


@dataclass(frozen=True)
class Relaxation:
    """The keys to give up, the pieces this opens (nearest first), and the value that opens the first of them."""

    keys: tuple[str, ...]
    opened: Offers
    distances: Floats = field(compare=False)
    """How far each opened piece lies beyond the limits."""
    nearest: float | None = None
    """For a number: the nearest value among the opened pieces, in the key's own unit."""


def smallest_relaxation(candidates: Shelf | Iterable[Offer], wish: Constraints) -> Relaxation | None:
    """The one limit (only if none alone opens anything: the two) whose loss hurts least; None if all would be needed.

    An exclusion is never given up: "不要" means no.
    """
    shelf = Shelf.of(candidates)
    hard = wish.hard()
    allowed = shelf.allowed(wish)
    broken = {key: ~shelf.meets(key, wish) for key in hard}
    count = np.sum([*broken.values()], axis=0) if broken else np.zeros(len(shelf), dtype=np.int64)
    for size in (1, 2):
        options: list[tuple[float, int, tuple[str, ...], Bools, Floats]] = []
        for order, keys in enumerate(combinations(hard, size)):
            if size == 2 and "category" in keys and len(hard) > 2:
                continue
            opened = allowed & (count > 0) & (count == np.sum([broken[key] for key in keys], axis=0))
            if opened.any():
                far = np.zeros(int(opened.sum()))
                for key in keys:
                    far += np.where(broken[key][opened], _distances(shelf, opened, key, wish), 0.0)
                options.append((float(far.min()), order, keys, opened, far))
        if options:
            _, _, keys, opened, far = min(options, key=lambda option: option[:2])
            nearest_first = np.argsort(far, kind="stable")
            offers = shelf.offers(np.flatnonzero(opened)[nearest_first])
            value = number_value(offers[0], keys[0]) if keys[0] not in LIST_KEYS else None
            return Relaxation(keys, offers, far[nearest_first], value)
    return None


def _distances(shelf: Shelf, opened: Bools, key: str, wish: Constraints) -> Floats | float:
    """How far the pieces lie beyond the limit, relative to the limit; a fixed step for words."""
    if key in _LIST_COST:
        return _LIST_COST[key]
    wanted = float(getattr(wish, key))
    values = shelf.numbers(key)[opened]
    if not wanted:
        return _PAIR_COST
    beyond = np.abs(values - wanted) / wanted
    return np.where(np.isnan(values), _PAIR_COST, _NUMBER_COST.get(key, beyond))
