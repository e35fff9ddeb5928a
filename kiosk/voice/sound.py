"""Sound in memory: 16-bit mono samples, and the WAV files that people and tests bring."""

import io
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kiosk.base.errors import KnownError

Samples = npt.NDArray[np.int16]

LISTENING_RATE_HZ = 16_000
"""What the recogniser and the activity gate listen at."""

_LONGEST_S = 600.0


@dataclass(frozen=True)
class Wav:
    """Mono sound: `samples` (n,) int16."""

    samples: Samples
    sample_rate_hz: int

    @property
    def duration_s(self) -> float:
        """Length, seconds."""
        return len(self.samples) / self.sample_rate_hz

    def resampled(self, sample_rate_hz: int) -> "Wav":
        """The same sound at another rate, band-limited."""
        if sample_rate_hz == self.sample_rate_hz:
            return self
        return Wav(resample(self.samples, self.sample_rate_hz, sample_rate_hz), sample_rate_hz)

    def encoded(self) -> bytes:
        """As the bytes of a WAV file."""
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.sample_rate_hz)
            file.writeframes(self.samples.astype("<i2").tobytes())
        return buffer.getvalue()


def resample(samples: Samples, from_hz: int, to_hz: int) -> Samples:
    """Resample (n,) int16 through the spectrum: everything above the lower Nyquist frequency is gone, not folded."""
    wanted = round(len(samples) * to_hz / from_hz)
    if wanted == 0:
        return np.zeros(0, np.int16)
    spectrum = np.fft.rfft(samples.astype(np.float64))
    kept = np.zeros(wanted // 2 + 1, complex)
    count = min(len(kept), len(spectrum))
    kept[:count] = spectrum[:count]
    values = np.fft.irfft(kept, wanted) * (wanted / len(samples))
    return np.clip(np.rint(values), -32768, 32767).astype(np.int16)


def decode_wav(data: bytes, name: str) -> Wav:
    """Mono samples of a PCM WAV file of 8, 16, 24 or 32 bits; several channels are averaged.

    Raises:
        KnownError: not such a file, empty, or longer than ten minutes; `name` is the file's name in the sentence.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            frames = file.getnframes()
            if rate <= 0 or channels <= 0 or frames > _LONGEST_S * rate:
                raise KnownError(f"The recording {name} is longer than ten minutes; cut it and try again.")
            raw = file.readframes(frames)
    except (wave.Error, EOFError) as error:
        reason = str(error) or "it ends too early"
        raise KnownError(f"The recording {name} is no PCM WAV file ({reason}); save it as 16-bit PCM WAV.") from error
    whole = len(raw) // (width * channels) * width * channels
    values = _integers(raw[:whole], width).reshape(-1, channels)
    if len(values) == 0:
        raise KnownError(f"The recording {name} is empty; record it again.")
    return Wav(np.clip(np.rint(values.mean(axis=1)), -32768, 32767).astype(np.int16), rate)


def read_wav(path: Path) -> Wav:
    """Read a WAV file; see `decode_wav`.

    Raises:
        KnownError: it is not there, cannot be read, or is no PCM WAV file.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise KnownError(f"There is no recording {path}; check the name.") from error
    except OSError as error:
        raise KnownError(f"The recording {path} cannot be read: {error.strerror or error}.") from error
    return decode_wav(data, path.name)


def _integers(raw: bytes, width: int) -> npt.NDArray[np.float64]:
    """PCM of 1 to 4 bytes as numbers on the 16-bit scale."""
    if width == 1:  # the only unsigned one
        return (np.frombuffer(raw, np.uint8).astype(np.float64) - 128.0) * 256.0
    if width == 3:
        octets = np.frombuffer(raw, np.uint8).reshape(-1, 3)
        padded = np.zeros((len(octets), 4), np.uint8)
        padded[:, 1:] = octets
        return padded.reshape(-1).view("<i4").astype(np.float64) / 65536.0
    if width == 4:
        return np.frombuffer(raw, "<i4").astype(np.float64) / 65536.0
    return np.frombuffer(raw, "<i2").astype(np.float64)
