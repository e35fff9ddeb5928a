"""Loose Chinese in the standard language: dialect, net words, amounts (assets/lexicon/colloquial_zh.toml)."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from kiosk.assistant.numerals import parse_number
from kiosk.base.paths import ASSETS

_END: Final = re.compile(r"\{(first|last):(\d)\}")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


def standard(said: str) -> str:
    """A normalised sentence as the later stages expect it; what is not Chinese stays as it is."""
    if not _HAN.search(said):
        return said
    rules, sizes = _rules()
    for pattern, written in rules:
        said = "".join(_parts(pattern, written, said))
    return sizes.sub(_sized, said)


def _parts(pattern: re.Pattern[str], written: str, said: str) -> Iterator[str]:
    """The sentence in pieces, what the pattern finds replaced."""
    at = 0
    for match in pattern.finditer(said):
        yield said[at : match.start()]
        yield _filled(match, written)
        at = match.end()
    yield said[at:]


def _filled(match: re.Match[str], written: str) -> str:
    """The replacement; {first:2} and {last:2} are the ends of the second group (七八: 七, 八)."""
    ends = _END.sub(lambda end: match.group(int(end.group(2)))[0 if end.group(1) == "first" else -1], written)
    return match.expand(ends)


def _sized(match: re.Match[str]) -> str:
    said = match.group(1) or match.group(2)
    amount = parse_number(said)
    return match.group().replace(said, f"{amount.low:.0f}") if amount and amount.low >= 40 else match.group()


@cache
def _rules() -> tuple[tuple[tuple[re.Pattern[str], str], ...], re.Pattern[str]]:
    lists: dict[str, Any] = tomllib.loads((ASSETS / "lexicon" / "colloquial_zh.toml").read_text("utf-8"))
    pairs = [*lists["words"], *lists["amounts"]]
    return tuple((re.compile(pattern), written) for pattern, written in pairs), re.compile(lists["sizes"])
