"""Pieces by the vectors of the graph's nodes."""

import dataclasses

import numpy as np
import pytest

from kiosk.advice.nodes import graph_vectors
from kiosk.advice.offers import Offer
from kiosk.evaluation.walking import demo_shelf
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.store import Knowledge


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Knowledge.from_sources().graph


@pytest.fixture(scope="module")
def shelf() -> tuple[Offer, ...]:
    return demo_shelf()


def test_a_piece_is_what_its_nodes_are(shelf: tuple[Offer, ...], graph: Graph) -> None:
    """With one axis a node, likeness is exactly what two pieces share."""
    words = ("ruby", "sapphire", "jadeite")
    nodes = dict(zip(words, np.eye(3, dtype=np.float32), strict=True))
    plain = dataclasses.replace(shelf[0].piece, styles=(), occasions=(), colour=(), cut=(), recipients=())
    pieces = [Offer(dataclasses.replace(plain, sku=gem, gems=(gem,)), shelf[0].quote) for gem in words]
    rows = graph_vectors(pieces, nodes, graph).rows(words)
    np.testing.assert_allclose(rows @ rows.T, np.eye(3), atol=1e-6)


def test_a_collection_brings_its_pieces_together(shelf: tuple[Offer, ...], graph: Graph) -> None:
    held = graph.triples(relation="has_piece")
    collection = held[0].subject
    nodes = {collection: np.array([1.0, 0.0], np.float32)}
    vectors = graph_vectors(shelf, nodes, graph)
    own = {t.object for t in held if t.subject == collection}
    for offer in shelf:
        assert bool(vectors.rows([offer.sku]).any()) == (offer.sku in own)
