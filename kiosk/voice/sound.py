"""Sound in memory: 16-bit mono samples, and the WAV files that people and tests bring."""

import io
import struct
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
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_READABLE = {(_PCM, 8), (_PCM, 16), (_PCM, 24), (_PCM, 32), (_FLOAT, 32)}


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
    """Mono samples of a WAV file, integers of 8 to 32 bits or 32-bit floats; several channels are averaged.

    A file that was written to a pipe or cut short says a wrong length; what is there is taken.

    Raises:
        KnownError: not such a file, empty, or longer than ten minutes; `name` is the file's name in the sentence.
    """
    form, raw = _chunks(data, name)
    kind, channels, rate = struct.unpack_from("<HHI", form)
    bits = struct.unpack_from("<H", form, 14)[0]
    if kind == _EXTENSIBLE and len(form) >= 26:
        kind = struct.unpack_from("<H", form, 24)[0]
    if (kind, bits) not in _READABLE or not 1 <= channels <= 64 or not 1000 <= rate <= 400_000:
        raise _unreadable(name, f"format {kind}, {bits} bits, {channels} channels, {rate} Hz")
    frame = bits // 8 * channels
    if len(raw) // frame > _LONGEST_S * rate:
        raise KnownError(f"The recording {name} is longer than ten minutes; cut it and try again.")
    values = _numbers(raw[: len(raw) // frame * frame], kind, bits).reshape(-1, channels)
    if len(values) == 0:
        raise KnownError(f"The recording {name} is empty; record it again.")
    return Wav(np.clip(np.rint(values.mean(axis=1)), -32768, 32767).astype(np.int16), rate)


def _chunks(data: bytes, name: str) -> tuple[bytes, bytes]:
    """The format and the sound of a RIFF file."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise _unreadable(name, "it does not begin like one")
    form = b""
    position = 12
    while position + 8 <= len(data):
        kind = data[position : position + 4]
        size = struct.unpack_from("<I", data, position + 4)[0]
        body = data[position + 8 : position + 8 + size]
        if kind == b"fmt " and len(body) >= 16:
            form = body
        elif kind == b"data" and form:
            return form, body
        position += 8 + size + size % 2
    raise _unreadable(name, "it holds no sound")


def _unreadable(name: str, why: str) -> KnownError:
    return KnownError(f"The recording {name} is not a WAV file that can be read ({why}); save it as 16-bit PCM WAV.")


def read_wav(path: Path) -> Wav:
    """Read a WAV file; see `decode_wav`.

    Raises:
        KnownError: it is not there, cannot be read, or is no WAV file.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise KnownError(f"There is no recording {path}; check the name.") from error
    except OSError as error:
        raise KnownError(f"The recording {path} cannot be read: {error.strerror or error}.") from error
    return decode_wav(data, path.name)


def _numbers(raw: bytes, kind: int, bits: int) -> npt.NDArray[np.float64]:
    """Samples on the 16-bit scale; a float that is no number is silence."""
    if kind == _FLOAT:
        return np.nan_to_num(np.frombuffer(raw, "<f4").astype(np.float64), posinf=0.0, neginf=0.0) * 32768.0
    if bits == 8:  # the only unsigned one
        return (np.frombuffer(raw, np.uint8).astype(np.float64) - 128.0) * 256.0
    if bits == 24:
        octets = np.frombuffer(raw, np.uint8).reshape(-1, 3)
        padded = np.zeros((len(octets), 4), np.uint8)
        padded[:, 1:] = octets
        return padded.reshape(-1).view("<i4").astype(np.float64) / 65536.0
    if bits == 32:
        return np.frombuffer(raw, "<i4").astype(np.float64) / 65536.0
    return np.frombuffer(raw, "<i2").astype(np.float64)
