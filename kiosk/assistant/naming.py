"""Pieces called by a part of their English name: "Sea Breeze", "the Crescent hoops", "the Tide necklace"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

_WORD: Final = re.compile(r"[a-z][a-z'’-]*")
_SMALL: Final = frozenset({"of", "the", "and", "a", "an", "in", "on", "with", "for"})
_REACH: Final = 4
"""How many words further on the kind of piece may stand."""


class PartNames:
    """Two words of a name that only one piece has, or one such word with the kind of piece. Read-only once made."""

    def __init__(
        self, names: Mapping[str, Iterable[str]], kinds: Mapping[str, Iterable[str]], stuff: frozenset[str]
    ) -> None:
        """Make one.

        Args:
            names: normalised English names of each SKU.
            kinds: words for the kind of piece of each SKU ("hoops", "earrings").
            stuff: terms that say what a piece is made of or how it is worn, in any name; they tell no piece apart.
        """
        pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
        single: dict[str, set[str]] = defaultdict(set)
        for sku, said in names.items():
            for name in said:
                words = _WORD.findall(name)
                telling = [word not in stuff and word not in _SMALL and len(word) > 2 for word in words]
                for at, word in enumerate(words):
                    if telling[at]:
                        single[word].add(sku)
                    if at and telling[at] and telling[at - 1] and f"{words[at - 1]} {word}" not in stuff:
                        pairs[words[at - 1], word].add(sku)
        self._pairs = {pair: next(iter(skus)) for pair, skus in pairs.items() if len(skus) == 1}
        self._single = {word: next(iter(skus)) for word, skus in single.items() if len(skus) == 1}
        self._kinds = {sku: frozenset(words) | {"one"} for sku, words in kinds.items()}

    def find(self, said: str) -> list[str]:
        """The SKUs that a normalised sentence calls by a part of their names, in order, each once."""
        words = _WORD.findall(said)
        found = []
        for at, word in enumerate(words):
            sku = self._pairs.get((words[at - 1], word)) if at else None
            if sku is None and (own := self._single.get(word)) is not None:
                after = words[at + 1 : at + 1 + _REACH]
                sku = own if self._kinds[own] & set(after) else None
            if sku is not None:
                found.append(sku)
        return list(dict.fromkeys(found))
