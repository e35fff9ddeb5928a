"""The window: QML, its context, and every touch telling the visit that somebody is here."""

import logging

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtQml import QQmlError, qmlRegisterType
from PySide6.QtQuick import QQuickView

from kiosk.base.errors import BugError
from kiosk.base.paths import ROOT
from kiosk.ui.items.pictures import NAME, Pictures
from kiosk.ui.items.qr import QrCode
from kiosk.ui.items.video import VideoItem
from kiosk.ui.kiosk import Kiosk

log = logging.getLogger(__name__)
QML = ROOT / "kiosk" / "ui" / "qml" / "Main.qml"
_TOUCHES = frozenset(
    (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate,
     QEvent.Type.KeyPress, QEvent.Type.Wheel)
)  # fmt: skip

_RELEASES = frozenset((QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel))
_PRESSES = frozenset((QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin))


def register() -> None:
    """Make our painted items known to QML as `import Vitrine`."""
    qmlRegisterType(QrCode, "Vitrine", 1, 0, "QrCode")  # type: ignore[call-overload]
    qmlRegisterType(VideoItem, "Vitrine", 1, 0, "VideoItem")  # type: ignore[call-overload]


class Window(QQuickView):
    """Shows a `Kiosk`."""

    touched = Signal()
    """A finger came down."""
    released = Signal()
    """The finger went up, wherever it was by then."""

    def __init__(self, kiosk: Kiosk, size: QSize) -> None:
        super().__init__()
        register()
        self._kiosk = kiosk
        self._closed = False
        self.setTitle("Vitrine")
        self.setColor(QColor("#131114"))
        self.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.resize(size)
        categories = {sku: piece.category for sku, piece in kiosk.shelf.pieces.items()}
        # The engine owns the provider from here on.
        self.engine().addImageProvider(NAME, Pictures(kiosk.shelf.images, categories))
        kiosk.words.attach(self.engine())
        kiosk.shelf.attach(self.engine())
        for name, model in kiosk.models().items():
            self.rootContext().setContextProperty(name, model)
        self.setSource(QUrl.fromLocalFile(str(QML)))
        if self.status() != QQuickView.Status.Ready:
            raise BugError("; ".join(map(_told, self.errors())))
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch keeps the visit alive."""
        if event.type() in _TOUCHES:
            self._kiosk.visit.touch()
            if event.type() in _PRESSES:
                self.touched.emit()
            if isinstance(event, QKeyEvent):
                self._key(event)
        elif event.type() in _RELEASES:
            self.released.emit()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Quit):
            self.close()
        elif self._kiosk.ask.is_typing and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._kiosk.typing.hardware(event.key(), event.text())

    def item(self, name: str) -> QObject | None:
        """The QML item with that objectName; None once the window is closed for good."""
        if self._closed:
            return None
        return self.rootObject().findChild(QObject, name, Qt.FindChildOption.FindChildrenRecursively)

    def close_for_good(self) -> None:
        """Take QML down before the objects it looks at."""
        self._closed = True
        self.removeEventFilter(self)
        self.hide()
        self.setSource(QUrl())


def _told(error: QQmlError) -> str:
    return error.toString()
