"""The span grammar as compiled patterns: word lists from assets/lexicon/offers_en.toml, stones from the graph."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from kiosk.base.paths import ASSETS
from kiosk.knowledge.graph import Graph

_LEFT, _RIGHT = r"(?<![\w-])", r"(?![\w-])"
_KINDS_OF_STONE = ("gem", "synthetic", "imitation")


@dataclass(frozen=True)
class Words:
    """Everything that the grammar looks for."""

    product: re.Pattern[str]
    """A head with its modifiers; group `head` is the head."""
    never_first: frozenset[str]
    weak: frozenset[str]
    gender: re.Pattern[str]
    gender_sure: frozenset[str]
    metal: re.Pattern[str]
    """A whole list of metals."""
    metal_one: re.Pattern[str]
    stone: re.Pattern[str]
    """A list of stones with their colours."""
    stone_one: re.Pattern[str]
    shape: re.Pattern[str]
    """Group `name` is the bare shape, `cut` what follows, `stone` a stone behind it."""
    need_cut: frozenset[str]
    setting: re.Pattern[str]
    """Group `name` is the bare setting, `set` the word "set" or "setting"."""
    alone: frozenset[str]
    weight: re.Pattern[str]
    common: frozenset[str]
    trade: frozenset[str]

    @staticmethod
    def of(graph: Graph | None = None) -> "Words":
        """The shipped word lists, with the stones of a graph beside them."""
        stones = [
            word
            for kind in _KINDS_OF_STONE
            for node in (graph.nodes(kind) if graph else ())
            for word in node.words("en")
        ]
        return _compiled(tuple(sorted(set(stones))))


def either(words: Iterable[str]) -> str:
    """An alternative of words, the longest first; inner spaces match any white space."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(words), key=lambda w: (-len(w), w)))


def _plural(words: Iterable[str]) -> str:
    forms = [
        form for word in words for form in (word, word + ("es" if word.endswith(("sh", "ch", "ss", "x")) else "s"))
    ]
    return f"(?:{either(forms)})"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(_LEFT + pattern + _RIGHT, re.IGNORECASE)


@cache
def _compiled(stones: tuple[str, ...]) -> Words:
    data: dict[str, Any] = tomllib.loads((ASSETS / "lexicon" / "offers_en.toml").read_text("utf-8"))
    product, gender, metal, stone = data["product"], data["gender"], data["metal"], data["stone"]
    shape, setting = data["shape"], data["setting"]
    one, metals = _metals(metal)
    colours = f"(?:(?:{either(stone['colours'])})\\s+)*"
    other = f"(?!\\s+(?:{either(stone['not_before'])})\\b)(?!-(?:cut|shaped?)\\b)"
    gem = f"{colours}{_plural([*stone['names'], *stones])}{other}"
    persons = either([*gender["sure"], *gender["likely"]])
    units = either(data["weight"]["units"])
    kinds = f"(?:(?:{either(product['kinds'])}),?\\s+)*"
    return Words(
        product=_whole(f"(?P<kinds>{kinds})(?P<head>{_plural([*product['heads'], *product['gifts']])})"),
        never_first=frozenset(product["never_first"]),
        weak=frozenset(product["weak"]),
        gender=re.compile(f"(?<![\\w'’-])(?:{persons})(?![\\w-])", re.IGNORECASE),
        gender_sure=frozenset(gender["sure"]),
        metal=re.compile(f"(?<![\\w-]){metals}(?!\\w)", re.IGNORECASE),
        metal_one=re.compile(f"(?<![\\w-]){one}(?!\\w)", re.IGNORECASE),
        stone=_whole(f"{gem}(?:\\s*,\\s*{gem})*"),
        stone_one=_whole(gem),
        shape=_whole(
            f"(?P<name>{either(shape['names'])})(?P<cut>[\\s-]+(?:{either(shape['suffixes'])}))?"
            f"(?P<stone>[\\s-]+(?:{either(shape['stones'])}))?"
        ),
        need_cut=frozenset(shape["need_cut"]),
        setting=_whole(f"(?P<name>{either(setting['names'])})(?P<set>[\\s-]+(?:set|settings?))?"),
        alone=frozenset(setting["alone"]),
        weight=_whole(rf"\d*(?:[./]?\d+)(?:\s*-\s*\d*[./]\d+)?[\s-]?(?:{units})(?!\s+(?:white|yellow|rose|gold))"),
        common=frozenset(data["brand"]["common"]),
        trade=frozenset(data["brand"]["trade"]),
    )  # fmt: skip


def _metals(metal: dict[str, list[str]]) -> tuple[str, str]:
    """The pattern of one metal, and of a list: `10k, 14k (white, yellow or rose gold) or platinum 950`."""
    karat = r"(?:\d{1,2}[\s-]?(?:kt|karat|k)\b)"
    colour = f"(?:{either(metal['colours'])})"
    joined = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s*&\s*|\s*/\s*)"
    fineness = r"(?:\s*\(\d{3}\)|\s+\d{3}\b)"
    coat = f"(?:[\\s-]+(?:{either(metal['coats'])}))"
    named = f"(?:{karat}\\s+)?(?:{colour}(?:{joined}{colour})*\\s+)?(?:{either(metal['names'])})\\b{fineness}?{coat}?"
    short = r"(?:9[25]\d\s+(?:sterling\s+)?silver|pt\s?950|pd\s?950)"
    one = f"(?:{named}|{short}|{karat})"
    again = f"(?:{joined}|\\s+(?=\\())"
    return one, f"{one}(?:{again}(?:{one}|\\({one}\\)))*"
