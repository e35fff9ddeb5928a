"""Where speech comes from: a microphone, a WAV file at real time or as fast as possible, or nowhere.

A microphone may vanish, or go on delivering nothing but zeros (muted in hardware, a dead driver). Both are noticed.
"""

import contextlib
import queue
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kiosk.base.errors import KnownError
from kiosk.voice import soundcard
from kiosk.voice.sound import LISTENING_RATE_HZ, Samples, Wav, read_wav

BLOCK_S = 0.03
"""Length of a block, seconds."""
BLOCK_SAMPLES = round(BLOCK_S * LISTENING_RATE_HZ)

_QUEUE_BLOCKS = 200  # 6 s: what a busy reader may fall behind before the oldest sound is dropped
_NO_DATA_S = 2.0
_ZEROS_S = 4.0


class MicrophoneLost(KnownError):
    """The microphone stopped delivering sound; opening it again may help."""


class AudioSource(Protocol):
    """Mono int16 sound at 16 kHz, block by block. Used by one thread."""

    def read(self, timeout_s: float) -> Samples | None:
        """The next block (n,) int16; None when none came in time.

        Raises:
            EndOfSound: the recording is over.
            MicrophoneLost: no data for two seconds, or four seconds of nothing but zeros.
        """

    def close(self) -> None:
        """Release the device; harmless when done twice."""


class EndOfSound(Exception):
    """A recording has been read to its end."""


OpenInput = Callable[[int | str | None, int, int, Callable[[Samples], None]], soundcard.InputStream]


class DeviceSource:
    """A microphone with a watchdog."""

    def __init__(
        self,
        device: int | str | None = None,
        *,
        open_input: OpenInput = soundcard.open_input,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open `device` (None is the system's default).

        Raises:
            KnownError: there is no such microphone.
        """
        self._blocks: queue.Queue[Samples] = queue.Queue(_QUEUE_BLOCKS)
        self._clock = clock
        self._last_data = self._last_sound = clock()
        self._stream: soundcard.InputStream | None = open_input(
            device, LISTENING_RATE_HZ, BLOCK_SAMPLES, self._received
        )

    def _received(self, block: Samples) -> None:
        """On PortAudio's thread: never waits."""
        if self._blocks.full():
            with contextlib.suppress(queue.Empty):  # the reader was faster
                self._blocks.get_nowait()
        with contextlib.suppress(queue.Full):
            self._blocks.put_nowait(block)

    def read(self, timeout_s: float) -> Samples | None:
        """See `AudioSource`."""
        if self._stream is None:
            raise MicrophoneLost("The microphone is closed; touch the microphone button again.")
        try:
            block = self._blocks.get(timeout=timeout_s)
        except queue.Empty:
            if self._clock() - self._last_data > _NO_DATA_S:
                raise MicrophoneLost("The microphone stopped sending sound; check its plug.") from None
            return None
        now = self._clock()
        self._last_data = now
        if block.any():
            self._last_sound = now
        elif now - self._last_sound > _ZEROS_S:
            raise MicrophoneLost("The microphone sends only silence; check that it is not muted.")
        return block

    def close(self) -> None:
        """See `AudioSource`."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


class WavSource:
    """A recording played as if spoken: at real time, or as fast as it is read."""

    def __init__(
        self,
        sound: Wav,
        *,
        real_time: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._samples = sound.resampled(LISTENING_RATE_HZ).samples
        self._position = 0
        self._real_time = real_time
        self._clock, self._sleep = clock, sleep
        self._started: float | None = None

    def read(self, timeout_s: float) -> Samples | None:
        """See `AudioSource`; at real time a block comes when its last sample would have been spoken."""
        if self._position >= len(self._samples):
            raise EndOfSound
        stop = min(self._position + BLOCK_SAMPLES, len(self._samples))
        if self._real_time:
            now = self._clock()
            self._started = now if self._started is None else self._started
            wait = self._started + stop / LISTENING_RATE_HZ - now
            self._sleep(max(0.0, min(wait, timeout_s)))
            if wait > timeout_s:
                return None
        block = self._samples[self._position : stop]
        self._position = stop
        return block

    def close(self) -> None:
        """Nothing to release."""
        self._position = len(self._samples)


def open_source(source: str | None, *, real_time: bool = True) -> AudioSource:
    """The microphone that a person named: None or "" the default, a number or name a device, a path ending in .wav.

    Raises:
        KnownError: "none", no such device, or an unreadable file; the sentence says what to do instead.
    """
    if source == "none":
        raise KnownError("There is no microphone; type the question instead.")
    if source and source.lower().endswith(".wav"):
        return WavSource(read_wav(Path(source)), real_time=real_time)
    if source and source.isdigit():
        return DeviceSource(int(source))
    return DeviceSource(source or None)
