"""Values that other shops' offers had marked, and how often: the plainest reader, and evidence for a better one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from kiosk.evaluation.marked import Marked
from kiosk.knowledge.offers.offer import ATTRIBUTES

Key = tuple[str, str]
"""Attribute and value."""


@dataclass
class Tally:
    """In how many offers of each shop a value occurs, and in how many it is marked."""

    occurs: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    marked: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def without(self, shops: Set[str]) -> tuple[int, int, int]:
        """Marked offers, offers, and shops that marked it, outside some shops."""
        return (
            sum(n for shop, n in self.marked.items() if shop not in shops),
            sum(n for shop, n in self.occurs.items() if shop not in shops),
            sum(n > 0 for shop, n in self.marked.items() if shop not in shops),
        )


class Gazetteer:
    """All marked values with the offers in which they stand as whole words."""

    def __init__(self, offers: Sequence[Marked]) -> None:
        self._tallies: dict[Key, Tally] = defaultdict(Tally)
        keys = {(a, v) for one in offers for a in ATTRIBUTES for v in one.values[a]}
        patterns = {value: re.compile(rf"(?<!\w){re.escape(value)}(?!\w)") for _, value in keys}
        self.standing: list[dict[Key, tuple[tuple[int, int, int], ...]]] = []
        """For each offer: the values in it, as (place, start, end)."""
        for one in offers:
            texts = [text.casefold() for text in one.offer.texts]
            spots = {
                value: tuple((p, m.start(), m.end()) for p, text in enumerate(texts) for m in pattern.finditer(text))
                for value, pattern in patterns.items()
            }
            here = {(a, v): spots[v] for a, v in sorted(keys) if spots[v]}
            self.standing.append(here)
            self.count(one, here)

    def count(self, one: Marked, keys: Iterable[Key]) -> None:
        """Note that these values stand in an offer, and which of them are marked there."""
        for key in keys:
            self._tallies[key].occurs[one.shop] += 1
            self._tallies[key].marked[one.shop] += key[1] in one.values[key[0]]

    def evidence(self, key: Key, apart: Set[str]) -> tuple[int, int, int]:
        """How a value fares outside some shops: offers that mark it, offers in which it stands, shops that mark it."""
        tally = self._tallies.get(key)
        return tally.without(apart) if tally else (0, 0, 0)

    def read(self, number: int, apart: Set[str], share: float, longest: bool) -> Mapping[str, frozenset[str]]:
        """The values of an offer by other shops' marks alone.

        Args:
            number: which offer.
            apart: shops whose marks are not known (the offer's own among them).
            share: in at least this share of the offers in which it stands, a value has to be marked.
            longest: whether a value that stands only inside a longer one of its attribute is dropped.
        """
        found: dict[str, dict[str, tuple[tuple[int, int, int], ...]]] = {a: {} for a in ATTRIBUTES}
        for key, spots in self.standing[number].items():
            marked, offers, _ = self.evidence(key, apart)
            if marked and marked >= share * offers:
                found[key[0]][key[1]] = spots
        return {a: frozenset(_longest(values) if longest else values) for a, values in found.items()}


def _longest(values: Mapping[str, Sequence[tuple[int, int, int]]]) -> list[str]:
    return [
        value
        for value, spots in values.items()
        if not all(
            any(p == q and s <= a and b <= e and (s, e) != (a, b) for more in values.values() for q, s, e in more)
            for p, a, b in spots
        )
    ]
