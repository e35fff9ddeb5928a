from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.voice.microphone import (
    BLOCK_SAMPLES,
    DeviceSource,
    EndOfSound,
    MicrophoneLost,
    WavSource,
    open_source,
)
from kiosk.voice.sound import Samples, Wav

TONE = (1000 * np.sin(np.arange(16_000) / 9)).astype(np.int16)


class Hardware:
    """Stands for PortAudio and the clock: blocks come when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self.closed = 0
        self.opened: tuple[object, ...] = ()
        self._on_block: Callable[[Samples], None] = lambda block: None

    def open(
        self, device: int | str | None, rate_hz: int, block: int, on_block: Callable[[Samples], None]
    ) -> "Hardware":
        self.opened = (device, rate_hz, block)
        self._on_block = on_block
        return self

    def deliver(self, block: Samples) -> None:
        self._on_block(block)

    def clock(self) -> float:
        return self.now

    def close(self) -> None:
        self.closed += 1


def source(hardware: Hardware) -> DeviceSource:
    return DeviceSource(3, open_input=hardware.open, clock=hardware.clock)


def test_blocks_arrive_in_order() -> None:
    hardware = Hardware()
    microphone = source(hardware)
    assert hardware.opened == (3, 16_000, BLOCK_SAMPLES)
    for value in (1, 2, 3):
        hardware.deliver(np.full(BLOCK_SAMPLES, value, np.int16))
    read = [microphone.read(0.0) for _ in range(3)]
    assert [int(block[0]) for block in read if block is not None] == [1, 2, 3]
    assert microphone.read(0.0) is None


def test_a_busy_reader_loses_the_oldest_sound_only() -> None:
    hardware = Hardware()
    microphone = source(hardware)
    for value in range(1, 301):
        hardware.deliver(np.full(BLOCK_SAMPLES, value, np.int16))
    values = []
    while (block := microphone.read(0.0)) is not None:
        values.append(int(block[0]))
    assert values == list(range(101, 301))


def test_a_dead_device_is_noticed() -> None:
    hardware = Hardware()
    microphone = source(hardware)
    hardware.now = 1.9
    assert microphone.read(0.0) is None
    hardware.now = 2.1
    with pytest.raises(MicrophoneLost, match="check its plug"):
        microphone.read(0.0)


def test_a_muted_device_is_noticed() -> None:
    hardware = Hardware()
    microphone = source(hardware)
    for _ in range(4):
        hardware.now += 0.9
        hardware.deliver(np.zeros(BLOCK_SAMPLES, np.int16))
        assert microphone.read(0.0) is not None
    hardware.now += 0.9
    hardware.deliver(np.zeros(BLOCK_SAMPLES, np.int16))
    with pytest.raises(MicrophoneLost, match="not muted"):
        microphone.read(0.0)
    hardware.deliver(np.ones(BLOCK_SAMPLES, np.int16))
    assert microphone.read(0.0) is not None


def test_closing_releases_the_device_once() -> None:
    hardware = Hardware()
    microphone = source(hardware)
    microphone.close()
    microphone.close()
    assert hardware.closed == 1
    with pytest.raises(MicrophoneLost):
        microphone.read(0.0)


def blocks_of(recording: WavSource, timeout_s: float) -> Iterator[Samples | None]:
    while True:
        try:
            yield recording.read(timeout_s)
        except EndOfSound:
            return


def test_a_recording_comes_whole_and_ends() -> None:
    blocks = [block for block in blocks_of(WavSource(Wav(TONE, 16_000)), 0.1) if block is not None]
    assert np.array_equal(np.concatenate(blocks), TONE)
    assert max(map(len, blocks)) == BLOCK_SAMPLES


def test_a_recording_at_real_time_takes_its_time() -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    recording = WavSource(Wav(TONE, 16_000), real_time=True, clock=lambda: now[0], sleep=sleep)
    blocks = list(blocks_of(recording, 0.02))
    assert now[0] == pytest.approx(1.0)
    assert None in blocks


def test_a_recording_of_another_rate() -> None:
    blocks = blocks_of(WavSource(Wav(np.repeat(TONE, 3), 48_000)), 0.1)
    assert sum(len(block) for block in blocks if block is not None) == 16_000


def test_the_named_sources(tmp_path: Path) -> None:
    file = tmp_path / "q.wav"
    file.write_bytes(Wav(TONE, 16_000).encoded())
    assert isinstance(open_source(str(file), real_time=False), WavSource)
    with pytest.raises(KnownError, match="type the question"):
        open_source("none")
    with pytest.raises(KnownError, match="check the name"):
        open_source(str(tmp_path / "missing.wav"))
    with pytest.raises(KnownError, match="microphone"):
        open_source("98765")
