"""The thread of a visit on the screen: pieces liked, tried on and put back, and the card for the associate."""

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.catalog.card import Card, associate_card
from kiosk.privacy.session import Session
from kiosk.ui.kinds import LIST
from kiosk.ui.preferences import Preferences
from kiosk.ui.screens.shelf import Shelf
from kiosk.ui.words import Words


class Shortlist(QObject):
    """Shows what the session holds; nothing of it outlives the visit."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        shelf: Shelf,
        words: Words,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._shelf = shelf
        self._words = words
        self._preferences = preferences
        shelf.changed.connect(self.changed)

    @Slot()
    def forget(self) -> None:
        """The session was wiped."""
        self.changed.emit()

    @Slot(str)
    def like(self, sku: str) -> None:
        """Keep a piece, or take it off the list again."""
        if self._session.liked(sku):
            self._session.unlike(sku)
        else:
            self._session.like(sku)
        self.changed.emit()

    def liked_skus(self) -> list[str]:
        """The pieces kept, oldest first."""
        return [entry.sku for entry in self._session.shortlist()]

    def tried(self, sku: str, anchor: str) -> None:
        """It was on the customer."""
        self._session.try_on(sku, anchor)
        self.changed.emit()

    def put_back(self, sku: str) -> None:
        """It was tried and taken off; a piece that is kept stays kept."""
        entry = self._session.entry(sku)
        if entry.tried and not entry.liked:
            self._session.put_back(sku)
            self.changed.emit()

    def card_now(self) -> Card:
        """What the associate is to bring."""
        return associate_card(
            self._shelf.catalog,
            self._session.entries(),
            self._words.current,
            hide_prices=self._preferences.value("hide_prices"),
        )

    def _sections(self) -> list[dict[str, Any]]:
        entries = self._session.entries()
        named = (
            ("liked", [entry.sku for entry in entries if entry.liked]),
            ("tried", [entry.sku for entry in entries if entry.tried and not entry.liked and not entry.put_back]),
            ("back", [entry.sku for entry in entries if entry.put_back]),
        )
        return [{"key": key, "skus": skus} for key, skus in named if skus]

    def _card(self) -> list[dict[str, Any]]:
        return [
            {
                "sku": line.sku,
                "name": line.name,
                "tray": "  ".join(dict.fromkeys(unit.tray for unit in line.units)),
                "tags": "  ".join(unit.tag for unit in line.units[:2]),
                "size": line.size,
                "price": line.price,
                "note": line.note,
            }
            for line in self.card_now().lines
        ]

    def _text(self) -> str:
        return self.card_now().payload if self.liked_skus() else ""

    liked = Property(LIST, liked_skus, notify=changed)
    comparable = Property(LIST, lambda self: self.liked_skus()[:4], notify=changed)
    """What can be set side by side: the first four pieces liked."""
    sections = Property(LIST, _sections, notify=changed)
    card = Property(LIST, _card, notify=changed)
    text = Property(str, _text, notify=changed)
