"""Answers read aloud; the speaker owns a thread of its own, this only carries its signals."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.base.settings import Language

if TYPE_CHECKING:
    from kiosk.voice.speaker import Speaker


class Speaking(QObject):
    """`say` and `hush`; silent when no voice is installed."""

    talking = Signal(bool)
    ready = Signal()

    def __init__(self, open_speaker: Callable[[], "Speaker"], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_speaker = open_speaker
        self._speaker: Speaker | None = None

    def start(self) -> None:
        """Open the voice."""

    def say(self, words: str, language: Language) -> None:
        """Read aloud, instead of what is being read."""

    def hush(self) -> None:
        """Be silent at once."""

    def close(self) -> None:
        """Let go of the voice."""
