"""Pieces by the graph: the vectors of the nodes that a record, its name and its collection lead to, added up."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kiosk.advice.offers import Offer
from kiosk.advice.paths import named_by
from kiosk.advice.vectors import Vectors, node_vectors
from kiosk.knowledge.graph import Graph

NAMED: Final = 0.6
"""How much a motif, craft, setting or chain in the name counts, against a record's words in `vectors.BLOCKS`."""
HELD: Final = 0.4
"""How much a collection counts."""


def graph_vectors(shelf: Sequence[Offer], nodes: Mapping[str, NDArray[np.floating[Any]]], graph: Graph) -> Vectors:
    """Vectors of pieces out of vectors of nodes: metal, stones, style, occasion, ...; motif; collection.

    Args:
        shelf: the pieces that will be compared.
        nodes: (d,) by node id, such as `NodeVectors`; words without a node are passed over.
        graph: which motif a name tells of, and which collection holds a piece.
    """
    collections: dict[str, list[str]] = {}
    for triple in graph.triples(relation="has_piece"):
        collections.setdefault(triple.object, []).append(triple.subject)
    more = {
        offer.sku: dict.fromkeys(named_by(offer, graph), NAMED) | dict.fromkeys(collections.get(offer.sku, ()), HELD)
        for offer in shelf
    }
    return node_vectors((offer.piece for offer in shelf), nodes, more)
