"""Push-to-talk: one utterance from the touch of the button to its text, a plain `step()` at a time.

The gate decides when somebody speaks; only then does the recogniser hear anything (on its own it invents words in
noise, and its confidence does not tell). Short pauses inside a sentence are bridged.
"""

from collections import deque
from dataclasses import dataclass, replace
from typing import Literal

from kiosk.voice.activity import ActivityGate
from kiosk.voice.microphone import BLOCK_S, AudioSource, EndOfSound
from kiosk.voice.recogniser import Heard, Recogniser, Word, joined
from kiosk.voice.sound import LISTENING_RATE_HZ, Samples

Silence = Literal["silence", "too_quiet", "not_understood"]
"""Nobody spoke · somebody spoke too softly · something was said, but no word of it is known."""


@dataclass(frozen=True)
class Limits:
    """How patient the listening is."""

    wait_for_speech_s: float = 6.0
    longest_s: float = 20.0
    before_opening_s: float = 0.45
    """Sound from before the gate opened that the recogniser still gets: the first consonant."""
    settled_s: float = 1.2
    """In a loud room the gate may stay open: so long without a new word ends the utterance too."""
    read_timeout_s: float = 0.1
    faint_s: float = 0.25
    """So much sound below the gate's `too_quiet_db` asks the person to come nearer."""


@dataclass(frozen=True)
class Partial:
    """What has been understood so far; it may still change."""

    text: str


@dataclass(frozen=True)
class Final:
    """The whole utterance; the words' times count from the touch of the button."""

    heard: Heard
    partials: int
    """How many partial texts were emitted before."""
    waited_s: float
    """From the end of speech, as the last word's end has it, to this event, in time of the sound."""


@dataclass(frozen=True)
class NoSpeech:
    """The listening ended without words."""

    reason: Silence
    peak_db: float
    """The loudest 40 ms, full scale."""


Event = Partial | Final | NoSpeech


class Listening:
    """One push of the button. Not thread-safe: source and recogniser belong to the thread that calls `step()`."""

    def __init__(
        self,
        source: AudioSource,
        recogniser: Recogniser,
        gate: ActivityGate | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._source = source
        self._recogniser = recogniser
        self._gate = gate or ActivityGate()
        self._limits = limits or Limits()
        self._before: deque[Samples] = deque(maxlen=max(1, round(self._limits.before_opening_s / BLOCK_S)))
        self._parts: list[Heard] = []
        self._shown = ""
        self._partials = 0
        self.heard_s = 0.0
        """Length of the sound listened to so far, seconds."""
        self._opened_s = 0.0
        self._news_s = 0.0
        self._open = False
        self._unclear = False
        self.finished = False
        self.exhausted = False
        """The recording behind the source is over."""
        self.level_db = -90.0
        """Of the last block, full scale; for the level meter."""
        recogniser.reset()

    def step(self) -> Event | None:
        """Listen to one block; returns what changed. After a `Final` or `NoSpeech`, `finished` is True.

        Raises:
            MicrophoneLost: see `AudioSource.read`.
        """
        if self.finished:
            return None
        try:
            block = self._source.read(self._limits.read_timeout_s)
        except EndOfSound:
            self.exhausted = True
            return self.finish()
        return None if block is None else self._hear(block)

    def finish(self) -> Event:
        """End now (the button was let go, the recording is over): the final text, or why there is none."""
        heard = self._close()
        self.finished = True
        if heard is not None:
            return heard
        return NoSpeech(self._why_not(), self._gate.peak_db)

    def _hear(self, block: Samples) -> Event | None:
        self.heard_s += len(block) / LISTENING_RATE_HZ
        activity = self._gate.feed(block)
        self.level_db = activity.level_db
        if not self._open:
            self._before.append(block)
            if activity.started:
                return self._begin()
            return self.finish() if self.heard_s >= self._limits.wait_for_speech_s else None
        event = self._understand(block)
        settled = bool(self._parts or self._shown) and self.heard_s - self._news_s > self._limits.settled_s
        if activity.ended or settled or self.heard_s - self._opened_s > self._limits.longest_s:
            return self._end_of_speech()
        return event

    def _begin(self) -> Event | None:
        self._open = True
        before = sum(map(len, self._before)) / LISTENING_RATE_HZ
        self._opened_s = self.heard_s - before
        self._news_s = self.heard_s
        event: Event | None = None
        for block in self._before:
            event = self._understand(block) or event
        self._before.clear()
        return event

    def _understand(self, block: Samples) -> Event | None:
        if self._recogniser.accept(block):
            self._parts.append(self._recogniser.result())
            running = ""
        else:
            running = self._recogniser.partial()
        so_far = joined(self._parts, self._recogniser.language).text
        space = " " if self._recogniser.language == "en" and so_far and running else ""
        text = so_far + space + running
        if text == self._shown or not text:
            return None
        self._shown, self._news_s = text, self.heard_s
        self._partials += 1
        return Partial(text)

    def _end_of_speech(self) -> Event | None:
        """Words: done. None (a cough, a door): go on waiting, unless the patience is over."""
        heard = self._close()
        if heard is not None:
            self.finished = True
            return heard
        if self.heard_s >= self._limits.wait_for_speech_s:
            return self.finish()
        return None

    def _close(self) -> Final | None:
        """End the running utterance; None if it holds no known word."""
        if not self._open:
            return None
        self._open = False
        heard = joined([*self._parts, self._recogniser.final()], self._recogniser.language)
        self._parts = []
        self._shown = ""
        if not heard.text:
            self._unclear = True
            return None
        words = tuple(_later(word, self._opened_s) for word in heard.words)
        return Final(replace(heard, words=words), self._partials, max(0.0, self.heard_s - words[-1].end_s))

    def _why_not(self) -> Silence:
        if self._unclear:
            return "not_understood"
        return "too_quiet" if self._gate.faint_s >= self._limits.faint_s else "silence"


def _later(word: Word, seconds: float) -> Word:
    return replace(word, start_s=round(word.start_s + seconds, 3), end_s=round(word.end_s + seconds, 3))
