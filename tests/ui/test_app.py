"""The whole kiosk, wired, on this machine without a camera or a microphone."""

from pytestqt.qtbot import QtBot

from kiosk.app import App, Options, run
from kiosk.base.settings import Settings
from kiosk.ui.items.video import VideoItem
from tests.ui.conftest import NOTHING


def test_it_opens_and_ends_by_itself_with_zero(qtbot: QtBot) -> None:
    assert run(Options(camera="none", microphone="none", size=(540, 960), seconds=0.5)) == 0


def test_without_a_camera_the_display_hand_is_shown_and_why(app: App, qtbot: QtBot) -> None:
    app.kiosk.mirror.tryOn("R001")
    app.kiosk.visit.answer(True)
    qtbot.waitUntil(lambda: app.kiosk.mirror.settled(), timeout=10_000)
    assert app.kiosk.mirror.state_now == "no_camera"
    qtbot.waitUntil(lambda: bool(video(app) and video(app).property("filled")), timeout=20_000)


def video(app: App) -> VideoItem | None:
    found = app.window.item("mirror.video")
    return found if isinstance(found, VideoItem) else None


def test_a_typed_question_is_answered_with_sources_that_open(app: App, qtbot: QtBot) -> None:
    app.kiosk.ask.send("18K金会过敏吗？")
    qtbot.waitUntil(app.kiosk.ask.settled, timeout=30_000)
    marked = [part for part in app.kiosk.ask.answer_parts() if part["sources"]]
    assert marked
    app.kiosk.evidence.open(marked[0]["sources"])
    qtbot.waitUntil(app.kiosk.evidence.arrived, timeout=5_000)


def test_a_wish_in_words_fills_the_results(app: App, qtbot: QtBot) -> None:
    app.kiosk.ask.send("我想找一款适合日常佩戴的钻石项链，五千以内")
    qtbot.waitUntil(app.kiosk.ask.settled, timeout=30_000)
    assert app.kiosk.results.constraints["gem"] == ["diamond"]
    for sku in app.kiosk.results.skus():
        assert (app.kiosk.shelf.quote(sku).total or 0) <= 5000


def test_the_answer_follows_the_language(app: App, qtbot: QtBot) -> None:
    app.kiosk.ask.send("钻石项链，五千以内")
    qtbot.waitUntil(app.kiosk.ask.settled, timeout=30_000)
    before = app.kiosk.ask.answer_now
    found = app.kiosk.results.skus()
    app.kiosk.words.toggle()
    qtbot.waitUntil(lambda: app.kiosk.ask.answer_now != before, timeout=5_000)
    assert app.kiosk.results.skus() == found
    assert app.kiosk.navigation.current == "ask"


def test_a_missing_microphone_is_explained_and_the_keyboard_opens(app: App, qtbot: QtBot) -> None:
    qtbot.wait(100)
    app.kiosk.ask.listen()
    assert app.kiosk.navigation.current == "ask"
    assert app.kiosk.ask.is_typing


def test_done_leaves_nothing_of_the_talk(app: App, qtbot: QtBot) -> None:
    app.kiosk.ask.send("翡翠手镯怎么保养？")
    qtbot.waitUntil(app.kiosk.ask.settled, timeout=30_000)
    app.kiosk.visit.finish()
    assert app.kiosk.ask.answer_now == ""
    assert app.adviser.said == ()
    assert app.session.empty


def test_ending_while_the_guide_still_opens_leaves_no_thread(qtbot: QtBot) -> None:
    made = App(NOTHING, Settings())
    made.show()
    qtbot.wait(10)
    made.close()
