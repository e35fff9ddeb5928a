"""Sound out of the loudspeaker in small blocks, so that `stop()` is heard at once."""

import threading
import time
from collections.abc import Callable

from kiosk.base.errors import KnownError
from kiosk.voice import soundcard
from kiosk.voice.sound import Wav

BLOCK_S = 0.02
"""Length of a block, seconds."""
_QUEUED_S = 0.08
_DEAD_S = 2.0


class Player:
    """Plays one sound at a time; `play()` waits, `stop()` comes from any other thread."""

    def __init__(
        self,
        open_sink: Callable[[int], soundcard.Sink] = soundcard.open_output,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_sink = open_sink
        self._clock = clock
        self._stop = threading.Event()
        self._stops = 0
        self._playing = threading.Event()
        self._lock = threading.Lock()
        self._complained = False

    @property
    def playing(self) -> bool:
        """Whether something sounds just now."""
        return self._playing.is_set()

    def ticket(self) -> int:
        """To be taken before a sound is prepared: a `stop()` since then keeps it from being played."""
        return self._stops

    def play(self, sound: Wav, ticket: int | None = None) -> bool:
        """Play to the end, or until `stop()`.

        Args:
            sound: what to play.
            ticket: from `ticket()`; None plays whatever was stopped before.

        Returns:
            True when it was heard to the end; False when it was stopped, or when there is no loudspeaker and that
            has been said before.

        Raises:
            KnownError: there is no loudspeaker, or it vanished. Raised once; afterwards the answer stays on the
                screen without a word, until a loudspeaker is there again.
        """
        with self._lock:
            self._stop.clear()
            self._playing.set()
            try:
                done = self._pour(sound, self._stops if ticket is None else ticket)
                self._complained = False
                return done
            except KnownError:
                if self._complained:
                    return False
                self._complained = True
                raise
            finally:
                self._playing.clear()

    def stop(self) -> None:
        """Silence within two blocks; harmless when nothing plays."""
        self._stops += 1  # counted before the wait is woken: a sound about to start sees it too
        self._stop.set()

    def _pour(self, sound: Wav, ticket: int) -> bool:
        if self._stops != ticket:
            return False
        sink = self._open_sink(sound.sample_rate_hz)
        block = round(BLOCK_S * sound.sample_rate_hz)
        position = 0
        progress = self._clock()
        try:
            while position < len(sound.samples):
                if self._stops != ticket:
                    sink.abort()
                    return False
                room = sink.room()
                if room >= block:
                    sink.write(sound.samples[position : position + block])
                    position += block
                    progress = self._clock()
                elif self._clock() - progress > _DEAD_S:
                    sink.abort()
                    raise KnownError("The loudspeaker stopped; check its plug. The answer stays on the screen.")
                else:
                    self._stop.wait(BLOCK_S / 4)
            return self._drain(sink, ticket)
        finally:
            sink.close()

    def _drain(self, sink: soundcard.Sink, ticket: int) -> bool:
        """What is queued may still be silenced."""
        self._stop.wait(_QUEUED_S)
        if self._stops != ticket:
            sink.abort()
            return False
        return True
