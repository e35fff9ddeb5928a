"""The real window on the offscreen platform with the software renderer; the real catalog behind it."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_QUICK_BACKEND"] = "software"

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import kiosk.imaging  # noqa: F401 - cv2 sets Qt variables, this undoes it before the application starts
from kiosk.base.settings import Settings
from kiosk.catalog.store import Catalog
from kiosk.privacy.session import Session
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.threads.advising import wish_document
from kiosk.ui.threads.loop import Loop
from kiosk.ui.tour import PORTRAIT
from kiosk.ui.window import Window

SETTINGS = Settings(idle_warning_s=60, idle_wipe_s=20)


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Stage:
    """A window with its kiosk, and fingers to touch it with."""

    def __init__(self, kiosk: Kiosk, window: Window, session: Session, clock: Clock, bot: QtBot) -> None:
        self.kiosk, self.window, self.session, self.clock, self.bot = kiosk, window, session, clock, bot

    def items(self) -> Iterator[QQuickItem]:
        """Every item that can be seen now."""
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible() and item.opacity() > 0:
                yield item
                waiting.extend(item.childItems())

    def named(self, name: str) -> QQuickItem:
        found = [item for item in self.items() if item.objectName() == name]
        assert found, f"{name} is not on the screen"
        return found[0]

    def tap(self, name: str) -> None:
        self.touch(self.named(name))

    def touch(self, item: QQuickItem) -> None:
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        self.settle()

    def settle(self, milliseconds: int = 30) -> None:
        self.bot.wait(milliseconds)
        # Delegates that a list has thrown away.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def texts(self) -> list[str]:
        """All words that can be read now."""
        return [str(item.property("text")) for item in self.items() if item.inherits("QQuickText")]

    def show(self, screen: str) -> None:
        if screen == "piece":
            self.kiosk.detail.open("R001")
        else:
            self.kiosk.navigation.go(screen)
        self.settle()


@pytest.fixture(autouse=True)
def no_loop_left_running() -> Iterator[None]:
    """A worker that outlives its test fails it."""
    yield
    running = [loop.objectName() for loop in Loop.alive if isValid(loop) and loop.isRunning()]
    assert not running, f"left running: {', '.join(running)}"


@pytest.fixture
def catalog(data_folder: object) -> Iterator[Catalog]:
    with Catalog.open() as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make_stage(qtbot: QtBot, catalog: Catalog, clock: Clock) -> Iterator[Callable[..., Stage]]:
    made: list[Stage] = []

    def make(size: QSize = PORTRAIT, settings: Settings = SETTINGS) -> Stage:
        session = Session()
        kiosk = Kiosk(catalog, settings, session, patient=False, clock=clock)
        kiosk.preferences.toggle("less_motion")
        kiosk.results.ask = lambda wish: kiosk.results.show(wish_document(catalog, wish, kiosk.words.current))
        window = Window(kiosk, size)
        window.show()
        qtbot.waitUntil(window.isExposed)
        made.append(Stage(kiosk, window, session, clock, qtbot))
        return made[-1]

    yield make
    for stage in made:
        stage.window.close_for_good()
        stage.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def stage(make_stage: Callable[..., Stage]) -> Stage:
    return make_stage()
