"""Our own keyboard: pinyin by touch, English, and the dictionary behind it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.ui.pinyin import Pinyin
from tests.ui.conftest import Stage


def test_a_real_keyboard_works_too(stage: Stage) -> None:
    stage.kiosk.ask.type()
    stage.settle()
    for key in "zuanshi1":
        QTest.keyClick(stage.window, key)
    QTest.keyClick(stage.window, Qt.Key.Key_Space)
    QTest.keyClick(stage.window, Qt.Key.Key_Backspace)
    assert stage.kiosk.typing.line == "钻石"
    QTest.keyClick(stage.window, Qt.Key.Key_Return)
    assert stage.kiosk.ask.question_now == "钻石"


@pytest.fixture(scope="module")
def dictionary() -> Pinyin:
    return Pinyin(["晨星六爪钻戒", "not Chinese"])


def test_diamond_is_typed_by_touch(stage: Stage) -> None:
    stage.kiosk.ask.type()
    stage.settle()
    for key in "zuanshi":
        stage.tap(f"key.{key}")
    assert stage.kiosk.typing.line == ""
    stage.tap("candidate.0")
    assert stage.kiosk.typing.line == "钻石"
    stage.tap("key.send")
    assert stage.kiosk.ask.question_now == "钻石"
    assert stage.kiosk.typing.line == ""


def test_english_is_typed_by_touch(stage: Stage) -> None:
    stage.kiosk.words.switch("en")
    stage.kiosk.ask.type()
    stage.settle()
    for key in "ring":
        stage.tap(f"key.{key}")
    stage.tap("key.space")
    stage.tap("key.backspace")
    assert stage.kiosk.typing.line == "ring"


def test_what_is_still_pinyin_is_sent_as_words(stage: Stage) -> None:
    stage.kiosk.ask.type()
    stage.settle()
    for key in "songmama":
        stage.kiosk.typing.press(key)
    stage.tap("key.send")
    assert stage.kiosk.ask.question_now == "送妈妈"


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("zuanshi", "钻石"),
        ("feicui", "翡翠"),
        ("xianglian", "项链"),
        ("zs", "钻石"),
        ("zuansh", "钻石"),
        ("nv'er", "女儿"),
        ("guomin", "过敏"),
        ("chenxingliuzhuazuanjie", "晨星六爪钻戒"),
        ("woxiangzhaoyikuanshiherichangpeidaidezuanshixianglian", "我想找一款适合日常佩戴的钻石项链"),
        ("lv", "绿"),
    ],
)
def test_pinyin_finds(dictionary: Pinyin, letters: str, word: str) -> None:
    assert word in [found for found, _ in dictionary.candidates(letters)][:9]


@settings(deadline=None)  # the first call builds the dictionary
@given(st.text("abcdefghijklmnopqrstuvwxyz'", max_size=30))
def test_any_letters_are_survived_and_used_up(letters: str) -> None:
    for word, used in SHARED.candidates(letters):
        assert word
        assert 0 < used <= len(letters)


SHARED = Pinyin()
