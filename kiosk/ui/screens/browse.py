"""Browsing the trays: filters are sets of vocabulary words, OR within one, AND across."""

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.catalog.piece import Piece
from kiosk.ui.kinds import LIST, MAP
from kiosk.ui.screens.shelf import Shelf, categories

SORTS = ("tray", "price_low", "price_high")
FILTERS = ("category", "metal", "gem", "recipient")


class Browse(QObject):
    """`skus` is what fits the filters; each filter's `options` say how many pieces they would leave."""

    changed = Signal()

    def __init__(self, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._chosen: dict[str, set[str]] = {name: set() for name in FILTERS}
        self._sort = "tray"
        shelf.changed.connect(self.changed)

    @Slot()
    def forget(self) -> None:
        """Without filters."""
        self._chosen = {name: set() for name in FILTERS}
        self._sort = "tray"
        self.changed.emit()

    @Slot(str, str)
    def toggle(self, name: str, value: str) -> None:
        """Add or remove one word of a filter; an empty value clears the filter."""
        if value:
            self._chosen[name] ^= {value}
        else:
            self._chosen[name].clear()
        self.changed.emit()

    @Slot(str)
    def sort_by(self, order: str) -> None:
        """One of `SORTS`."""
        self._sort = order
        self.changed.emit()

    def fits(self, piece: Piece, *, leaving_out: str = "") -> bool:
        """Whether a piece passes every filter (besides `leaving_out`)."""
        return all(
            not wanted or name == leaving_out or wanted & self._words_of(piece, name)
            for name, wanted in self._chosen.items()
        )

    @staticmethod
    def _words_of(piece: Piece, name: str) -> set[str]:
        if name == "category":
            return {piece.category}
        if name == "metal":
            return {*piece.metals, *([piece.metal] if piece.metal else [])}
        return set(piece.gems if name == "gem" else piece.recipients)

    def found(self) -> list[str]:
        """The pieces that pass, in the chosen order."""
        found = [sku for sku, piece in self._shelf.pieces.items() if self.fits(piece)]
        if self._sort != "tray":
            # A piece whose price is not known today comes last whichever way.
            sign = 1 if self._sort == "price_low" else -1
            totals = {sku: self._shelf.quote(sku).total for sku in found}
            found.sort(key=lambda sku: (totals[sku] is None, sign * (totals[sku] or 0)))
        return found

    def _options(self) -> dict[str, Any]:
        return {name: self._options_of(name) for name in FILTERS}

    def _options_of(self, name: str) -> list[dict[str, Any]]:
        counts: dict[str, int] = {}
        for piece in self._shelf.pieces.values():
            if self.fits(piece, leaving_out=name):
                for word in self._words_of(piece, name):
                    counts[word] = counts.get(word, 0) + 1
        words = sorted(counts.keys() | self._chosen[name], key=lambda word: (-counts.get(word, 0), word))
        if name == "category":
            words = list(categories(self._shelf.pieces))
        return [
            {
                "value": word,
                "label": self._shelf.word(name, word),
                "count": counts.get(word, 0),
                "on": word in self._chosen[name],
            }
            for word in words
        ]

    def _active(self) -> int:
        return sum(len(values) for name, values in self._chosen.items() if name != "category")

    skus = Property(LIST, found, notify=changed)
    options = Property(MAP, _options, notify=changed)
    active = Property(int, _active, notify=changed)
    sort = Property(str, lambda self: self._sort, notify=changed)
    anyCategory = Property(bool, lambda self: not self._chosen["category"], notify=changed)
