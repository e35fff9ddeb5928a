"""A customer's fingers and eyes on a real window: touches items by name, reads what can be seen."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot


class Fingers:
    """Touches a window; everything waits for the screen to settle."""

    def __init__(self, window: QQuickWindow, bot: QtBot) -> None:
        self.window = window
        self.bot = bot

    def items(self) -> Iterator[QQuickItem]:
        """Every item that can be seen now."""
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible() and item.opacity() > 0:
                yield item
                waiting.extend(item.childItems())

    def find(self, name: str) -> QQuickItem | None:
        """The visible item of that objectName."""
        return next((item for item in self.items() if item.objectName() == name), None)

    def named(self, name: str) -> QQuickItem:
        """The same, waited for."""
        self.bot.waitUntil(lambda: self.find(name) is not None, timeout=8000)
        found = self.find(name)
        assert found is not None
        return found

    def tap(self, name: str) -> None:
        """Touch the middle of an item."""
        self.touch(self.named(name))

    def touch(self, item: QQuickItem) -> None:
        """The same for an item in hand."""
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, _middle(item))
        self.settle()

    def press(self, name: str) -> None:
        """Put a finger down and leave it there."""
        QTest.mousePress(
            self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, _middle(self.named(name))
        )
        self.settle()

    def release(self) -> None:
        """Take the finger up where it lies."""
        QTest.mouseRelease(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1, 1))
        self.settle()

    def settle(self, milliseconds: int = 30) -> None:
        """Let the screen live."""
        self.bot.wait(milliseconds)
        # Delegates that a list has thrown away.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def texts(self) -> list[str]:
        """All words that can be read now."""
        return [str(item.property("text")) for item in self.items() if item.inherits("QQuickText")]


def _middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
