"""Opening a claim's sources."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.ui.kinds import LIST
from kiosk.ui.screens.shelf import Shelf
from kiosk.ui.words import Words


class Evidence(QObject):
    """What the small marks open."""

    changed = Signal()

    def __init__(self, shelf: Shelf, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._words = words
        self._ids: list[str] = []
        self._documents: list[dict[str, Any]] = []
        self.ask: Callable[[list[str], Callable[[list[dict[str, Any]]], None]], None] | None = None
        """Looks sources up off the screen's thread; wired by the app."""
        shelf.changed.connect(self.changed)

    @Slot("QVariantList")
    def open(self, ids: list[str]) -> None:
        """Show these sources."""
        self._ids = [str(name) for name in ids]
        self._documents = []
        if self.ask is not None:
            self.ask(self._ids, self._arrived)
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Back to the screen."""
        self._ids = []
        self._documents = []
        self.changed.emit()

    def arrived(self) -> bool:
        """Whether the opened sources are shown."""
        return bool(self._documents)

    def _arrived(self, documents: list[dict[str, Any]]) -> None:
        self._documents = documents
        self.changed.emit()

    def _entries(self) -> list[dict[str, str]]:
        if self._documents:
            return [self._entry(document) for document in self._documents]
        return [{"text": self._words.say("source.missing"), "reference": name, "status": ""} for name in self._ids]

    def _entry(self, document: Mapping[str, Any]) -> dict[str, str]:
        said = document.get("text") or {}
        status = str(document.get("status") or "")
        label = {"read": "source.status_read", "from memory, verify": "source.status_memory"}.get(status)
        return {
            "text": self._shelf.masked(str(said.get(self._words.current) or self._words.say("source.missing"))),
            "reference": str(document.get("reference") or ""),
            "status": self._words.say(label) if label else "",
        }

    shown = Property(bool, lambda self: bool(self._ids), notify=changed)
    entries = Property(LIST, _entries, notify=changed)
