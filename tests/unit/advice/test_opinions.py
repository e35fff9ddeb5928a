"""What customers say as reasons: counted, from three on, made-up reviews called so, order and limits untouched."""

from datetime import date
from pathlib import Path

import pytest

from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import offers
from kiosk.advice.opinions import FEWEST, praise_reason, review_claims, with_opinions
from kiosk.advice.recommend import recommend
from kiosk.base.settings import Language
from kiosk.catalog.building import build_catalog
from kiosk.catalog.reviews import Review
from kiosk.catalog.store import Catalog
from kiosk.knowledge.praise import Praise, summarise

DAY = date(2026, 10, 1)


def reviews(*texts: str, demo: bool = False) -> list[Review]:
    return [Review("R001", DAY, "zh", text, demo=demo) for text in texts]


def test_two_voices_are_no_reason() -> None:
    texts = [f"第{number}次买，戴着很舒服" for number in range(FEWEST)]
    assert praise_reason(summarise("R001", reviews(*texts[:-1])), "zh") is None
    reason = praise_reason(summarise("R001", reviews(*texts)), "zh")
    assert reason is not None
    assert (reason.text, reason.source) == ("3条评价里3条夸戴着舒服", ("reviews:R001.comfort",))


def test_made_up_reviews_are_called_so() -> None:
    reason = praise_reason(summarise("R001", reviews("很舒服1", "很舒服2", "很舒服3", demo=True)), "en")
    assert reason is not None
    assert "made-up" in reason.text


def test_what_many_complain_of_is_no_reason_and_is_told_when_asked() -> None:
    summary = summarise("R001", reviews("扣子很难扣1", "扣子太松2", "扣子总是卡3", "扣子很牢4"))
    assert praise_reason(summary, "zh") is None
    assert "3条嫌扣头不好用" in [claim.text for claim in review_claims(summary, "zh")]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    path = tmp_path_factory.mktemp("opinions") / "catalog.db"
    build_catalog(path)
    return Catalog.open(path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reasons_are_added_and_the_order_stays(catalog: Catalog, language: Language) -> None:
    found = recommend(offers(catalog), Constraints.of(gem=("diamond",)), language)
    told = with_opinions(found, Praise(catalog), language)
    assert [pick.offer.sku for pick in told.picks] == [pick.offer.sku for pick in found.picks]
    added = [pick for pick, before in zip(told.picks, found.picks, strict=True) if pick.reasons != before.reasons]
    assert added
    for pick, before in zip(told.picks, found.picks, strict=True):
        assert pick.reasons[-1] == before.reasons[-1]
        assert len(pick.reasons) <= 5
    assert any(reason.source[0].startswith("reviews:") for pick in added for reason in pick.reasons)


def test_new_reviews_are_read(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    build_catalog(path)
    with Catalog.open(path) as own:
        praise = Praise(own)
        before = praise.of("R001")
        assert before is not None
        assert before.demo
        own.add_reviews(reviews("戴着很舒服"))
        after = praise.of("R001")
        assert after is not None
        assert (after.count, after.demo) == (1, False)
        assert praise.of("N001") is None
