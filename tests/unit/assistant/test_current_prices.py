"""A guide reads the shelf once; a rate that is set, or that grows too old while it is open, counts at the next turn."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import offers
from kiosk.advice.shelf import Shelf
from kiosk.assistant.guide import Guide
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.knowledge.store import Knowledge

ASKED = "足金手镯，十万以内"
"""Bangles of pure gold: sold by weight."""


def test_prices_follow_rates_and_the_clock(tmp_path: Path, rate_day: datetime, knowledge: Knowledge) -> None:
    path = tmp_path / "catalog.db"
    shutil.copyfile(CATALOG, path)
    now = [rate_day]
    with Catalog.open(path, clock=lambda: now[0]) as catalog:
        guide = Guide(catalog, knowledge)
        before = {shown.offer.sku: shown.offer.price for shown in guide.ask(ASKED).pieces}
        assert before.get("G001"), "a bangle by weight has a price and fits"
        rate = catalog.rates()["gold_999"].yuan_per_g
        catalog.set_rates({"gold_999": rate + 10})
        dearer = {shown.offer.sku: shown.offer.price for shown in guide.ask(ASKED).pieces}
        assert (dearer["G001"] or 0) > (before["G001"] or 0)
        now[0] = rate_day + timedelta(hours=23)
        assert {shown.offer.sku: shown.offer.price for shown in guide.ask(ASKED).pieces} == dearer
        now[0] = rate_day + timedelta(hours=25)
        assert "G001" not in {shown.offer.sku for shown in guide.ask(ASKED).pieces if not shown.breaks}
        assert guide.ask("G001多少钱").pieces == () or "¥" not in guide.ask("G001多少钱").answer
        catalog.set_rates({"gold_999": rate})
        again = {shown.offer.sku: shown.offer.price for shown in guide.ask(ASKED).pieces}
        assert again["G001"] == before["G001"]


def test_a_shelf_of_today_is_the_catalog_of_today(rate_day: datetime) -> None:
    from kiosk.advice.columns import Records

    for now in (rate_day, rate_day + timedelta(days=9)):
        with Catalog.open(CATALOG, clock=lambda now=now: now) as catalog:  # type: ignore[misc]
            shelf = Shelf.today(Records.of(catalog.pieces()), catalog.prices())
            plain = offers(catalog)
            assert list(shelf.offers()) == list(plain)
            assert list(shelf) == [offer.sku for offer in plain]
            dear = Constraints.of(price_min=10_000)
            expected = [offer.sku for offer in plain if offer.price is not None and offer.price >= 10_000]
            assert [offer.sku for offer in shelf.offers(shelf.fits(dear))] == expected
