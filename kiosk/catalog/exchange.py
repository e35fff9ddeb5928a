"""What old gold is worth towards a new piece, or bought back: exact fractions, rounded once, half a yuan up."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kiosk.base.errors import BugError

PURE: Final = 999
"""The fineness that the day's rate of pure gold is for, per mille."""
HEAVIEST_G: Final = Decimal(5000)
"""Nobody brings more old gold to a counter; a larger number was misread."""


@dataclass(frozen=True)
class Credit:
    """What old gold is worth, with everything that was multiplied. Money in whole yuan, half a yuan up."""

    weight_g: Decimal
    fineness: int
    """Per mille."""
    rate: Decimal
    """Yuan a gram of gold of 999, after any deduction a gram."""
    loss_percent: Decimal
    yuan: int


@dataclass(frozen=True)
class TopUp:
    """What is paid for a new piece besides the old gold; the lines add up as they are shown."""

    metal: int
    labour: int
    credit: int

    @property
    def yuan(self) -> int:
        """To pay; negative when the old gold is worth more than the new piece."""
        return self.metal + self.labour - self.credit


def credit(weight_g: Decimal, fineness: int, rate: Decimal, loss_percent: Decimal = Decimal(0)) -> Credit:
    """Weight x fineness/999 x rate, minus the melting loss.

    Args:
        weight_g: grams of old gold, above zero.
        fineness: per mille; more than 999 counts as 999.
        rate: yuan a gram of gold of 999.
        loss_percent: of the value, 0 to 100.

    Raises:
        BugError: a weight, fineness, rate or percentage without sense.
    """
    if not 0 < weight_g <= HEAVIEST_G or not 0 < fineness <= 1000 or rate < 0 or not 0 <= loss_percent <= 100:
        raise BugError(f"no credit for {weight_g} g of {fineness} at {rate} less {loss_percent} %")
    share = Fraction(min(fineness, PURE), PURE)
    worth = Fraction(weight_g) * share * Fraction(rate) * (1 - Fraction(loss_percent) / 100)
    return Credit(weight_g, fineness, rate, loss_percent, whole_yuan(worth))


def top_up(weight_g: Decimal, rate: Decimal, labour_yuan_per_g: Decimal, old: Credit) -> TopUp:
    """For a new piece of pure gold of this weight: its metal and its labour, less the old gold's worth."""
    metal = whole_yuan(Fraction(weight_g) * Fraction(rate))
    return TopUp(metal, whole_yuan(Fraction(weight_g) * Fraction(labour_yuan_per_g)), old.yuan)


def whole_yuan(value: Fraction) -> int:
    """To the nearest yuan, half a yuan up."""
    return (value + Fraction(1, 2)).__floor__()
