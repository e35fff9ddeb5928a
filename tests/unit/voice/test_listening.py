"""Push-to-talk with the real recogniser and a synthesised customer."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kiosk.voice.activity import ActivityGate, Gate
from kiosk.voice.listening import Event, Final, Limits, Listening, NoSpeech, Partial
from kiosk.voice.microphone import DeviceSource, MicrophoneLost, WavSource
from kiosk.voice.recogniser import Recogniser
from kiosk.voice.sound import Wav
from tests.helpers.customer_voice import says
from tests.helpers.vosk_models import FOLDERS
from tests.unit.voice.test_microphone import Hardware


@pytest.fixture(scope="module")
def chinese(vosk_models: Path) -> Iterator[Recogniser]:
    recogniser = Recogniser(vosk_models / FOLDERS["zh"], "zh")
    yield recogniser
    recogniser.close()


def events_of(listening: Listening) -> list[Event]:
    events = []
    while not listening.finished:
        event = listening.step()
        if event is not None:
            events.append(event)
    return events


def room(seconds: float, level: float = 3.0) -> np.ndarray:
    return np.random.default_rng(1).normal(0, level, int(seconds * 16_000)).astype(np.int16)


def test_partials_grow_and_the_final_comes_after_the_end_of_speech(chinese: Recogniser) -> None:
    said = says("我想找一款适合日常佩戴的钻石项链，五千以内", "zh", tail_s=3.0)
    listening = Listening(WavSource(said), chinese)
    *partials, final = events_of(listening)
    assert isinstance(final, Final)
    assert final.heard.text == "我想找一款适合日常佩戴的钻石项链五千以内"
    texts = [p.text for p in partials if isinstance(p, Partial)]
    assert len(texts) == len(partials) == final.partials >= 5
    assert len(texts[0]) < len(texts[-1])
    assert not listening.exhausted
    assert 0.3 < final.waited_s < 1.0
    assert final.heard.words[0].start_s == pytest.approx(0.5, abs=0.15)
    assert final.heard.words[-1].end_s == pytest.approx(said.duration_s - 3.0, abs=0.35)
    assert listening.step() is None


def test_nobody_speaks(chinese: Recogniser) -> None:
    listening = Listening(WavSource(Wav(room(8.0), 16_000)), chinese)
    (event,) = events_of(listening)
    assert isinstance(event, NoSpeech)
    assert event.reason == "silence"
    assert not listening.exhausted
    assert listening.heard_s == pytest.approx(6.0, abs=0.05)


def test_somebody_speaks_too_softly(chinese: Recogniser) -> None:
    soft = says("我要翡翠手镯三万以内", "zh", gain=0.012)
    gate = ActivityGate(Gate(quietest_db=-50.0))
    (event,) = events_of(Listening(WavSource(soft), chinese, gate))
    assert isinstance(event, NoSpeech)
    assert event.reason == "too_quiet"
    assert event.peak_db < -45


def test_words_that_nobody_knows_are_no_words(chinese: Recogniser) -> None:
    chinese.set_grammar(["第一个", "第二个"])
    try:
        said = says("珍珠怎么保养", "zh")
        (event,) = [e for e in events_of(Listening(WavSource(said), chinese)) if not isinstance(e, Partial)]
        assert isinstance(event, NoSpeech)
        assert event.reason == "not_understood"
    finally:
        chinese.set_grammar(None)


def test_a_door_before_the_question_does_not_end_the_listening(chinese: Recogniser) -> None:
    bang = room(0.05, 9000.0)
    question = says("第二个", "zh", lead_s=1.5).samples
    sound = np.concatenate([room(1.0), bang, question])
    (final,) = [e for e in events_of(Listening(WavSource(Wav(sound, 16_000)), chinese)) if isinstance(e, Final)]
    assert final.heard.text == "第二个"


def test_letting_go_of_the_button_ends_it(chinese: Recogniser) -> None:
    listening = Listening(WavSource(says("第二个", "zh")), chinese)
    while listening.heard_s < 1.6:
        listening.step()
    final = listening.finish()
    assert isinstance(final, Final)
    assert final.heard.text == "第二个"
    assert listening.finished


def test_an_endless_talker_is_interrupted(chinese: Recogniser) -> None:
    said = says("我想找一款适合日常佩戴的钻石项链，五千以内", "zh")
    listening = Listening(WavSource(said), chinese, limits=Limits(longest_s=3.0))
    final = events_of(listening)[-1]
    assert isinstance(final, Final)
    assert listening.heard_s < 4.5
    assert "我想找一款" in final.heard.text
    assert "五千" not in final.heard.text


def test_in_a_loud_room_new_words_failing_to_come_end_it(chinese: Recogniser) -> None:
    said = says("我要翡翠手镯三万以内", "zh", tail_s=6.0)
    gate = ActivityGate(Gate(close_above_noise_db=-100.0, quietest_db=-200.0))  # it never closes
    listening = Listening(WavSource(said), chinese, gate)
    final = events_of(listening)[-1]
    assert isinstance(final, Final)
    assert final.heard.text == "我要翡翠手镯三万以内"
    assert listening.heard_s < said.duration_s - 3.0


def test_a_microphone_that_dies_is_told(chinese: Recogniser) -> None:
    hardware = Hardware()
    source = DeviceSource(open_input=hardware.open, clock=hardware.clock)
    listening = Listening(source, chinese, limits=Limits(read_timeout_s=0.0))
    hardware.deliver(room(0.03))
    assert listening.step() is None
    assert listening.level_db < -60
    hardware.now = 10.0
    with pytest.raises(MicrophoneLost):
        listening.step()
    source.close()


def test_the_next_utterance_starts_clean(chinese: Recogniser) -> None:
    for text in ("第二个", "再便宜点"):
        final = events_of(Listening(WavSource(says(text, "zh", tail_s=2.5)), chinese))[-1]
        assert isinstance(final, Final)
        assert final.heard.text == text
        assert final.heard.words[0].start_s == pytest.approx(0.5, abs=0.25)
