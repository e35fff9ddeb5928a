"""The voice, on the real pyttsx3 and espeak-ng; what it said is checked by listening back and by its phonemes."""

import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.voice.normalising import speakable
from kiosk.voice.recogniser import Recogniser
from kiosk.voice.sound import LISTENING_RATE_HZ, Wav
from kiosk.voice.speaker import Speaker, Voice, choose_voice
from tests.helpers.vosk_models import FOLDERS
from tests.unit.voice.test_recogniser import listen

needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    speaker = Speaker()
    yield speaker
    assert speaker.close()


def padded(sound: Wav) -> Wav:
    silence = np.zeros(LISTENING_RATE_HZ // 2, np.int16)
    samples = sound.resampled(LISTENING_RATE_HZ).samples
    return Wav(np.concatenate([silence, samples, silence]), LISTENING_RATE_HZ)


@needs_espeak
@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "我要翡翠手镯三万以内"), ("zh", "十八K金会过敏吗"), ("en", "can eighteen karat gold cause an allergy")],
)
def test_what_is_spoken_can_be_heard_again(speaker: Speaker, vosk_models: Path, language: Language, text: str) -> None:
    sound = speaker.render(text, language)
    assert sound.sample_rate_hz == 22_050
    assert sound.duration_s > 1.5
    recogniser = Recogniser(vosk_models / FOLDERS[language], language)
    assert listen(recogniser, padded(sound)).text == text


@needs_espeak
def test_the_languages_may_alternate(speaker: Speaker, vosk_models: Path) -> None:
    chinese = Recogniser(vosk_models / FOLDERS["zh"], "zh")
    first = speaker.render("换到无名指", "zh")
    between = speaker.render("try it on", "en")
    again = speaker.render("换到无名指", "zh")
    assert first.duration_s == pytest.approx(again.duration_s, rel=0.05)
    assert between.duration_s < 0.9 * first.duration_s
    assert listen(chinese, padded(again)).text == "换到无名指"


@needs_espeak
def test_many_sentences_one_after_the_other(speaker: Speaker) -> None:
    lengths = [len(speaker.render(f"第{i}句", "zh").samples) for i in range(20)]
    assert min(lengths) > 5000


@needs_espeak
def test_several_threads_may_ask_at_once(speaker: Speaker) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(speaker.render("钻石项链", "zh").samples))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    # espeak-ng varies a little from one time to the next.
    assert max(found) < 1.05 * min(found)


@needs_espeak
def test_a_faster_voice_is_shorter() -> None:
    durations_s = []
    for rate_wpm in (130, 220):
        speaker = Speaker(rate_wpm)
        durations_s.append(speaker.render("钻石项链", "zh").duration_s)
        assert speaker.close()
    assert durations_s[0] > 1.3 * durations_s[1]


@needs_espeak
def test_standard_output_stays_clean(speaker: Speaker, capfd: pytest.CaptureFixture[str]) -> None:
    speaker.render("钻石项链", "zh")
    assert capfd.readouterr().out == ""


def test_nothing_to_say_is_no_sound(speaker: Speaker) -> None:
    assert len(speaker.render("  。！", "zh").samples) == 0


def phonemes(voice: str, text: str) -> str:
    return subprocess.run(
        ["espeak-ng", "-v", voice, "-x", "-q", text], check=True, capture_output=True, text=True
    ).stdout


ANSWERS = (
    "推荐N001：18K白金钻石项链，净度VVS1，0.30克拉，链长450 mm。",
    "PT950铂金戒指，内径16.5 mm，适合日常佩戴。",
    "足金999古法手镯，今日价2026-11-23。",
    "4C指克拉、颜色、净度和切工，GIA证书可查。",
)


@needs_espeak
@pytest.mark.parametrize("answer", ANSWERS)
def test_chinese_is_never_read_as_english_letters(answer: str) -> None:
    spoken = phonemes("cmn-latn-pinyin", speakable(answer, "zh"))
    assert "(en)" not in spoken
    syllables = [part for part in re.split(r"[_|\s]+", spoken) if part]
    assert len(syllables) > 10
    assert all(re.search(r"\d", part) for part in syllables), "every syllable has its tone"


@needs_espeak
def test_the_refused_voice_is_why_it_is_refused() -> None:
    """Should espeak-ng mend `cmn` one day, this tells."""
    if "(en)" not in phonemes("cmn", "钻石项链"):
        pytest.skip("this espeak-ng reads Hanzi with cmn as well")
    assert choose_voice([Voice("sit/cmn", "Chinese (Mandarin, latin as English)")], "zh") is None


@pytest.mark.parametrize(
    ("voices", "language", "chosen"),
    [
        (["sit/cmn", "sit/cmn-latn-pinyin", "gmw/en"], "zh", "sit/cmn-latn-pinyin"),
        (["sit/cmn", "gmw/en"], "zh", None),
        (["gmw/en", "gmw/en-us"], "en", "gmw/en-us"),
        (["gmw/en-gb-scotland", "gmw/en"], "en", "gmw/en"),
        (["HKEY/TTS_MS_ZH-CN_HUIHUI_11.0", "HKEY/TTS_MS_EN-US_ZIRA_11.0"], "zh", "HKEY/TTS_MS_ZH-CN_HUIHUI_11.0"),
        (["HKEY/TTS_MS_ZH-CN_HUIHUI_11.0", "HKEY/TTS_MS_EN-US_ZIRA_11.0"], "en", "HKEY/TTS_MS_EN-US_ZIRA_11.0"),
        (["com.apple.voice.compact.zh-CN.Tingting"], "zh", "com.apple.voice.compact.zh-CN.Tingting"),
        ([], "en", None),
    ],
)
def test_the_choice_of_a_voice(voices: list[str], language: Language, chosen: str | None) -> None:
    found = choose_voice([Voice(voice, voice) for voice in voices], language)
    assert (found.id if found else None) == chosen


class Hanging:
    """An engine that hangs at its first sentence, as pyttsx3 does when two threads share it."""

    def __init__(self) -> None:
        self.released = threading.Event()
        self.voice = ""

    def getProperty(self, name: str) -> object:
        voices = [SimpleNamespace(id="sit/cmn-latn-pinyin", name="Mandarin", languages=[])]
        return voices if name == "voices" else self.voice

    def setProperty(self, name: str, value: str) -> None:
        if name == "voice":
            self.voice = value

    def save_to_file(self, text: str, file: str) -> None:
        self.file = file

    def runAndWait(self) -> None:
        self.released.wait()
        Path(self.file).write_bytes(Wav(np.ones(100, np.int16), 22_050).encoded())


def test_a_voice_that_hangs_is_given_up_and_taken_back() -> None:
    engine = Hanging()
    speaker = Speaker(deadline_s=0.05, start_engine=lambda: engine)
    with pytest.raises(KnownError, match="did not answer in time"):
        speaker.render("钻石", "zh")
    with pytest.raises(KnownError, match="does not answer"):
        speaker.render("钻石", "zh")
    assert not speaker.close(wait_s=0.05)
    engine.released.set()
    assert speaker.close()


def test_after_a_hang_it_speaks_again() -> None:
    engine = Hanging()
    speaker = Speaker(deadline_s=0.05, start_engine=lambda: engine)
    with pytest.raises(KnownError, match="did not answer in time"):
        speaker.render("钻石", "zh")
    engine.released.set()
    deadline = time.monotonic() + 2.0
    while True:
        try:
            assert len(speaker.render("钻石", "zh").samples) == 100
            break
        except KnownError:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    assert speaker.close()


def test_no_engine_and_no_voice_are_sentences() -> None:
    def nothing() -> object:
        raise KnownError("There is no voice on this system; install espeak-ng to hear the answers.")

    mute = Speaker(start_engine=nothing)
    with pytest.raises(KnownError, match="install espeak-ng"):
        mute.render("hello", "en")
    assert mute.close()
    with pytest.raises(KnownError, match="closed"):
        mute.render("hello", "en")

    chinese_only = Speaker(start_engine=Hanging)
    with pytest.raises(KnownError, match="No voice reads English"):
        chinese_only.render("hello", "en")
    assert chinese_only.close()


def test_without_pyttsx3_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyttsx3", None)
    speaker = Speaker()
    with pytest.raises(KnownError, match="install espeak-ng"):
        speaker.render("hello", "en")
    assert speaker.close()
