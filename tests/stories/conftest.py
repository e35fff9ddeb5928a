"""The whole kiosk with fakes for devices only: a picture as camera, a WAV as microphone, real models throughout."""

import os
import socket
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from kiosk import engines
from kiosk.app import App, Options
from kiosk.base.settings import Language, Settings
from kiosk.voice.recogniser import Recogniser
from kiosk.voice.sound import Wav
from tests.helpers.customer_voice import says
from tests.helpers.fingers import Fingers
from tests.helpers.vosk_models import unpack, vosk_models

__all__ = ["vosk_models"]


class Customer(Fingers):
    """Somebody in front of the running kiosk."""

    def __init__(self, app: App, bot: QtBot, microphone: Path) -> None:
        super().__init__(app.window, bot)
        self.app = app
        self.kiosk = app.kiosk
        self._microphone = microphone

    def speaks(self, sentence: str, language: str, button: str) -> None:
        """Holds the button, says the sentence, and waits until the kiosk has answered."""
        self._microphone.write_bytes(says(sentence, language).encoded())
        self.press(button)
        ask = self.kiosk.ask
        self.bot.waitUntil(lambda: bool(ask.property("listening")), timeout=5000)
        self.bot.waitUntil(lambda: not ask.property("listening"), timeout=30_000)
        self.bot.waitUntil(lambda: ask.settled() and bool(ask.property("question")), timeout=10_000)
        self.release()

    def asks(self, sentence: str) -> None:
        """Types a sentence and waits for the answer."""
        self.kiosk.ask.send(sentence)
        self.bot.waitUntil(self.kiosk.ask.settled, timeout=10_000)
        self.settle()


@pytest.fixture
def nothing_leaves() -> Iterator[None]:
    """No packet may look for a way off this machine: every connection and every look-up of a name counts.

    Inside a network namespace of its own (which the stories get from installer/bootstrap.py) the kernel counts what
    found no route, whoever asked: Python, C++ libraries or a resolver. Elsewhere Python's sockets are watched.
    """
    if not _isolated():
        pytest.skip("not in a network namespace of its own; run: unshare -rn python -m pytest tests/stories")
    before = _without_route()
    yield
    assert _without_route() == before, "something tried to leave this machine"


def _isolated() -> bool:
    return sys.platform == "linux" and [name for _, name in socket.if_nameindex()] == ["lo"]


def _without_route() -> int:
    lines = Path("/proc/self/net/snmp").read_text().splitlines()
    names, values = [line.split() for line in lines if line.startswith("Ip:")]
    six = [line.split() for line in Path("/proc/self/net/snmp6").read_text().splitlines()]
    return int(values[names.index("OutNoRoutes")]) + sum(int(v) for name, v in six if name == "Ip6OutNoRoutes")


@pytest.fixture
def customer(
    qtbot: QtBot, tmp_path: Path, vosk_models: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Customer]]:
    """Starts the kiosk for a customer; `customer(camera=...)`."""

    def recogniser(language: Language) -> Recogniser:
        return Recogniser(unpack(language, vosk_models), language)

    # The shipped models cannot be had on every test machine; these are small, but as real.
    monkeypatch.setattr(engines, "open_recogniser", recogniser)
    monkeypatch.setattr(engines, "speech_ready", lambda language: True)
    microphone = tmp_path / "microphone.wav"
    started: list[App] = []

    def start(camera: str = "none", settings: Settings | None = None) -> Customer:
        import numpy as np

        microphone.write_bytes(Wav(np.zeros(16_000, np.int16), 16_000).encoded())
        app = App(Options(camera=camera, microphone=str(microphone), size=(1080, 1920)), settings or Settings())
        started.append(app)
        app.kiosk.preferences.toggle("less_motion")
        app.show()
        qtbot.waitUntil(app.window.isExposed)
        visitor = Customer(app, qtbot, microphone)
        qtbot.waitUntil(lambda: app.kiosk.ask.answer_with is not None, timeout=20_000)
        qtbot.waitUntil(lambda: bool(app.kiosk.ask.property("microphone")), timeout=20_000)
        return visitor

    yield start
    for app in started:
        app.close()
        app.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
