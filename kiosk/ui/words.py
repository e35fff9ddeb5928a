"""The screen's texts for QML: `words.t("home.title")` follows the language live."""

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QJSEngine, QJSValue

from kiosk.base.settings import LANGUAGES, Language
from kiosk.base.text import text


class Words(QObject):
    """Texts below `ui.`; reading `t` ties a binding to `language`, so that switching re-evaluates it."""

    changed = Signal()

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: Language = language
        self._engine: QJSEngine | None = None

    def attach(self, engine: QJSEngine) -> None:
        """Tell which engine the functions handed out belong to."""
        self._engine = engine
        QJSEngine.setObjectOwnership(self, QJSEngine.ObjectOwnership.CppOwnership)

    def switch(self, language: Language) -> None:
        """Speak `language` from now on."""
        if language in LANGUAGES and language != self.current:
            self.current = language
            self.changed.emit()

    @Slot()
    def toggle(self) -> None:
        """The other language."""
        self.switch("en" if self.current == "zh" else "zh")

    @Slot(str, result=str)
    @Slot(str, "QVariantMap", result=str)
    def lookup(self, key: str, values: dict[str, Any] | None = None) -> str:
        """The text `ui.KEY` with its placeholders filled."""
        return self.say(key, **(values or {}))

    def say(self, key: str, **values: object) -> str:
        """The same for Python."""
        return text(f"ui.{key}", self.current, **values)

    def _function(self) -> QJSValue:
        if self._engine is None:
            return QJSValue()
        return self._engine.newQObject(self).property("lookup")

    language = Property(str, lambda self: self.current, notify=changed)
    t = Property(QJSValue, _function, notify=changed)
