"""Every screen opens in both languages and shapes; a QML warning fails the test (qt_log_level_fail)."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize

from kiosk.base.settings import LANGUAGES, Language
from kiosk.ui.navigation import SCREENS
from kiosk.ui.tour import LANDSCAPE, PORTRAIT, stops, wait_for
from tests.ui.conftest import Stage


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_and_sheet_opens(make_stage: Callable[[QSize], Stage], size: QSize, language: Language) -> None:
    stage = make_stage(size)
    stage.kiosk.words.switch(language)
    seen = set()
    for stop in stops(stage.kiosk):
        stop.arrive()
        wait_for(stop.ready, 200)
        stage.settle()
        assert stage.texts(), stop.name
        seen.add(stage.kiosk.navigation.current)
        stop.leave()
    assert seen == set(SCREENS)


@pytest.mark.parametrize("theme", ["paper", "high_contrast", "large_text", "low_reach"])
def test_every_screen_opens_in_every_look(stage: Stage, theme: str) -> None:
    stage.kiosk.preferences.toggle(theme)
    for screen in SCREENS:
        stage.show(screen)
        assert stage.texts(), screen


def test_the_picture_is_drawn_and_not_blank(stage: Stage) -> None:
    image = stage.window.grabWindow()
    colours = {image.pixel(x, y) for x in range(0, 1080, 40) for y in range(0, 1920, 40)}
    assert len(colours) > 20


def test_an_unknown_language_or_screen_is_left_alone(stage: Stage) -> None:
    stage.kiosk.navigation.go("cellar")
    assert stage.kiosk.navigation.current == "attract"


@pytest.mark.parametrize("screen", [screen for screen in SCREENS if screen != "attract"])
def test_the_bar_is_in_the_same_place_on_every_screen(stage: Stage, screen: str) -> None:
    names = ("back", "home", "list", "language", "large", "contrast", "reach", "price", "help", "staff")
    stage.show("home")
    before = {name: stage.named(f"bar.{name}").mapToScene(stage.named(f"bar.{name}").position()) for name in names}
    stage.show(screen)
    after = {name: stage.named(f"bar.{name}").mapToScene(stage.named(f"bar.{name}").position()) for name in names}
    assert before == after


def test_low_reach_brings_every_target_into_the_lower_half(stage: Stage) -> None:
    stage.kiosk.preferences.toggle("low_reach")
    for screen in ("home", "path", "browse", "piece", "ask", "shortlist", "privacy", "help", "results"):
        stage.show(screen)
        for item in stage.targets():
            top = item.mapToScene(item.boundingRect().topLeft()).y()
            assert top >= PORTRAIT.height() / 2 - 1, f"{screen}: {item.property('label')} at {top}"
