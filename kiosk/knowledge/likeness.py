"""How alike a question and a fact are: shared words weighed by how telling they are, and nearness of meaning."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kiosk.knowledge.cutting import cut

_SEGMENTS: Final = 0.35
"""Weight of a pair of Chinese characters that no fact holds, beside that of an unknown word: mostly it is no word."""


@dataclass(frozen=True)
class Likeness:
    """What is alike between a question and a fact; each about 0..1. `None` needs the encoder."""

    words: float
    """BM25 as a share of the best fact's."""
    question: float
    """The fact's most similar question: shared tokens by weight (Dice)."""
    coverage: float
    """How much of what is said stands anywhere in the fact; pairs of characters that no fact has count little."""
    telling: float
    """As `coverage`, of the tokens known to any fact, the rare ones counting most."""
    centre: float | None
    """Cosine to the middle between the fact's text and all its questions."""
    nearest: float | None
    """Cosine to its nearest question or text."""


@dataclass(frozen=True)
class Worded:
    """A fact's tokens in one language."""

    questions: tuple[frozenset[str], ...]
    whole: frozenset[str]
    """Of its questions, its text and the names of its subjects."""


@dataclass
class Weights:
    """How telling each token is: its inverse document frequency over facts."""

    facts: int = 0
    frequency: Counter[str] = field(default_factory=Counter)
    _known: dict[str, float] = field(default_factory=dict)
    """Of tokens that facts have, until another fact comes."""

    def add(self, tokens: frozenset[str]) -> None:
        """Count one more fact."""
        self.facts += 1
        self.frequency.update(tokens)
        self._known.clear()

    def of(self, token: str) -> float:
        """The weight of one token."""
        known = self._known.get(token)
        if known is not None:
            return known
        frequency = self.frequency[token]
        weight = math.log(1 + self.facts / (1 + frequency))
        if frequency:
            self._known[token] = weight
            return weight
        return _SEGMENTS * weight if len(token) > 1 and token[0] >= "\u3400" else weight

    def sum(self, tokens: Iterable[str]) -> float:
        """The weight of several."""
        return sum(map(self.of, tokens))


class Asked:
    """A question's tokens with their weights, ready to be compared with many facts."""

    def __init__(self, query: str, weights: Weights) -> None:
        self.tokens = tuple(dict.fromkeys(cut(query)))
        self._set = frozenset(self.tokens)
        self._weights = weights
        self._own = {token: weights.of(token) for token in self.tokens}
        self._mass = sum(self._own.values()) or 1.0
        self._known = {t: w * w for t, w in self._own.items() if weights.frequency[t]}
        self._known_mass = sum(self._known.values()) or 1.0

    @property
    def unknown(self) -> float:
        """0..1: how much of what is said no fact holds."""
        return sum(w for t, w in self._own.items() if t not in self._known) / self._mass

    def like(self, fact: Worded, words: float, centre: float | None, nearest: float | None) -> Likeness:
        """How alike a fact is; BM25's share and the cosines are known already."""
        best = 0.0
        for question in fact.questions:
            shared = self._sum(question)
            if shared:
                best = max(best, 2 * shared / (self._mass + self._weights.sum(question)))
        known = sum(self._known.get(token, 0.0) for token in self._set & fact.whole) / self._known_mass
        return Likeness(words, best, self._sum(fact.whole) / self._mass, known, centre, nearest)

    def _sum(self, tokens: frozenset[str]) -> float:
        return sum(self._own[token] for token in self._set & tokens)
