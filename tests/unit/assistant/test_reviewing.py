"""Asked what others say, the guide counts praise and complaints, and says where reviews are made up."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide
from kiosk.base.errors import KnownError
from kiosk.catalog.building import build_catalog
from kiosk.catalog.reviews import Review
from kiosk.catalog.store import Catalog
from kiosk.knowledge.sources import source
from kiosk.knowledge.store import Knowledge

DAY = date(2026, 10, 1)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Catalog]:
    path = tmp_path / "catalog.db"
    build_catalog(path)
    with Catalog.open(path, lambda: datetime(2026, 11, 2, 4, tzinfo=UTC)) as opened:
        yield opened


@pytest.fixture
def guide(shop: Catalog, knowledge: Knowledge) -> Guide:
    return Guide(shop, knowledge)


def test_both_sides_are_told_and_the_demo_says_that_it_is_one(guide: Guide, shop: Catalog) -> None:
    reply = guide.ask("N001评价怎么样")
    assert (reply.intent, reply.refused, reply.focus) == ("ask_piece", False, ("N001",))
    assert f"共有{len(shop.reviews('N001'))}条评价" in reply.answer
    assert "夸" in reply.answer
    assert "嫌扣头不好用" in reply.answer
    assert "不是真实顾客写的" in reply.answer
    assert all(claim.text in reply.answer for claim in reply.claims)
    assert all(one.startswith("reviews:N001") for claim in reply.claims for one in claim.source)


def test_the_piece_in_focus_is_meant_in_english_too(guide: Guide) -> None:
    talk = Conversation()
    talk.look_at("N001")
    reply = guide.ask("What do people say about it?", "en", talk)
    assert reply.intent == "ask_piece"
    assert "made up for the demo" in reply.answer


def test_one_aspect_is_told_alone(guide: Guide, shop: Catalog) -> None:
    shop.add_reviews(
        [Review("N001", DAY, "zh", text) for text in ("扣子很难扣1", "扣子太松2", "扣子很牢3", "戴着舒服4")]
    )
    assert guide.ask("N001扣头评价好不好").answer == (
        "「初光单钻项链」4条评价里1条夸扣得顺手牢靠，2条嫌扣头不好用。有人写“扣子很牢3”，也有人写“扣子太松2”。"
    )
    few = guide.ask("N001的包装评价如何")
    assert few.refused
    assert not few.claims


def test_no_reviews_no_opinion(guide: Guide, shop: Catalog) -> None:
    shop.add_reviews([Review("R001", DAY, "zh", "戴着舒服")])
    assert guide.ask("N001评价怎么样").refused


def test_the_counts_stand_behind_the_claim(shop: Catalog, knowledge: Knowledge) -> None:
    document = source("reviews:N001.clasp", shop, knowledge)
    assert document["kind"] == "reviews"
    assert "演示评价" in document["text"]["zh"]
    assert "of 12 reviews" in document["text"]["en"]
    assert source("reviews:N001", shop, knowledge)["text"]["zh"].startswith("初光单钻项链：12条评价")
    for wrong in ("reviews:N001.wings", "reviews:X999.clasp"):
        with pytest.raises(KnownError):
            source(wrong, shop, knowledge)
