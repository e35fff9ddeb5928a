"""Whose make an offer is: the name that opens the title and returns, or that the shop says it is authorised for."""

import re
from typing import Final

from kiosk.knowledge.offers.offer import Offer, Span, shop_mentions

_NAME: Final = r"[A-Z0-9][\w.&'’-]*(?:\s+(?:&\s+|de\s+|von\s+)?[A-Z][\w.&'’-]*){0,3}"
_SAID: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Aa]uthori[sz]ed(?:\s+and\s+\w+)?(?:\s+(?:retailer|distributor|dealer)s?\s+(?:of|for))?\s+(?P<name>{_NAME})",
        rf"\b(?:made|crafted|designed|created)\s+by\s+(?P<name>{_NAME})",
        rf"\b(?:is|comes?|piece|ring|band|collections?|Tray|necklace|bracelet)\s+(?:is\s+)?(?:from|by)\s+(?P<name>{_NAME})",
        rf"\b(?:Ladies|Gents|Mens|Men's|Women's)\s+(?P<name>{_NAME})\s+(?:wedding|engagement|fashion|ring|band)",
        rf"\bthis\s+(?P<name>{_NAME})\s+(?:fashion\s+|wedding\s+|engagement\s+)?(?:ring|band|bracelet|necklace|watch)",
    )
)
_WORD: Final = re.compile(r"[^\s|]+")
_CODE: Final = re.compile(r"(?=.*\d)[\w/\"'.-]{4,}")
_LONGEST: Final = 4


def brand_spans(offer: Offer, common: frozenset[str], trade: frozenset[str]) -> list[Span]:
    """Every name that may be the brand; the likeliest one (wherever it stands) is marked as sure."""
    names = _openings(offer.title, common)
    said = [_trimmed(m["name"], common) for text in offer.texts for p in _SAID for m in p.finditer(text)]
    closing = _closing(offer)
    candidates = list(dict.fromkeys([*names, *(name for name in said if name), *closing]))
    best = _likeliest(offer, candidates, names, said, _maker(offer, closing, trade))
    return [
        Span("Brand", place, m.start(), m.end(), m.group(), name == best)
        for name in candidates
        for place, text in enumerate(offer.texts)
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]


def _openings(title: str, common: frozenset[str]) -> list[str]:
    """The first one to four words of a title, as long as they are capitalised and no article number."""
    found: list[str] = []
    end = 0
    for count, match in enumerate(_WORD.finditer(title)):
        word = match.group()
        if count == _LONGEST or not word[0].isupper() or _CODE.fullmatch(word):
            break
        end = match.end()
        if word.casefold() not in common or count:
            found.append(title[:end].rstrip(",.'\"") if len(word) > 2 else title[:end].rstrip(",'\""))
    return found


def _trimmed(name: str, common: frozenset[str]) -> str:
    words = re.sub(r"['’]s?$|[.,]$", "", name).split()
    while words and words[-1].casefold() in common:
        words.pop()
    return " ".join(words)


def _closing(offer: Offer) -> list[str]:
    """The shop's own name where its host is known: a maker's own shop sells its own brand."""
    return [text[start:end] for text in offer.texts for start, end in shop_mentions(text, offer.host)]


def _maker(offer: Offer, closing: list[str], trade: frozenset[str]) -> str | None:
    """The shop that closes the title, if its name is no jeweler's: it sells what it makes."""
    for name in closing:
        at = offer.title.rfind(name)
        if at > 0 and re.search(r"[-|]\s*$", offer.title[:at]) and not trade & {w.casefold() for w in name.split()}:
            return name
    return None


def _likeliest(offer: Offer, names: list[str], openings: list[str], said: list[str], maker: str | None) -> str | None:
    """An opening that the description repeats, the longest one; else what the shop says; else the first word.

    A maker's own shop names itself; unless it says whose retailer it is, that is the brand.
    """
    if not names:
        return None

    def count(name: str, text: str) -> int:
        return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))

    repeated = any(count(name, offer.description) for name in openings)

    def weight(name: str) -> tuple[float, int]:
        score = 3.0 * (name in openings) + 2.0 * (name in said) + 2.0 * min(count(name, offer.description), 2)
        if not repeated:
            score += 1.0 * (openings[:1] == [name]) + 1.0 * (count(name, offer.title) > 1)
        return score + 6.0 * (name == maker), len(name)

    return max(names, key=weight)
