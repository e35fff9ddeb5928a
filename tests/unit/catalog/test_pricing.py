import contextlib
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.errors import BugError, KnownError
from kiosk.catalog.piece import Bilingual, Piece, PriceRule
from kiosk.catalog.pricing import quote
from kiosk.catalog.rates import PLAUSIBLE_YUAN_PER_G, Rate, rate_name, read_price

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def by_weight(weight_g: float | None, labour_per_g: float = 0.0, labour_per_piece: float = 0.0) -> Piece:
    rule = PriceRule("by_weight", None, "gold_999", labour_per_g, labour_per_piece)
    words = Bilingual("手镯", "Bangle")
    return Piece("T001", words, words, "bangle", rule, "yellow_gold", ("yellow_gold",), 999, weight_g=weight_g)


def rate(yuan: str, age: timedelta = timedelta(hours=1)) -> Rate:
    return Rate("gold_999", Decimal(yuan), NOW - age)


def test_a_fixed_price_has_no_date() -> None:
    words = Bilingual("戒指", "Ring")
    piece = Piece("T002", words, words, "ring", PriceRule("fixed", 4980))
    result = quote(piece, None, NOW, 24)
    assert (result.total, result.price_date, result.mode, result.stale) == (4980, None, "fixed", False)
    assert result.source is None


def test_by_weight_is_rate_times_weight_plus_labour() -> None:
    result = quote(by_weight(9.24, labour_per_g=58, labour_per_piece=20), rate("1388"), NOW, 24)
    assert result.total == 13381  # 9.24 x 1388 = 12825.12; labour 9.24 x 58 + 20 = 555.92
    assert result.labour == 556
    assert result.price_date == (NOW - timedelta(hours=1)).astimezone().date().isoformat()
    assert result.source == f"rate:gold_999@{result.price_date}"


def test_half_a_yuan_rounds_up_exactly() -> None:
    # In binary floating point 0.15 x 3.33 is below 0.4995 and 1.005 x 100 below 100.5.
    assert quote(by_weight(1.005), rate("100"), NOW, 24).total == 101
    assert quote(by_weight(2.5), rate("1"), NOW, 24).total == 3


def test_a_units_own_weight_counts() -> None:
    assert quote(by_weight(10), rate("1000"), NOW, 24, weight_g=11.5).total == 11500


@pytest.mark.parametrize("hours", [24.01, 500, -1])
def test_a_rate_too_old_or_from_the_future_makes_no_price(hours: float) -> None:
    result = quote(by_weight(10), rate("1388", timedelta(hours=hours)), NOW, 24)
    assert result.stale
    assert result.total is None
    assert result.labour is None
    assert result.price_date is not None


def test_a_rate_just_young_enough_holds() -> None:
    assert quote(by_weight(10), rate("1388", timedelta(hours=24)), NOW, 24).total == 13880


def test_an_unknown_rate_makes_no_price() -> None:
    result = quote(by_weight(10), None, NOW, 24)
    assert (result.total, result.stale, result.price_date, result.source) == (None, True, None, None)


def test_weight_is_needed() -> None:
    with pytest.raises(BugError):
        quote(by_weight(None), rate("1388"), NOW, 24)


weights = st.integers(1, 100_000).map(lambda centigrams: centigrams / 100)
fens = st.integers(1, 1_000_000).map(lambda fen: Decimal(fen) / 100)
labours = st.integers(0, 200_000).map(lambda fen: fen / 100)


@given(weights, fens, labours, labours)
def test_the_total_is_within_half_a_yuan_of_the_exact_sum(
    weight: float, yuan: Decimal, per_g: float, per_piece: float
) -> None:
    result = quote(by_weight(weight, per_g, per_piece), Rate("gold_999", yuan, NOW), NOW, 24)
    hundredths = [Fraction(round(value * 100), 100) for value in (weight, per_g, per_piece)]
    exact = hundredths[0] * (Fraction(yuan) + hundredths[1]) + hundredths[2]
    assert result.total is not None
    assert -Fraction(1, 2) < result.total - exact <= Fraction(1, 2)


@given(weights, weights, fens, labours)
def test_more_weight_never_costs_less(first: float, second: float, yuan: Decimal, per_g: float) -> None:
    low, high = sorted((first, second))
    day = Rate("gold_999", yuan, NOW)
    cheap, dear = (quote(by_weight(weight, per_g), day, NOW, 24).total for weight in (low, high))
    assert cheap is not None
    assert dear is not None
    assert cheap <= dear


def test_every_fineness_has_a_rate_of_its_own() -> None:
    assert rate_name("yellow_gold", 999) == "gold_999"
    assert {rate_name(metal, 750) for metal in ("yellow_gold", "white_gold", "rose_gold")} == {"gold_750"}
    names = [rate_name("yellow_gold", fineness) for fineness in (999, 990, 916, 900)]
    assert len(set(names)) == 4
    assert set(names) <= set(PLAUSIBLE_YUAN_PER_G)
    assert rate_name("platinum", 950) == "platinum_950"
    assert rate_name("silver", 990) == "silver_990"


@pytest.mark.parametrize(
    ("metal", "words", "sentence"),
    [
        ("gold999", "1388", "did you mean gold_999"),
        ("unobtainium", "1", "there are gold_999"),
        ("gold_999", "many", "give yuan a gram"),
        ("gold_999", "", "give yuan a gram"),
        ("gold_999", "0", "above zero"),
        ("gold_999", "-1388", "above zero"),
        ("gold_999", "nan", "above zero"),
        ("gold_999", "inf", "above zero"),
        ("gold_999", "1388.123", "two decimals"),
        ("gold_999", "13.88", "--force"),
        ("silver_990", "1388", "--force"),
    ],
)
def test_what_is_no_price_is_refused_in_one_sentence(metal: str, words: str, sentence: str) -> None:
    with pytest.raises(KnownError, match=sentence):
        read_price(metal, words)


def test_force_believes_the_implausible_but_not_the_impossible() -> None:
    assert read_price("silver_990", "1388", force=True) == 1388
    with pytest.raises(KnownError):
        read_price("silver_990", "-5", force=True)
    with pytest.raises(KnownError, match="no metal costs that"):
        read_price("silver_990", "1E100", force=True)


def test_prices_are_read_as_written() -> None:
    assert read_price("gold_999", " 1,388.50 ") == Decimal("1388.50")


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(words: str) -> None:
    with contextlib.suppress(KnownError):
        assert read_price("gold_999", words) > 0
