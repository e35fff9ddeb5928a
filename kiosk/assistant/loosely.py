"""Pieces named by half their Chinese name: 福禄葫芦耳坠 for 福禄古法葫芦耳坠, 那个银杏叶的."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

_HAN_RUN: Final = re.compile(r"[\u3400-\u9fff]{2,}")
_DEFINITE: Final = re.compile(
    r"那(?:个|款|条|只|件|枚|对|块|根|串)|刚(?:才|刚|说)|试戴|试试|试一|上身|上手|挂上|戴(?:上|着|在|我|一下|下|戴)|哪(?:个|款|条|只|对)"
    r"|还是|买了|要了|掏钱"
)
"""Says that one certain piece is meant, not any of its kind."""
_MOST: Final = 3000
"""Pieces; beyond them hardly any part of a name is a piece's own."""
_HALF: Final = 0.5
"""The share of a name that is enough where one certain piece is meant, if it leads the next by `_CLEARLY`."""
_CLEARLY: Final = 0.15
_CLOSEST: Final = 8
_FEWEST_PAIRS: Final = 2
"""Pairs of letters that a name and a sentence share before they are compared."""
_WHOLE: Final = 0.6
"""The share of a name that names its piece without any pointing word."""


class LooseNames:
    """Which piece a part of a name belongs to, for parts that only one piece has."""

    def __init__(self, names: Iterable[tuple[str, str]], spans: Callable[[str], Iterable[tuple[int, int]]]) -> None:
        """Make one from (normalised name, SKU) pairs; `spans` finds words that say what a piece is, not which one."""
        self._sku: dict[str, str | None] = {}
        self._name: dict[str, str] = {}
        self._pairs: dict[str, list[str]] = {}
        named = [(name, sku) for name, sku in names if _HAN_RUN.search(name)]
        for name, sku in named if len(named) <= _MOST else ():
            self._name[sku] = name
            for pair in {name[at : at + 2] for at in range(len(name) - 1)}:
                self._pairs.setdefault(pair, []).append(sku)
            plain = list(name)
            for start, end in spans(name):
                plain[start:end] = " " * (end - start)
            for run in _HAN_RUN.findall("".join(plain)):
                for size in range(2, len(run) + 1):
                    for at in range(len(run) - size + 1):
                        part = run[at : at + size]
                        self._sku[part] = sku if self._sku.get(part, sku) == sku else None

    def skus(self, said: str) -> list[str]:
        """The pieces that a normalised sentence names loosely, in the order they are said."""
        found: dict[str, int] = {}
        for at in range(len(said) - 1):
            for size in (2, 3, 4):
                sku = self._sku.get(said[at : at + size])
                if sku is not None:
                    found.setdefault(sku, at)
        definite = bool(_DEFINITE.search(said))
        named = [sku for sku in found if definite or _share(self._name[sku], said) >= _WHOLE]
        return named or (self._likest(said) if definite else [])

    def _likest(self, said: str) -> list[str]:
        """The one piece whose name stands in the sentence clearly more than any other's: 潮汐海蓝宝那条."""
        shared = Counter(sku for at in range(len(said) - 1) for sku in self._pairs.get(said[at : at + 2], ()))
        near = [sku for sku, pairs in shared.most_common(_CLOSEST) if pairs >= _FEWEST_PAIRS]
        shares = sorted(((_share(self._name[sku], said), sku) for sku in near), reverse=True)
        if not shares or shares[0][0] < _HALF or (len(shares) > 1 and shares[0][0] - shares[1][0] < _CLEARLY):
            return []
        return [shares[0][1]]


def _share(name: str, said: str) -> float:
    """How much of a name stands in the sentence, in order (the longest common subsequence)."""
    row = [0] * (len(said) + 1)
    for char in name:
        before = 0
        for at, other in enumerate(said, 1):
            before, row[at] = row[at], before + 1 if char == other else max(row[at], row[at - 1])
    return row[-1] / len(name)
