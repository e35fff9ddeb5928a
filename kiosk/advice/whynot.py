"""Why a piece was not recommended: the single change of the wish that would bring it in, or all it would take."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.advice.constraints import LIST_KEYS, SOFT_KEYS, Constraints
from kiosk.advice.filtering import breaks, is_excluded, list_values, number_value
from kiosk.advice.offers import Offer
from kiosk.advice.recommend import MOST_PIECES, recommend
from kiosk.advice.shelf import Shelf

Kind = Literal["shown", "sold_out", "stale", "limit", "limits", "excluded", "soft", "category", "rank"]
_CATEGORY: Final = "category"


@dataclass(frozen=True)
class WhyNot:
    """The finding about one piece and one wish.

    `kind` is what stands between them: nothing (`shown`, at `place`), no unit in stock, a day's rate that is not
    current while money is a limit, one hard limit, several of them, an exclusion, one preference (`soft`) or the
    open category without which it would be among the first, or the rank alone (`place`).
    """

    kind: Kind
    keys: tuple[str, ...] = ()
    """What would have to change; one key except for `limits`."""
    value: float | None = None
    """For one broken number: the piece's own, in the key's unit."""
    place: int | None = None
    """Its place among what fits, 1 the first."""


def why_not(offer: Offer, candidates: Shelf | Iterable[Offer], wish: Constraints, stock: int) -> WhyNot:
    """What keeps a piece out of a wish's list. Pure: the same wish and shelf give the same finding.

    Args:
        offer: the piece asked about.
        candidates: everything that could be shown.
        wish: what holds.
        stock: units of the piece that can be sold now.
    """
    shelf = Shelf.of(candidates)
    broken = breaks(offer, wish)
    if "exclude" in broken or is_excluded(offer, wish):
        keys = tuple(key for key, words in wish.excluded if set(words) & _words(offer, key))
        return WhyNot("excluded", keys or ("exclude",))
    hard = tuple(key for key in broken if not (key.startswith("price") and offer.price is None))
    if not hard and offer.price is None and wish.limits_price():
        return WhyNot("stale")
    if len(hard) == 1:
        value = None if hard[0] in LIST_KEYS else number_value(offer, hard[0])
        return WhyNot("limit", hard, value)
    if hard:
        return WhyNot("limits", hard)
    if stock == 0:
        return WhyNot("sold_out")
    place = _place(offer, shelf, wish)
    if place is not None and place <= MOST_PIECES:
        return WhyNot("shown", place=place)
    for key in (key for key in SOFT_KEYS if getattr(wish, key)):
        if (better := _place(offer, shelf, wish.relax(key))) is not None:
            return WhyNot("soft", (key,), place=better)
    if not wish.category:
        narrowed = wish.merge(Constraints.of(category=(offer.piece.category,)))
        if (better := _place(offer, shelf, narrowed)) is not None:
            return WhyNot("category", (_CATEGORY,), place=better)
    return WhyNot("rank")


def _place(offer: Offer, shelf: Shelf, wish: Constraints) -> int | None:
    """Where the piece stands in the list of a wish; None when it is not in it."""
    result = recommend(shelf, wish, "zh")
    if result.relaxation is not None:
        return None
    found = [pick.offer.sku for pick in result.picks]
    return found.index(offer.sku) + 1 if offer.sku in found else None


def _words(offer: Offer, key: str) -> set[str]:
    values = set(list_values(offer, key))
    return values | set(offer.piece.metals) if key == "metal" else values
