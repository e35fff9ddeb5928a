"""Numbers as people say them: 三万五, 两千三百五, 两三千, 1.5万, 2k, 半, five thousand."""

import re
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
}  # fmt: skip
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10_000, "亿": 100_000_000}
_SCALES: Final = {
    "百": 100, "千": 1000, "万": 10_000, "k": 1000, "w": 10_000, "亿": 100_000_000, "thousand": 1000, "grand": 1000,
    "hundred": 100,
}  # fmt: skip
_ENGLISH: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

_EN_SCALES: Final = {"hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "grand": 1000, "k": 1000}
_EN_PARTS: Final[dict[str, float]] = {"half": 0.5, "quarter": 0.25, "quarters": 0.25, "couple": 2}
_EN_WORD: Final = "|".join(sorted([*_ENGLISH, *_EN_SCALES, *_EN_PARTS, "point", "of", "dozen"], key=len, reverse=True))
NUMBER: Final = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(?:(?:百|千|万|亿)[零〇一二两三四五六七八九\d]?[百千]?(?![a-z\d])"
    r"|(?:k|w)(?![a-z])|thousand\b|grand\b|hundred\b))?"
    r"|(?![千万]足)[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍]+(?:点[零一二三四五六七八九]+(?:百|千|万)?)?"
    r"|\ba few (?:hundred|thousand|grand)\b"
    rf"|(?:\ba )?\b(?!(?:k|of|point|couple(?! (?:of )?(?:hundred|thousand|grand|k)))\b)(?:{_EN_WORD})"
    rf"(?:[ -](?:and a (?=half|quarter)|(?<=hundred )and |(?<=thousand )and )?(?:{_EN_WORD}))*\b(?<! of)(?<! point)"
    r"|半"
)
"""A regular expression (no groups) for one number in lower-case text."""

_SERIAL: Final = re.compile(r"([一二两三四五六七八九])([一二两三四五六七八九])(十|百|千|万)?(万)?$")
_TAIL: Final = re.compile(r"(\d+(?:\.\d+)?)(百|千|万|亿)([零〇一二两三四五六七八九\d])([百千])?$")


@dataclass(frozen=True)
class Amount:
    """A number, or the range that a vague one means (两三千 is 2000 to 3000)."""

    low: float
    high: float
    scale: float = 1.0
    """The last multiplier said (1000 in 三千), for "三到五千" and "五千多"."""

    @property
    def vague(self) -> bool:
        """Whether two neighbouring numbers were said at once."""
        return self.low != self.high


def parse_number(said: str) -> Amount | None:
    """The value of what `NUMBER` matched, or None when it is no number after all."""
    said = said.strip().replace(",", "")
    if not said:
        return None
    if said == "半":
        return Amount(0.5, 0.5)
    if said[0].isdigit():
        return _digits(said)
    if said[0].isascii():
        return _english(said)
    return _hanzi(said)


def _digits(said: str) -> Amount | None:
    if tail := _TAIL.fullmatch(said):
        head, unit, digit, small = tail.groups()
        scale = _SCALES[unit]
        rest = _DIGITS.get(digit, int(digit) if digit.isdigit() else 0)
        value = float(head) * scale + rest * (_SCALES[small] if small else scale / 10)
        return Amount(value, value, _SCALES[small] if small else scale / 10)
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s?([a-z百千万亿]*)", said)
    if match is None:
        return None
    number, unit = match.groups()
    scale = _SCALES.get(unit, 1)
    value = round(float(number) * scale, 4)
    return Amount(value, value, scale)


def _english(said: str) -> Amount | None:
    if said.startswith("a few "):
        few = _EN_SCALES[said.rsplit(" ", 1)[1]]
        return Amount(2.0 * few, 5.0 * few, few)
    total, part, scale, seen = 0.0, 0.0, 1.0, False
    words = [word for word in re.split(r"[ -]+", said) if word not in ("a", "and", "of")]
    if "point" in words:
        return _english_decimal(words)
    for at, word in enumerate(words):
        seen = True
        if word in _EN_PARTS:
            many = part if word.startswith("quarter") and at and part in (2, 3) else None
            part = many * 0.25 if many else part + _EN_PARTS[word]  # three quarters; a carat and a half
        elif word in ("hundred", "hundreds"):
            part, scale = (part or 1) * 100, 100
        elif word == "dozen":
            part = (part or 1) * 12
        elif word in _EN_SCALES:
            total, part, scale = total + (part or 1) * 1000, 0.0, 1000
        else:
            part += _ENGLISH[word]
    return Amount(total + part, total + part, scale) if seen else None


def _english_decimal(words: list[str]) -> Amount | None:
    """ "point five", "one point two five"."""
    at = words.index("point")
    whole = _english(" ".join(words[:at])) if at else Amount(0, 0)
    digits = [_ENGLISH.get(word, -1) for word in words[at + 1 :]]
    if whole is None or not digits or any(digit < 0 for digit in digits):
        return None
    text = "".join(str(digit) for digit in digits)
    value = round(whole.low + float(f"0.{text}"), 4)
    return Amount(value, value)


def _hanzi(said: str) -> Amount | None:
    if serial := _SERIAL.fullmatch(said):
        first, second, unit, myriad = serial.groups()
        low, high = _DIGITS[first], _DIGITS[second]
        if (high - low == 1 or (low, high) == (3, 5)) and (unit or myriad):
            scale = {"十": 10, "百": 100, "千": 1000, "万": 10_000, None: 1}[unit] * (10_000 if myriad else 1)
            return Amount(low * scale, high * scale, scale)
    if "点" in said:
        return _decimal(said)
    if all(c in _DIGITS for c in said):
        value = float("".join(str(_DIGITS[c]) for c in said))
        return Amount(value, value)
    return _positional(said)


def _decimal(said: str) -> Amount | None:
    whole, fraction = said.split("点", 1)
    unit = fraction[-1] if fraction[-1] in "百千万" else ""
    digits = "".join(str(_DIGITS[c]) for c in fraction.removesuffix(unit))
    head = _hanzi(whole)
    if head is None or not digits:
        return None
    scale = _SCALES.get(unit, 1)
    value = round((head.low + float(f"0.{digits}")) * scale, 4)
    return Amount(value, value, scale)


def _positional(said: str) -> Amount | None:
    """三万五 (35,000), 一百零五, 十二万, 两千三百五 (2,350)."""
    total, section, digit, scale, zero = 0.0, 0.0, None, 1.0, False
    for char in said:
        if char in ("零", "〇"):
            zero = True
        elif char in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (1 if digit is None else digit) * _UNITS[char]
            digit, scale, zero = None, _UNITS[char], False
        else:
            section += digit or 0
            if total == 0 and section == 0:
                section = 1  # 万 alone
            total = (total + section) * _MYRIADS[char] if char == "亿" else total + section * _MYRIADS[char]
            section, digit, scale, zero = 0.0, None, _MYRIADS[char], False
    if digit is not None:
        short = scale > 10 and not zero  # 三万五 means 35,000; 三万零五 means 30,005; 十五 means 15
        section += digit * (scale / 10 if short else 1)
        scale = scale / 10 if short else 1
    value = total + section
    return Amount(value, value, scale)
