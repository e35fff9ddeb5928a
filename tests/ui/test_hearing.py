"""Holding the button: a real recogniser on its own thread, and the customer's words on the screen."""

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from kiosk.base.errors import KnownError
from kiosk.ui.threads.hearing import Hearing
from kiosk.voice.correction import candidates
from kiosk.voice.microphone import AudioSource, WavSource
from kiosk.voice.recogniser import Recogniser
from kiosk.voice.sound import LISTENING_RATE_HZ, Wav
from tests.helpers.customer_voice import says
from tests.helpers.vosk_models import unpack
from tests.ui.conftest import Stage


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack("zh", tmp_path_factory.mktemp("speech"))


def test_a_spoken_wish_arrives_with_partials_and_level(qtbot: QtBot, model: Path) -> None:
    sound = says("我想找一款钻石项链", "zh")
    hearing = Hearing(lambda: WavSource(sound, real_time=False), lambda language: Recogniser(model, language))
    levels: list[float] = []
    hearing.sound.ready.connect(lambda: levels.append(getattr(hearing.sound.take(), "level", 0.0)))
    hearing.start()
    with qtbot.waitSignal(hearing.understood, timeout=20_000) as heard:
        hearing.listen("zh")
    assert hearing.close()
    assert "钻石" in heard.args[0]
    assert max(levels) > 0.2


def test_silence_is_told_as_silence(qtbot: QtBot, model: Path) -> None:
    quiet = Wav(np.zeros(8 * LISTENING_RATE_HZ, np.int16), LISTENING_RATE_HZ)
    hearing = Hearing(lambda: WavSource(quiet, real_time=False), lambda language: Recogniser(model, language))
    hearing.start()
    with qtbot.waitSignal(hearing.unheard, timeout=20_000) as unheard:
        hearing.listen("zh")
    assert hearing.close()
    assert unheard.args == ["silence"]


@pytest.mark.parametrize(
    ("microphone", "ears", "reason"), [(False, True, "ask.no_microphone"), (True, False, "ask.no_speech")]
)
def test_what_is_missing_is_named(qtbot: QtBot, model: Path, microphone: bool, ears: bool, reason: str) -> None:
    def source() -> AudioSource:
        if not microphone:
            raise KnownError("no microphone")
        return WavSource(Wav(np.zeros(1600, np.int16), LISTENING_RATE_HZ), real_time=False)

    def recogniser(language: object) -> Recogniser:
        if not ears:
            raise KnownError("no model")
        return Recogniser(model, "zh")

    hearing = Hearing(source, recogniser)
    hearing.start()
    with qtbot.waitSignal(hearing.lost, timeout=10_000) as lost:
        hearing.listen("zh")
    assert hearing.close()
    assert lost.args == [reason]


def test_words_are_shown_while_they_are_spoken(stage: Stage) -> None:
    stage.kiosk.ask.set_microphone(True)
    stage.show("home")
    stage.kiosk.ask.listen()
    stage.settle()
    assert "请说，我在听……" in stage.texts()
    stage.kiosk.ask.hearing("我想找", 0.6)
    stage.settle()
    assert "我想找" in stage.texts()
    stage.kiosk.ask.unheard("too_quiet")
    stage.settle()
    assert "声音有点轻，请靠近一些再说一次。" in stage.texts()


def test_letting_go_ends_the_sentence_and_a_tap_does_not(stage: Stage) -> None:
    ended: list[bool] = []
    ask = stage.kiosk.ask
    ask.stop_listening = lambda: ended.append(True)
    ask.set_microphone(True)
    ask.listen()
    stage.clock.now += 0.2
    ask.released()
    assert ended == []
    ask.listen()
    stage.clock.now += 2
    ask.released()
    assert ended == [True]


def test_what_may_have_been_meant_is_offered_not_assumed(stage: Stage) -> None:
    ask = stage.kiosk.ask
    ask.set_guide(lambda sentence: None)
    ask.meant(candidates("费翠手镯"))
    ask.understood("费翠手镯")
    stage.settle()
    assert ask.question_now == "费翠手镯"
    assert any("翡翠" in said for said in stage.texts())
