"""Numbers as words, in Chinese and English."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_MOST = 10**16

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def chinese(digits: str) -> str:
    """A number such as "4980", "0.30" or "12" in Chinese: 四千九百八十, 零点三, 十二."""
    whole, _, decimals = digits.partition(".")
    decimals = decimals.rstrip("0")
    words = chinese_integer(int(whole or "0")) if int(whole or "0") < _MOST else chinese_digits(whole)
    return words + ("点" + chinese_digits(decimals) if decimals else "")


def chinese_digits(digits: str) -> str:
    """Digit by digit, as years and fineness are read: "950" is 九五零."""
    return "".join(_DIGITS[int(digit)] for digit in digits)


def chinese_integer(number: int) -> str:
    """A whole number from 0 to below 10^16: 10500 is 一万零五百, 2000 is 两千, 12 is 十二."""
    if number == 0:
        return _DIGITS[0]
    groups = []
    while number:
        groups.append(number % 10_000)
        number //= 10_000
    text = ""
    gap = False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += _DIGITS[0]
        text += ("两" if group == 2 and index else _group(group)) + _GROUPS[index]
        gap = False
    return text[1:] if text.startswith("一十") else text


def _group(group: int) -> str:
    """1 to 9999."""
    text = ""
    gap = False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        if gap:
            text += _DIGITS[0]
        text += ("两" if digit == 2 and place >= 2 else _DIGITS[digit]) + _PLACES[place]
        gap = False
    return text


def english(digits: str) -> str:
    """A number such as "4980", "0.30" or "12" in English: four thousand nine hundred eighty, zero point three."""
    whole, _, decimals = digits.partition(".")
    decimals = decimals.rstrip("0")
    number = int(whole or "0")
    words = english_integer(number) if number < _MOST // 10 else english_digits(whole)
    return words + (" point " + english_digits(decimals) if decimals else "")


def english_digits(digits: str) -> str:
    """Digit by digit: "750" is seven five zero."""
    return " ".join(_SMALL[int(digit)] for digit in digits)


def english_integer(number: int) -> str:
    """A whole number from 0 to below 10^15."""
    for size, name in _SCALES:
        if number >= size:
            rest = number % size
            return f"{english_integer(number // size)} {name}" + (f" {english_integer(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{_SMALL[number // 100]} hundred" + (f" {english_integer(rest)}" if rest else "")
    if number >= 20:
        return _TENS[number // 10] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    return _SMALL[number]
