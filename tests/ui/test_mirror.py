"""The tray and what is worn: one place, one piece; hands and fingers; what the last frame said."""

from kiosk.ui.screens.mirror import ON_TRAY, Wearing
from tests.ui.conftest import Stage


def test_a_piece_takes_the_place_of_the_one_before(stage: Stage) -> None:
    mirror = stage.kiosk.mirror
    for sku in ("R001", "R002", "N001", "P001", "B001", "G001", "E001"):
        mirror.lay(sku)
        mirror.wear(sku)
    assert [one.sku for one in mirror.wearing()] == ["R002", "N001", "P001", "G001", "E001"]
    assert stage.session.entry("R001").put_back
    assert not stage.session.entry("R002").put_back


def test_touching_a_worn_piece_takes_it_off(stage: Stage) -> None:
    stage.kiosk.mirror.tryOn("R001")
    stage.kiosk.mirror.wear("R001")
    assert stage.kiosk.mirror.wearing() == ()


def test_trying_on_twice_keeps_it_on(stage: Stage) -> None:
    stage.kiosk.mirror.tryOn("R001")
    stage.kiosk.mirror.tryOn("R001")
    assert stage.kiosk.mirror.wearing() == (Wearing("R001", None),)


def test_the_shown_hand_is_taken_until_one_is_chosen(stage: Stage) -> None:
    mirror = stage.kiosk.mirror
    mirror.tryOn("R001")
    mirror.chooseFinger("index")
    assert mirror.wearing() == (Wearing("R001", "left_hand/index"),)
    mirror.measured("show_left_hand", {}, "", 0.0)
    assert mirror.wearing() == (Wearing("R001", "right_hand/index"),)
    mirror.chooseHand("left_hand")
    mirror.measured("show_left_hand", {}, "", 0.0)
    assert mirror.wearing() == (Wearing("R001", "left_hand/index"),)


def test_the_tray_holds_the_newest(stage: Stage) -> None:
    for sku in list(stage.kiosk.shelf.pieces)[: ON_TRAY + 2]:
        stage.kiosk.mirror.lay(sku)
    assert len(stage.kiosk.mirror.property("tray")) == ON_TRAY


def test_coming_with_a_shortlist_fills_the_tray(stage: Stage) -> None:
    stage.kiosk.shortlist.like("N001")
    stage.kiosk.shortlist.like("E001")
    stage.show("mirror")
    assert set(stage.kiosk.mirror.property("tray")) == {"N001", "E001"}


def test_the_scale_is_named_with_its_error_and_never_claimed_when_unknown(stage: Stage) -> None:
    stage.show("mirror")
    stage.kiosk.visit.answer(True)
    mirror = stage.kiosk.mirror
    mirror.report("live")
    mirror.measured("", {}, "iris", 0.034)
    stage.settle()
    assert "尺寸按虹膜测量，误差约 3%" in stage.texts()
    mirror.measured("", {}, "assumed_fit", 0.1)
    stage.settle()
    assert "尺寸按身形估计，非实测" in stage.texts()
    mirror.measured("", {}, "none", 0.0)
    stage.settle()
    assert "尺寸未知，仅看样式" in stage.texts()


def test_why_a_piece_is_not_shown_is_said(stage: Stage) -> None:
    stage.show("mirror")
    stage.kiosk.visit.answer(True)
    stage.kiosk.mirror.report("live")
    stage.kiosk.mirror.measured("wrist_covered", {}, "", 0.0)
    stage.settle()
    assert any("袖口" in said for said in stage.texts())


def test_an_answer_can_put_a_piece_on_a_finger(stage: Stage) -> None:
    stage.kiosk.act({"do": "try_on", "pieces": ["R004"], "anchor": "right_hand/middle"})
    assert stage.kiosk.navigation.current == "mirror"
    assert stage.kiosk.mirror.wearing() == (Wearing("R004", "right_hand/middle"),)


def test_other_actions_move_the_screen(stage: Stage) -> None:
    stage.kiosk.begin()
    stage.kiosk.act({"do": "go", "screen": "shortlist"})
    assert stage.kiosk.navigation.current == "shortlist"
    stage.kiosk.act({"do": "language", "to": "en"})
    assert stage.kiosk.words.current == "en"
    stage.kiosk.act({"do": "call_staff"})
    assert stage.kiosk.visit.staff_called
    stage.kiosk.act({"do": "fly"})
