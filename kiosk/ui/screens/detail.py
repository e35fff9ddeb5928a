"""One piece, close: its facts in millimetres, each with the catalog field it rests on."""

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.catalog.piece import Piece
from kiosk.ui.kinds import LIST
from kiosk.ui.navigation import Navigation
from kiosk.ui.screens.shelf import Shelf, carats
from kiosk.ui.words import Words

CHINA_RING_SIZES = {
    8: 15.2, 9: 15.6, 10: 16.0, 11: 16.3, 12: 16.6, 13: 16.9, 14: 17.2, 15: 17.6, 16: 17.9, 17: 18.2, 18: 18.5,
    19: 18.8, 20: 19.1, 21: 19.4, 22: 19.7, 23: 20.0,
}  # fmt: skip
"""China's ring sizes (港码) by inner diameter in mm, rounded; shown with "about"."""


def ring_size(inner_mm: float) -> int:
    """The nearest Chinese size of an inner diameter."""
    return min(CHINA_RING_SIZES, key=lambda size: abs(CHINA_RING_SIZES[size] - inner_mm))


class Detail(QObject):
    """The chosen piece; `open(sku)` shows it."""

    changed = Signal()
    opened = Signal(str)

    def __init__(self, shelf: Shelf, words: Words, navigation: Navigation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._words = words
        self._navigation = navigation
        self.chosen = ""
        self._beside: dict[str, Any] = {}
        shelf.changed.connect(self.changed)

    @Slot()
    def forget(self) -> None:
        """No piece."""
        self.chosen = ""
        self._beside = {}
        self.changed.emit()

    @Slot(str)
    def open(self, sku: str) -> None:
        """Show a piece."""
        if sku in self._shelf.pieces:
            if sku != self.chosen:
                self._navigation.unscroll("piece")
                self._beside = {}
            self.chosen = sku
            self.changed.emit()
            self._navigation.go("piece")
            self.opened.emit(sku)

    def accompany(self, sku: str, found: dict[str, Any]) -> None:
        """What goes with the chosen piece and what customers say of it; what comes for another is dropped.

        Args:
            sku: the piece it is about.
            found: `{"companions": [{"sku", "reason", "sources"}], "reviews": {"claims", "demo"}}`.
        """
        if sku == self.chosen:
            self._beside = found
            self.changed.emit()

    def beside(self, name: str) -> Any:
        """A part of what came for the chosen piece, or None."""
        return self._beside.get(name)

    def facts_of(self, sku: str) -> list[dict[str, Any]]:
        """A piece's facts as `{"label", "value", "sources"}`, in the order of the page."""
        piece = self._shelf.pieces.get(sku)
        if piece is None:
            return []
        found = [*self._materials(piece), *self._measures(piece), *self._papers(piece)]
        return [
            {"label": self._words.say(f"fact.{label}"), "value": value, "sources": [f"catalog:{piece.sku}.{name}"]}
            for label, value, name in found
            if value
        ]

    def _facts(self) -> list[dict[str, Any]]:
        return self.facts_of(self.chosen)

    def _materials(self, piece: Piece) -> list[tuple[str, str, str]]:
        stone = ""
        if piece.gems:
            origin = self._words.say(f"fact.{piece.gem_origin}") if piece.gem_origin else ""
            gap = "" if self._words.current == "zh" else " "
            stone = gap.join(part for part in (origin, self._shelf.word("gem", piece.gems[0])) if part)
            weight = carats(piece, piece.gems[0])
            if weight:
                stone += f" {weight:.2f} ct"
        beside = [gem for gem in dict.fromkeys(piece.gems) if gem != piece.gems[0]]
        side = " · ".join(self._with_weight(piece, gem) for gem in beside)
        grade = " · ".join(part for part in (piece.colour_grade, piece.clarity) if part)
        return [
            ("main_stone", stone, "gems"),
            ("side_stone", side, "gems"),
            ("grade", grade, "clarity" if piece.clarity else "colour_grade"),
            ("metal", self._shelf.metal_words(piece), "metal"),
            ("weight", self._words.say("fact.grams", g=f"{piece.weight_g:g}") if piece.weight_g else "", "weight_g"),
        ]

    def _with_weight(self, piece: Piece, gem: str) -> str:
        weight = carats(piece, gem)
        return self._shelf.word("gem", gem) + (f" {weight:.2f} ct" if weight else "")

    def _measures(self, piece: Piece) -> list[tuple[str, str, str]]:
        rows: list[tuple[str, str, str]] = []
        if piece.inner_diameter_mm:
            inner = f"{piece.inner_diameter_mm:g}"
            if piece.category == "ring":
                value = self._words.say("fact.ring_size", mm=inner, size=ring_size(piece.inner_diameter_mm))
            else:
                value = self._words.say("fact.mm", mm=inner)
            rows.append(("inner", value, "inner_diameter_mm"))
        if piece.length_mm:
            rows.append(("length", self._words.say("fact.mm", mm=f"{piece.length_mm:g}"), "length_mm"))
        for name in ("width", "height", "drop", "diameter", "thickness", "depth"):
            size = piece.dimensions_mm.get(name)
            if size:
                rows.append((name, self._words.say("fact.mm", mm=f"{size:g}"), "dimensions_mm"))
        return rows

    def _papers(self, piece: Piece) -> list[tuple[str, str, str]]:
        language = self._words.current
        return [
            ("certificate", piece.certificate or "", "certificate"),
            ("treatment", piece.treatment[language] if piece.treatment else "", "treatment"),
        ]

    def _care(self) -> str:
        piece = self._shelf.pieces.get(self.chosen)
        return piece.care[self._words.current] if piece and piece.care else ""

    def _stock(self) -> str:
        if self.chosen not in self._shelf.pieces:
            return ""
        count = self._shelf.available(self.chosen)
        return self._words.say("piece.in_stock", n=count) if count else self._words.say("piece.none_in_stock")

    def _near(self) -> list[str]:
        piece = self._shelf.pieces.get(self.chosen)
        if piece is None:
            return []
        return [
            sku for sku, other in self._shelf.pieces.items() if other.category == piece.category and sku != piece.sku
        ]

    sku = Property(str, lambda self: self.chosen, notify=changed)
    facts = Property(LIST, _facts, notify=changed)
    care = Property(str, _care, notify=changed)
    stock = Property(str, _stock, notify=changed)
    near = Property(LIST, _near, notify=changed)
    companions = Property(LIST, lambda self: self.beside("companions") or [], notify=changed)
    reviews = Property(LIST, lambda self: (self.beside("reviews") or {}).get("claims", []), notify=changed)
    reviewsNote = Property(str, lambda self: (self.beside("reviews") or {}).get("demo", ""), notify=changed)
