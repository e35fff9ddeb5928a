"""What the customer may switch on every screen; all of it is forgotten when the visit ends."""

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk.base.settings import Settings


class Preferences(QObject):
    """Large text, high contrast, low reach, hidden prices, less motion, and the theme."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._values: dict[str, bool] = {}
        self.forget()

    def forget(self) -> None:
        """Back to what the shop has set."""
        self._values = {
            "large_text": False,
            "high_contrast": False,
            "low_reach": False,
            "hide_prices": self._settings.hide_prices,
            "less_motion": False,
            "paper": self._settings.theme == "paper",
        }
        self.changed.emit()

    def value(self, name: str) -> bool:
        """Whether the preference `name` is on."""
        return self._values[name]

    @Slot(str)
    def toggle(self, name: str) -> None:
        """Switch one preference."""
        self._values[name] = not self._values[name]
        self.changed.emit()

    largeText = Property(bool, lambda self: self.value("large_text"), notify=changed)
    highContrast = Property(bool, lambda self: self.value("high_contrast"), notify=changed)
    lowReach = Property(bool, lambda self: self.value("low_reach"), notify=changed)
    hidePrices = Property(bool, lambda self: self.value("hide_prices"), notify=changed)
    lessMotion = Property(bool, lambda self: self.value("less_motion"), notify=changed)
    paper = Property(bool, lambda self: self.value("paper"), notify=changed)
