"""The guide on the shop's services: from its records alone, sums exact, staff where nothing is set."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kiosk.assistant.dialogue import Conversation
from kiosk.assistant.guide import Guide
from kiosk.assistant.normalising import normalise
from kiosk.assistant.service_words import KINDS as ASKED
from kiosk.assistant.service_words import asked_services
from kiosk.assistant.services import OldGold, read_old_gold
from kiosk.base.errors import KnownError
from kiosk.catalog.building import build_catalog
from kiosk.catalog.services import KINDS
from kiosk.catalog.store import Catalog
from kiosk.knowledge.sources import source
from kiosk.knowledge.store import Knowledge

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
"""The day of the demo's rates."""


class Clock:
    """A clock that stands until it is set."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("services") / "catalog.db"
    build_catalog(path)
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(built: Path, tmp_path: Path, clock: Clock) -> Iterator[Catalog]:
    path = tmp_path / "own.db"
    path.write_bytes(built.read_bytes())
    with Catalog.open(path, clock) as opened:
        yield opened


@pytest.fixture
def guide(shop: Catalog, knowledge: Knowledge) -> Guide:
    return Guide(shop, knowledge)


def test_every_kind_that_can_be_set_can_be_asked_for() -> None:
    assert {kind for kind, _ in ASKED} == set(KINDS)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("旧金可以换新的吗", "trade_in"), ("以旧换新怎么算", "trade_in"), ("Can I trade in my old ring?", "trade_in"),
        ("你们收旧金吗", "buy_back"), ("Do you buy back gold?", "buy_back"),
        ("戒指大了能改小吗", "resizing"), ("Can you resize it?", "resizing"),
        ("能刻名字吗", "engraving"), ("Can you engrave our initials?", "engraving"),
        ("可以免费清洗吗", "cleaning"), ("Is there a cleaning service?", "cleaning"),
        ("坏了能修吗", "repair"), ("Do you repair chains?", "repair"),
        ("保修几年", "warranty"), ("How long is the warranty?", "warranty"),
        ("能开发票不", "invoice"), ("Can I have an invoice?", "invoice"),
        ("能用花呗分期吗", "instalments"), ("Can I pay in instalments?", "instalments"),
        ("办会员有啥好处", "membership"), ("Do you have a membership?", "membership"),
        ("有没有好看的盒子", "gift_box"), ("Can you gift wrap it?", "gift_box"),
        ("你们几点关门", "hours"), ("过年营业吗", "hours"), ("When do you close?", "hours"),
        ("不喜欢可以退吗", "returns"), ("What is your return policy?", "returns"),
        ("能寄到家吗", "delivery"), ("Do you ship?", "delivery"),
        ("能照着图定做吗", "custom"), ("Do you make bespoke rings?", "custom"),
        ("这附近好停车吗", "parking"), ("Is there parking?", "parking"),
        ("能刷信用卡吗", "payment"), ("Do you take credit cards?", "payment"),
        ("最近有什么活动", "promotion"), ("Any discount?", "promotion"),
        ("厕所在哪", "other"), ("Is there a toilet?", "other"),
    ],
)  # fmt: skip
def test_it_hears_which_service_is_meant(said: str, kind: str) -> None:
    assert kind in asked_services(normalise(said))


@pytest.mark.parametrize(
    "said",
    ["想找一款日常戴的钻石项链", "18K金会过敏吗", "盒子链和十字链哪个好", "扫码查证书会不会是假网站",
     "钻石上刻的数字是什么", "show me rose gold rings", "What is inscribed on a lab diamond?",
     "Does an S clasp open?", "珍珠多久清洗一次"],
)  # fmt: skip
def test_what_is_no_service_is_not_taken_for_one(said: str) -> None:
    assert asked_services(normalise(said)) == ()


def test_the_record_is_told_with_its_source(guide: Guide) -> None:
    reply = guide.ask("你们几点开门")
    assert reply.answer == "演示店的营业时间：每天，10:00到22:00。"
    assert [claim.source for claim in reply.claims] == [("service:hours",)]
    assert (reply.intent, reply.refused, reply.action) == ("ask_knowledge", False, None)
    assert guide.ask("When do you close?").answer == "The demo shop's opening hours: every day, 10:00 to 22:00."


def test_a_shops_own_record_is_no_demo(guide: Guide, shop: Catalog) -> None:
    shop.set_service("parking", {"free_hours": "2", "fee_yuan_per_h": "10"}, text_zh="从东门进地库")
    assert guide.ask("有停车位吗").answer == "店里的停车：消费后免费停2小时，每小时10元，从东门进地库。"


def test_a_day_of_rest_is_told(guide: Guide, shop: Catalog) -> None:
    shop.set_service("hours", {"days_of_week": "tue-sun", "open": "10:00", "close": "21:00"})
    assert "今天周一休息" in guide.ask("今天营业吗").answer


@pytest.mark.parametrize("said", ["有停车位吗", "能分期吗", "办会员有什么用", "Is there parking?", "厕所在哪里"])
def test_what_is_not_set_is_left_to_staff(guide: Guide, said: str) -> None:
    reply = guide.ask(said)
    assert reply.refused
    assert not reply.claims
    assert reply.action is None
    assert "店员" in reply.answer or "Shall I call" in reply.answer


def test_what_was_cleared_or_is_over_is_not_repeated(guide: Guide, shop: Catalog, clock: Clock) -> None:
    shop.set_service("delivery", {"fee_yuan": "23"}, valid_until=date(2026, 11, 3))
    assert "运费23元" in guide.ask("可以快递吗").answer
    clock.now += timedelta(days=4)
    over = guide.ask("可以快递吗")
    assert over.refused
    assert "23" not in over.answer
    assert "过期" in over.answer
    shop.clear_service("hours")
    assert guide.ask("几点开门").refused


def test_the_sum_is_exact_and_every_number_is_sourced(guide: Guide) -> None:
    reply = guide.ask("我有20克旧金换新要补多少")
    assert "20×999÷999×1,388，再扣2%熔炼损耗，折¥27,205" in reply.answer
    assert "金料¥27,760，加工费每克¥38共¥760，减去¥27,205，要补¥1,315" in reply.answer
    assert all(claim.text in reply.answer for claim in reply.claims)
    money = [claim for claim in reply.claims if "¥" in claim.text]
    assert len(money) == 2
    assert all(claim.source == ("service:trade_in", "rate:gold_999@2026-11-02") for claim in money)


def test_the_sum_in_english(guide: Guide) -> None:
    reply = guide.ask("I have 20 grams of old gold, how much would I pay to trade it in for a new piece of 25 g?")
    assert "is worth ¥27,205." in reply.answer
    assert "metal ¥34,700, labour at ¥38 a gram ¥950, less ¥27,205, you would add ¥8,445." in reply.answer


def test_the_piece_in_focus_is_what_the_old_gold_goes_towards(guide: Guide, shop: Catalog) -> None:
    talk = Conversation()
    talk.look_at("G001")
    price = shop.quote(shop.piece("G001")).total
    assert price is not None
    reply = guide.ask("拿30克旧金换它要补多少", "zh", talk)
    assert f"要补¥{price - 40807:,}" in reply.answer  # 30 x 1388 x 0.98 = 40807.2
    assert ("service:trade_in", "rate:gold_999@2026-11-02", "catalog:G001.price") in [c.source for c in reply.claims]
    over = guide.ask("拿80克旧金换它要补多少", "zh", talk)
    assert "还多出¥" in over.answer


def test_gold_that_the_shop_does_not_take_makes_no_sum(guide: Guide) -> None:
    reply = guide.ask("10克18K旧金以旧换新能抵多少")
    assert "不收" in reply.answer
    assert "¥" not in reply.answer


def test_an_old_rate_makes_no_sum(guide: Guide, clock: Clock) -> None:
    clock.now += timedelta(days=3)
    reply = guide.ask("我有20克旧金换新要补多少")
    assert "牌价还没更新" in reply.answer
    assert "¥" not in reply.answer
    assert not reply.refused


def test_buying_back_is_told_where_it_is_set_and_the_future_never_is(guide: Guide, shop: Catalog) -> None:
    assert guide.ask("旧金回收多少钱").refused
    shop.set_service("buy_back", {"discount_yuan_per_g": "12", "own_only": "no"})
    reply = guide.ask("我有10克足金，回收多少钱")
    assert not reply.refused
    assert "每克减¥12：10×999÷999×1,376，约值¥13,760" in reply.answer
    assert guide.ask("旧金回收以后会涨吗").refused


def test_a_fact_answers_where_the_shop_has_set_nothing(guide: Guide) -> None:
    reply = guide.ask("钨金戒指能改圈吗")
    assert not reply.refused
    assert reply.claims[0].source[0].startswith("fact:")
    assert reply.answer.endswith("店里怎么安排，请问店员。")


@pytest.mark.parametrize(
    ("said", "gold"),
    [
        ("20克旧金换新", OldGold(Decimal(20), 999)),
        ("一百零五点五克老黄金换新", OldGold(Decimal("105.5"), 999)),
        ("12.35g 18k 旧金换新", OldGold(Decimal("12.35"), 750)),
        ("旧金990的8克，换15克的新项链", OldGold(Decimal(8), 990, Decimal(15))),
        ("两三克旧金换新", None),
        ("20克旧铂金换新", None),
        ("9000克旧金换新", None),
        ("旧金换新", None),
    ],
)
def test_it_reads_weight_and_fineness(said: str, gold: OldGold | None) -> None:
    assert read_old_gold(normalise(said)) == gold


def test_the_source_opens_with_its_date(shop: Catalog, knowledge: Knowledge) -> None:
    document = source("service:trade_in", shop, knowledge)
    assert document["kind"] == "service"
    assert "2026-11-01" in document["text"]["zh"]
    assert "no shop's promise" in document["text"]["en"]
    with pytest.raises(KnownError, match="kiosk catalog services"):
        source("service:parking", shop, knowledge)
    with pytest.raises(KnownError, match="did you mean hours"):
        source("service:hour", shop, knowledge)
