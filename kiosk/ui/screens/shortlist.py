"""The thread of a visit: pieces liked, tried on and put back, and the card for the associate."""

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.ui.screens.shelf import Shelf
from kiosk.ui.words import Words


class Shortlist(QObject):
    """Nothing here outlives the visit."""

    changed = Signal()

    def __init__(self, shelf: Shelf, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._words = words
        self._liked: list[str] = []
        self._tried: list[str] = []
        self._back: list[str] = []
        shelf.changed.connect(self.changed)

    @Slot()
    def forget(self) -> None:
        """The visit is over."""
        self._liked, self._tried, self._back = [], [], []
        self.changed.emit()

    @Slot(str)
    def like(self, sku: str) -> None:
        """Keep a piece, or take it off the list again."""
        if sku in self._liked:
            self._liked.remove(sku)
        else:
            self._liked.append(sku)
        self.changed.emit()

    def liked_skus(self) -> list[str]:
        """The pieces kept, oldest first."""
        return list(self._liked)

    def tried(self, sku: str) -> None:
        """It was on the customer's hand."""
        self._back = [other for other in self._back if other != sku]
        if sku not in self._tried:
            self._tried.append(sku)
        self.changed.emit()

    def put_back(self, sku: str) -> None:
        """It was tried and taken off."""
        if sku in self._tried and sku not in self._back:
            self._back.append(sku)
        self.changed.emit()

    def _sections(self) -> list[dict[str, Any]]:
        tried = [sku for sku in self._tried if sku not in self._back and sku not in self._liked]
        back = [sku for sku in self._back if sku not in self._liked]
        named = (("liked", self._liked), ("tried", tried), ("back", back))
        return [{"key": key, "skus": list(skus)} for key, skus in named if skus]

    def _card(self) -> list[dict[str, Any]]:
        rows = []
        for sku in self._liked or self._tried:
            piece = self._shelf.pieces[sku]
            size = piece.inner_diameter_mm or piece.length_mm
            rows.append(
                {
                    "sku": sku,
                    "name": self._shelf.name(sku),
                    "line": self._shelf.line(piece),
                    "tray": self._shelf.trays(sku),
                    "size": f"{size:g} mm" if size else "",
                    "price": self._shelf.price(sku),
                    "tried": sku in self._tried,
                }
            )
        return rows

    def _text(self) -> str:
        rows = [" ".join(filter(None, (row["sku"], row["name"], row["size"], row["price"]))) for row in self._card()]
        return "\n".join([self._words.say("shortlist.copy_title"), *rows]) if rows else ""

    liked = Property("QVariantList", lambda self: list(self._liked), notify=changed)
    sections = Property("QVariantList", _sections, notify=changed)
    card = Property("QVariantList", _card, notify=changed)
    text = Property(str, _text, notify=changed)
