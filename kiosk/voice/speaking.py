"""Answers aloud: the newest answer waits in one slot, is rendered sentence by sentence, and falls silent at a touch."""

import threading
from dataclasses import dataclass

from kiosk.base.settings import Language
from kiosk.voice.normalising import sentences, speakable
from kiosk.voice.player import Player
from kiosk.voice.speaker import Speaker


@dataclass(frozen=True)
class Spoken:
    """An answer was read to its end, or silenced."""

    finished: bool


@dataclass(frozen=True)
class _Answer:
    text: str
    language: Language
    say_prices: bool


class Speaking:
    """One thread calls `step()`; `say()` and `hush()` come from any other."""

    def __init__(self, speaker: Speaker, player: Player) -> None:
        self._speaker = speaker
        self._player = player
        self._slot = threading.Condition()
        self._waiting: _Answer | None = None

    def say(self, answer_text: str, language: Language, *, say_prices: bool = False) -> None:
        """Read this answer next; what sounds now falls silent."""
        with self._slot:
            self._waiting = _Answer(answer_text, language, say_prices)
            self._player.stop()
            self._slot.notify()

    def hush(self) -> None:
        """Silence now, and forget what was to be said: the customer touched the screen or speaks."""
        with self._slot:
            self._waiting = None
            self._player.stop()

    def step(self, timeout_s: float = 0.2) -> Spoken | None:
        """Read the waiting answer, if one comes within `timeout_s`.

        Raises:
            KnownError: no voice or no loudspeaker; the answer stays on the screen.
        """
        with self._slot:
            if self._waiting is None and not self._slot.wait_for(lambda: self._waiting is not None, timeout_s):
                return None
            answer, self._waiting = self._waiting, None
            ticket = self._player.ticket()
        if answer is None:
            return None
        for sentence in sentences(speakable(answer.text, answer.language, answer.say_prices)):
            sound = self._speaker.render(sentence, answer.language)
            if not self._player.play(sound, ticket):
                return Spoken(False)
        return Spoken(True)
