"""A measured run that ships with the model, so that its figures can be gone through again without torch."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from kiosk.base.errors import KnownError
from kiosk.training.graph.ranking import Ints, Score, common_neighbours, diagonal, neighbours_vote, popularity, ranks

RIVALS: Final = {
    "popularity by relation": popularity,
    "common neighbours": common_neighbours,
    "vote of like nodes": neighbours_vote,
}
"""What learns nothing, and is computed anew each time."""
LEARNT: Final = ("DistMult", "DistMult with features")
"""What is trained without passing messages; its ranks are stored."""
NETWORK: Final = "graph network"
METHODS: Final = (*RIVALS, *LEARNT, NETWORK)


@dataclass(frozen=True)
class Measured:
    """The splits, the ranks of every method, and the network's vectors of each split."""

    seeds: tuple[int, ...]
    nodes: tuple[str, ...]
    relations: tuple[str, ...]
    triples: Ints
    """(e, 3) as the graph was."""
    symmetric: Ints
    """Numbers of the symmetric relations."""
    fates: NDArray[np.int8]
    """(s, e) of each triple in each split: 0 trained on, 1 kept for choosing, 2 tested."""
    ranks: Mapping[tuple[str, int], NDArray[np.float32]]
    """By method and seed: (2t,) of the tested triples, objects first, then subjects."""
    vectors: NDArray[np.float16]
    """(s, n, d) of the network trained on each split."""
    weights: NDArray[np.float16]
    """(s, 2R, d) of its relations."""

    def pooled(self, method: str) -> NDArray[np.float64]:
        """The ranks of all seeds."""
        return np.concatenate([self.ranks[method, seed] for seed in self.seeds]).astype(np.float64)

    def again(self, method: str, seed: int) -> NDArray[np.float64]:
        """The ranks computed now: of a rival, or of the network from its stored vectors."""
        at = self.seeds.index(seed)
        train = self._mirrored(self.triples[self.fates[at] == 0])
        relations, nodes = len(self.relations), len(self.nodes)
        score: Score = (
            diagonal(self.vectors[at], self.weights[at]) if method == NETWORK
            else RIVALS[method](train, relations, nodes)
        )  # fmt: skip
        return ranks(score, self.tested(seed), self._mirrored(self.triples), relations)

    def tested(self, seed: int) -> Ints:
        """(t, 3) the triples that a seed tests."""
        found: Ints = self.triples[self.fates[self.seeds.index(seed)] == 2]
        return found

    def write(self, path: Path) -> None:
        """Write it as one npz file."""
        head = {"seeds": self.seeds, "nodes": self.nodes, "relations": self.relations}
        stored: dict[str, Any] = {f"{method}|{seed}": found for (method, seed), found in self.ranks.items()}
        np.savez_compressed(
            path, head=np.array(json.dumps(head)), triples=self.triples.astype(np.int16),
            symmetric=self.symmetric.astype(np.int16), fates=self.fates, vectors=self.vectors, weights=self.weights,
            **stored,
        )  # fmt: skip

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what `write` wrote.

        Raises:
            KnownError: it cannot be read.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                head = json.loads(str(stored["head"]))
                pairs = [name.rpartition("|") for name in stored.files if "|" in name]
                return cls(
                    tuple(head["seeds"]), tuple(head["nodes"]), tuple(head["relations"]),
                    stored["triples"].astype(np.int64), stored["symmetric"].astype(np.int64), stored["fates"],
                    {(method, int(seed)): stored[f"{method}|{seed}"] for method, _, seed in pairs},
                    stored["vectors"], stored["weights"],
                )  # fmt: skip
        except (OSError, ValueError, KeyError) as error:
            raise KnownError(f"{path.name} of the graph cannot be read; run: kiosk models verify") from error

    def _mirrored(self, triples: Ints) -> Ints:
        mirror = triples[np.isin(triples[:, 1], self.symmetric)][:, [2, 1, 0]]
        found: Ints = np.unique(np.vstack([triples, mirror]), axis=0)
        return found
