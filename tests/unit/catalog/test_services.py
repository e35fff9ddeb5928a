"""The shop's services: what may be set, when it holds, that history stays, and that the sums are exact."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.errors import BugError, KnownError
from kiosk.base.settings import LANGUAGES
from kiosk.base.text import table, text
from kiosk.catalog.exchange import HEAVIEST_G, credit, top_up, whole_yuan
from kiosk.catalog.seed import user_catalog
from kiosk.catalog.service_words import clauses, name, told
from kiosk.catalog.services import KINDS, PAYMENT_METHODS, ROLES, WEEKDAYS, Service, read_service
from kiosk.catalog.store import Catalog
from tests.unit.catalog.conftest import Clock
from tests.unit.catalog.test_seed import newer

TODAY = date(2026, 11, 23)


def test_the_demo_says_that_it_is_one_and_leaves_the_rest_unset(catalog: Catalog) -> None:
    held = {service.kind: service for service in catalog.services()}
    assert set(held) == {"hours", "cleaning", "gift_box", "trade_in"}
    assert all(service.demo for service in held.values())
    assert held["trade_in"].number("loss_percent") == Decimal(2)
    assert catalog.service("engraving") is None


def test_what_a_shop_sets_counts_and_what_was_set_before_stays(catalog: Catalog) -> None:
    catalog.set_service("hours", {"open": "9:30", "close": "21:00"}, set_by="owner")
    held = catalog.service("hours")
    assert held is not None
    assert dict(held.values) == {"open": "09:30", "close": "21:00"}
    assert (held.set_by, held.demo, held.set_on) == ("owner", False, TODAY)
    assert [service.set_by for service in catalog.service_history("hours")] == ["demo", "owner"]
    catalog.clear_service("hours")
    assert catalog.service("hours") is None
    assert len(catalog.service_history("hours")) == 3


def test_a_record_with_an_end_gives_way_to_the_one_before(catalog: Catalog, clock: Clock) -> None:
    last = TODAY + timedelta(days=3)
    catalog.set_service("hours", {"open": "12:00", "close": "18:00"}, valid_until=last)
    assert catalog.service("hours", last) is not None
    for day, opens in ((TODAY, "12:00"), (last, "12:00"), (last + timedelta(days=1), "10:00")):
        held = catalog.service("hours", day)
        assert held is not None
        assert held.values["open"] == opens
    clock.now += timedelta(days=5)
    today = catalog.service("hours")
    assert today is not None
    assert today.demo


def test_a_record_that_is_over_does_not_hold(catalog: Catalog) -> None:
    catalog.set_service("parking", {"free_hours": "2"}, valid_until=TODAY)
    assert catalog.service("parking") is not None
    assert catalog.service("parking", TODAY + timedelta(days=1)) is None


def test_a_record_may_begin_later(catalog: Catalog) -> None:
    begins = TODAY + timedelta(days=10)
    catalog.set_service("gift_box", {"fee_yuan": "15"}, valid_from=begins)
    now, then = catalog.service("gift_box"), catalog.service("gift_box", begins)
    assert now is not None
    assert now.demo
    assert then is not None
    assert then.values["fee_yuan"] == "15"


@pytest.mark.parametrize(
    ("kind", "values", "part"),
    [
        ("trade-in", {"loss_percent": "2"}, "did you mean trade_in"),
        ("trade_in", {"los_percent": "2"}, "did you mean loss_percent"),
        ("trade_in", {"loss_percent": "120"}, "0 to 100"),
        ("trade_in", {"loss_percent": "two"}, "'two'"),
        ("cleaning", {"fee_yuan": "-1"}, "yuan"),
        ("cleaning", {"minutes": "7.5"}, "whole number"),
        ("cleaning", {"own_only": "maybe"}, "yes or no"),
        ("hours", {"open": "25:00", "close": "22:00"}, "time such as"),
        ("hours", {"open": "10:00"}, "both open and close"),
        ("hours", {"open": "10:00", "close": "10:00"}, "same time"),
        ("hours", {"days_of_week": "mon-fry", "open": "10:00", "close": "22:00"}, "mon-fri"),
        ("payment", {"methods": "wechat,shells"}, "shells"),
        ("instalments", {"max_months": "6", "interest_free_months": "12"}, "more than"),
        ("invoice", {}, "says nothing"),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(
    catalog: Catalog, kind: str, values: dict[str, str], part: str
) -> None:
    before = catalog.service_history()
    with pytest.raises(KnownError, match=part):
        catalog.set_service(kind, values)
    assert catalog.service_history() == before


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(KnownError) as raised:
        read_service("resizing", {"fee_yuan": "x", "days": "-1", "colour": "red"}, today=TODAY, set_by="nobody")
    assert len(str(raised.value).splitlines()) == 4


def test_a_record_may_not_end_before_today_or_before_it_begins() -> None:
    with pytest.raises(KnownError, match="already be over"):
        read_service("parking", {"free_hours": "1"}, today=TODAY, valid_until=TODAY - timedelta(days=1))


def test_days_may_run_over_the_weekend() -> None:
    service = read_service("hours", {"days_of_week": "sat-mon", "open": "10:00", "close": "20:00"}, today=TODAY)
    assert service.values["days_of_week"] == "mon,sat,sun"
    assert clauses(service, "zh")[0] == "周一、周六、周日"
    assert clauses(service, "en") == ("Monday, Saturday, Sunday", "10:00 to 20:00")


def test_every_field_has_words_in_both_languages() -> None:
    for language in LANGUAGES:
        words = table(language)
        for kind, forms in KINDS.items():
            assert name(kind, language)
            for field in forms:
                key = f"services.say.{kind}.{field}"
                known = key in words or {f"{key}_yes", f"{key}_no"} <= set(words)
                assert known or (kind, field) == ("hours", "close"), key
        for key in (*(f"day.{day}" for day in WEEKDAYS), *(f"method.{method}" for method in PAYMENT_METHODS)):
            assert text(f"services.{key}", language)
        assert all(f"services.role.{role}" in words for role in ROLES)


def test_what_stands_behind_a_claim_has_its_dates() -> None:
    service = read_service(
        "cleaning", {"fee_yuan": "0"}, today=TODAY, text_zh="洗前请店员看看镶口。", valid_until=date(2027, 1, 31)
    )
    assert told(service, "zh") == "清洗：免费，洗前请店员看看镶口。2026-11-23 由店里（店长）填写，有效到 2027-01-31。"
    assert told(service, "en") == (
        "Cleaning: free of charge. Set by the shop (manager) on 2026-11-23, valid until 2027-01-31."
    )


def test_renewing_the_seed_keeps_what_the_shop_has_set(data_folder: Path, seed: Path, tmp_path: Path) -> None:
    with Catalog.open(user_catalog(seed)) as catalog:
        catalog.set_service("parking", {"free_hours": "2"})
        catalog.set_service("hours", {"open": "11:00", "close": "20:00"})
    with Catalog.open(user_catalog(newer(tmp_path))) as catalog:
        parking, hours = catalog.service("parking"), catalog.service("hours")
        assert parking is not None
        assert parking.values["free_hours"] == "2"
        assert hours is not None
        assert hours.values["open"] == "11:00"
        assert [service.set_by for service in catalog.service_history("hours")] == ["demo", "manager"]


def test_the_sum_of_the_demo_by_hand() -> None:
    old = credit(Decimal(20), 999, Decimal(1388), Decimal(2))
    assert old.yuan == 27205  # 20 x 1388 x 0.98 = 27204.8
    bill = top_up(Decimal(20), Decimal(1388), Decimal(38), old)
    assert (bill.metal, bill.labour, bill.yuan) == (27760, 760, 1315)


def test_fineness_counts_by_the_pure_gold_in_it() -> None:
    assert credit(Decimal("10.5"), 750, Decimal("1388.50")).yuan == whole_yuan(
        Fraction(21, 2) * Fraction(750, 999) * Fraction(2777, 2)
    )
    assert credit(Decimal(10), 1000, Decimal(1000)).yuan == 10_000


@given(
    weight=st.decimals("0.01", "5000", places=2), fineness=st.integers(375, 999),
    rate=st.decimals("200", "4000", places=2), loss=st.decimals("0", "100", places=2),
)  # fmt: skip
def test_a_credit_is_within_half_a_yuan_and_never_above_the_metal(
    weight: Decimal, fineness: int, rate: Decimal, loss: Decimal
) -> None:
    old = credit(weight, fineness, rate, loss)
    exact = Fraction(weight) * Fraction(fineness, 999) * Fraction(rate) * (100 - Fraction(loss)) / 100
    assert abs(old.yuan - exact) <= Fraction(1, 2)
    assert 0 <= old.yuan <= whole_yuan(Fraction(weight) * Fraction(rate))


@pytest.mark.parametrize(("weight", "loss"), [("0", "0"), ("-1", "0"), ("1", "101")])
def test_a_sum_without_sense_is_our_own_mistake(weight: str, loss: str) -> None:
    with pytest.raises(BugError):
        credit(Decimal(weight), 999, Decimal(1000), Decimal(loss))
    with pytest.raises(BugError):
        credit(HEAVIEST_G + 1, 999, Decimal(1000))


def test_a_record_reads_its_own_values() -> None:
    service = Service("cleaning", {"fee_yuan": "0", "own_only": "no"})
    assert service.number("fee_yuan") == 0
    assert service.yes("own_only") is False
    assert service.number("minutes") is None
    assert service.source == "service:cleaning"
