"""A loudspeaker without a sound card: it plays in the time of a clock that the test turns, and remembers."""

import numpy as np

from kiosk.voice.sound import Samples


class Loudspeaker:
    """A sink with a queue of 100 ms. Time passes only while the player waits for room (`clock()` is asked)."""

    def __init__(self, rate_hz: int, *, tick_s: float = 0.005, dead_after_s: float | None = None) -> None:
        self.rate_hz = rate_hz
        self.now = 0.0
        self.sounded: list[Samples] = []
        self.blocks: list[int] = []
        self.aborted_at: float | None = None
        self.closed = False
        self._tick_s = tick_s
        self._dead_after_s = dead_after_s
        self._queue = np.zeros(0, np.int16)

    def clock(self) -> float:
        """Time passes a little with every look at the clock, and what is queued sounds."""
        self.now += self._tick_s
        if self._dead_after_s is None or self.now < self._dead_after_s:
            count = min(len(self._queue), round(self._tick_s * self.rate_hz))
            self.sounded.append(self._queue[:count])
            self._queue = self._queue[count:]
        return self.now

    def room(self) -> int:
        """See `Sink`."""
        return round(0.1 * self.rate_hz) - len(self._queue)

    def write(self, samples: Samples) -> None:
        """See `Sink`."""
        assert len(samples) <= self.room()
        self.blocks.append(len(samples))
        self._queue = np.concatenate([self._queue, samples])

    def abort(self) -> None:
        """See `Sink`."""
        self._queue = np.zeros(0, np.int16)
        self.aborted_at = self.now

    def close(self) -> None:
        """What is queued sounds to its end."""
        self.sounded.append(self._queue)
        self._queue = np.zeros(0, np.int16)
        self.closed = True

    def heard(self) -> Samples:
        """Everything that came out."""
        return np.concatenate(self.sounded) if self.sounded else np.zeros(0, np.int16)
