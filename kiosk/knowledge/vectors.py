"""The graph's nodes as vectors, learnt from the triples: what stands in like places of the graph lies near one another.

`kiosk train graph` makes them. The shipped vectors are looked up; a node that is newer than they are gets one from
the ONNX network, out of its kind, its numbers and its neighbours. No torch here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from kiosk.base.errors import KnownError
from kiosk.inference.manifest import model_path
from kiosk.inference.sessions import open_session
from kiosk.knowledge.graph import Graph

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

KIND: Final = "graph-network-1"
NUMBERS: Final = (
    "has_hardness_mohs", "has_specific_gravity", "has_refractive_index", "has_density", "melts_at",
    "has_birefringence", "has_dispersion", "has_fineness",
)  # fmt: skip
"""The value relations that enter as numbers; the others are names, years and stamps."""


@dataclass(frozen=True)
class Vocabulary:
    """What the network knows by number. 0 stands for what it never saw."""

    nodes: tuple[str, ...]
    kinds: tuple[str, ...]
    relations: tuple[str, ...]
    means: tuple[float, ...]
    spreads: tuple[float, ...]

    @classmethod
    def of(cls, graph: Graph) -> Self:
        """The vocabulary of a graph."""
        nodes = graph.nodes()
        found = [values for relation in NUMBERS if (values := list(_numbers(graph, relation).values())) or True]
        return cls(
            tuple(node.id for node in nodes),
            tuple(sorted({node.kind for node in nodes})),
            tuple(relation.id for relation in graph.relations() if not relation.value),
            tuple(float(np.mean(values)) if values else 0.0 for values in found),
            tuple(max(float(np.std(values)), 1e-3) if values else 1.0 for values in found),
        )

    def document(self) -> dict[str, Any]:
        """What graph.json holds of it."""
        return {
            "nodes": self.nodes, "kinds": self.kinds, "relations": self.relations, "numbers": NUMBERS,
            "means": self.means, "spreads": self.spreads,
        }  # fmt: skip


@dataclass(frozen=True)
class GraphArrays:
    """A graph in the network's terms: n nodes, e triples between nodes."""

    nodes: tuple[str, ...]
    own: Ints
    """(n,) each node's number in the vocabulary, from 1; 0 for a node that is newer than the training."""
    kinds: Ints
    """(n,) likewise."""
    numbers: Floats
    """(n, 2k) each of `NUMBERS` in standard deviations, then whether it is known."""
    triples: Ints
    """(e, 3) subject, relation, object; places in `nodes`, and in the vocabulary's relations."""
    symmetric: Ints
    """(s,) the symmetric relations among the vocabulary's."""

    @classmethod
    def of(cls, graph: Graph, vocabulary: Vocabulary) -> Self:
        """The arrays of a graph; triples in relations that the vocabulary lacks are left out."""
        nodes = graph.nodes()
        place = {node.id: row for row, node in enumerate(nodes)}
        known = {node: number for number, node in enumerate(vocabulary.nodes, 1)}
        kinds = {kind: number for number, kind in enumerate(vocabulary.kinds, 1)}
        relations = {relation: number for number, relation in enumerate(vocabulary.relations)}
        symmetric = {relation.id for relation in graph.relations() if relation.symmetric}
        numbers = np.zeros((len(nodes), 2 * len(NUMBERS)), np.float32)
        for column, relation in enumerate(NUMBERS):
            for node_id, value in _numbers(graph, relation).items():
                row = place[node_id]
                numbers[row, column] = (value - vocabulary.means[column]) / vocabulary.spreads[column]
                numbers[row, len(NUMBERS) + column] = 1.0
        triples = [
            (place[t.subject], relations[t.relation], place[t.object])
            for t in graph.triples()
            if t.relation in relations and t.subject in place and t.object in place
        ]
        return cls(
            tuple(node.id for node in nodes),
            np.array([known.get(node.id, 0) for node in nodes], np.int64),
            np.array([kinds.get(node.kind, 0) for node in nodes], np.int64),
            np.clip(numbers, -4.0, 4.0),
            np.array(sorted(set(triples)), np.int64).reshape(-1, 3),
            np.array([number for r, number in relations.items() if r in symmetric], np.int64),
        )

    def mirrored(self, triples: Ints) -> Ints:
        """(e, 3) triples with those of symmetric relations both ways, as the network reads them."""
        mirror = triples[np.isin(triples[:, 1], self.symmetric)][:, [2, 1, 0]]
        found: Ints = np.unique(np.vstack([triples, mirror]), axis=0)
        return found


class NodeVectors(Mapping[str, Floats]):
    """Vectors of length one by node id."""

    def __init__(self, nodes: Sequence[str], vectors: NDArray[np.floating[Any]], network: Path | None = None) -> None:
        """Make them.

        Args:
            nodes: ids.
            vectors: (n, d) in the same order.
            network: the ONNX network, for `joined_by`.
        """
        self._nodes = tuple(nodes)
        self._place = {node: row for row, node in enumerate(self._nodes)}
        self._raw = vectors.astype(np.float32)
        self._network = network

    @classmethod
    def open(cls, folder: Path | None = None, graph: Graph | None = None) -> Self:
        """The shipped vectors, by default the manifest's.

        Args:
            folder: with `model.onnx`, `graph.json` and `vectors.npz`.
            graph: nodes of it that the vectors lack are added (`joined_by`); those it no longer has are dropped.

        Raises:
            KnownError: a file is missing or damaged.
        """
        folder = folder or model_path("graph")
        vocabulary = read_vocabulary(folder)
        try:
            with np.load(folder / "vectors.npz", allow_pickle=False) as stored:
                vectors = stored["vectors"]
            found = cls(vocabulary.nodes, vectors, folder / "model.onnx")
        except (OSError, ValueError, KeyError) as error:
            raise KnownError("The graph's vectors.npz cannot be read; run: kiosk models verify") from error
        return found if graph is None else found.joined_by(graph, vocabulary)

    def joined_by(self, graph: Graph, vocabulary: Vocabulary) -> Self:
        """The same vectors for the nodes of a graph, new nodes among them.

        Nodes that were trained keep their vectors; the network runs only if there is a new one.
        """
        new = [node.id for node in graph.nodes() if node.id not in self._place]
        kept = [node.id for node in graph.nodes() if node.id in self._place]
        if not new:
            return type(self)(kept, self._raw[[self._place[node] for node in kept]], self._network)
        if self._network is None:
            raise KnownError("The graph's network is missing, so new nodes get no vector; run: kiosk models verify")
        arrays = GraphArrays.of(graph, vocabulary)
        made = run_network(self._network, arrays)
        rows = {node: row for row, node in enumerate(arrays.nodes)}
        vectors = np.vstack([self._raw[[self._place[node] for node in kept]], made[[rows[node] for node in new]]])
        return type(self)((*kept, *new), vectors, self._network)

    def __getitem__(self, node: str) -> Floats:
        """(d,) of length one."""
        found: Floats = self._unit[self._place[node]]
        return found

    def __iter__(self) -> Any:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    @property
    def raw(self) -> Floats:
        """(n, d) as the decoder of links reads them."""
        return self._raw

    def near(self, node: str, k: int = 10, among: Iterable[str] | None = None) -> list[tuple[str, float]]:
        """The k nearest other nodes and their likeness, nearest first.

        Args:
            node: the id; a node without a vector has no neighbours.
            k: how many.
            among: only these nodes.
        """
        if node not in self._place:
            return []
        likeness = self._unit @ self[node]
        allowed = None if among is None else set(among)
        order = (self._nodes[row] for row in np.argsort(-likeness, kind="stable"))
        found = (other for other in order if other != node and (allowed is None or other in allowed))
        return [(other, float(likeness[self._place[other]])) for other, _ in zip(found, range(k), strict=False)]

    def likeness(self, one: str, other: str) -> float:
        """The cosine of two nodes, -1 to 1; 0 where either has no vector."""
        if one not in self._place or other not in self._place:
            return 0.0
        return float(self[one] @ self[other])

    @cached_property
    def _unit(self) -> Floats:
        # What all nodes share says nothing about any two of them.
        centred = self._raw - self._raw.mean(axis=0)
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        found: Floats = np.divide(centred, lengths, out=np.zeros_like(centred), where=lengths > 0)
        return found


def read_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary in a folder's graph.json.

    Raises:
        KnownError: it cannot be read, or belongs to another kind of network.
    """
    try:
        document = json.loads((folder / "graph.json").read_text("utf-8"))
        if document["kind"] != KIND or tuple(document["numbers"]) != NUMBERS:
            raise KnownError("The graph's network is of another kind than this program; run: kiosk models verify")
        return Vocabulary(*(tuple(document[key]) for key in ("nodes", "kinds", "relations", "means", "spreads")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnownError("The graph's graph.json cannot be read; run: kiosk models verify") from error


def run_network(network: Path, arrays: GraphArrays) -> Floats:
    """(n, d) float32: the vectors that the ONNX network gives to the nodes of a graph."""
    session = open_session(network, gpu=False)
    feed: dict[str, NDArray[Any]] = {
        "own": arrays.own, "kinds": arrays.kinds, "numbers": arrays.numbers,
        "triples": arrays.mirrored(arrays.triples),
    }  # fmt: skip
    found: Floats = session.run(feed)["vectors"]
    return found


def _numbers(graph: Graph, relation: str) -> dict[str, float]:
    """The value of each subject; of a range its middle, of several values the first."""
    found: dict[str, float] = {}
    for triple in graph.triples(relation=relation) if relation in {r.id for r in graph.relations()} else ():
        try:
            ends = [float(end) for end in triple.object.split("-")]
        except ValueError:
            continue
        found.setdefault(triple.subject, sum(ends) / len(ends))
    return found
