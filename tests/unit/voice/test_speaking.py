import threading
from collections.abc import Callable

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.voice.player import Player
from kiosk.voice.sound import Wav
from kiosk.voice.speaker import Speaker
from kiosk.voice.speaking import Speaking, Spoken
from tests.helpers.loudspeaker import Loudspeaker

RATE_HZ = 22_050


class Reader(Speaker):
    """Renders every sentence as 0.1 s of sound and notes it; the engine itself has tests of its own."""

    def __init__(self, meanwhile: Callable[[str], None] = lambda text: None) -> None:
        self.read: list[tuple[str, Language]] = []
        self._meanwhile = meanwhile

    def render(self, text: str, language: Language) -> Wav:
        self.read.append((text, language))
        self._meanwhile(text)
        return Wav(np.ones(RATE_HZ // 10, np.int16), RATE_HZ)


def stage(reader: Reader) -> tuple[Speaking, Loudspeaker]:
    sink = Loudspeaker(RATE_HZ)
    return Speaking(reader, Player(lambda rate_hz: sink, clock=sink.clock)), sink


def test_an_answer_is_read_sentence_by_sentence_without_its_price() -> None:
    reader = Reader()
    speaking, sink = stage(reader)
    speaking.say("这款项链¥4,980。很轻！", "zh")
    assert speaking.step() == Spoken(True)
    assert reader.read == [("这款项链。", "zh"), ("很轻！", "zh"), ("价格请看屏幕。", "zh")]
    assert len(sink.heard()) == 3 * (RATE_HZ // 10)


def test_the_price_is_said_when_asked() -> None:
    reader = Reader()
    speaking, _ = stage(reader)
    speaking.say("It costs ¥300.", "en", say_prices=True)
    speaking.step()
    assert reader.read == [("It costs three hundred yuan.", "en")]


def test_nothing_to_say_waits_and_returns() -> None:
    assert stage(Reader())[0].step(timeout_s=0.01) is None


def test_only_the_newest_answer_is_read() -> None:
    reader = Reader()
    speaking, _ = stage(reader)
    speaking.say("第一。", "zh")
    speaking.say("第二。", "zh")
    assert speaking.step(0.01) == Spoken(True)
    assert speaking.step(0.01) is None
    assert [text for text, _ in reader.read] == ["第二。"]


def test_a_touch_while_a_sentence_is_rendered_keeps_it_silent() -> None:
    speaking: Speaking
    reader = Reader(meanwhile=lambda text: speaking.hush())
    speaking, sink = stage(reader)
    speaking.say("第一句。第二句。", "zh")
    assert speaking.step() == Spoken(False)
    assert len(reader.read) == 1
    assert len(sink.heard()) == 0


def test_a_new_answer_interrupts_the_old_one() -> None:
    speaking: Speaking
    asked: list[str] = []

    def meanwhile(text: str) -> None:
        if not asked:
            asked.append(text)
            speaking.say("新的。", "zh")

    reader = Reader(meanwhile)
    speaking, sink = stage(reader)
    speaking.say("旧的第一句。旧的第二句。", "zh")
    assert speaking.step() == Spoken(False)
    assert speaking.step() == Spoken(True)
    assert [text for text, _ in reader.read] == ["旧的第一句。", "新的。"]
    assert len(sink.heard()) == RATE_HZ // 10


def test_without_a_loudspeaker_the_first_answer_tells_it() -> None:
    def none(rate_hz: int) -> Loudspeaker:
        raise KnownError("There is no loudspeaker; the answer stays on the screen.")

    speaking = Speaking(Reader(), Player(none))
    speaking.say("好。", "zh")
    with pytest.raises(KnownError, match="stays on the screen"):
        speaking.step()
    speaking.say("好。", "zh")
    assert speaking.step() == Spoken(False)


def test_the_step_wakes_up_when_an_answer_comes() -> None:
    reader = Reader()
    speaking, _ = stage(reader)
    found: list[Spoken | None] = []
    thread = threading.Thread(target=lambda: found.append(speaking.step(timeout_s=5.0)))
    thread.start()
    speaking.say("好。", "zh")
    thread.join(5.0)
    assert found == [Spoken(True)]
