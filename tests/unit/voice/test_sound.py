import struct
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.errors import KnownError
from kiosk.voice.sound import Wav, decode_wav, read_wav, resample

TONE = (8000 * np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000)).astype(np.int16)


def riff(kind: int, channels: int, rate_hz: int, bits: int, raw: bytes, extra: bytes = b"") -> bytes:
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", kind, channels, rate_hz, rate_hz * frame, frame, bits) + extra
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(raw)) + raw
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_written_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "tone.wav"
    file.write_bytes(Wav(TONE, 16_000).encoded())
    again = read_wav(file)
    assert again.sample_rate_hz == 16_000
    assert np.array_equal(again.samples, TONE)
    assert again.duration_s == 1.0
    with wave.open(str(file)) as other:
        assert (other.getnchannels(), other.getsampwidth(), other.getnframes()) == (1, 2, 16_000)


@pytest.mark.parametrize(
    ("kind", "bits", "raw"),
    [
        (1, 8, (TONE // 256 + 128).astype(np.uint8).tobytes()),
        (1, 24, np.stack([np.zeros(16_000, np.uint8), *TONE.view(np.uint8).reshape(-1, 2).T], 1).tobytes()),
        (1, 32, (TONE.astype(np.int32) * 65536).astype("<i4").tobytes()),
        (3, 32, (TONE / 32768).astype("<f4").tobytes()),
    ],
)
def test_every_depth_gives_the_same_tone(kind: int, bits: int, raw: bytes) -> None:
    read = decode_wav(riff(kind, 1, 16_000, bits, raw), "tone.wav").samples.astype(int)
    assert np.abs(read - TONE).max() <= (256 if bits == 8 else 1)


def test_stereo_is_averaged_and_extensible_understood() -> None:
    stereo = np.stack([TONE, np.zeros_like(TONE)], 1).astype("<i2").tobytes()
    extra = struct.pack("<HHIH", 22, 16, 3, 1) + bytes(14)
    read = decode_wav(riff(0xFFFE, 2, 16_000, 16, stereo, extra), "stereo.wav")
    assert np.abs(read.samples.astype(int) - TONE // 2).max() <= 1


def test_a_length_that_a_pipe_could_not_know() -> None:
    data = bytearray(Wav(TONE, 22_050).encoded())
    data[40:44] = struct.pack("<I", 0x7FFFFFFF)
    assert len(decode_wav(bytes(data), "piped.wav").samples) == len(TONE)


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "does not begin"),
        (b"<html>not found</html>", "does not begin"),
        (b"RIFF\0\0\0\0WAVE", "holds no sound"),
        (riff(85, 1, 16_000, 16, TONE.tobytes()), "format 85"),
        (riff(1, 0, 16_000, 16, TONE.tobytes()), "0 channels"),
        (riff(1, 1, 16_000, 16, b""), "empty"),
        (riff(1, 1, 1000, 8, bytes(700_000)), "ten minutes"),
    ],
)
def test_what_is_no_recording_is_one_sentence(data: bytes, part: str) -> None:
    with pytest.raises(KnownError, match=part):
        decode_wav(data, "x.wav")


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(noise: bytes) -> None:
    for data in (noise, riff(1, 1, 16_000, 16, b"")[:36] + noise, b"RIFF0000WAVE" + noise):
        try:
            decode_wav(data, "x.wav")
        except KnownError as error:
            assert "x.wav" in str(error)  # noqa: PT017 - either is right: a sound or a sentence


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="check the name"):
        read_wav(tmp_path / "nobody.wav")


@pytest.mark.parametrize("rate_hz", [8000, 22_050, 44_100, 48_000])
def test_resampling_keeps_the_pitch(rate_hz: int) -> None:
    tone = Wav((9000 * np.sin(2 * np.pi * 440 * np.arange(rate_hz) / rate_hz)).astype(np.int16), rate_hz)
    heard = tone.resampled(16_000)
    assert len(heard.samples) == 16_000
    assert np.argmax(np.abs(np.fft.rfft(heard.samples))) == 440


def test_resampling_folds_nothing() -> None:
    shrill = (20_000 * np.sin(2 * np.pi * 15_000 * np.arange(48_000) / 48_000)).astype(np.int16)
    assert np.abs(resample(shrill, 48_000, 16_000)).max() < 200


@given(st.integers(0, 500), st.sampled_from([8000, 16_000, 44_100]))
def test_lengths_follow_the_rates(count: int, rate_hz: int) -> None:
    assert len(resample(np.zeros(count, np.int16), rate_hz, 16_000)) == round(count * 16_000 / rate_hz)
