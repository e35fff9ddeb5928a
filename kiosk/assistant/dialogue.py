"""The state of a talk: the running wish, what was shown, what is in focus; refining, moving, and pointing back."""

import dataclasses
import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from kiosk.advice.constraints import LIST_KEYS, Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.shelf import Shelf
from kiosk.advice.visit import NO_VISIT, Visit
from kiosk.assistant import cues
from kiosk.assistant.understanding import Reading, Talk
from kiosk.base.settings import Language

MOST_CLARIFYING: Final = 2
"""Clarifying questions in a row."""
_ADDS: Final = ("也", "还要", "再加", "加上", "以及", "also", "as well", "too")
_STEP: Final = 0.01


@dataclass
class Conversation:
    """One customer's talk. Lives in memory only; forgotten with the session."""

    language: Language | None = None
    wish: Constraints = field(default_factory=Constraints)
    has_wish: bool = False
    words: tuple[str, ...] = ()
    leanings: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    """Nodes of the graph that the running wish names: a birth month, a motif, a meaning."""
    pieces_in_set: int = 0
    shown: tuple[str, ...] = ()
    """SKUs of the last list, best first."""
    seen: tuple[str, ...] = ()
    """SKUs shown for the running wish."""
    focus: tuple[str, ...] = ()
    """SKUs the last turn was about."""
    for_self: bool = False
    """Whether the customer said that they are looking for themselves."""
    clarified: int = 0
    visit: Visit = NO_VISIT
    """What was looked at, tried, liked and put back; set by whoever holds the session, before each turn."""
    asked: str = ""
    """What the last clarifying question asked for; empty when the last turn asked none."""

    def talk(self) -> Talk:
        """What understanding needs of it."""
        return Talk(self.has_wish, len(self.shown), len(self.focus) == 1, self.wish, self.asked)

    def look_at(self, *skus: str) -> None:
        """The screen shows these pieces now (a tap counts like a word)."""
        self.focus = tuple(skus)
        if len(skus) > 1:
            self.shown = tuple(skus)

    def clear(self) -> None:
        """Forget everything that was said."""
        fresh = Conversation(language=self.language)
        for item in dataclasses.fields(self):
            setattr(self, item.name, getattr(fresh, item.name))


def take_wish(conversation: Conversation, reading: Reading, shelf: Shelf) -> None:
    """Bring the running wish up to date with what was just said."""
    conversation.for_self = bool(cues.SELF.search(reading.said)) or (conversation.for_self and conversation.has_wish)
    if not conversation.has_wish and reading.intent == "refine":
        looked_at = [shelf[sku].piece.category for sku in conversation.focus[:1] if sku in shelf]
        conversation.wish = Constraints.of(category=looked_at)
    if reading.intent == "recommend":
        _start(conversation, reading)
    else:
        _refine(conversation, reading, shelf)
    conversation.has_wish = True
    if not reading.more:
        conversation.seen = ()


def pieces_meant(conversation: Conversation, reading: Reading, shelf: Shelf) -> tuple[str, ...]:
    """The SKUs a sentence points at: named, counted off (第二个), the cheapest, or pointed at (这个); maybe none."""
    found = list(reading.skus)
    by_price = sorted((o.price, sku) for sku in conversation.shown if (o := shelf.get(sku)) and o.price is not None)
    for end, pattern in cues.SUPERLATIVES:
        if by_price and not found and pattern.search(reading.said):
            found.append(by_price[0 if end == "low" else -1][1])
    for ordinal in reading.pointing.ordinals:
        index = ordinal - 1 if ordinal > 0 else ordinal
        if -len(conversation.shown) <= index < len(conversation.shown):
            found.append(conversation.shown[index])
    if not found and reading.pointing.several:
        found = list(conversation.focus if len(conversation.focus) > 1 else conversation.shown)
    if not found and not reading.pointing.ordinals:
        found = list(conversation.focus[:1] or conversation.shown[:1])
    return tuple(dict.fromkeys(found))


def _start(conversation: Conversation, reading: Reading) -> None:
    wish = _with_bare_money(reading, reading.wish)
    if reading.move == "bigger" and "diamond" in wish.gem and not wish.sort and wish.carat_min is None:
        wish = wish.merge(Constraints(sort="carat_high"))
    conversation.wish = wish
    conversation.words, conversation.leanings = reading.words, reading.leanings
    conversation.pieces_in_set = reading.pieces_in_set
    conversation.shown, conversation.focus = (), ()


def _refine(conversation: Conversation, reading: Reading, shelf: Shelf) -> None:
    wish = conversation.wish
    said = _with_bare_money(reading, reading.wish)
    exchanged = False
    for key, value in reading.corrected:
        kept = tuple(word for word in getattr(wish, key) if word != value)
        if kept and getattr(said, key) and value in getattr(wish, key):  # 把戒指换成手镯, of a set
            said, exchanged = said.replace(key, tuple(dict.fromkeys([*kept, *getattr(said, key)]))), True
        wish = wish.replace(key, kept)
    if any(word in reading.said for word in _ADDS):
        said = _joined(wish, said)
    wish = wish.relax(*reading.dropped) if reading.dropped else wish
    wish = wish.merge(said)
    if reading.move and not _says_bound(said, reading.move):
        wish = _moved(conversation, wish, reading.move, shelf)
    if said.category and conversation.pieces_in_set and not exchanged:
        conversation.pieces_in_set = 0
    conversation.wish = wish
    if said.category:
        conversation.words, conversation.leanings = reading.words, reading.leanings or conversation.leanings
    else:
        conversation.words = tuple(dict.fromkeys([*conversation.words, *reading.words]))
        conversation.leanings = reading.leanings or conversation.leanings


def _with_bare_money(reading: Reading, wish: Constraints) -> Constraints:
    """A plain amount ("五千的项链", "三金三万") is a budget."""
    if reading.bare_money is None or wish.limits_price():
        return wish
    return wish.merge(Constraints.of(price_max=reading.bare_money))


def _joined(wish: Constraints, said: Constraints) -> Constraints:
    """ "也看看手链": added to the list instead of replacing it."""
    for key in LIST_KEYS:
        if getattr(said, key):
            said = said.replace(key, tuple(dict.fromkeys([*getattr(wish, key), *getattr(said, key)])))
    return said


def _says_bound(said: Constraints, move: str) -> bool:
    """ "便宜点，三千以内": the number is the move."""
    if move in ("cheaper", "dearer"):
        return said.limits_price()
    return any(key.startswith(("carat", "weight", "length", "inner")) for key in said.said())


def _moved(conversation: Conversation, wish: Constraints, move: str, shelf: Shelf) -> Constraints:
    """再便宜点, 大一点的: measured against the piece in focus, else the first one shown."""
    skus = conversation.focus[:1] or conversation.shown[:1]
    offer = shelf.get(skus[0]) if skus else None
    if move == "cheaper":
        return _cheaper(conversation, wish, offer, shelf)
    if offer is None:
        sort = {"dearer": "price_high", "bigger": "carat_high"}.get(move)
        return wish.merge(Constraints(sort=sort)) if sort else wish
    piece = offer.piece
    if move == "dearer" and offer.price is not None:
        return wish.relax("price_max").merge(Constraints.of(price_min=offer.price + 1))
    if move == "bigger" and piece.carat:
        return wish.merge(Constraints.of(carat_min=round(piece.carat + _STEP, 2)))
    if move == "smaller" and piece.carat:
        return wish.merge(Constraints.of(carat_max=round(piece.carat - _STEP, 2)))
    if move in ("bigger", "smaller") and piece.inner_diameter_mm:
        return _next_size(wish, piece.inner_diameter_mm, move, shelf)
    if move in ("heavier", "bigger") and piece.weight_g:
        return wish.merge(Constraints.of(weight_g_min=round(piece.weight_g + _STEP, 2)))
    if move in ("lighter", "smaller") and piece.weight_g:
        return wish.merge(Constraints.of(weight_g_max=round(piece.weight_g - _STEP, 2)))
    if move == "longer" and piece.length_mm:
        return wish.merge(Constraints.of(length_mm_min=piece.length_mm + 1))
    if move == "shorter" and piece.length_mm:
        return wish.merge(Constraints.of(length_mm_max=piece.length_mm - 1))
    return wish


def _next_size(wish: Constraints, now_mm: float, move: str, shelf: Shelf) -> Constraints:
    """The next larger or smaller ring or bangle that fits the rest of the wish; unchanged where there is none."""
    fits = shelf.fits(wish.relax("inner_diameter_mm"))
    sizes = [size for size in np.unique(shelf.numbers("inner_diameter_mm")[fits]).tolist() if not math.isnan(size)]
    further = [size for size in sizes if (size > now_mm if move == "bigger" else size < now_mm)]
    if not further:
        return wish
    return wish.merge(Constraints.of(inner_diameter_mm=min(further, key=lambda size: abs(size - now_mm))))


def _cheaper(conversation: Conversation, wish: Constraints, offer: Offer | None, shelf: Shelf) -> Constraints:
    """Below the first piece; where nothing is, below the dearest one shown; always the cheapest first."""
    prices = [price for sku in conversation.shown if sku in shelf and (price := shelf[sku].price) is not None]
    if offer is not None and offer.price is not None:
        prices.insert(0, offer.price)
    wish = wish.merge(Constraints(sort="price_low"))
    if not prices:
        return wish
    below = wish.relax("price_min").merge(Constraints.of(price_max=prices[0] - 1))
    if shelf.fits(below).any() or max(prices) == prices[0]:
        return below
    return wish.relax("price_min").merge(Constraints.of(price_max=max(prices) - 1))
