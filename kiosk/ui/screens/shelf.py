"""The pieces as cards and facts, in the customer's language, with prices shown or hidden."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QJSEngine, QJSValue

from kiosk.base.paths import ASSETS
from kiosk.catalog.piece import Piece
from kiosk.catalog.pricing import Quote
from kiosk.catalog.store import Catalog
from kiosk.ui.preferences import Preferences
from kiosk.ui.words import Words

MONEY = re.compile(r"(?:[¥￥]|CNY|RMB)\s?\d[\d,.]*(?:\s?万)?|\d[\d,.]*\s?(?:万元|元|块|yuan)")
MASK = "¥•••"


def picture_files(piece: Piece) -> tuple[Path, ...]:
    """The piece's pictures that exist, hero first."""
    named = [ASSETS / image for image in piece.images] or [ASSETS / "pictures" / f"{piece.sku}.webp"]
    return tuple(path for path in named if path.is_file())


class Shelf(QObject):
    """`shelf.card(sku)` and `shelf.facts(sku)` follow language, prices and preferences live."""

    changed = Signal()

    def __init__(self, catalog: Catalog, words: Words, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.catalog = catalog
        self._words = words
        self._preferences = preferences
        self._engine: QJSEngine | None = None
        self.pieces: dict[str, Piece] = {piece.sku: piece for piece in catalog.pieces()}
        self.images = {sku: picture_files(piece) for sku, piece in self.pieces.items()}
        self._quotes: dict[str, Quote] = {}
        self._available: dict[str, int] = {}
        words.changed.connect(self.changed)
        preferences.changed.connect(self.changed)

    def attach(self, engine: QJSEngine) -> None:
        """Tell which engine the functions handed out belong to."""
        self._engine = engine
        QJSEngine.setObjectOwnership(self, QJSEngine.ObjectOwnership.CppOwnership)

    def quote(self, sku: str) -> Quote:
        """Today's price, asked once a visit."""
        if sku not in self._quotes:
            self._quotes[sku] = self.catalog.quote(self.pieces[sku])
        return self._quotes[sku]

    def refresh(self) -> None:
        """A new visit asks for prices anew."""
        self._quotes.clear()
        self._available.clear()
        self.changed.emit()

    def name(self, sku: str) -> str:
        """The piece's name in the language of now."""
        return self.pieces[sku].names[self._words.current] if sku in self.pieces else sku

    def word(self, kind: str, value: object) -> str:
        """A vocabulary word as shown: `word("metal", "rose_gold")`."""
        return self._words.say(f"word.{kind}.{value}")

    def price(self, sku: str) -> str:
        """`¥4,980`, or the sentence that sends to the staff; empty while prices are hidden."""
        if self._preferences.value("hide_prices"):
            return ""
        total = self.quote(sku).total
        return self._words.say("price.ask") if total is None else f"¥{total:,}"

    def masked(self, sentence: str) -> str:
        """A sentence with its amounts of money covered while prices are hidden."""
        return MONEY.sub(MASK, sentence) if self._preferences.value("hide_prices") else sentence

    def metal_words(self, piece: Piece) -> str:
        """Such as 铂金 950, 足金 999, 18K 玫瑰金."""
        if piece.metal is None:
            return ""
        if piece.fineness is None:
            return self.word("metal", piece.metal)
        family = {"yellow_gold": "gold", "white_gold": "white", "rose_gold": "rose"}.get(piece.metal)
        if family == "gold" and piece.fineness >= 990:
            return self._words.say("metal.pure_gold", fineness=piece.fineness)
        if family and piece.fineness == 750:
            return self._words.say("metal.karat", karat=18, metal=self.word("karat", piece.metal))
        return f"{self.word('metal', piece.metal)} {piece.fineness}"

    def line(self, piece: Piece) -> str:
        """The small line under a name: metal and main stone."""
        parts = [self.metal_words(piece)]
        if piece.gems:
            stone = self.word("gem", piece.gems[0])
            weight = carats(piece, piece.gems[0])
            if weight:
                stone += f" {weight:.2f} ct"
            parts.append(stone)
        elif piece.price.mode == "by_weight" and piece.weight_g:
            parts.append(self._words.say("piece.about_g", grams=f"{piece.weight_g:g}"))
        return " · ".join(part for part in parts if part)

    @Slot(str, result="QVariantMap")
    def lookup_card(self, sku: str) -> dict[str, Any]:
        """What a card shows."""
        piece = self.pieces.get(sku)
        if piece is None:
            return {
                "sku": sku,
                "name": sku,
                "line": "",
                "price": "",
                "priced": False,
                "category": "ring",
                "pictures": 0,
            }
        return {
            "sku": sku,
            "name": self.name(sku),
            "line": self.line(piece),
            "price": self.price(sku),
            "priced": self.quote(sku).total is not None,
            "priceNote": self.price_note(sku),
            "description": self.masked(piece.descriptions[self._words.current]),
            "category": piece.category,
            "kind": self.word("category", piece.category),
            "pictures": max(1, len(self.images[sku])),
            "photographed": bool(self.images[sku]),
            "available": self.available(sku),
        }

    def available(self, sku: str) -> int:
        """How many units can be sold, asked once a visit."""
        if sku not in self._available:
            self._available[sku] = len(self.catalog.available(sku))
        return self._available[sku]

    def price_note(self, sku: str) -> str:
        """How the price comes about; empty while prices are hidden."""
        quote = self.quote(sku)
        if self._preferences.value("hide_prices"):
            return ""
        if quote.mode == "fixed":
            return self._words.say("price.fixed")
        if quote.total is None:
            return self._words.say("price.stale")
        return self._words.say("price.by_weight", date=quote.price_date or "")

    def _function(self) -> QJSValue:
        if self._engine is None:
            return QJSValue()
        return self._engine.newQObject(self).property("lookup_card")

    card = Property(QJSValue, _function, notify=changed)


def carats(piece: Piece, gem: str) -> float | None:
    """The metric carats of one kind of stone; None where they are not known or the trade does not weigh it so."""
    groups = [stone.carat for stone in piece.stones if stone.gem == gem]
    if groups and all(groups):
        return sum(weight for weight in groups if weight)
    return piece.carat if len(set(piece.gems)) == 1 and not groups else None


def categories(pieces: Mapping[str, Piece]) -> tuple[str, ...]:
    """The categories on the shelf, in the order of the counter."""
    order = ("ring", "earrings", "necklace", "pendant", "bracelet", "bangle", "brooch", "anklet", "bar")
    present = {piece.category for piece in pieces.values()}
    return tuple(name for name in order if name in present)
