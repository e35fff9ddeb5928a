from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.voice.activity import Activity, ActivityGate, Gate, measure
from kiosk.voice.sound import LISTENING_RATE_HZ, Samples, read_wav
from tests.helpers.customer_voice import UNSEEN, says

SECOND = LISTENING_RATE_HZ


def feed(gate: ActivityGate, samples: Samples, block: int = 480) -> list[Activity]:
    return [gate.feed(samples[first : first + block]) for first in range(0, len(samples), block)]


def white(seconds: float, level: float, seed: int = 0) -> Samples:
    noise = np.random.default_rng(seed).normal(size=int(seconds * SECOND)) * level * 32767
    return np.clip(noise, -32768, 32767).astype(np.int16)


def tone(seconds: float, pitch_hz: float, level: float) -> Samples:
    time = np.arange(int(seconds * SECOND)) / SECOND
    wave = sum(np.sin(2 * np.pi * pitch_hz * k * time) / k for k in range(1, 12))
    return (wave * level * 32767 / 2).astype(np.int16)


@pytest.mark.parametrize("variant", UNSEEN)
@pytest.mark.parametrize(("language", "text"), [("zh", "我要翡翠手镯三万以内"), ("en", "show me a pearl necklace")])
def test_fires_on_speech_and_notices_its_end(language: str, text: str, variant: str) -> None:
    sound = says(text, language, variant=variant, lead_s=1.0, tail_s=1.5)
    found = feed(ActivityGate(), sound.samples)
    starts = [index * 0.03 for index, activity in enumerate(found) if activity.started]
    ends = [index * 0.03 for index, activity in enumerate(found) if activity.ended]
    assert len(starts) == len(ends) == 1
    assert 1.0 < starts[0] < 1.5
    assert sound.duration_s - 1.5 < ends[0] < sound.duration_s - 0.4


@pytest.mark.parametrize("snr_db", [20, 12])
def test_fires_on_speech_in_a_noisy_room(snr_db: float) -> None:
    speech = says("我要翡翠手镯三万以内", "zh", lead_s=2.0).samples.astype(float)
    level = np.sqrt(np.mean(speech[2 * SECOND :] ** 2)) / 32767
    noisy = speech + white(len(speech) / SECOND, level * 10 ** (-snr_db / 20))[: len(speech)]
    found = feed(ActivityGate(), np.clip(noisy, -32768, 32767).astype(np.int16))
    starts = [index * 0.03 for index, activity in enumerate(found) if activity.started]
    assert len(starts) == 1
    assert 2.0 < starts[0] < 2.6


@pytest.mark.parametrize(
    "noise",
    [
        np.zeros(4 * SECOND, np.int16),
        white(4.0, 0.001),
        white(4.0, 0.2),
        np.concatenate([white(1.0, 0.001), white(3.0, 0.2)]),
        np.concatenate([white(1.0, 0.001), tone(3.0, 440.0, 0.3)]),
        np.concatenate([white(0.3, 0.002) if i % 2 else white(0.04, 0.5, i) for i in range(16)]),
    ],
    ids=["silence", "faint", "loud", "a fan starts", "a horn", "clapping"],
)
def test_does_not_fire_on(noise: Samples) -> None:
    assert not any(activity.started for activity in feed(ActivityGate(), noise))


def test_does_not_fire_on_recorded_noise(shared_data: Path) -> None:
    files = sorted((shared_data / "speech/noise").glob("*.wav"))
    assert files
    fired = [
        file.name
        for file in files
        if any(a.started for a in feed(ActivityGate(), read_wav(file).resampled(LISTENING_RATE_HZ).samples))
    ]
    assert fired == []


def test_fires_on_recorded_people(shared_data: Path) -> None:
    files = [f for d in ("en", "zh", "commands") for f in sorted((shared_data / "speech" / d).glob("*.wav"))]
    missed = [
        file.name
        for file in files
        if not any(a.started for a in feed(ActivityGate(), read_wav(file).resampled(LISTENING_RATE_HZ).samples))
    ]
    # Nobody knows what this one holds; it is quiet throughout.
    assert missed == ["tcpp_jobs_silence.wav"]


def test_a_pause_inside_a_sentence_does_not_end_it() -> None:
    first = says("我要翡翠手镯", "zh", lead_s=1.0, tail_s=0.0).samples
    second = says("三万以内", "zh", lead_s=0.4, tail_s=1.5).samples
    found = feed(ActivityGate(), np.concatenate([first, second]))
    assert sum(activity.ended for activity in found) == 1


def test_the_blocks_may_have_any_length() -> None:
    samples = says("第二个", "zh").samples
    one, other = ActivityGate(), ActivityGate()
    by_480 = sum(a.started for a in feed(one, samples, 480))
    by_37 = sum(a.started for a in feed(other, samples, 37))
    assert by_480 == by_37 == 1
    assert one.peak_db == pytest.approx(other.peak_db)


def test_a_whisper_far_away_counts_as_faint() -> None:
    gate = ActivityGate(Gate(quietest_db=-50.0))
    feed(gate, says("我要翡翠手镯三万以内", "zh", gain=0.012).samples)
    assert not gate.speaking
    assert gate.faint_s > 0.3
    gate.reset()
    assert gate.faint_s == 0.0


def test_level_and_periodicity_of_known_sounds() -> None:
    windows = np.lib.stride_tricks.sliding_window_view(tone(0.2, 200.0, 0.2) / 32768.0, 640)[::160]
    levels, periodicity = measure(windows)
    assert np.all(periodicity > 0.95)
    assert np.ptp(levels) < 1.0
    noise = np.lib.stride_tricks.sliding_window_view(white(0.5, 0.1) / 32768.0, 640)[::160]
    assert np.median(measure(noise)[1]) < 0.6
    double = measure(windows * 2)[0]
    assert double - levels == pytest.approx(np.full(len(levels), 6.02), abs=0.05)


@settings(max_examples=25)
@given(st.lists(st.integers(-32768, 32767), max_size=900))
def test_any_samples_are_measured(values: list[int]) -> None:
    activity = ActivityGate().feed(np.array(values, np.int16))
    assert -91 <= activity.level_db <= 12
