"""The camera question comes before the first frame, and refusing is as easy as agreeing."""

from tests.ui.conftest import Stage


def test_nothing_is_wanted_of_the_camera_before_the_answer(stage: Stage) -> None:
    wanted: list[str] = []
    stage.kiosk.mirror.wanted.connect(wanted.append)
    stage.show("home")
    stage.tap("home.mirror")
    assert stage.kiosk.navigation.current == "mirror"
    assert wanted == []
    assert not stage.session.allows("camera")
    stage.tap("consent.yes")
    assert wanted == ["camera"]
    assert stage.session.allows("camera")


def test_refusing_shows_the_display_hand_and_asks_only_once(stage: Stage) -> None:
    wanted: list[str] = []
    stage.kiosk.mirror.wanted.connect(wanted.append)
    stage.show("mirror")
    stage.tap("consent.no")
    assert wanted == ["display"]
    stage.show("home")
    stage.show("mirror")
    assert wanted == ["display", "nothing", "display"]
    assert not stage.session.allows("camera")


def test_both_answers_are_the_same_size(stage: Stage) -> None:
    stage.show("mirror")
    yes, no = stage.named("consent.yes"), stage.named("consent.no")
    assert (yes.width(), yes.height()) == (no.width(), no.height())


def test_withdrawing_closes_the_camera_at_once(stage: Stage) -> None:
    wanted: list[str] = []
    stage.show("mirror")
    stage.tap("consent.yes")
    stage.kiosk.mirror.wanted.connect(wanted.append)
    stage.tap("mirror.camera")
    assert wanted == ["display"]
    assert not stage.session.allows("camera")


def test_the_open_camera_is_said_on_the_screen(stage: Stage) -> None:
    stage.show("mirror")
    stage.tap("consent.yes")
    stage.kiosk.mirror.report("live")
    stage.settle()
    assert "摄像头开着 · 不保存" in stage.texts()


def test_leaving_the_mirror_lets_go_of_the_camera(stage: Stage) -> None:
    stage.show("mirror")
    stage.tap("consent.yes")
    wanted: list[str] = []
    stage.kiosk.mirror.wanted.connect(wanted.append)
    stage.tap("bar.home")
    assert wanted == ["nothing"]
