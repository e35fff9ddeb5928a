"""Day rates of metals: which names there are, what is plausible, how old a rate may be."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from kiosk.base.errors import KnownError

PLAUSIBLE_YUAN_PER_G: Mapping[str, tuple[int, int]] = {
    "gold_999": (300, 4000),
    "gold_990": (300, 4000),
    "gold_916": (270, 3700),
    "gold_900": (270, 3600),
    "gold_750": (220, 3000),
    "platinum_999": (120, 2500),
    "platinum_950": (110, 2400),
    "platinum_900": (100, 2300),
    "palladium_950": (80, 2000),
    "silver_999": (4, 150),
    "silver_990": (4, 150),
    "silver_925": (3, 140),
}
"""Every rate there is, with the range in which a typed price is believed. Each fineness has a rate of its own."""

HIGHEST_YUAN_PER_G = 1_000_000
"""Not even `force` believes more."""

FUTURE_TOLERANCE = timedelta(minutes=10)
"""A rate set later than this from now comes from a wrong clock and is not believed."""


@dataclass(frozen=True)
class Rate:
    """The shop's price of one metal at one time."""

    metal: str
    """A key of `PLAUSIBLE_YUAN_PER_G`."""
    yuan_per_g: Decimal
    set_at: datetime
    """With a time zone."""
    demo: bool = False
    """Shipped with the demo catalog, set by no shop."""

    @property
    def date(self) -> str:
        """The day on which it was set, on this machine's calendar, as YYYY-MM-DD."""
        return self.set_at.astimezone().date().isoformat()

    def stale(self, now: datetime, limit_h: float) -> bool:
        """Whether it is too old (or too far in the future) to make a price."""
        age = now - self.set_at
        return age > timedelta(hours=limit_h) or age < -FUTURE_TOLERANCE


def rate_name(metal: str, fineness: int) -> str:
    """The rate of a metal: `gold_999`, `gold_750` (of any colour), `platinum_950`."""
    return f"{'gold' if metal.endswith('_gold') else metal}_{fineness}"


def read_price(metal: str, words: str, *, force: bool = False) -> Decimal:
    """A typed price, checked.

    Args:
        metal: the rate's name.
        words: yuan a gram, such as `1388` or `1388.50`.
        force: believe a price outside the plausible range.

    Raises:
        KnownError: no such metal, no number, not positive, finer than a fen, or implausible without `force`.
    """
    if metal not in PLAUSIBLE_YUAN_PER_G:
        near = difflib.get_close_matches(metal, PLAUSIBLE_YUAN_PER_G, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(PLAUSIBLE_YUAN_PER_G)}."
        raise KnownError(f"There is no metal rate {metal!r}; {hint}")
    try:
        price = Decimal(words.strip().replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise KnownError(f"The price of {metal} is {words!r}; give yuan a gram, such as 1388.50.") from error
    if not price.is_finite() or price <= 0:
        raise KnownError(f"The price of {metal} must be above zero, not {words}.")
    if price > HIGHEST_YUAN_PER_G:
        raise KnownError(f"The price of {metal} is {words} yuan a gram; no metal costs that.")
    if price != price.quantize(Decimal("0.01")):
        raise KnownError(f"The price of {metal} is {words}; give it in yuan and fen, with two decimals at most.")
    low, high = PLAUSIBLE_YUAN_PER_G[metal]
    if not force and not low <= price <= high:
        raise KnownError(
            f"{price} yuan a gram for {metal} is outside {low} to {high}; if it is right, repeat it with --force."
        )
    return price
