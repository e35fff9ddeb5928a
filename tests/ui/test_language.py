"""Switching the language keeps what the customer was doing."""

import re

from kiosk.base.settings import LANGUAGES
from kiosk.base.text import placeholders, table
from kiosk.ui.navigation import SCREENS
from tests.ui.conftest import Stage


def test_both_languages_have_the_same_texts_and_placeholders() -> None:
    zh, en = ({key: said for key, said in table(name).items() if key.startswith("ui.")} for name in LANGUAGES)
    assert zh.keys() == en.keys()
    for key, said in zh.items():
        assert placeholders(said) == placeholders(en[key]), key


def test_filters_place_and_way_back_survive(stage: Stage) -> None:
    stage.show("home")
    stage.show("browse")
    stage.kiosk.browse.toggle("category", "ring")
    stage.tap("bar.language")
    assert stage.kiosk.words.current == "en"
    assert stage.kiosk.navigation.current == "browse"
    assert all(stage.kiosk.shelf.pieces[sku].category == "ring" for sku in stage.kiosk.browse.found())
    assert "Browse" in stage.texts()
    stage.tap("bar.back")
    assert stage.kiosk.navigation.current == "home"


def test_a_scrolled_list_stays_where_it_is(stage: Stage) -> None:
    stage.show("browse")
    grid = stage.named("browse.grid")
    grid.setProperty("contentY", 700.0)
    stage.kiosk.words.toggle()
    stage.settle()
    assert stage.named("browse.grid").property("contentY") == 700.0


def test_the_list_is_found_again_where_it_was_left(stage: Stage) -> None:
    stage.show("home")
    stage.show("browse")
    stage.named("browse.grid").setProperty("contentY", 500.0)
    stage.show("piece")
    stage.kiosk.back()
    stage.settle(60)
    assert stage.named("browse.grid").property("contentY") == 500.0


def test_the_chosen_steps_and_the_typed_line_survive(stage: Stage) -> None:
    stage.kiosk.path.begin()
    stage.kiosk.path.choose("women")
    stage.kiosk.words.toggle()
    assert stage.kiosk.path.constraints() == {"recipient": ["women"]}
    stage.kiosk.ask.type()
    assert not stage.kiosk.typing.in_chinese
    for key in "ring":
        stage.kiosk.typing.press(key)
    stage.kiosk.words.toggle()
    assert stage.kiosk.typing.line == "ring"


def test_english_screens_show_no_chinese_and_the_other_way_round(stage: Stage) -> None:
    """Names of pieces and the word for the other language aside."""
    stage.kiosk.words.switch("en")
    for screen in SCREENS:
        stage.show(screen)
        chinese = [said for said in stage.texts() if re.search("[一-鿿]", said)]
        assert set(chinese) <= {"中文", "璀镜", "中/en", "EN/中"}, screen
