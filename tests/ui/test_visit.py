"""Idle: warn, let extend, wipe; walking away ends the visit too."""

import pytest

from tests.ui.conftest import SETTINGS, Stage


def busy_visit(stage: Stage) -> None:
    kiosk = stage.kiosk
    kiosk.begin()
    kiosk.shortlist.like("R001")
    kiosk.detail.open("N001")
    kiosk.path.choose("women")
    kiosk.browse.toggle("category", "ring")
    kiosk.preferences.toggle("large_text")
    kiosk.words.switch("en")
    kiosk.typing.press("a")
    kiosk.ask.hearing("partial", 0.5)
    kiosk.mirror.lay("R001")
    kiosk.visit.callStaff()


def test_an_idle_visit_is_warned_then_wiped(stage: Stage) -> None:
    busy_visit(stage)
    stage.kiosk.visit.touch()
    stage.clock.now += SETTINGS.idle_warning_s - 1
    stage.kiosk.visit.tick()
    stage.settle()
    assert not stage.kiosk.visit.warned
    stage.clock.now += 1
    stage.kiosk.visit.tick()
    stage.settle()
    assert stage.kiosk.visit.warned
    assert "In 20 seconds this visit is cleared for the next guest." in stage.texts()
    stage.clock.now += SETTINGS.idle_wipe_s
    stage.kiosk.visit.tick()
    stage.settle()
    assert_nothing_left(stage)


def assert_nothing_left(stage: Stage) -> None:
    kiosk = stage.kiosk
    assert stage.session.empty
    assert kiosk.navigation.current == "attract"
    assert kiosk.words.current == SETTINGS.language
    assert not kiosk.preferences.value("large_text")
    assert kiosk.detail.chosen == ""
    assert kiosk.path.constraints() == {}
    assert kiosk.typing.line == ""
    assert len(kiosk.browse.found()) == len(kiosk.shelf.pieces)
    assert kiosk.mirror.wearing() == ()
    assert kiosk.shortlist.liked_skus() == []
    assert not kiosk.visit.warned


def test_one_touch_extends(stage: Stage) -> None:
    stage.kiosk.begin()
    stage.clock.now += SETTINGS.idle_warning_s
    stage.kiosk.visit.tick()
    stage.settle()
    stage.tap("idle.stay")
    stage.clock.now += SETTINGS.idle_wipe_s
    stage.kiosk.visit.tick()
    assert stage.kiosk.navigation.current == "home"
    assert not stage.kiosk.visit.warned


def test_every_touch_counts(stage: Stage) -> None:
    stage.kiosk.begin()
    stage.settle()
    stage.clock.now += SETTINGS.idle_warning_s - 1
    stage.tap("bar.large")
    stage.clock.now += SETTINGS.idle_warning_s - 1
    stage.kiosk.visit.tick()
    assert not stage.kiosk.visit.warned


def test_walking_away_from_the_open_camera_warns_early(stage: Stage) -> None:
    stage.show("mirror")
    stage.kiosk.visit.answer(True)
    stage.kiosk.visit.seen(True)
    stage.clock.now += 20
    stage.kiosk.visit.seen(False)
    stage.kiosk.visit.tick()
    assert stage.kiosk.visit.warned


def test_a_face_that_stays_keeps_the_visit(stage: Stage) -> None:
    stage.show("mirror")
    stage.kiosk.visit.answer(True)
    for _ in range(20):
        stage.clock.now += 10
        stage.kiosk.visit.seen(True)
        stage.kiosk.visit.tick()
    assert not stage.kiosk.visit.warned


@pytest.mark.parametrize("button", ["shortlist.done", "privacy.wipe"])
def test_done_wipes_at_once(stage: Stage, button: str) -> None:
    busy_visit(stage)
    stage.kiosk.visit.cancelStaff()
    stage.kiosk.preferences.toggle("large_text")
    stage.show(button.partition(".")[0])
    stage.tap(button)
    assert_nothing_left(stage)


def test_nobody_there_is_never_warned(stage: Stage) -> None:
    stage.clock.now += 1e6
    stage.kiosk.visit.tick()
    assert not stage.kiosk.visit.warned


def test_staff_can_be_called_and_sent_back(stage: Stage) -> None:
    stage.show("home")
    stage.tap("bar.staff")
    assert "已请店员过来" in stage.texts()
    stage.tap("staff.ok")
    assert stage.kiosk.visit.staff_called
    stage.tap("bar.staff")
    stage.tap("staff.cancel")
    assert not stage.kiosk.visit.staff_called


def test_a_mistake_of_ours_goes_home_with_an_excuse(stage: Stage) -> None:
    stage.show("home")
    stage.show("browse")
    stage.kiosk.apologise()
    stage.settle()
    assert stage.kiosk.navigation.current == "home"
    assert "刚才出了点小问题，已回到首页。" in stage.texts()
