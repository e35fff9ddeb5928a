"""The methods that basket completion is measured against: popularity, item-kNN, rules, neighbours, factors."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.advice.baskets import Baskets, Floats, Ints, ItemToItem, fading


@dataclass(frozen=True)
class Popularity:
    """What sells most, whatever is in the basket."""

    sold: NDArray[np.float64]

    @classmethod
    def learn(cls, baskets: Baskets, half_life_days: float = np.inf) -> "Popularity":
        """Count sales; older ones half as much every half-life."""
        return cls(baskets.frequency(fading(baskets, half_life_days)))

    def scores(self, basket: Ints) -> NDArray[np.floating[Any]]:
        """(count,) the same for every basket."""
        return self.sold


@dataclass(frozen=True)
class Strongest:
    """Scores by the item of the basket that calls loudest for another, instead of by the sum."""

    weights: Floats

    def scores(self, basket: Ints) -> NDArray[np.floating[Any]]:
        """(count,)."""
        found: NDArray[np.floating[Any]] = self.weights[basket].max(axis=0)
        return found


def item_neighbours(
    baskets: Baskets, shrink: float = 10.0, power: float = 0.5, most: int = 200, half_life_days: float = np.inf
) -> ItemToItem:
    """Item-kNN: shared baskets over (f_i^(1-power) * f_j^power), shrunk for rare pairs, `most` neighbours each."""
    both = baskets.together(fading(baskets, half_life_days))
    sold = np.maximum(np.diag(both), 1e-9)
    likeness = both / (np.outer(sold ** (1 - power), sold**power) + shrink)
    return ItemToItem(_strongest(likeness, most))


def rules(baskets: Baskets, support: int = 5, most: int = 200) -> Strongest:
    """Association rules `i -> j` of pairs with at least `support` shared baskets; the most confident one counts."""
    both = baskets.together()
    confidence = np.where(both >= support, both, 0.0) / np.maximum(np.diag(both), 1.0)[:, None]
    return Strongest(_strongest(confidence, most))


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
        both = baskets.together(fading(baskets, half_life_days))
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
        fresh = fading(baskets, half_life_days)
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
