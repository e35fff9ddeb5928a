"""A shelf: every piece with today's price, in columns, so that 100,000 pieces are judged at once. Immutable.

What `filtering` says of one piece, a shelf says of all: the same limits, the same tolerances (a property test holds
them together).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import overload

import numpy as np

from kiosk.advice.columns import Bools, Floats, Ints, Records
from kiosk.advice.constraints import LIST_KEYS, SOFT_KEYS, Constraints
from kiosk.advice.filtering import SIZE_TOLERANCE_MM, SLACK
from kiosk.advice.offers import Offer
from kiosk.catalog.pricing import DayPrices


class Offers(Sequence[Offer]):
    """Some pieces of a shelf, made into offers only as they are looked at."""

    def __init__(self, shelf: "Shelf", places: Ints) -> None:
        self._shelf = shelf
        self.places = places

    @overload
    def __getitem__(self, index: int) -> Offer: ...

    @overload
    def __getitem__(self, index: slice) -> "Offers": ...

    def __getitem__(self, index: int | slice) -> "Offer | Offers":
        if isinstance(index, slice):
            return Offers(self._shelf, self.places[index])
        return self._shelf.offer(int(self.places[index]))

    def __len__(self) -> int:
        return len(self.places)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]


class Shelf(Mapping[str, Offer]):
    """Offers by SKU, in the order of the shelf, and what a wish says of all of them."""

    def __init__(self, records: Records, prices: Floats, make: Callable[[int], Offer]) -> None:
        """Args:
        records: the columns of the pieces.
        prices: (n,) yuan; NaN where there is no current price.
        make: the offer of the piece at a place.
        """
        self.records = records
        self.prices = prices
        self._make = make
        self._offers: dict[int, Offer] = {}

    @classmethod
    def of(cls, candidates: "Shelf | Iterable[Offer]") -> "Shelf":
        """A shelf of these offers, each SKU once; a shelf is handed back as it is."""
        if isinstance(candidates, Shelf):
            return candidates
        if isinstance(candidates, Offers) and len(candidates) == len(candidates._shelf):
            return candidates._shelf
        offers = tuple({offer.sku: offer for offer in candidates}.values())
        prices = np.array([np.nan if o.price is None else o.price for o in offers], dtype=np.float64)
        return cls(Records.of([offer.piece for offer in offers]), prices, offers.__getitem__)

    @classmethod
    def today(cls, records: Records, prices: DayPrices) -> "Shelf":
        """The shelf at the prices of one moment."""
        quoted = [prices.price(piece) for piece in records.pieces]
        column = np.array([np.nan if price is None else price for price in quoted], dtype=np.float64)
        return cls(records, column, lambda place: _offer(records, prices, place))

    def offer(self, place: int) -> Offer:
        """The offer at a place."""
        found = self._offers.get(place)
        if found is None:
            found = self._offers[place] = self._make(place)
        return found

    def __getitem__(self, sku: str) -> Offer:
        return self.offer(self.records.place[sku])

    def __iter__(self) -> Iterator[str]:
        return iter(self.records.place)

    def __len__(self) -> int:
        return len(self.records)

    def __contains__(self, sku: object) -> bool:
        return sku in self.records.place

    def offers(self, chosen: Bools | Ints | None = None) -> Offers:
        """The offers at these places (a mask or places; None: all)."""
        if chosen is None:
            chosen = np.arange(len(self), dtype=np.intp)
        elif chosen.dtype == np.bool_:
            chosen = np.flatnonzero(chosen)
        return Offers(self, chosen.astype(np.intp))

    def fits(self, wish: Constraints) -> Bools:
        """(n,): which pieces break nothing; the whole of `filtering.fitting`."""
        found = self.allowed(wish)
        for key in wish.hard():
            found &= self.meets(key, wish)
        return found

    def allowed(self, wish: Constraints) -> Bools:
        """(n,): what is not excluded, and has a current price where money is a limit."""
        found: Bools = ~self.unpriced() if wish.limits_price() else np.ones(len(self), dtype=np.bool_)
        for key, words in wish.excluded:
            found &= ~self.records.lists[key].any_of(words)
            if key == "metal":
                found &= ~self.records.metals.any_of(words)
        return found

    def unpriced(self) -> Bools:
        """(n,): what has no current price."""
        return np.isnan(self.prices)

    def meets(self, key: str, wish: Constraints) -> Bools:
        """(n,): which pieces meet one key of the wish; soft keys all do, an unknown value meets no limit."""
        if key in SOFT_KEYS:
            return np.ones(len(self), dtype=np.bool_)
        if key in LIST_KEYS:
            return self.records.lists[key].any_of(getattr(wish, key))
        wanted, values = float(getattr(wish, key)), self.numbers(key)
        found: Bools
        if key.endswith("_min"):
            found = values >= wanted - SLACK
        elif key.endswith("_max"):
            found = values <= wanted + SLACK
        else:
            tolerance = SIZE_TOLERANCE_MM if key == "inner_diameter_mm" else SLACK
            found = np.abs(values - wanted) <= tolerance
        return found

    def numbers(self, key: str) -> Floats:
        """(n,): the numbers that a bound is compared with; NaN where a record has none."""
        field = key.removesuffix("_min").removesuffix("_max")
        return self.prices if field == "price" else self.records.numbers[field]


def _offer(records: Records, prices: DayPrices, place: int) -> Offer:
    piece = records.pieces[place]
    return Offer(piece, prices.quote(piece))
