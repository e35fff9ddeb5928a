import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voice import numbers

VALUES = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "两": 2}


def read_chinese(text: str) -> int:
    """The other way round, written independently: groups of four, then places."""
    for size, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")):
        if name in text:
            head, _, tail = text.partition(name)
            return read_chinese(head) * size + (read_chinese(tail) if tail else 0)
    total, digit = 0, 0
    for character in text:
        if character in VALUES:
            digit = VALUES[character]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
    return total + digit


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("0", "零"),
        ("2", "二"),
        ("10", "十"),
        ("12", "十二"),
        ("20", "二十"),
        ("105", "一百零五"),
        ("110", "一百一十"),
        ("200", "两百"),
        ("2000", "两千"),
        ("2222", "两千两百二十二"),
        ("4980", "四千九百八十"),
        ("10000", "一万"),
        ("10500", "一万零五百"),
        ("20000", "两万"),
        ("26800", "两万六千八百"),
        ("100000", "十万"),
        ("120000", "十二万"),
        ("1000001", "一百万零一"),
        ("100000000", "一亿"),
        ("0.30", "零点三"),
        ("16.5", "十六点五"),
        ("2.0", "二"),
    ],
)
def test_chinese(digits: str, words: str) -> None:
    assert numbers.chinese(digits) == words


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("0", "zero"),
        ("13", "thirteen"),
        ("21", "twenty-one"),
        ("100", "one hundred"),
        ("4980", "four thousand nine hundred eighty"),
        ("26800", "twenty-six thousand eight hundred"),
        ("1000001", "one million one"),
        ("0.30", "zero point three"),
        ("16.5", "sixteen point five"),
    ],
)
def test_english(digits: str, words: str) -> None:
    assert numbers.english(digits) == words


@given(st.integers(0, 10**13 - 1))
def test_chinese_reads_back(number: int) -> None:
    assert read_chinese(numbers.chinese_integer(number)) == number


@given(st.integers(0, 10**14), st.integers(0, 10**14))
def test_english_tells_numbers_apart(one: int, other: int) -> None:
    assert (numbers.english_integer(one) == numbers.english_integer(other)) == (one == other)


def test_digit_by_digit() -> None:
    assert numbers.chinese_digits("950") == "九五零"
    assert numbers.english_digits("750") == "seven five zero"


def test_longer_than_any_number_is_read_by_its_digits() -> None:
    assert numbers.chinese("9" * 20) == "九" * 20
    assert numbers.english("9" * 20) == " ".join(["nine"] * 20)
