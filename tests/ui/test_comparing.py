"""Pieces side by side, why not this one, and what goes with it."""

from pytestqt.qtbot import QtBot

from kiosk.app import App
from kiosk.ui.screens.comparing import table
from tests.ui.conftest import Stage


def test_what_differs_comes_first_and_every_value_keeps_its_source(stage: Stage) -> None:
    rows = table(["R001", "R003", "N001"], stage.kiosk.detail.facts_of)
    differing = [row["differs"] for row in rows]
    assert differing == sorted(differing, reverse=True)
    metal = next(row for row in rows if row["cells"][0]["value"].startswith("铂金"))
    assert [cell["sources"] for cell in metal["cells"]] == [
        ["catalog:R001.metal"], ["catalog:R003.metal"], ["catalog:N001.metal"],
    ]  # fmt: skip
    inner = next(row for row in rows if row["cells"][0]["sources"] == ["catalog:R001.inner_diameter_mm"])
    assert inner["cells"][2] == {"value": "", "sources": []}


def test_a_tap_compares_and_the_answer_says_why_it_matters(app: App, qtbot: QtBot) -> None:
    ask = app.kiosk.ask
    qtbot.waitUntil(lambda: ask.answer_with is not None, timeout=20_000)
    ask.compare(["R001", "R003"])
    qtbot.waitUntil(lambda: ask.settled() and bool(ask.answer_now), timeout=20_000)
    assert ask.compared() == ["R001", "R003"]
    kinds = {name.partition(":")[0] for part in ask.answer_parts() for name in part["sources"]}
    assert kinds == {"fact"}


def test_why_not_is_answered_with_the_one_change(app: App, qtbot: QtBot) -> None:
    ask = app.kiosk.ask
    qtbot.waitUntil(lambda: ask.answer_with is not None, timeout=20_000)
    ask.send("五千以内的戒指")
    qtbot.waitUntil(lambda: ask.settled() and bool(ask.answer_now), timeout=20_000)
    ask.whyNotThis("R001")
    qtbot.waitUntil(lambda: ask.settled() and "预算" in ask.answer_now, timeout=20_000)
    assert "12,800" in ask.answer_now


def test_what_comes_beside_a_piece_is_of_the_piece_that_is_open(app: App, qtbot: QtBot) -> None:
    detail = app.kiosk.detail
    detail.open("R004")
    qtbot.waitUntil(lambda: bool(detail.beside("companions")), timeout=20_000)
    assert all(one["sku"] != "R004" and one["reason"] and one["sources"] for one in detail.beside("companions"))
    said = detail.beside("reviews")
    assert said["claims"]
    assert all(name.startswith("reviews:R004") for claim in said["claims"] for name in claim["sources"])
    assert said["demo"]
    detail.open("N003")
    detail.accompany("R004", {"companions": [{"sku": "E001", "reason": "x", "sources": []}]})
    assert all(one["reason"] != "x" for one in detail.beside("companions") or [])
