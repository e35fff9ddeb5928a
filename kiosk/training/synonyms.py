"""The same sentence in other words: names in it are exchanged for other names of the same thing."""

import random
import re
from collections.abc import Iterable

from kiosk.base.settings import LANGUAGES
from kiosk.training.corpus import Words

_SHORTEST = {"zh": 2, "en": 4}
"""Shorter names occur inside other words."""


class Synonyms:
    """Finds known names in a text and exchanges some of them, now and then for the name in the other language."""

    def __init__(self, things: Iterable[Words]) -> None:
        """Make one from the names of things; a name that two things share is left alone."""
        self._words: dict[str, Words | None] = {}
        self._cuts: dict[str, list[tuple[str, Words | None]]] = {}
        for words in things:
            for language in LANGUAGES:
                for name in words[language]:
                    if len(name) >= _SHORTEST[language]:
                        known = self._words.get(name.lower(), words)
                        self._words[name.lower()] = words if known is words else None
        names = sorted((name for name, words in self._words.items() if words), key=len, reverse=True)
        framed = [rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in names]
        self._pattern = re.compile("|".join(framed), re.IGNORECASE)

    def swap(self, text: str, chance: random.Random, *, share: float = 0.5, across: float = 0.1) -> str:
        """The text with about `share` of its names exchanged, `across` of those for the other language's."""
        return "".join(
            piece if words is None or chance.random() > share else self._other(piece, words, chance, across)
            for piece, words in self._cut(text)
        )

    def _cut(self, text: str) -> list[tuple[str, Words | None]]:
        """The text in pieces, each with the thing it names; remembered, for finding thousands of names is slow."""
        if text not in self._cuts:
            pieces: list[tuple[str, Words | None]] = []
            start = 0
            for match in self._pattern.finditer(text):
                pieces += [(text[start : match.start()], None), (match[0], self._words[match[0].lower()])]
                start = match.end()
            self._cuts[text] = [*pieces, (text[start:], None)]
        return self._cuts[text]

    def _other(self, name: str, words: Words, chance: random.Random, across: float) -> str:
        chinese = not name.isascii()
        if chance.random() < across:
            chinese = not chinese
        return chance.choice(words["zh" if chinese else "en"])
