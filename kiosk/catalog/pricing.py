"""What a piece costs today: its fixed price, or weight times the day's rate plus labour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from kiosk.base.errors import BugError
from kiosk.catalog.piece import Piece, PriceMode
from kiosk.catalog.rates import Rate

CURRENCY = "CNY"


@dataclass(frozen=True)
class Quote:
    """A price that may be shown, or the reason why none may."""

    total: int | None
    """Yuan; None when the rate is stale or unknown: then nobody may claim a budget is kept."""
    currency: str
    price_date: str | None
    """The day of the rate (YYYY-MM-DD), also when it is stale; None for a fixed price or without any rate."""
    mode: PriceMode
    stale: bool
    rate: Rate | None = None
    """The rate used; None for a fixed price or when the shop has not set it."""
    weight_g: float | None = None
    """Grams that were multiplied; None for a fixed price."""
    labour: int | None = None
    """Yuan of labour in the total; None for a fixed price or without a total."""

    @property
    def source(self) -> str | None:
        """The claim source of the rate, `rate:gold_999@2026-11-23`; None for a fixed price."""
        return f"rate:{self.rate.metal}@{self.rate.date}" if self.rate else None


def quote(piece: Piece, rate: Rate | None, now: datetime, limit_h: float, weight_g: float | None = None) -> Quote:
    """The price of a piece.

    Args:
        piece: what is sold.
        rate: the rate named by `piece.price.rate_metal`; None when the shop has none.
        now: with a time zone.
        limit_h: hours after which a rate is stale.
        weight_g: grams of one unit instead of the piece's typical weight.
    """
    rule = piece.price
    if rule.mode == "fixed":
        return Quote(rule.fixed, CURRENCY, None, "fixed", stale=False)
    weight = weight_g if weight_g is not None else piece.weight_g
    if weight is None:
        raise BugError(f"{piece.sku} is priced by weight but has none")
    if rate is None or rate.stale(now, limit_h):
        return Quote(None, CURRENCY, rate.date if rate else None, "by_weight", stale=True, rate=rate, weight_g=weight)
    labour = _exact(rule.labour_per_g) * _exact(weight) + _exact(rule.labour_per_piece)
    total = rate.yuan_per_g * _exact(weight) + labour
    return Quote(
        _whole(total), CURRENCY, rate.date, "by_weight", stale=False, rate=rate, weight_g=weight, labour=_whole(labour)
    )


@dataclass(frozen=True)
class DayPrices:
    """The prices of one moment: which rates hold, and which of them are too old."""

    rates: Mapping[str, Rate]
    """By name."""
    now: datetime
    limit_h: float

    @property
    def state(self) -> tuple[tuple[Rate, bool], ...]:
        """What prices depend on; moments with the same state have the same prices."""
        return tuple((rate, rate.stale(self.now, self.limit_h)) for rate in self.rates.values())

    def quote(self, piece: Piece, weight_g: float | None = None) -> Quote:
        """The quote of a piece; see `quote`."""
        rate = self.rates.get(piece.price.rate_metal) if piece.price.rate_metal else None
        return quote(piece, rate, self.now, self.limit_h, weight_g)

    def price(self, piece: Piece) -> int | None:
        """Yuan, or None where the day's rate is not current."""
        if piece.price.mode == "fixed":
            return piece.price.fixed
        found = self.quote(piece)
        return None if found.stale else found.total


def _exact(number: float) -> Decimal:
    # The shortest decimal that reads back as this float is what was typed: 0.1, not 0.1000000000000000055.
    return Decimal(str(number))


def _whole(yuan: Decimal) -> int:
    return int(yuan.quantize(Decimal(1), rounding=ROUND_HALF_UP))
