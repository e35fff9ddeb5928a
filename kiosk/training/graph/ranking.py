"""Filtered ranks of held-out links, and the plain rivals: popularity by relation and common neighbours. Numpy only."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

Score = Callable[[Ints, Ints], Floats]
"""(q,) nodes and (q,) directed relations (r; r + R for its inverse) to (q, n) scores of every node as the other end."""
_PORTION: Final = 512


def both_ways(triples: Ints, relations: int) -> Ints:
    """(2e, 3): every triple, and every triple read backwards under the number of its inverse."""
    back = np.stack([triples[:, 2], triples[:, 1] + relations, triples[:, 0]], axis=1)
    return np.vstack([triples, back])


def ranks(score: Score, asked: Ints, known: Ints, relations: int) -> NDArray[np.float64]:
    """The filtered rank of every asked triple, its object first and then its subject: (2e,).

    Every node is a candidate, but other right answers (of any split) are taken out of the way, and so is the node
    that is asked about. Equal scores share their middle rank.

    Args:
        score: the method.
        asked: (e, 3) held-out triples.
        known: (k, 3) all triples, those of symmetric relations both ways.
        relations: how many there are.
    """
    answers: dict[tuple[int, int], list[int]] = {}
    for one, relation, other in both_ways(known, relations).tolist():
        answers.setdefault((one, relation), []).append(other)
    queries = both_ways(asked, relations)
    found = np.empty(len(queries))
    for start in range(0, len(queries), _PORTION):
        part = queries[start : start + _PORTION]
        scores = score(part[:, 0], part[:, 1])
        for row, (one, relation, target) in enumerate(part.tolist()):
            own = float(scores[row, target])
            others = scores[row].copy()
            others[answers[one, relation]] = -np.inf
            others[one] = -np.inf
            found[start + row] = 1 + (others > own).sum() + (others == own).sum() / 2
    return found


def popularity(train: Ints, relations: int, nodes: int) -> Score:
    """How often a node stands at that end of that relation."""
    counts = np.zeros((2 * relations, nodes), np.float32)
    directed = both_ways(train, relations)
    np.add.at(counts, (directed[:, 1], directed[:, 2]), 1.0)
    return lambda ones, asked: counts[asked]


def common_neighbours(train: Ints, relations: int, nodes: int) -> Score:
    """How many neighbours two nodes share, among those that stand at that end of the relation; ties by popularity."""
    beside = adjacency(train, nodes)
    popular = popularity(train, relations, nodes)

    def score(ones: Ints, asked: Ints) -> Floats:
        likely = popular(ones, asked)
        shared = beside[ones] @ beside
        found: Floats = np.where(likely > 0, shared + 1e-3 * likely, 0.0).astype(np.float32)
        return found

    return score


def neighbours_vote(train: Ints, relations: int, nodes: int) -> Score:
    """What nodes with like neighbours (cosine) stand in that relation to: the strongest rival that learns nothing."""
    beside = adjacency(train, nodes)
    unit = beside / np.maximum(np.linalg.norm(beside, axis=1, keepdims=True), 1e-9)
    likeness = unit @ unit.T
    np.fill_diagonal(likeness, 0.0)
    popular = popularity(train, relations, nodes)
    directed = both_ways(train, relations)

    def score(ones: Ints, asked: Ints) -> Floats:
        found: Floats = (1e-4 * popular(ones, asked)).astype(np.float32)
        for relation in np.unique(asked):
            said = directed[directed[:, 1] == relation]
            stands = np.zeros((nodes, nodes), np.float32)
            stands[said[:, 0], said[:, 2]] = 1.0
            rows = asked == relation
            found[rows] += (likeness[ones[rows]] @ stands).astype(np.float32)
        return found

    return score


def adjacency(train: Ints, nodes: int) -> Floats:
    """(n, n): 1 where two nodes hang together in any relation."""
    found = np.zeros((nodes, nodes), np.float32)
    found[train[:, 0], train[:, 2]] = 1.0
    found[train[:, 2], train[:, 0]] = 1.0
    np.fill_diagonal(found, 0.0)
    return found


def diagonal(vectors: NDArray[np.floating[Any]], weights: NDArray[np.floating[Any]]) -> Score:
    """DistMult: the sum over the dimensions of node times relation times node.

    Args:
        vectors: (n, d).
        weights: (2R, d) of the relations and their inverses.
    """
    nodes, relations = vectors.astype(np.float32), weights.astype(np.float32)

    def score(ones: Ints, asked: Ints) -> Floats:
        found: Floats = ((nodes[ones] * relations[asked]) @ nodes.T).astype(np.float32, copy=False)
        return found

    return score
