"""Baskets of things that went together (an invoice, a set, a visit) as arrays, and the methods that complete one.

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
class Popularity:
    """What sells most, whatever is in the basket."""

    sold: NDArray[np.float64]

    @classmethod
    def learn(cls, baskets: Baskets, half_life_days: float = np.inf) -> "Popularity":
        """Count sales; older ones half as much every half-life."""
        return cls(baskets.frequency(_fading(baskets, half_life_days)))

    def scores(self, basket: Ints) -> NDArray[np.floating[Any]]:
        """(count,) the same for every basket."""
        return self.sold


@dataclass(frozen=True)
class ItemToItem:
    """A matrix of how much each item calls for each other one; a basket's score is the sum of its rows."""

    weights: Floats
    """(count, count), the diagonal zero."""
    best_only: bool = False
    """Score by the strongest item of the basket instead of the sum."""

    def scores(self, basket: Ints) -> NDArray[np.floating[Any]]:
        """(count,)."""
        rows = self.weights[basket]
        best: NDArray[np.floating[Any]] = rows.max(axis=0) if self.best_only else rows.sum(axis=0)
        return best

    @classmethod
    def cosine(
        cls, baskets: Baskets, shrink: float = 10.0, power: float = 0.5, most: int = 200, half_life_days: float = np.inf
    ) -> "ItemToItem":
        """Item-kNN: shared baskets over (f_i^(1-power) * f_j^power), shrunk for rare pairs, `most` neighbours each."""
        both = baskets.together(_fading(baskets, half_life_days))
        sold = np.maximum(np.diag(both), 1e-9)
        likeness = both / (np.outer(sold ** (1 - power), sold**power) + shrink)
        return cls(_strongest(likeness, most))

    @classmethod
    def rules(cls, baskets: Baskets, support: int = 5, most: int = 200, best_only: bool = True) -> "ItemToItem":
        """Association rules `i -> j` by confidence, of pairs with at least `support` shared baskets."""
        both = baskets.together()
        confidence = np.where(both >= support, both, 0.0) / np.maximum(np.diag(both), 1.0)[:, None]
        return cls(_strongest(confidence, most), best_only)

    @classmethod
    def linear(
        cls, baskets: Baskets, ridge: float = 100.0, half_life_days: float = np.inf, shorten: float = 0.0
    ) -> "ItemToItem":
        """The ridge regression of every item on all others with a zero diagonal, in closed form (EASE, Steck 2019).

        Args:
            baskets: what to learn from.
            ridge: the penalty on the weights.
            half_life_days: how fast older baskets stop to count.
            shorten: a basket of n items counts n ** -shorten, so that wholesalers' long invoices do not drown the rest.
        """
        weights = _fading(baskets, half_life_days) * np.maximum(baskets.sizes, 1) ** -shorten
        gram = baskets.together(weights)
        gram[np.diag_indices_from(gram)] += ridge
        inverse = np.linalg.inv(gram)
        found = -inverse / np.diag(inverse)
        np.fill_diagonal(found, 0.0)
        return cls(found.astype(np.float32))


@dataclass(frozen=True)
class Factors:
    """Items as vectors whose dot products rebuild the baskets (a truncated singular value decomposition)."""

    vectors: Floats
    """(count, d) right singular vectors of the scaled baskets."""
    scale: Floats
    """(count,)."""

    @classmethod
    def learn(cls, baskets: Baskets, size: int = 96, power: float = 0.5, half_life_days: float = np.inf) -> "Factors":
        """Eigenvectors of the items' weighted co-occurrence; `power` takes frequency back (0 none, 1 all)."""
        both = baskets.together(_fading(baskets, half_life_days))
        scale = np.maximum(np.diag(both), 1e-9) ** (-power / 2)
        vectors = _leading(both * scale[:, None] * scale, size)
        return cls(vectors.astype(np.float32), scale.astype(np.float32))

    def scores(self, basket: Ints) -> NDArray[np.floating[Any]]:
        """(count,)."""
        wish = (self.vectors[basket] * self.scale[basket, None]).sum(axis=0)
        found: NDArray[np.floating[Any]] = (self.vectors @ wish) / self.scale
        return found


@dataclass(frozen=True)
class BasketNeighbours:
    """V-SKNN without an order: the baskets most like this one vote for what else they hold."""

    baskets: Baskets
    holders: Ints
    """Baskets by item: item i is in `holders[places[i]:places[i + 1]]`."""
    places: Ints
    rarity: NDArray[np.float64]
    freshness: NDArray[np.float64]
    most: int
    power: float
    rare_votes: float

    @classmethod
    def learn(
        cls,
        baskets: Baskets,
        most: int = 500,
        half_life_days: float = np.inf,
        power: float = 1.0,
        rare_votes: float = 1.0,
    ) -> "BasketNeighbours":
        """Index the baskets.

        Args:
            baskets: what to learn from.
            most: how many neighbours vote.
            half_life_days: how fast older baskets stop to count.
            power: likeness to this power is the weight of a vote.
            rare_votes: a vote for an item counts its rarity (log of all baskets over its own) to this power.
        """
        order = np.argsort(baskets.items, kind="stable")
        sold = baskets.frequency()
        places = np.concatenate([[0], np.cumsum(sold).astype(np.int64)])
        rarity = np.log(len(baskets) / np.maximum(sold, 1.0)) + 1e-6
        fresh = _fading(baskets, half_life_days)
        return cls(baskets, baskets.owners[order], places, rarity, fresh, most, power, rare_votes)

    def scores(self, basket: Ints) -> NDArray[np.floating[Any]]:
        """(count,)."""
        spans = [self.holders[self.places[item] : self.places[item + 1]] for item in basket]
        shared = np.bincount(
            np.concatenate(spans) if spans else np.empty(0, np.int64),
            weights=np.repeat(self.rarity[basket], [len(span) for span in spans]),
            minlength=len(self.baskets),
        )
        likeness = shared / np.sqrt(np.maximum(self.baskets.sizes, 1)) * self.freshness
        near = np.argpartition(-likeness, min(self.most, len(likeness) - 1))[: self.most]
        votes = likeness[near] ** self.power
        rows = [self.baskets.items[self.baskets.starts[i] : self.baskets.starts[i + 1]] for i in near]
        found = np.bincount(
            np.concatenate(rows), weights=np.repeat(votes, [len(row) for row in rows]), minlength=self.baskets.count
        )
        return found * self.rarity**self.rare_votes


@dataclass(frozen=True)
class Blend:
    """Several methods, each brought to its own mean and spread first, by weight."""

    parts: tuple[tuple[Completion, float], ...]

    def scores(self, basket: Ints) -> NDArray[np.floating[Any]]:
        """(count,)."""
        total: NDArray[np.floating[Any]] | None = None
        for part, weight in self.parts:
            said = part.scores(basket)
            spread = float(said.std()) or 1.0
            share = weight * (said - said.mean()) / spread
            total = share if total is None else total + share
        assert total is not None
        return total


def _fading(baskets: Baskets, half_life_days: float) -> NDArray[np.float64]:
    """(n,) 1 for the latest basket, half a half-life earlier."""
    return np.exp2(-baskets.ages() / half_life_days)


def _strongest(weights: NDArray[np.float64], most: int) -> Floats:
    """The `most` largest of each row; the diagonal and the rest become zero."""
    found = weights.astype(np.float32)
    np.fill_diagonal(found, 0.0)
    if most < found.shape[1]:
        edge = -np.partition(-found, most - 1, axis=1)[:, most - 1 : most]
        found[found < edge] = 0.0
    return found


def _leading(matrix: NDArray[np.float64], size: int, rounds: int = 6) -> NDArray[np.float64]:
    """(n, size) leading eigenvectors of a symmetric matrix by subspace iteration; the start is fixed."""
    size = min(size, len(matrix))
    matrix = matrix.astype(np.float32)
    rng = np.random.default_rng(0)
    basis = np.linalg.qr(rng.standard_normal((len(matrix), min(len(matrix), size + 16))).astype(np.float32))[0]
    for _ in range(rounds):
        basis = np.linalg.qr(matrix @ basis)[0]
    values, rotation = np.linalg.eigh(basis.T @ matrix @ basis)
    found: NDArray[np.float64] = (basis @ rotation[:, np.argsort(-values)[:size]]).astype(np.float64)
    return found
