"""Links held out so that nothing of them is left in training, neither backwards nor under another relation."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

HELD_OUT: Final = 0.1
"""Share of the pairs of nodes that are tested; as many more are used for choosing settings and when to stop."""


@dataclass(frozen=True)
class Split:
    """(e, 3) triples each: subject, relation, object."""

    train: Ints
    valid: Ints
    test: Ints

    @property
    def all(self) -> Ints:
        """Every triple: what a filtered rank takes out of the way."""
        return np.vstack([self.train, self.valid, self.test])

    def fates(self, triples: Ints) -> NDArray[np.int8]:
        """(e,) where each of the triples went: 0 train, 1 valid, 2 test."""
        place = {tuple(t): fate for fate, part in enumerate((self.train, self.valid, self.test)) for t in part.tolist()}
        return np.array([place[tuple(t)] for t in triples.tolist()], np.int8)


def split(triples: Ints, seed: int, share: float = HELD_OUT) -> Split:
    """Hold out whole pairs of nodes: all triples between two nodes, in any relation and direction, go together.

    So neither the inverse of a held-out link, nor its other half where the relation is symmetric, nor a second
    relation between the same two nodes is learnt. A pair is held out only while both its nodes keep another one.

    Args:
        triples: (e, 3).
        seed: of the choice.
        share: of the pairs, for each of valid and test.
    """
    rng = np.random.default_rng(seed)
    ends = np.sort(triples[:, [0, 2]], axis=1)
    pairs, which = np.unique(ends, axis=0, return_inverse=True)
    which = which.reshape(-1)
    left = np.bincount(pairs.reshape(-1), minlength=int(triples[:, [0, 2]].max()) + 1)
    wanted = round(share * len(pairs))
    fate = np.zeros(len(pairs), np.int64)
    taken = 0
    for pair in rng.permutation(len(pairs)):
        one, other = pairs[pair]
        if taken == 2 * wanted:
            break
        if one == other or left[one] < 2 or left[other] < 2:
            continue
        left[[one, other]] -= 1
        fate[pair] = 1 + taken % 2
        taken += 1
    fates = fate[which]
    return Split(*(triples[fates == number] for number in (0, 1, 2)))
