"""Push-to-talk on a thread of its own: the recogniser loads there, listens there and never meets another thread."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.ui.threads.loop import Loop
from kiosk.ui.threads.mailbox import Mailbox
from kiosk.voice.correction import candidates
from kiosk.voice.listening import Final, Listening, NoSpeech, Partial
from kiosk.voice.microphone import AudioSource
from kiosk.voice.recogniser import Recogniser

IDLE_S = 0.2
"""How often the waiting thread looks whether it is to end."""
QUIET_DB, LOUD_DB = -60.0, -15.0
"""The level meter's ends."""


@dataclass(frozen=True)
class Sound:
    """What the screen shows while somebody speaks."""

    partial: str
    level: float
    """0..1."""


class Hearing(QObject):
    """`listen(language)` while the button is held, `end()` when it is let go; the rest comes as signals."""

    understood = Signal(str)
    """The final text."""
    meant = Signal(object)
    """What may have been meant instead: a tuple of `kiosk.voice.correction.Candidate`; comes before `understood`."""
    unheard = Signal(str)
    """Nothing was understood: silence, too_quiet or not_understood."""
    lost = Signal(str)
    """The text key that explains why one cannot speak now."""

    def __init__(
        self,
        open_source: Callable[[], AudioSource],
        open_recogniser: Callable[[Language], Recogniser],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_source = open_source
        self._open_recogniser = open_recogniser
        self._wishes: queue.SimpleQueue[Language] = queue.SimpleQueue()
        self._let_go = threading.Event()
        self._ears: dict[Language, Recogniser] = {}
        self.sound: Mailbox[Sound] = Mailbox(self)
        self._loop = Loop("hearing", lambda: self._step, self._close, self)
        self._loop.failed.connect(lambda _error: self.lost.emit("ask.no_speech"))

    def start(self) -> None:
        """Start the thread; it does nothing until somebody speaks."""
        self._loop.start()

    def listen(self, language: Language) -> None:
        """The button is held."""
        self._let_go.clear()
        self._wishes.put(language)

    def end(self) -> None:
        """The button was let go."""
        self._let_go.set()

    def close(self) -> bool:
        """End the thread."""
        self._let_go.set()
        return self._loop.stop()

    def _step(self) -> bool:
        try:
            language = self._wishes.get(timeout=IDLE_S)
        except queue.Empty:
            return True
        try:
            source = self._open_source()
        except KnownError:
            self.lost.emit("ask.no_microphone")
            return True
        try:
            self._hear(Listening(source, self._recogniser(language)))
        except KnownError:
            self.lost.emit("ask.microphone_lost" if language in self._ears else "ask.no_speech")
        finally:
            source.close()
        return True

    def _hear(self, listening: Listening) -> None:
        partial = ""
        while not self._loop.halt.is_set():
            event = listening.finish() if self._let_go.is_set() else listening.step()
            if isinstance(event, Final):
                self.meant.emit(candidates(event.heard.text))
                self.understood.emit(event.heard.text)
                return
            if isinstance(event, NoSpeech):
                self.unheard.emit(event.reason)
                return
            if isinstance(event, Partial):
                partial = event.text
            level = (listening.level_db - QUIET_DB) / (LOUD_DB - QUIET_DB)
            self.sound.put(Sound(partial, max(0.0, min(1.0, level))))

    def _recogniser(self, language: Language) -> Recogniser:
        if language not in self._ears:
            self._ears[language] = self._open_recogniser(language)
        return self._ears[language]

    def _close(self) -> None:
        for ear in self._ears.values():
            ear.close()
        self._ears.clear()
