"""Baskets of things that went together (an invoice, a set, a visit) as arrays, and the method that completes one best.

Which method that is was measured: `kiosk evaluate recommend` (its rivals are in `kiosk.evaluation.rivals`).

Everything here scores: a basket in, one figure for each item out. What the shop earns with an item is not among the
inputs, and could not be: a basket knows item numbers only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
RIDGE: Final = 10.0
HALF_LIFE_DAYS: Final = 120.0
SHORTEN: Final = 0.5
"""The settings that won on invoices of the months before."""
_PAIRS_AT_ONCE: Final = 4_000_000


@dataclass(frozen=True)
class Baskets:
    """Rows of item numbers in one array: basket i holds `items[starts[i]:starts[i + 1]]`, each item once."""

    items: Ints
    starts: Ints
    days: NDArray[np.float64]
    """(n,) when each basket was, in days; only differences matter."""
    count: int
    """How many items there are, in baskets or not."""

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], days: Sequence[float] | NDArray[Any], count: int) -> "Baskets":
        """From lists of item numbers below `count`."""
        starts = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in rows], out=starts[1:])
        items = np.array([item for row in rows for item in row], dtype=np.int64)
        return cls(items, starts, np.asarray(days, dtype=np.float64), count)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> Ints:
        """(n,) items in each basket."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Ints:
        """(lines,) which basket each line belongs to."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def ages(self) -> NDArray[np.float64]:
        """(n,) days before the latest basket."""
        found: NDArray[np.float64] = self.days.max(initial=0.0) - self.days
        return found

    def frequency(self, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """(count,) baskets (or their weights) that hold each item."""
        lines = None if weights is None else weights[self.owners]
        return np.bincount(self.items, weights=lines, minlength=self.count).astype(np.float64)

    def together(self, weights: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """(count, count) baskets (or their weights) that hold both items; the diagonal is `frequency`."""
        found = np.zeros(self.count * self.count)
        pairs = np.cumsum(self.sizes**2)
        cuts = np.searchsorted(pairs, np.arange(0, pairs[-1] if len(pairs) else 0, _PAIRS_AT_ONCE))
        for begin, end in zip(cuts, [*cuts[1:], len(self)], strict=True):
            rows = [self.items[self.starts[i] : self.starts[i + 1]] for i in range(begin, end)]
            if not rows:
                continue
            keys = np.concatenate([np.add.outer(row * self.count, row).ravel() for row in rows])
            lines = None
            if weights is not None:
                lines = np.repeat(weights[begin:end], self.sizes[begin:end] ** 2)
            np.add.at(found, keys, 1.0 if lines is None else lines)
        return found.reshape(self.count, self.count)


class Completion(Protocol):
    """A method that was taught baskets and completes another."""

    def scores(self, basket: Ints) -> NDArray[np.floating[Any]]:
        """(count,) how well each item would go with what is in the basket."""
        ...


@dataclass(frozen=True)
class ItemToItem:
    """A matrix of how much each item calls for each other one; a basket's score is the sum of its rows."""

    weights: Floats
    """(count, count), the diagonal zero."""

    def scores(self, basket: Ints) -> NDArray[np.floating[Any]]:
        """(count,)."""
        found: NDArray[np.floating[Any]] = self.weights[basket].sum(axis=0)
        return found

    @classmethod
    def linear(
        cls, baskets: Baskets, ridge: float = RIDGE, half_life_days: float = np.inf, shorten: float = 0.0
    ) -> "ItemToItem":
        """The ridge regression of every item on all others with a zero diagonal, in closed form (EASE, Steck 2019).

        Args:
            baskets: what to learn from.
            ridge: the penalty on the weights.
            half_life_days: how fast older baskets stop to count.
            shorten: a basket of n items counts n ** -shorten, so that wholesalers' long invoices do not drown the rest.
        """
        weights = fading(baskets, half_life_days) * np.maximum(baskets.sizes, 1) ** -shorten
        gram = baskets.together(weights)
        gram[np.diag_indices_from(gram)] += ridge
        inverse = np.linalg.inv(gram)
        found = -inverse / np.diag(inverse)
        np.fill_diagonal(found, 0.0)
        return cls(found.astype(np.float32))


def fading(baskets: Baskets, half_life_days: float) -> NDArray[np.float64]:
    """(n,) 1 for the latest basket, half a half-life earlier."""
    return np.exp2(-baskets.ages() / half_life_days)


class SoldTogether:
    """What the shop's own receipts say goes with what, by SKU. Receipts name no customer."""

    def __init__(self, skus: Sequence[str], model: ItemToItem) -> None:
        self._numbers = {sku: number for number, sku in enumerate(skus)}
        self._model = model
        self._largest = float(np.abs(model.weights).max(initial=0.0)) or 1.0

    @classmethod
    def learn(cls, receipts: Sequence[tuple[Sequence[str], float]]) -> "SoldTogether":
        """From (SKUs, day) of each receipt, with the settings that won on invoices."""
        skus = sorted({sku for bought, _ in receipts for sku in bought})
        numbers = {sku: number for number, sku in enumerate(skus)}
        rows = [[numbers[sku] for sku in dict.fromkeys(bought)] for bought, _ in receipts]
        baskets = Baskets.of(rows, [day for _, day in receipts], len(skus))
        return cls(skus, ItemToItem.linear(baskets, RIDGE, HALF_LIFE_DAYS, SHORTEN))

    def of(self, sku: str, other: str) -> float:
        """How much one calls for the other, -1 to 1; 0 for what was never sold."""
        here, there = self._numbers.get(sku), self._numbers.get(other)
        if here is None or there is None:
            return 0.0
        return float(self._model.weights[here, there]) / self._largest
