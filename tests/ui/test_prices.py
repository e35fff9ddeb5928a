"""Hidden prices are hidden everywhere, also inside sentences."""

import re

from kiosk.ui.navigation import SCREENS
from kiosk.ui.threads.advising import wish_document
from tests.ui.conftest import Stage

MONEY = re.compile(r"[¥￥]\s?\d|\d元|\d,\d{3}")


def fill(stage: Stage) -> None:
    kiosk = stage.kiosk
    for sku in ("R001", "N001", "G001"):
        kiosk.shortlist.like(sku)
    kiosk.mirror.lay("R001")
    kiosk.mirror.wear("R001")
    kiosk.detail.open("N001")
    wish = {"category": ["necklace"], "price_max": 5000}
    kiosk.results.show(wish_document(kiosk.shelf.catalog, wish, kiosk.words.current))
    answer = "初光单钻项链 ¥4,980，在五千元以内，共 4980 元。"
    kiosk.ask.show({"answer": answer, "claims": [], "pieces": [{"sku": "N001"}]})


def test_prices_are_shown_until_hidden(stage: Stage) -> None:
    fill(stage)
    stage.show("results")
    assert any(MONEY.search(said) for said in stage.texts())


def test_hidden_prices_are_on_no_screen(stage: Stage) -> None:
    fill(stage)
    stage.show("home")
    stage.tap("bar.price")
    for language in ("zh", "en"):
        stage.kiosk.words.switch("en" if language == "en" else "zh")
        for screen in SCREENS:
            stage.show(screen)
            if screen == "shortlist":
                stage.kiosk.openCard.emit()
                stage.settle()
            shown = [said for said in stage.texts() if MONEY.search(said)]
            # The examples of what one may ask are nobody's price.
            assert [said for said in shown if "“" not in said] == [], screen
    assert not MONEY.search(stage.kiosk.shortlist.card_now().payload)


def test_hidden_prices_skip_the_budget_step(stage: Stage) -> None:
    stage.kiosk.preferences.toggle("hide_prices")
    stage.kiosk.path.begin()
    stage.kiosk.path.choose("women")
    stage.kiosk.path.choose("daily")
    stage.settle()
    assert "想看哪一种？" in stage.texts()
    assert stage.kiosk.path.back()
    stage.settle()
    assert "什么场合戴？" in stage.texts()


def test_a_stale_rate_shows_no_price(stage: Stage) -> None:
    """The demo's rates are old, so a piece by weight sends the customer to the staff."""
    assert stage.kiosk.shelf.price("G001") == "今日价请问店员"
