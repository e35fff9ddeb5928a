"""A customer walks up, asks aloud, sees the piece on herself, asks on, and leaves nothing behind."""

from collections.abc import Callable

import pytest

from kiosk.base.paths import ASSETS
from tests.stories.conftest import Customer

WISH = "我想找一款适合日常佩戴的钻石项链，五千以内"
BUST = str(ASSETS / "display" / "bust.webp")


@pytest.mark.usefixtures("nothing_leaves")
def test_a_whole_visit(customer: Callable[..., Customer]) -> None:
    she = customer(camera=BUST)
    kiosk = she.kiosk

    she.tap("attract.touch")
    she.speaks(WISH, "zh", "home.talk")
    document = kiosk.ask._document
    assert document["constraints"] == {
        "category": ["necklace"],
        "gem": ["diamond"],
        "occasion": ["daily"],
        "price_max": 5000,
    }
    assert document["pieces"]
    for piece in document["pieces"]:
        assert piece["category"] == "necklace"
        assert "diamond" in piece["gems"]
        assert piece["price"] <= 5000
        assert not piece["breaks"]
        assert all(reason["source"] for reason in piece["reasons"])
    first = document["pieces"][0]["sku"]

    kiosk.mirror.tryOn(first)
    assert kiosk.visit.consent is None
    assert not she.app.session.allows("camera")
    she.tap("consent.yes")
    she.bot.waitUntil(lambda: kiosk.mirror.property("live"), timeout=30_000)
    she.bot.waitUntil(lambda: first in kiosk.mirror.property("worn"))
    she.bot.waitUntil(lambda: bool(kiosk.mirror.property("scaleText")), timeout=10_000)
    assert not kiosk.mirror.property("notice"), "the necklace is on her neck"

    she.asks("18K金会过敏吗")
    document = kiosk.ask._document
    assert not document["refused"]
    assert document["claims"]
    assert all(claim["source"] and claim["text"] in document["answer"] for claim in document["claims"])
    assert "无法保证" in document["answer"]
    assert "不会过敏。" not in document["answer"].replace("无法保证不会过敏", "")

    she.tap("bar.language")
    assert kiosk.words.current == "en"
    she.bot.waitUntil(lambda: kiosk.ask.settled() and kiosk.ask._document.get("language") == "en", timeout=10_000)

    kiosk.shortlist.like(first)
    kiosk.navigation.go("shortlist")
    she.tap("shortlist.card")
    assert she.find("card") is not None
    assert she.app.session.liked(first)

    kiosk.visit.finish()
    she.settle(100)
    assert kiosk.navigation.current == "attract"
    assert she.app.session.empty
    assert not she.app.session.allows("camera")
    assert kiosk.words.current == "zh"
    assert not kiosk.ask._document
    assert not kiosk.mirror.property("worn")
