"""The sound card, through PortAudio: the one module that knows sounddevice.

Streams are opened and closed by the thread that uses them. Without PortAudio, or without a device, everything here
raises one `KnownError`; nothing else of Vitrine stops working.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from kiosk.base.errors import KnownError
from kiosk.voice.sound import Samples


class InputStream(Protocol):
    """A microphone that calls back with blocks until it is closed."""

    def close(self) -> None:
        """Stop and release the device."""


class Sink(Protocol):
    """Where sound goes. Used by one thread."""

    def room(self) -> int:
        """How many samples may be written now without waiting."""

    def write(self, samples: Samples) -> None:
        """Queue samples; never more than `room()`."""

    def abort(self) -> None:
        """Silence at once: what is queued is thrown away."""

    def close(self) -> None:
        """Let what is queued sound out, then release the device."""


def input_devices() -> list[str]:
    """Names of the microphones, in PortAudio's order; empty without any.

    Raises:
        KnownError: there is no PortAudio.
    """
    return _names("max_input_channels")


def output_devices() -> list[str]:
    """Names of the loudspeakers; empty without any.

    Raises:
        KnownError: there is no PortAudio.
    """
    return _names("max_output_channels")


def open_input(
    device: int | str | None, sample_rate_hz: int, block_samples: int, on_block: Callable[[Samples], None]
) -> InputStream:
    """Start a mono 16-bit microphone; `on_block` gets a copy of each block on PortAudio's own thread.

    Raises:
        KnownError: no such microphone, or it cannot record at this rate.
    """
    sounddevice = _sounddevice("microphone")

    def received(data: Any, frames: int, time: object, status: object) -> None:
        on_block(np.asarray(data)[:, 0].copy())

    try:
        stream = sounddevice.InputStream(
            samplerate=sample_rate_hz, blocksize=block_samples, device=device, channels=1, dtype="int16",
            callback=received,
        )  # fmt: skip
        stream.start()
    except (sounddevice.PortAudioError, ValueError) as error:
        which = "" if device is None else f" {device}"
        raise KnownError(f"The microphone{which} cannot be used ({_reason(error)}); plug one in or type.") from error
    return _Closing(stream)


def open_output(sample_rate_hz: int) -> Sink:
    """Open the default loudspeaker for mono 16-bit sound with about 100 ms of queue.

    Raises:
        KnownError: there is no loudspeaker.
    """
    sounddevice = _sounddevice("loudspeaker")
    try:
        stream = sounddevice.OutputStream(samplerate=sample_rate_hz, channels=1, dtype="int16", latency=0.1)
        stream.start()
    except (sounddevice.PortAudioError, ValueError) as error:
        raise KnownError(f"There is no loudspeaker ({_reason(error)}); the answer stays on the screen.") from error
    return _OutputSink(stream)


class _Closing:
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def close(self) -> None:
        self._stream.abort(ignore_errors=True)
        self._stream.close(ignore_errors=True)


class _OutputSink(_Closing):
    def room(self) -> int:
        return int(self._stream.write_available)

    def write(self, samples: Samples) -> None:
        self._stream.write(samples.reshape(-1, 1))

    def abort(self) -> None:
        self._stream.abort(ignore_errors=True)

    def close(self) -> None:
        self._stream.stop(ignore_errors=True)
        self._stream.close(ignore_errors=True)


def _names(channels: str) -> list[str]:
    sounddevice = _sounddevice("sound")
    try:
        return [str(device["name"]) for device in sounddevice.query_devices() if device[channels] > 0]
    except sounddevice.PortAudioError:
        return []


def _sounddevice(what: str) -> ModuleType:
    try:
        import sounddevice  # loads PortAudio, which a machine may lack
    except OSError as error:
        raise KnownError(f"No {what}: PortAudio is missing; install libportaudio2.") from error
    module: ModuleType = sounddevice
    return module


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
