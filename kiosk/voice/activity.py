"""Is somebody speaking? A gate in numpy that follows the room's noise, with hysteresis and end of speech.

Every 10 ms two things are measured over the last 40 ms: the level between 200 and 4000 Hz above the room's own
noise, and how periodic the sound is at the pitches of a voice. Speech opens the gate when loud frames add up and
enough of them are voiced; thunder and kitchens are loud and not voiced, a horn is voiced and does not move.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kiosk.voice.sound import LISTENING_RATE_HZ, Samples

Floats = npt.NDArray[np.float64]

_HOP = 160
_WINDOW = 640
_HOP_S = _HOP / LISTENING_RATE_HZ
_SPECTRUM = 1024
_FREQUENCIES_HZ = np.fft.rfftfreq(_SPECTRUM, 1 / LISTENING_RATE_HZ)
_BAND = (_FREQUENCIES_HZ >= 200) & (_FREQUENCIES_HZ <= 4000)
_TAPER = np.hanning(_WINDOW)
_SHORTEST_PERIOD, _LONGEST_PERIOD = LISTENING_RATE_HZ // 400, LISTENING_RATE_HZ // 75
_TINY = 1e-3
_SILENCE_DB = -90.0
_QUIET_ROOM_DB = -65.0
_QUIET_FRAMES = 8
_FOLLOW_EVERY = 5


@dataclass(frozen=True)
class Gate:
    """When the gate opens and closes."""

    open_above_noise_db: float = 9.0
    close_above_noise_db: float = 5.0
    """Lower than opening, so that a quiet syllable does not end the sentence."""
    open_after_s: float = 0.12
    """Loud time that must add up within `open_within_s`; the first 40 ms of a sound do not count."""
    open_within_s: float = 0.40
    voiced_share: float = 0.5
    """Of the loud frames, at least so many must be voiced."""
    voiced_at: float = 0.7
    """Periodicity, 0 to 1, from which a frame counts as voiced."""
    moves_db: float = 2.5
    """Speech is restless: the standard deviation of its level within `open_within_s` exceeds this."""
    end_after_s: float = 0.70
    """Quiet time that ends an utterance."""
    quietest_db: float = -62.0
    """Full scale; below this nothing counts as speech."""
    too_quiet_db: float = -45.0
    """Full scale; sound that moves like speech but stays below this is asked to come nearer."""
    noise_window_s: float = 2.0
    """The room's noise is the quiet tenth of the last so many seconds."""


@dataclass(frozen=True)
class Activity:
    """What the gate says after a block."""

    speaking: bool
    started: bool
    """The gate opened within this block."""
    ended: bool
    """The end of speech was reached within this block."""
    level_db: float
    """Full scale, of the block's loudest 40 ms; for a level meter."""


class ActivityGate:
    """Fed with consecutive blocks of 16 kHz sound; one utterance after the other."""

    def __init__(self, gate: Gate | None = None) -> None:
        self.gate = gate or Gate()
        self.reset()

    def reset(self) -> None:
        """Forget the room and everything heard."""
        self._tail: Floats = np.zeros(_WINDOW - _HOP)
        self._rest: Floats = np.zeros(0)
        # A few quiet frames beforehand: someone who speaks at once must not be taken for the room.
        quiet = [_QUIET_ROOM_DB] * _QUIET_FRAMES
        self._levels: deque[float] = deque(quiet, maxlen=round(self.gate.noise_window_s / _HOP_S))
        recent = round(self.gate.open_within_s / _HOP_S)
        self._recent: deque[tuple[float, bool, bool]] = deque(maxlen=recent)
        self._loud_frames = 0
        self._frames = 0
        self._noise_db = _QUIET_ROOM_DB
        self._quiet_s = 0.0
        self.speaking = False
        self.peak_db = _SILENCE_DB
        """The loudest 40 ms so far, full scale."""
        self.faint_s = 0.0
        """Voiced time well above the room's noise, yet below `too_quiet_db` and unheard."""

    def feed(self, block: Samples) -> Activity:
        """Listen to a block (n,) int16 of any length."""
        samples = np.concatenate([self._rest, block.astype(np.float64) / 32768.0])
        frames = len(samples) // _HOP
        self._rest = samples[frames * _HOP :]
        started = ended = False
        loudest = _SILENCE_DB
        if frames:
            sound = np.concatenate([self._tail, samples[: frames * _HOP]])
            self._tail = sound[-(_WINDOW - _HOP) :].copy()
            windows = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::_HOP]
            levels, periodicity = measure(windows)
            loudest = float(levels.max())
            for level, periodic in zip(levels, periodicity, strict=True):
                was = self.speaking
                self._frame(float(level), float(periodic))
                started |= self.speaking and not was
                ended |= was and not self.speaking
        self.peak_db = max(self.peak_db, loudest)
        return Activity(self.speaking, started, ended, loudest)

    def _frame(self, level_db: float, periodicity: float) -> None:
        gate = self.gate
        self._levels.append(level_db)
        if self._frames % _FOLLOW_EVERY == 0:
            self._noise_db = self._follow_noise()
        self._frames += 1
        above = level_db - self._noise_db
        loud = above >= gate.open_above_noise_db and level_db >= gate.quietest_db
        self._loud_frames = self._loud_frames + 1 if loud else 0
        # While the window still fills with a sound that just began, its level rises whatever the sound is.
        settled = self._loud_frames > _WINDOW // _HOP
        voiced = periodicity >= gate.voiced_at
        self._recent.append((level_db, settled, voiced))
        if self.speaking:
            silent = above < gate.close_above_noise_db or level_db < gate.quietest_db
            self._quiet_s = self._quiet_s + _HOP_S if silent else max(0.0, self._quiet_s - 2 * _HOP_S)
            if self._quiet_s >= gate.end_after_s:
                self.speaking = False
                self._recent.clear()
            return
        if voiced and above >= gate.open_above_noise_db and level_db < gate.too_quiet_db:
            self.faint_s += _HOP_S
        if self._sounds_like_speech():
            self.speaking, self._quiet_s = True, 0.0

    def _follow_noise(self) -> float:
        """The quiet tenth of the last seconds; while someone speaks, it may only sink."""
        levels = np.fromiter(self._levels, float, len(self._levels))
        tenth = len(levels) // 10
        floor = float(np.partition(levels, tenth)[tenth])
        return min(floor, self._noise_db) if self.speaking else floor

    def _sounds_like_speech(self) -> bool:
        gate = self.gate
        loud = [(level, voiced) for level, settled, voiced in self._recent if settled]
        if len(loud) * _HOP_S < gate.open_after_s:
            return False
        if sum(voiced for _, voiced in loud) < gate.voiced_share * len(loud):
            return False
        return float(np.std([level for level, _ in loud])) >= gate.moves_db


def measure(windows: Floats) -> tuple[Floats, Floats]:
    """Level (dB full scale, 200 to 4000 Hz) and periodicity (0 to 1, pitch 75 to 400 Hz) of windows (n, 640)."""
    spectrum = np.abs(np.fft.rfft(windows * _TAPER, _SPECTRUM)) ** 2
    energy = spectrum[:, _BAND].sum(axis=1) / (_SPECTRUM / 2) / np.sum(_TAPER**2)
    levels = 10 * np.log10(energy + 10 ** (_SILENCE_DB / 10))
    # The autocorrelation of the harmonics (thunder rumbles below them), divided by the taper's own, so that long
    # periods lose nothing.
    limited = np.where((_FREQUENCIES_HZ >= 150) & (_FREQUENCIES_HZ <= 1500), spectrum, 0.0)
    correlation = np.fft.irfft(limited)[:, : _LONGEST_PERIOD + 1]
    taper = np.fft.irfft(np.abs(np.fft.rfft(_TAPER, _SPECTRUM)) ** 2)[: _LONGEST_PERIOD + 1]
    normalised = correlation / np.maximum(correlation[:, :1], _TINY**4) * (taper[0] / taper)
    return levels, np.clip(normalised[:, _SHORTEST_PERIOD:].max(axis=1), 0.0, 1.0)
