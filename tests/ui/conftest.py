"""The real window on the offscreen platform with the software renderer; the real catalog behind it."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_QUICK_BACKEND"] = "software"

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kiosk.app import App, Options
from kiosk.base.settings import Settings
from kiosk.catalog.store import Catalog
from kiosk.privacy.session import Session
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.threads.advising import wish_document
from kiosk.ui.threads.loop import Loop
from kiosk.ui.tour import PORTRAIT
from kiosk.ui.window import Window
from tests.helpers.fingers import Fingers

NOTHING = Options(camera="none", microphone="none", size=(540, 960))
SETTINGS = Settings(idle_warning_s=60, idle_wipe_s=20)


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Stage(Fingers):
    """A window with its kiosk, and fingers to touch it with."""

    def __init__(self, kiosk: Kiosk, window: Window, session: Session, clock: Clock, bot: QtBot) -> None:
        super().__init__(window, bot)
        self.kiosk, self.session, self.clock = kiosk, session, clock

    def targets(self) -> list[QQuickItem]:
        """Everything that can be touched now."""
        # Asking an item for a property it does not have costs PySide 6.12 a reference to None each time, and
        # Python 3.11 ends when the last is gone.
        touchable = (item for item in self.items() if item.metaObject().indexOfProperty("target") >= 0)
        return [item for item in touchable if item.property("target")]

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


@pytest.fixture
def app(qtbot: QtBot) -> Iterator[App]:
    """The whole kiosk, wired, without devices."""
    made = App(NOTHING, Settings())
    made.show()
    qtbot.waitUntil(made.window.isExposed)
    made.kiosk.begin()
    yield made
    made.close()
