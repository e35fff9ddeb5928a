"""GENERATED visits: made-up customers walk along a shelf. No real visit is ever kept, so there are none to learn from.

A customer has a hidden taste (metals by warmth, stones, styles, a price they have in mind) and says part of it as a
wish. They look at pieces in proportion to how much they like them, try some on, like some and put others back. What
is measured is only how well a ranker follows such a customer; no figure here says anything about real ones.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from kiosk.advice.constraints import Constraints
from kiosk.advice.filtering import fitting
from kiosk.advice.offers import Offer
from kiosk.advice.visit import Visit
from kiosk.catalog.piece import Bilingual, Piece, PriceRule
from kiosk.catalog.pricing import Quote

_WARMTH: Final = {
    "yellow_gold": 1.0, "rose_gold": 0.5, "white_gold": -0.8, "platinum": -1.0, "palladium": -1.0, "silver": -0.7,
}  # fmt: skip
_METALS: Final = (
    ("yellow_gold", 999, "yellow"), ("yellow_gold", 750, "yellow"), ("rose_gold", 750, "rose"),
    ("white_gold", 750, "white"), ("platinum", 950, "white"), ("silver", 925, "white"),
)  # fmt: skip
_STONES: Final = (
    ("diamond", "white"), ("ruby", "red"), ("sapphire", "blue"), ("emerald", "green"), ("pearl", "white"),
    ("jadeite", "green"), ("aquamarine", "blue"), ("tourmaline", "pink"), ("amethyst", "purple"), ("garnet", "red"),
)  # fmt: skip
_LONGEST: Final = 8
_CHOOSY: Final = 2.0
"""How strongly looks follow liking (0: at random)."""


@dataclass(frozen=True)
class Look:
    """One piece that a customer took in hand, and what came of it."""

    sku: str
    tried: bool
    liked: bool
    put_back: bool


@dataclass(frozen=True)
class GeneratedVisit:
    """What a made-up customer said, and the pieces they took in hand in order."""

    wish: Constraints
    looks: tuple[Look, ...]

    def until(self, count: int) -> Visit:
        """What had happened after the first `count` looks."""
        past = self.looks[:count][::-1]
        back = tuple(look.sku for look in past if look.put_back)
        return Visit(
            looked=tuple(look.sku for look in past if not look.put_back),
            tried=tuple(look.sku for look in past if look.tried and not look.put_back),
            liked=tuple(look.sku for look in past if look.liked),
            put_back=back,
        )


def generate_visits(shelf: Sequence[Offer], count: int, seed: int) -> list[GeneratedVisit]:
    """Made-up visits of two to eight looks; the same seed makes the same ones."""
    rng = np.random.default_rng(seed)
    made: list[GeneratedVisit] = []
    while len(made) < count:
        visit = _one_visit(shelf, rng)
        if len(visit.looks) > 1:
            made.append(visit)
    return made


def varied_shelf(shelf: Sequence[Offer], count: int, seed: int = 0) -> tuple[Offer, ...]:
    """A GENERATED shelf of `count` pieces: real ones with other metals, stones, styles and prices."""
    rng = np.random.default_rng(seed)
    styles = sorted({style for offer in shelf for style in offer.piece.styles})
    found = []
    for number in range(count):
        base = shelf[int(rng.integers(len(shelf)))].piece
        metal, fineness, tone = _METALS[int(rng.integers(len(_METALS)))]
        changes: dict[str, Any] = {"sku": f"V{number:06d}", "colour": (tone,)}
        if base.metal is not None:
            changes |= {"metal": metal, "metals": (metal,), "fineness": fineness}
        if base.gems:
            gem, colour = _STONES[int(rng.integers(len(_STONES)))]
            changes |= {"gems": (gem, *base.gems[1:]), "colour": (colour,)}
        kept = list(base.styles[:1]) if rng.random() < 0.5 else []
        changes["styles"] = tuple(dict.fromkeys([*kept, styles[int(rng.integers(len(styles)))]]))
        price = int(round(float(np.exp(rng.normal(8.6, 0.8))), -1))
        found.append(_made_up(base, price, changes))
    return tuple(found)


def _made_up(base: Piece, price: int, changes: dict[str, Any]) -> Offer:
    names = Bilingual(f"{base.names.zh}{changes['sku']}", f"{base.names.en} {changes['sku']}")
    piece = dataclasses.replace(base, names=names, price=PriceRule("fixed", fixed=price), **changes)
    return Offer(piece, Quote(price, "CNY", None, "fixed", False))


def _one_visit(shelf: Sequence[Offer], rng: np.random.Generator) -> GeneratedVisit:
    taste = _Taste.draw(shelf, rng)
    wish = taste.wish(rng)
    fit = fitting(shelf, wish)
    liking = np.array([taste.of(offer) for offer in fit])
    if len(fit) > 1:
        liking = (liking - liking.mean()) / (float(liking.std()) or 1.0)
    looks: list[Look] = []
    length = int(rng.integers(2, _LONGEST + 1))
    left = np.ones(len(fit), dtype=bool)
    while left.any() and len(looks) < length:
        chances = np.where(left, np.exp(_CHOOSY * liking), 0.0)
        here = int(rng.choice(len(fit), p=chances / chances.sum()))
        left[here] = False
        tried = bool(rng.random() < 1 / (1 + np.exp(-liking[here])))
        verdict = liking[here] + rng.normal(0, 0.5)
        liked, back = verdict > 1.0, tried and verdict < 0.3
        looks.append(Look(fit[here].sku, tried, bool(liked and not back), bool(back)))
    return GeneratedVisit(wish, tuple(looks))


@dataclass(frozen=True)
class _Taste:
    """What a made-up customer likes and never says in full."""

    category: str
    occasion: str
    warmth: float
    metals: dict[str, float]
    gems: dict[str, float]
    styles: dict[str, float]
    log_price: float

    @classmethod
    def draw(cls, shelf: Sequence[Offer], rng: np.random.Generator) -> "_Taste":
        pieces = [offer.piece for offer in shelf]
        some = pieces[int(rng.integers(len(pieces)))]
        gems = sorted({gem for piece in pieces for gem in piece.gems[:1]} | {"none"})
        prices = [np.log(offer.price) for offer in shelf if offer.price]
        return cls(
            some.category,
            some.occasions[int(rng.integers(len(some.occasions)))],
            float(rng.normal(0, 1)),
            {metal: float(rng.normal(0, 0.5)) for metal in _WARMTH},
            {gem: float(rng.normal(0, 1)) for gem in gems},
            {style: float(rng.normal(0, 1)) for style in sorted({s for piece in pieces for s in piece.styles})},
            float(rng.choice(prices)),
        )

    def wish(self, rng: np.random.Generator) -> Constraints:
        """What the customer says: mostly the kind of piece, often an occasion or a budget, never the taste."""
        said: dict[str, Any] = {}
        if rng.random() < 0.7:
            said["category"] = (self.category,)
        if rng.random() < 0.5:
            said["occasion"] = (self.occasion,)
        if rng.random() < 0.4:
            said["price_max"] = round(float(np.exp(self.log_price)) * 2.0, -2)
        return Constraints.of(**said)

    def of(self, offer: Offer) -> float:
        """How much this customer likes a piece."""
        piece = offer.piece
        liking = self.warmth * _WARMTH.get(piece.metal or "", 0.0) + self.metals.get(piece.metal or "", 0.0)
        liking += self.gems[piece.gems[0] if piece.gems else "none"]
        liking += sum(self.styles[style] for style in piece.styles) / max(1, len(piece.styles))
        liking += 0.8 * (self.occasion in piece.occasions)
        if offer.price:
            liking -= 0.4 * abs(np.log(offer.price) - self.log_price)
        return float(liking)
