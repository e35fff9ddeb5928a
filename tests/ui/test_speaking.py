"""Prices are shown; they are spoken only to somebody who asked for one."""

import pytest
from pytestqt.qtbot import QtBot

from kiosk.base.settings import Language
from kiosk.ui.threads.speaking import Speaking


class Loudspeaker:
    """Stands where the voice stands and notes what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[str, bool]] = []

    def say(self, words: str, language: Language, *, say_prices: bool) -> None:
        self.said.append((words, say_prices))


@pytest.mark.parametrize(
    ("question", "language", "spoken"),
    [
        ("这个多少钱", "zh", True),
        ("我想找一款适合日常佩戴的钻石项链，五千以内", "zh", False),
        ("how much is it", "en", True),
        ("is it real gold", "en", False),
        ("", "zh", False),
    ],
)
def test_a_price_is_spoken_only_when_asked_for(qtbot: QtBot, question: str, language: Language, spoken: bool) -> None:
    speaking = Speaking(lambda: pytest.fail("no voice is opened"))
    voice = Loudspeaker()
    speaking._engine = voice  # type: ignore[assignment]
    speaking.say("这款 4,980 元。", language, question)
    assert voice.said == [("这款 4,980 元。", spoken)]
    speaking._engine = None
