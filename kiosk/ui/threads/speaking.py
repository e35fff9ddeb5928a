"""Answers read aloud on a thread of their own; silent, and nothing worse, where no voice or loudspeaker is."""

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.ui.threads.loop import Loop

if TYPE_CHECKING:
    from kiosk.voice.player import Player
    from kiosk.voice.sound import Wav
    from kiosk.voice.speaker import Speaker
    from kiosk.voice.speaking import Speaking as Engine

log = logging.getLogger(__name__)


class Speaking(QObject):
    """`say` and `hush` from the screen; `talking` tells when something sounds."""

    talking = Signal(bool)
    ready = Signal()
    """There is a voice and a loudspeaker."""
    lost = Signal()

    def __init__(self, open_speaker: Callable[[], "Speaker"], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_speaker = open_speaker
        self._speaker: Speaker | None = None
        self._engine: Engine | None = None
        self._player: Player | None = None
        self._ring = threading.Event()
        self._loop = Loop("speaking", self._open, self._close, self)
        self._loop.failed.connect(self._failed)

    def start(self) -> None:
        """Open the voice in its thread."""
        self._loop.start()

    def say(self, words: str, language: Language, question: str = "") -> None:
        """Read aloud, instead of what is being read; prices only where the question asked for one."""
        if self._engine is not None:
            from kiosk.voice.prices import asked_for

            self.talking.emit(True)
            self._engine.say(words, language, say_prices=asked_for(question, language))

    @Slot()
    def chime(self) -> None:
        """Two soft tones that call the staff."""
        self._ring.set()

    def hush(self) -> None:
        """Be silent at once."""
        if self._engine is not None:
            self._engine.hush()

    def close(self) -> bool:
        """End the thread."""
        self.hush()
        return self._loop.stop()

    def _open(self) -> Callable[[], bool]:
        from kiosk.voice.player import Player
        from kiosk.voice.soundcard import output_devices
        from kiosk.voice.speaking import Speaking as Engine

        if not output_devices():
            log.info("no loudspeaker: answers are not read aloud")
            return lambda: False
        self._speaker = self._open_speaker()
        self._player = Player()
        self._engine = Engine(self._speaker, self._player)
        self.ready.emit()
        return self._step

    def _step(self) -> bool:
        assert self._engine is not None
        assert self._player is not None
        if self._ring.is_set():
            self._ring.clear()
            self._player.play(chime())
        if self._engine.step() is not None:
            self.talking.emit(False)
        return True

    def _close(self) -> None:
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            log.error("the voice stopped", exc_info=error)
        else:
            log.info("no voice: %s", error)
        self._engine = None
        self.talking.emit(False)
        self.lost.emit()


def chime() -> "Wav":
    """A fifth downwards, struck like a small bell: 0.9 s, quiet."""
    from kiosk.voice.sound import Wav

    rate_hz = 22050
    time_s = np.arange(round(0.9 * rate_hz)) / rate_hz
    sound = np.zeros_like(time_s)
    for start_s, pitch_hz in ((0.0, 987.8), (0.28, 659.3)):
        struck_s = np.maximum(time_s - start_s, 0)
        sound += (time_s >= start_s) * np.sin(2 * np.pi * pitch_hz * struck_s) * np.exp(-struck_s * 5)
    return Wav((sound * 6000).astype(np.int16), rate_hz)
