"""Money, weights, carats, lengths, sizes and fineness in a sentence, by CONTRACT.md's rules, as constraints."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.assistant import qualifiers
from kiosk.assistant.numerals import NUMBER, Amount, parse_number
from kiosk.knowledge.sizes import CHINESE_RING_DIAMETERS_MM, ring_size_from_us

AROUND_LOW: Final = 0.85
AROUND_HIGH: Final = 1.15
_LENGTH_AROUND: Final = 0.05
_MM_PER_INCH: Final = 25.4
_SHORTEST_CHAIN_MM: Final = 100
"""Shorter lengths are widths and diameters, which no limit of the contract is about."""
KARATS: Final = {24: 999, 22: 916, 18: 750, 14: 585, 10: 417, 9: 375}

_UNITS: Final[dict[str, str]] = {
    "carat": r"克拉|卡拉|卡(?!地)|ct\b|cts\b|carats?\b",
    "point": r"分(?!钟|开|期|别|享|之)|points?\b|pts?\b",
    "gram": r"公克|克(?!拉|什)|g\b|grams?\b",
    "millimetre": r"毫米|mm\b|millimet(?:er|re)s?\b",
    "centimetre": r"厘米|公分|cm\b|centimet(?:er|re)s?\b",
    "inch": r"英寸|寸|inch(?:es|er)?\b|\"|''\B|in\b(?= length| long|$|[,.])",
    "size": r"号|#",
    "age": r"周?岁|years? old|year-old|大寿|th birthday",
    "karat": r"(?:k|开)(?=金|白|玫|黄|红|彩|铂|的|戒|项|手|耳|$|[,，。 ]|gold|t\b)|kt\b|karats?\b",
    "money": qualifiers.MONEY_UNIT,
}
_UNIT: Final = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS.items())
_QUANTITY: Final = re.compile(
    rf"(?:(?P<bmax>{qualifiers.BEFORE_MAX})|(?P<bmin>{qualifiers.BEFORE_MIN})"
    rf"|(?P<bbudget>{qualifiers.BEFORE_BUDGET}))?\s?"
    rf"(?P<bodd>(?:just |a (?:little|bit|touch|tad) |slightly |a smidge )(?:over|above|more than))?\s?"
    rf"(?P<baround>{qualifiers.BEFORE_AROUND})?\s?(?:of )?(?:a |an |between |from |in the )?"
    rf"(?P<sign>¥|\$|rmb|cny)?\s?(?P<first>{NUMBER})\s?"
    rf"(?P<mid_unit>{qualifiers.MONEY_UNIT}|克拉|克|毫米|厘米|分|(?:mm|cm|ct|g)(?![a-z]))?\s?"
    rf"(?:(?:到|至|-|~|—|–|－|to|and|or)\s?(?:¥|\$|rmb)?\s?(?P<second>{NUMBER}))?\s?-?"
    rf"(?P<many>多)?\s?(?:an? )?(?:{_UNIT})?(?P<many2>多)?\s?(?:之?间|range)?\s?(?:钱)?"
    rf"(?:(?P<amax>{qualifiers.AFTER_MAX})|(?P<amin>{qualifiers.AFTER_MIN})"
    rf"|(?P<aaround>{qualifiers.AFTER_AROUND})|(?P<aodd>{qualifiers.AFTER_ODD}))?"
)
_DIGIT_COUNT: Final = re.compile(r"([两三四五六七2-7])位数|(three|four|five|six|3|4|5|6)[ -](?:figures?|digits?)")
_VAGUE_TENS: Final = re.compile(r"(十)?几(百|千|万)")
_UNKNOWN_SIZE: Final = re.compile(r"圈口\s?(?:是|要|为)?\s?(\d{2}(?:\.\d)?)|(\d{2}(?:\.\d)?)\s?(?:的)?(?:圈口|圈|内径)")
_INNER: Final = re.compile(
    rf"内径\s?(?:是|要|为)?\s?({NUMBER})|(?:inner|inside|internal)(?: diameter| measurement| width)?(?: of| is|:)? ?"
    rf"(?:about |around |a )?({NUMBER})|({NUMBER})\s?(?:mm|millimet(?:er|re)s?)?\s?(?:on the "
    rf"|across the )?(?:inner|inside|internal)"
)
_US_SIZE: Final = re.compile(r"(?:us|美码|美号) ?(?:size ?)?(\d{1,2}(?:\.\d+)?)|\bsize (\d{1,2}(?:\.\d+)?)\b")
_PURITY: Final = re.compile(
    r"(?<!\d)(999|990|950|925|916|900|750|585|417|375)(?!\d|\s?(?:块|元|以|左|出|yuan|rmb|起|到))"
)
_PRICED_BEFORE: Final = re.compile(
    r"ceiling|limit|\bcap\b|max|most|spend|pay|afford|only|have|got|预算|不超过|¥|\$|under|below|budget|around|about|over"
    r"|to |-|到"
)
_ONLY_PURITY: Final = re.compile(r"999|990|925|916|950")
_PURITY_KIND: Final = re.compile(
    r"kind|one|stuff|type|quality|fine|pure|grade|please|only|if|ring|neck|ear|brac|bang|pend|bro|ban|cha"
)
_METAL_CODE: Final = re.compile(r"(?:pt|s)\s?$")
_LONE_UNITS: Final = (
    "百", "千", "亿", "grand", "thousand", "thousands", "hundred", "hundreds", "half", "quarter", "quarters", "couple",
    "dozen", "a half", "a quarter", "a dozen", "one", "a one",
)  # fmt: skip
_OLDEST: Final = 110
_AGE: Final = re.compile(
    rf"\b(?:she|he|who)(?:'s| is| just turned| turned| turns|'ll be| will be)(?: only| just| about"
    rf"| nearly| almost| turning)? "
    rf"({NUMBER})(?! ?(?:mm|cm|inch|g\b|carat|size|k\b|years (?:late|with|together|in)|metres|feet|foot|kg))\b"
    rf"|\b(?:aged?|turning|turns) ({NUMBER})\b(?! ?(?:mm|cm|inch))"
)
"""She's eighteen; who's 65; aged 7."""
_METAL_AFTER: Final = re.compile(r"[ -]?(?:yellow|white|rose|pink|red|solid)?[ -]?gold")
_BOTH_ENDS: Final = re.compile(
    rf"(?:not|n't|never|nothing) [a-z ]*(?:below|under|less than) [¥$]?({NUMBER}) (?:or|nor|and) "
    rf"(?:above|over|more than|beyond) [¥$]?({NUMBER})"
)
"""Not below 2000 or above 4000."""
_MOST_LEFT_OUT: Final = 100
"""A smaller number after an amount in thousands is in thousands too: "a couple of thousand, max three"."""
_DIGIT_WORDS: Final = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass
class Numbers:
    """What a sentence says in numbers: keys of `Constraints`, the money said without a qualifier, and an age."""

    limits: dict[str, float] = field(default_factory=dict)
    bare_money: float | None = None
    """A plain amount ("五千"), whose meaning depends on what was asked before."""
    age: int | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Where the numbers stood, so that no later stage reads them again."""


def read_numbers(said: str) -> Numbers:
    """Read the quantities of a normalised sentence.

    N左右 and around are 0.85 N to 1.15 N, N出头 is N to 1.15 N, N以内, 不超过, under and "budget N" at most N,
    两三千 is 2000 to 3000, 四位数 is 1000 to 9999.
    """
    numbers = Numbers()
    _read_sizes(said, numbers)
    _read_purity(said, numbers)
    for match in _AGE.finditer(said):
        amount = parse_number(match.group(1) or match.group(2))
        if amount and 1 <= amount.low <= _OLDEST:
            numbers.age = int(amount.low)
            numbers.spans.append(match.span())
    for match in _DIGIT_COUNT.finditer(said):
        token = match.group(1) or match.group(2)
        count = int(token) if token.isdigit() else _DIGIT_WORDS[token]
        _put(numbers, "price", 10.0 ** (count - 1), 10.0**count - 1)
        numbers.spans.append(match.span())
    for match in _BOTH_ENDS.finditer(said):
        low, high = parse_number(match.group(1)), parse_number(match.group(2))
        if low and high:
            _put(numbers, "price", low.low, high.high)
            numbers.spans.append(match.span())
    for match in _VAGUE_TENS.finditer(said):
        scale = {"百": 100.0, "千": 1000.0, "万": 10_000.0}[match.group(2)]
        if match.group(1):
            _put(numbers, "price", scale * 10, scale * 20 - 1)
        else:
            _put(numbers, "price", scale, scale * 10 - 1)
        numbers.spans.append(match.span())
    for match in _QUANTITY.finditer(said):
        if not _overlaps(match.span("first"), numbers.spans):
            _read_quantity(said, match, numbers)
    return numbers


def _read_sizes(said: str, numbers: Numbers) -> None:
    for match in _UNKNOWN_SIZE.finditer(said):
        numbers.limits["inner_diameter_mm"] = float(match.group(1) or match.group(2))
        numbers.spans.append(match.span())
    for match in _INNER.finditer(said):
        amount = parse_number(next(group for group in match.groups() if group))
        if amount and not _overlaps(match.span(), numbers.spans):
            numbers.limits["inner_diameter_mm"] = amount.low
            numbers.spans.append(match.span())
    for match in _US_SIZE.finditer(said):
        size = float(match.group(1) or match.group(2))
        if 2 <= size <= 15 and not _overlaps(match.span(), numbers.spans):
            numbers.limits["inner_diameter_mm"] = round(ring_size_from_us(size).diameter_mm, 1)
            numbers.spans.append(match.span())


def _read_purity(said: str, numbers: Numbers) -> None:
    for match in _PURITY.finditer(said):
        before = said[max(0, match.start() - 12) : match.start()]
        if _PRICED_BEFORE.search(before):
            continue
        after = said[match.end() : match.end() + 9].strip()
        if (
            re.search(r"金|银|pt|铂|s|au|足|gold|silver|platinum|sterling", before + after)
            or after[:1] in ("的", "")
            or (_ONLY_PURITY.match(match.group(), 0) and _PURITY_KIND.match(after))
        ):
            numbers.limits["fineness"] = float(match.group())
            if not _METAL_CODE.search(before):  # the whole of PT950 is a word for platinum
                numbers.spans.append(match.span())


def _read_quantity(said: str, match: re.Match[str], numbers: Numbers) -> None:
    first = parse_number(match["first"])
    second = parse_number(match["second"]) if match["second"] else None
    lone = match["first"] in _LONE_UNITS and not said[: match.start("first")].endswith(" a ")
    if first is None or (lone and not any(match[name] for name in ("mid_unit", *_UNITS))):
        return  # 百搭, 千万别
    unit = next((name for name in _UNITS if match[name]), None) or _middle_unit(match["mid_unit"])
    amount = _span(first, second)
    if amount.high < _MOST_LEFT_OUT and (match["bmax"] or match["bmin"]) and _is_in_thousands(numbers) and not unit:
        amount = Amount(amount.low * 1000, amount.high * 1000, 1000)
    if unit == "carat" and int(first.low) in KARATS and _METAL_AFTER.match(said, _core(match)[1]):
        unit = "karat"  # 9ct gold
    if unit == "karat" or _is_karat(said, match, first):
        _read_karat(said, match, first, unit, numbers)
        return
    if unit == "age":
        numbers.age = int(first.low)
        numbers.spans.append(_core(match))
        return
    if unit in (None, "money") and not _is_money(said, match, amount, unit):
        return
    if unit == "point" and not (match["first"] and amount.high >= 1):
        return
    _READERS.get(unit or "money", _read_money)(match, amount, numbers)
    numbers.spans.append(_core(match))


def _is_in_thousands(numbers: Numbers) -> bool:
    """Whether an amount of thousands was said before."""
    return (numbers.bare_money or 0) >= 1000 or any(
        numbers.limits.get(f"price_{end}", 0) >= 1000 for end in ("min", "max")
    )


def _core(match: re.Match[str]) -> tuple[int, int]:
    """From the first qualifier to the unit; what follows ("diamond ring or bigger") is still to be read."""
    return match.start(), max(match.end(name) for name in ("first", "second", "mid_unit", "many", *_UNITS))


def _middle_unit(said: str | None) -> str | None:
    if said is None:
        return None
    return next((name for name, pattern in _UNITS.items() if re.fullmatch(pattern.replace(r"\b", ""), said)), None)


def _span(first: Amount, second: Amount | None) -> Amount:
    if second is None:
        return first
    low = first.low
    if first.scale == 1 and second.scale >= 100 and low < 100:
        low *= second.scale  # 三到五千, 3-5k
    return Amount(min(low, second.high), max(low, second.high), second.scale)


def _is_karat(said: str, match: re.Match[str], first: Amount) -> bool:
    """18k alone is gold; 18k after a budget is money."""
    token = match["first"].strip()
    if not re.fullmatch(r"\d+\s?k", token) or int(first.low // 1000) not in KARATS:
        return False
    money_words = any(match[name] for name in ("bmax", "bmin", "bbudget", "baround", "sign", "money", "second"))
    return not money_words and not any(match[name] for name in ("amax", "amin", "aaround", "aodd", "many"))


def _read_karat(said: str, match: re.Match[str], first: Amount, unit: str | None, numbers: Numbers) -> None:
    karat = int(first.low if unit == "karat" else first.low // 1000)
    if karat == 24:
        numbers.limits["fineness_min"] = 990
    elif karat in KARATS:
        numbers.limits["fineness"] = KARATS[karat]
    numbers.spans.append(_core(match))


def _is_money(said: str, match: re.Match[str], amount: Amount, unit: str | None) -> bool:
    """A number without a unit is money when it is large and something says so."""
    start, end = match.span("first")
    if re.match(
        r"\s?(?:个|款|件|条|对|枚|只|颗|位|种|样|爪|金(?!额)|围|c\b|pieces?|rings?|days?|天|年|月|点|号|楼|%|％)",
        said[end:],
    ):
        return False
    if re.search(r"(?:第|前|[a-z]|\b(?:gb|iso|gb/t|no\.?) )$", said[:start]) or re.match(r"[a-z]", said[end:]):
        return False
    qualified = any(
        match[name]
        for name in (
            "bmax",
            "bmin",
            "bbudget",
            "baround",
            "sign",
            "amax",
            "amin",
            "aaround",
            "aodd",
            "bodd",
            "second",
            "many",
        )
    )
    if unit == "money" or match["sign"]:
        return amount.high >= 1
    if amount.vague and amount.scale >= 100:
        return True
    return amount.high >= 100 and (qualified or amount.scale >= 100 or bool(re.fullmatch(r"\d{3,7}", match["first"])))


def _read_money(match: re.Match[str], amount: Amount, numbers: Numbers) -> None:
    if match["many"] or match["many2"]:
        _put(numbers, "price", amount.low, amount.low + amount.scale if amount.scale >= 10 else amount.low * 1.15)
        return
    plain = not any(
        match[name]
        for name in ("bmax", "bmin", "bbudget", "bodd", "baround", "amax", "amin", "aaround", "aodd", "second")
    )
    if plain and not amount.vague:
        numbers.bare_money = amount.low
        return
    budget = bool(match["bbudget"]) and not (match["second"] or amount.vague)
    _bound(numbers, "price", match, amount, as_max=budget)


def _read_carat(match: re.Match[str], amount: Amount, numbers: Numbers) -> None:
    _bound(numbers, "carat", match, amount)


def _read_point(match: re.Match[str], amount: Amount, numbers: Numbers) -> None:
    hundredths = Amount(amount.low / 100, amount.high / 100)
    _bound(numbers, "carat", match, hundredths)


def _read_gram(match: re.Match[str], amount: Amount, numbers: Numbers) -> None:
    _bound(numbers, "weight_g", match, amount)


def _read_length(mm: float) -> Callable[[re.Match[str], Amount, Numbers], None]:
    def read(match: re.Match[str], amount: Amount, numbers: Numbers) -> None:
        length = Amount(amount.low * mm, amount.high * mm)
        if length.low < _SHORTEST_CHAIN_MM:
            return
        _bound(numbers, "length_mm", match, length, around=_LENGTH_AROUND)

    return read


def _read_size(match: re.Match[str], amount: Amount, numbers: Numbers) -> None:
    if int(amount.low) in CHINESE_RING_DIAMETERS_MM:
        numbers.limits["inner_diameter_mm"] = CHINESE_RING_DIAMETERS_MM[int(amount.low)]
    elif 48 <= amount.low <= 66:
        numbers.limits["inner_diameter_mm"] = amount.low


_READERS: Final[dict[str, Callable[[re.Match[str], Amount, Numbers], None]]] = {
    "money": _read_money,
    "carat": _read_carat,
    "point": _read_point,
    "gram": _read_gram,
    "millimetre": _read_length(1),
    "centimetre": _read_length(10),
    "inch": _read_length(_MM_PER_INCH),
    "size": _read_size,
}


def _bound(
    numbers: Numbers,
    key: str,
    match: re.Match[str],
    amount: Amount,
    *,
    as_max: bool = False,
    around: float | None = None,
) -> None:
    """Apply the qualifier that stands before or after a number."""
    low_factor, high_factor = (1 - around, 1 + around) if around else (AROUND_LOW, AROUND_HIGH)
    if match["aodd"] or match["bodd"]:
        _put(numbers, key, amount.low, amount.high * AROUND_HIGH)
    elif match["amax"] or match["bmax"]:
        _put(numbers, key, None, amount.high)
        if match["second"]:
            _put(numbers, key, amount.low, amount.high)
    elif match["amin"] or (match["bmin"] and not match["second"]):
        _put(numbers, key, amount.low, None)
    elif match["aaround"] or match["baround"]:
        _put(numbers, key, amount.low * low_factor, amount.high * high_factor)
    elif as_max:
        _put(numbers, key, None, amount.high)
    elif amount.vague or match["second"]:
        _put(numbers, key, amount.low, amount.high)
    else:
        _put(numbers, key, amount.low, amount.high)


def _put(numbers: Numbers, key: str, low: float | None, high: float | None) -> None:
    for bound, value in (("min", low), ("max", high)):
        if value is not None:
            numbers.limits[f"{key}_{bound}"] = round(value, 4)


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def as_numbers(limits: dict[str, float]) -> dict[str, Any]:
    """Whole numbers as int, so that 5000.0 is said as 5000."""
    return {key: int(value) if float(value).is_integer() else value for key, value in limits.items()}
