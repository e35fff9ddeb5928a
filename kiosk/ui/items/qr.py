"""A QR code as an item: dark squares on a white quiet zone, whatever the theme, so that phones can read it."""

import segno
from PySide6.QtCore import Property, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QUIET = 4
"""Modules of white around the code, as the standard asks."""


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The code's rows, True where dark; an empty text has none."""
    if not text:
        return ()
    code = segno.make_qr(text, error="m", encoding="utf-8")
    return tuple(tuple(bool(cell) for cell in row) for row in code.matrix)


class QrCode(QQuickPaintedItem):
    """Shows `text`."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._rows: tuple[tuple[bool, ...], ...] = ()

    def _get(self) -> str:
        return self._text

    def _set(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._rows = modules(text)
            self.changed.emit()
            self.update()

    def paint(self, painter: QPainter) -> None:
        """Whole pixels a module, centred."""
        side = min(self.width(), self.height())
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), Qt.GlobalColor.white)
        if not self._rows:
            return
        count = len(self._rows) + 2 * QUIET
        step = max(1.0, side // count)
        left = (self.width() - step * len(self._rows)) / 2
        top = (self.height() - step * len(self._rows)) / 2
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(left + x * step, top + y * step, step, step), QColor("#131114"))

    text = Property(str, _get, _set, notify=changed)
