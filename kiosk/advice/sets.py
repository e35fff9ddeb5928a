"""Several pieces under one budget (三金, 五金): the choice that ranks best among all that fit, found exactly."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.ranking import Leads, rank
from kiosk.advice.shelf import Shelf

_SIZED: Final[Mapping[str, tuple[str, ...]]] = {
    "inner_diameter_mm": ("ring", "bangle"),
    "length_mm_min": ("necklace", "bracelet", "anklet"),
    "length_mm_max": ("necklace", "bracelet", "anklet"),
}
"""The kinds of piece that a size can be meant for: an earring has no ring size."""
_WIDEST_RING_MM: Final = 30.0
_LONGEST_WRIST_MM: Final = 300.0
"""Between a wrist's or ankle's length and a neck's."""
_MOST_OF_A_KIND: Final = 300
"""Pieces of one kind, the best ones, that a budget with a lower end chooses among, and the dearer and cheaper ones."""
Ints = NDArray[np.int64]


def best_set(candidates: Shelf | Iterable[Offer], wish: Constraints, leads: Leads | None = None) -> tuple[Offer, ...]:
    """One piece of every category asked for whose prices together stay within `price_max`.

    Of all such choices, the one whose places in their categories' rankings sum up lowest (every piece the best of its
    kind, where the budget allows it); of several, the cheapest. Where `price_min` holds too and any choice reaches it,
    the sum reaches it. A size counts for the kinds it can be meant for. Without `price_max` each is the best of its
    kind. Put-backs come last in their kind.

    Returns:
        In the order of `wish.category`; empty when even the cheapest together are too dear, or a category has no
        piece with a current price.
    """
    shelf = Shelf.of(candidates)
    leads = leads or Leads()
    ranked: list[Ints] = []
    for category in wish.category:
        each = limits_of(wish, category)
        kind = np.flatnonzero(shelf.fits(each) & ~shelf.unpriced())
        if not len(kind):
            return ()
        ranked.append(rank(shelf, kind, each, leads, len(kind), narrow=False))
    if not ranked:
        return ()
    if wish.price_max is None and wish.price_min is None:
        return tuple(shelf.offers(np.array([kind[0] for kind in ranked])))
    groups = [(shelf.prices[kind].astype(np.int64), -np.arange(len(kind), dtype=np.int64)) for kind in ranked]
    chosen = _within(groups, wish.price_max, wish.price_min) or _within(groups, wish.price_max)
    return tuple(shelf.offer(int(kind[place])) for kind, place in zip(ranked, chosen, strict=True)) if chosen else ()


def cheapest_set(candidates: Shelf | Iterable[Offer], wish: Constraints) -> tuple[Offer, ...]:
    """The cheapest piece of every category asked for, whatever the budget; empty when a category has none."""
    shelf = Shelf.of(candidates)
    chosen = []
    for category in wish.category:
        kind = np.flatnonzero(shelf.fits(limits_of(wish, category)) & ~shelf.unpriced())
        if not len(kind):
            return ()
        chosen.append(shelf.offer(int(kind[np.argmin(shelf.prices[kind])])))
    return tuple(chosen)


def _within(
    groups: Sequence[tuple[Ints, Ints]], at_most: float | None, at_least: float | None = None
) -> tuple[int, ...]:
    """`best_total` of long groups: what something cheaper of its own kind beats could never be chosen."""
    kept = [_worth_a_look(prices, at_least) for prices, _ in groups]
    fewer = [(prices[some], values[some]) for (prices, values), some in zip(groups, kept, strict=True)]
    return tuple(int(some[item]) for some, item in zip(kept, best_total(fewer, at_most, at_least), strict=False))


def _worth_a_look(prices: Ints, at_least: float | None) -> Ints:
    """Places that may be chosen, of prices in the order of rank.

    Without a lower bound: those that are cheaper than everything before them, which drops nothing. With one, where a
    long kind would make too many sums: the first by rank, and those cheaper or dearer than everything before them.
    """
    cheaper = np.flatnonzero(np.diff(np.minimum.accumulate(prices), prepend=prices[0] + 1) < 0)
    if at_least is None:
        return cheaper
    dearer = np.flatnonzero(np.diff(np.maximum.accumulate(prices), prepend=prices[0] - 1) > 0)
    return np.unique(np.concatenate([np.arange(min(len(prices), _MOST_OF_A_KIND)), cheaper, dearer]))


def limits_of(wish: Constraints, category: str) -> Constraints:
    """What of a wish for several kinds holds for one of them: no budget of its own, and only sizes meant for it."""
    each = wish.relax("price_max", "price_min").replace("category", (category,))
    meant = {key for key, kinds in _SIZED.items() if category in kinds}
    if each.inner_diameter_mm is not None and (each.inner_diameter_mm < _WIDEST_RING_MM) != (category == "ring"):
        meant.discard("inner_diameter_mm")
    longest = each.length_mm_max or each.length_mm_min
    if longest is not None and (longest > _LONGEST_WRIST_MM) != (category == "necklace"):
        meant -= {"length_mm_min", "length_mm_max"}
    return each.relax(*(key for key in _SIZED if key not in meant))


def best_total(
    groups: Sequence[tuple[Ints, Ints]], at_most: float | None, at_least: float | None = None
) -> tuple[int, ...]:
    """One item of each group, of greatest total value within the bounds of the total price; of several, the cheapest.

    The sums are built group by group; of sums with one price only the best is kept, and without a lower bound only
    those that no cheaper sum beats: both drop nothing that could still win.

    Args:
        groups: (prices, values) of each group's items, whole numbers.
        at_most: the dearest total; None without a limit.
        at_least: the cheapest total; None without a limit.

    Returns:
        The chosen item of each group; empty when no total lies within the bounds.
    """
    prices, values = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    steps: list[tuple[Ints, Ints]] = []
    cheapest_rest = np.cumsum([0, *(int(price.min()) for price, _ in groups[::-1])])[::-1]
    for (price, value), rest in zip(groups, cheapest_rest[1:], strict=True):
        total = (prices[:, None] + price[None, :]).ravel()
        worth = (values[:, None] + value[None, :]).ravel()
        kept = np.arange(len(total)) if at_most is None else np.flatnonzero(total + rest <= at_most)
        kept = kept[np.lexsort((-worth[kept], total[kept]))]
        first = np.ones(len(kept), dtype=bool)
        if at_least is None:
            best_before = np.maximum.accumulate(worth[kept])
            first[1:] = worth[kept][1:] > best_before[:-1]
        else:
            first[1:] = np.diff(total[kept]) > 0
        kept = kept[first]
        if not len(kept):
            return ()
        steps.append((kept // len(price), kept % len(price)))
        prices, values = total[kept], worth[kept]
    if at_least is not None:
        if not (prices >= at_least).any():
            return ()
        values = np.where(prices >= at_least, values, values.min() - 1)
    here = int(np.lexsort((prices, -values))[0])
    chosen = []
    for before, item in reversed(steps):
        chosen.append(int(item[here]))
        here = int(before[here])
    return tuple(reversed(chosen))
