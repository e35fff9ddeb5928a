"""CONTRACT.md's money rules, exactly, and everything else that people count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.assistant.normalising import normalise
from kiosk.assistant.numbers import read_numbers
from kiosk.assistant.numerals import parse_number

_DIGITS = "零一二三四五六七八九"


def _hanzi(number: int) -> str:
    """A whole number below a hundred thousand as it is spoken."""
    if number == 0:
        return "零"
    said, zero = "", False
    for unit, scale in (("万", 10_000), ("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, scale)
        if digit == 0:
            zero = bool(said)
            continue
        said += ("零" if zero else "") + _DIGITS[digit] + unit
        zero = False
    return said


@given(number=st.integers(1, 99_999))
def test_every_spoken_number_is_read(number: int) -> None:
    amount = parse_number(_hanzi(number))
    assert amount is not None
    assert (amount.low, amount.high) == (number, number)


@given(number=st.integers(100, 9_999_999))
def test_every_written_number_is_read(number: int) -> None:
    for said in (str(number), f"{number:,}"):
        amount = parse_number(said)
        assert amount is not None
        assert amount.low == number


@given(number=st.integers(100, 99_999))
def test_a_budget_is_an_upper_bound_however_it_is_said(number: int) -> None:
    hanzi = _hanzi(number)
    for said in (f"{hanzi}块以内", f"预算{number}", f"不超过{number}元", f"under {number}", f"budget {number}"):
        assert read_numbers(normalise(said)).limits == {"price_max": number}, said


@given(number=st.integers(100, 99_999))
def test_around_is_fifteen_percent_either_way(number: int) -> None:
    for said in (f"{number}左右", f"around {number}", f"{_hanzi(number)}块左右"):
        limits = read_numbers(normalise(said)).limits
        assert limits["price_min"] == pytest.approx(0.85 * number)
        assert limits["price_max"] == pytest.approx(1.15 * number)


@given(low=st.integers(100, 40_000), more=st.integers(1, 40_000))
def test_a_range_is_inclusive_on_both_sides(low: int, more: int) -> None:
    for said in (f"{low}到{low + more}", f"{low}-{low + more}元", f"between {low} and {low + more} yuan"):
        assert read_numbers(normalise(said)).limits == {"price_min": low, "price_max": low + more}, said


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ("五千以内", {"price_max": 5000}),
        ("一万以内", {"price_max": 10_000}),
        ("两三千", {"price_min": 2000, "price_max": 3000}),
        ("两三千左右", {"price_min": 1700, "price_max": 3450}),
        ("2k左右", {"price_min": 1700, "price_max": 2300}),
        ("三万五以内", {"price_max": 35_000}),
        ("四位数", {"price_min": 1000, "price_max": 9999}),
        ("五千出头", {"price_min": 5000, "price_max": 5750}),
        ("三到五千", {"price_min": 3000, "price_max": 5000}),
        ("3-5k", {"price_min": 3000, "price_max": 5000}),
        ("1.5万以内", {"price_max": 15_000}),
        ("１万以上", {"price_min": 10_000}),
        ("预算5000左右", {"price_min": 4250, "price_max": 5750}),
        ("two to three thousand", {"price_min": 2000, "price_max": 3000}),
        ("no more than 6,000", {"price_max": 6000}),
        ("预算18k", {"price_max": 18_000}),
        ("30分以上", {"carat_min": 0.3}),
        ("半克拉以上", {"carat_min": 0.5}),
        ("at least 1 carat", {"carat_min": 1}),
        ("十克以内", {"weight_g_max": 10}),
        ("45厘米", {"length_mm_min": 450, "length_mm_max": 450}),
        ("圈口56", {"inner_diameter_mm": 56}),
        ("18k金", {"fineness": 750}),
        ("24k金", {"fineness_min": 990}),
        ("pt950", {"fineness": 950}),
        ("925银", {"fineness": 925}),
    ],
)  # fmt: skip
def test_the_contracts_examples(said: str, limits: dict[str, float]) -> None:
    assert read_numbers(normalise(said)).limits == pytest.approx(limits)


@pytest.mark.parametrize(
    "said",
    ["第二个", "前两款", "三个", "r001", "六爪", "三金", "五金", "钻石4c", "千足金", "8mm珍珠", "第3款"],
)
def test_what_is_no_limit_is_left_alone(said: str) -> None:
    numbers = read_numbers(said)
    assert numbers.limits == {}
    assert numbers.bare_money is None


def test_a_plain_amount_waits_for_its_meaning_and_an_age_is_no_money() -> None:
    assert read_numbers("五千块的").bare_money == 5000
    age = read_numbers("六十岁生日")
    assert (age.age, age.limits, age.bare_money) == (60, {}, None)


@given(said=st.text(max_size=80))
def test_any_text_can_be_read(said: str) -> None:
    for value in read_numbers(normalise(said)).limits.values():
        assert value >= 0
