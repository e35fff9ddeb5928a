"""A piece together with today's price: what filtering, ranking and reasons read. Cost is no part of it."""

from dataclasses import dataclass

from kiosk.catalog.piece import Piece
from kiosk.catalog.pricing import Quote
from kiosk.catalog.store import Catalog


@dataclass(frozen=True)
class Offer:
    """One piece and its quote of this moment."""

    piece: Piece
    quote: Quote

    @property
    def sku(self) -> str:
        """The piece's stock-keeping unit."""
        return self.piece.sku

    @property
    def price(self) -> int | None:
        """Yuan, or None while the day's rate is not current."""
        return None if self.quote.stale else self.quote.total


def offers(catalog: Catalog) -> tuple[Offer, ...]:
    """Every piece with its quote."""
    prices = catalog.prices()
    return tuple(Offer(piece, prices.quote(piece)) for piece in catalog.pieces())
