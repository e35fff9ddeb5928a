"""Visits every screen in both languages and keeps a picture of each: that is how the look is judged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QRunnable, QSize, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.base.errors import KnownError
from kiosk.base.settings import LANGUAGES
from kiosk.ui.kiosk import Kiosk
from kiosk.ui.window import Window

SETTLE_MS = 120
"""After everything that moves was told not to."""
PATIENCE_MS = 8000
"""The longest wait for an answer or the camera's first frame."""

PORTRAIT, LANDSCAPE = QSize(1080, 1920), QSize(1920, 1080)


@dataclass(frozen=True)
class Stop:
    """One picture: its name, how to get there, how to leave, and what to wait for."""

    name: str
    arrive: Callable[[], None]
    leave: Callable[[], None] = lambda: None
    ready: Callable[[], bool] = lambda: True


def stops(kiosk: Kiosk) -> Iterator[Stop]:
    """Every screen and everything laid over one, in the order of a visit."""
    go = kiosk.navigation.go
    first = kiosk.showcase_skus()[0]
    yield Stop("attract", kiosk.navigation.forget)
    yield Stop("home", lambda: go("home"))
    yield Stop("path", kiosk.path.begin)
    yield Stop("path_kind", lambda: _choose(kiosk, "women", "daily", ""))
    yield Stop("results", lambda: _choose(kiosk, "necklace"), ready=lambda: not kiosk.results.busy)
    yield Stop("browse", lambda: go("browse"))
    yield Stop("piece", lambda: kiosk.detail.open(first))
    yield Stop("source", lambda: kiosk.evidence.open([f"catalog:{first}.metal"]), kiosk.evidence.close)
    yield Stop("ask", lambda: _ask_anew(kiosk))
    yield Stop("keyboard", lambda: _type(kiosk, "zuanshi"), kiosk.typing.forget)
    yield Stop("answer", lambda: kiosk.ask.send(kiosk.words.say("ask.example_2")), ready=kiosk.ask.settled)
    yield Stop("compare", lambda: kiosk.ask.compare(kiosk.showcase_skus()[:3]), ready=kiosk.ask.settled)
    yield Stop("consent", lambda: _try_on(kiosk, first))
    yield Stop("mirror", lambda: kiosk.visit.answer(True), lambda: go("home"), ready=kiosk.mirror.settled)
    yield Stop("shortlist", lambda: _keep(kiosk))
    yield Stop("card", kiosk.openCard.emit)
    yield Stop("privacy", lambda: go("privacy"))
    yield Stop("help", lambda: go("help"))
    yield Stop("staff", kiosk.visit.callStaff, kiosk.visit.cancelStaff)
    yield Stop("idle", kiosk.visit.warn, kiosk.visit.stay)


def _choose(kiosk: Kiosk, *values: str) -> None:
    for value in values:
        kiosk.path.choose(value)


def _ask_anew(kiosk: Kiosk) -> None:
    kiosk.ask.forget()
    kiosk.navigation.go("ask")


def _type(kiosk: Kiosk, letters: str) -> None:
    kiosk.ask.type()
    for letter in letters:
        kiosk.typing.press(letter)


def _try_on(kiosk: Kiosk, sku: str) -> None:
    """Come to the mirror as somebody who has not been asked yet, with several pieces on."""
    kiosk.visit.withdraw()
    for other in (*reversed(kiosk.showcase_skus()[1:4]), sku):
        kiosk.mirror.lay(other)
        kiosk.mirror.put_on(other, None)
    kiosk.navigation.go("mirror")


def _keep(kiosk: Kiosk) -> None:
    """Put three pieces on the shortlist and look at it."""
    kept = kiosk.shortlist.liked_skus()
    for sku in kiosk.showcase_skus()[:3]:
        if sku not in kept:
            kiosk.shortlist.like(sku)
    kiosk.navigation.go("shortlist")


def wait(milliseconds: int) -> None:
    """Let the screen live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(ready: Callable[[], bool], patience_ms: int = PATIENCE_MS) -> None:
    """Let the screen live until something is so, or the patience is over."""
    waited = 0
    while not ready() and waited < patience_ms:
        wait(40)
        waited += 40


class Tour(QObject):
    """Takes the pictures, one window size after the other."""

    def __init__(self, kiosk: Kiosk, window: Window, folder: Path, sizes: tuple[QSize, ...]) -> None:
        super().__init__()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError(f"The screenshots cannot be written to {folder}: {error.strerror}.") from error
        self._kiosk, self._window, self._folder, self._sizes = kiosk, window, folder, sizes
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self.taken: list[Path] = []

    def run(self) -> list[Path]:
        """All pictures; returns their paths."""
        if not self._kiosk.preferences.value("less_motion"):
            self._kiosk.preferences.toggle("less_motion")
        for size in self._sizes:
            self._window.resize(size)
            wait(SETTLE_MS)
            for language in LANGUAGES:
                self._kiosk.words.switch(language)
                for stop in stops(self._kiosk):
                    self._take(stop, language)
                    QGuiApplication.processEvents()
        self._pool.waitForDone()
        self._kiosk.visit.finish()
        return self.taken

    def _take(self, stop: Stop, language: str) -> None:
        stop.arrive()
        wait_for(stop.ready)
        wait(SETTLE_MS)
        size = self._window.size()
        shape = "portrait" if size.height() >= size.width() else "landscape"
        path = self._folder / f"{stop.name}_{language}_{shape}.png"
        self._pool.start(_Save(self._window.grabWindow(), path))
        self.taken.append(path)
        stop.leave()


class _Save(QRunnable):
    """Compressing a picture takes longer than taking it."""

    def __init__(self, image: QImage, path: Path) -> None:
        super().__init__()
        self._image, self._path = image, path

    def run(self) -> None:
        self._image.save(str(self._path), "PNG", 70)  # type: ignore[call-overload]
