"""Sizes turned into one another exactly: ring numbers and millimetres, inches and centimetres, a bangle's way round."""

import math
import re
from collections.abc import Callable
from typing import Final

from kiosk.advice.reasons import Reason
from kiosk.base.errors import KnownError
from kiosk.base.settings import Language
from kiosk.base.text import text
from kiosk.knowledge.sizes import (
    RingSize,
    ring_size,
    ring_size_from_chinese,
    ring_size_from_circumference,
    ring_size_from_us,
)

_CM_PER_INCH: Final = 2.54
_P = re.compile
_N: Final = r"(\d{1,3}(?:\.\d{1,2})?)"
_INCHES: Final = _P(rf"(?<![\d.]){_N}\s?-?(?:英寸|吋|寸|inch(?:es)?\b|in\b(?! (?:mm|cm|mill|cent|us|uk|eu|hk)))")
_CENTIMETRES: Final = _P(rf"(?<![\d.]){_N}\s?(?:cm\b|厘米|公分|centimet(?:er|re)s?)")
_TO_INCHES: Final = _P(r"英寸|吋|几寸|多少寸|inch")
_TO_METRIC: Final = _P(r"厘米|公分|毫米|多长|多少|cm\b|mm\b|centimet|millimet|how long|metric")
_BANGLE: Final = _P(rf"(?:圈口|手镯|镯子|bangle)[^\d]{{0,12}}{_N}|{_N}[^\d]{{0,6}}(?:圈口|手镯|镯子|bangle)")
_AROUND: Final = _P(r"周长|一圈|circumference|around")
_ASKS_SIZE: Final = _P(
    r"多大|多少|几号|什么号|内径|直径|周长|毫米|美码|港码|欧码|等于|换算|对应"
    r"|what|how (?:big|wide|many|much)|which|\bmm\b|diameter|circumference|convert|equal|\bin (?:us|uk|eu|hk|chinese)\b"
)
_RING: Final[tuple[tuple[re.Pattern[str], Callable[[float], RingSize], tuple[str, ...]], ...]] = (
    (_P(rf"(?:\bus|美码|美国|美号)\s?(?:ring )?(?:size |码|号)?\s?{_N}"), ring_size_from_us, ("fact:ring-size-us",)),
    (
        _P(rf"(?:\beu|欧码|欧洲|\biso)\s?(?:ring )?(?:size |码|号)?\s?{_N}"),
        ring_size_from_circumference,
        ("fact:eu-size-read", "fact:ring-size-iso"),
    ),
    (
        _P(rf"(?:周长|指围|circumference)[^\d]{{0,8}}{_N}|{_N}\s?(?:mm|毫米)?\s?(?:around|的?周长|circumference)"),
        ring_size_from_circumference,
        ("fact:ring-size-iso", "fact:ring-size-table"),
    ),
    (
        _P(
            rf"(?:内径|直径|diameter)[^\d]{{0,8}}{_N}"
            rf"|{_N}\s?(?:mm|毫米)?\s?(?:的?内径|(?:inner |inside )?diameter)"
        ),
        ring_size,
        ("fact:ring-size-us", "fact:ring-size-chinese"),
    ),
    (
        _P(
            r"(?:港码|圈号|港号|(?:chinese|hong kong|hk)(?: ring)?(?: size| number)?)\s?(\d{1,2})"
            r"|(?<![\d.月])(\d{1,2})号(?!.{0,6}钱)"
        ),
        lambda number: ring_size_from_chinese(int(number)),
        ("fact:ring-size-chinese",),
    ),
)  # fmt: skip
"""How a ring's size is said, the most telling first."""


def convert(said: str, language: Language) -> tuple[Reason, ...]:
    """The exact answer to a question for another size; empty where none is asked, or no finger is that size."""
    if (bangle := _BANGLE.search(said)) and _AROUND.search(said):
        size = float(bangle.group(1) or bangle.group(2))
        values = {"size": f"{size:g}", "around": f"{math.pi * size:.0f}"}
        return (Reason(text("assistant.knowledge.bangle_around", language, **values), ("fact:bangle-size-formula",)),)
    if (inches := _INCHES.search(said)) and _TO_METRIC.search(said):
        return (_length(float(inches.group(1)), language),)
    if (metric := _CENTIMETRES.search(said)) and _TO_INCHES.search(said):
        return (_length(float(metric.group(1)) / _CM_PER_INCH, language),)
    if bangle or not _ASKS_SIZE.search(said):
        return ()
    return _ring(said, language)


def _length(inches: float, language: Language) -> Reason:
    values = {"inches": f"{round(inches, 2):g}", "cm": f"{round(inches * _CM_PER_INCH, 2):g}"}
    return Reason(text("assistant.knowledge.inches", language, **values), ("fact:necklace-inches",))


def _ring(said: str, language: Language) -> tuple[Reason, ...]:
    for pattern, read, sources in _RING:
        match = pattern.search(said)
        if match is None:
            continue
        try:
            size = read(float(next(group for group in match.groups() if group)))
        except KnownError:
            return ()
        key = "ring" if size.chinese is not None else "ring_without_chinese"
        sentence = text(
            f"knowledge.size.{key}", language,
            diameter=f"{size.diameter_mm:.1f}", circumference=f"{size.circumference_mm:.1f}",
            chinese=size.chinese, us=f"{size.us_nearest_quarter:g}",
        )  # fmt: skip
        return (Reason(sentence, sources),)
    return ()
