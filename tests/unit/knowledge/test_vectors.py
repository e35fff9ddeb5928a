"""The graph's node vectors at run time: the shipped files, without torch."""

from pathlib import Path

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.base.paths import MODELS
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.graph import Graph, Node, Triple
from kiosk.knowledge.store import Knowledge
from kiosk.knowledge.vectors import GraphArrays, NodeVectors, read_vocabulary, run_network
from kiosk.training.graph.likeness import holding, read_questions

FOLDER = MODELS / "graph"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Knowledge.from_sources().graph


@pytest.fixture(scope="module")
def vectors() -> NodeVectors:
    return NodeVectors.open(FOLDER)


def test_gold_is_nearer_to_platinum_than_to_pearl(vectors: NodeVectors) -> None:
    assert vectors.likeness("gold", "platinum") > vectors.likeness("gold", "pearl")


def test_most_questions_written_before_training_hold(vectors: NodeVectors) -> None:
    questions = read_questions()
    assert len(questions) == 20
    assert len(holding(vectors, questions)) >= 17


def test_near_lists_other_nodes_nearest_first(vectors: NodeVectors) -> None:
    near = vectors.near("ruby", 5)
    assert len(near) == 5
    assert "ruby" not in dict(near)
    assert [score for _, score in near] == sorted((score for _, score in near), reverse=True)
    assert near[0][1] == pytest.approx(vectors.likeness("ruby", near[0][0]), abs=1e-6)
    assert [node for node, _ in vectors.near("ruby", 1, among=("silver", "sapphire"))] == ["sapphire"]


def test_what_has_no_vector_is_like_nothing(vectors: NodeVectors) -> None:
    assert vectors.near("never_written_down") == []
    assert vectors.likeness("ruby", "never_written_down") == 0.0
    assert "never_written_down" not in vectors


def test_every_vector_has_length_one(vectors: NodeVectors) -> None:
    assert all(np.linalg.norm(vectors[node]) == pytest.approx(1.0, abs=1e-5) for node in vectors)


def test_a_new_node_gets_its_vector_from_kind_and_neighbours(graph: Graph) -> None:
    """A stone that is written down tomorrow, like a sapphire in everything but the name."""
    new = Node("royal_stone", "gem", Bilingual("御石", "royal stone"))
    links = [
        Triple("royal_stone", t.relation, t.object, t.source, t.status)
        for t in graph.triples(subject="sapphire")
        if t.object != "royal_stone"
    ]
    grown = Graph((*graph.nodes(), new), graph.relations(), (*graph.triples(), *links))
    vectors = NodeVectors.open(FOLDER, grown)
    assert set(vectors) == {node.id for node in grown.nodes()}
    assert vectors.likeness("royal_stone", "sapphire") > vectors.likeness("royal_stone", "silver")
    kinds = {node.id: node.kind for node in graph.nodes()}
    assert [kinds[node] for node, _ in vectors.near("royal_stone", 5)].count("gem") >= 4
    # Those that were trained stay where they were, but for the middle that all are compared with.
    assert vectors.likeness("gold", "platinum") == pytest.approx(
        NodeVectors.open(FOLDER, graph).likeness("gold", "platinum"), abs=0.01
    )


def test_a_node_of_a_new_kind_without_links_does_no_harm(graph: Graph) -> None:
    new = Node("lone", "a_kind_never_seen", Bilingual("孤", "lone"))
    vectors = NodeVectors.open(FOLDER, Graph((*graph.nodes(), new), graph.relations(), graph.triples()))
    assert np.isfinite(vectors["lone"]).all()


def test_a_node_that_is_gone_is_dropped(graph: Graph) -> None:
    nodes = [node for node in graph.nodes() if node.id != "opal"]
    triples = [t for t in graph.triples() if "opal" not in (t.subject, t.object)]
    smaller = NodeVectors.open(FOLDER, Graph(nodes, graph.relations(), triples))
    assert "opal" not in smaller
    assert smaller.likeness("gold", "platinum") > smaller.likeness("gold", "pearl")


def test_the_network_gives_what_ships_for_nodes_that_did_not_change(graph: Graph) -> None:
    """The ONNX file and vectors.npz belong to one another, even after the graph grew elsewhere."""
    vocabulary = read_vocabulary(FOLDER)
    shipped = NodeVectors.open(FOLDER, graph)
    made = NodeVectors(
        GraphArrays.of(graph, vocabulary).nodes, run_network(FOLDER / "model.onnx", GraphArrays.of(graph, vocabulary))
    )
    rows = {node: number for number, node in enumerate(made)}
    common = [node for node in vocabulary.nodes if node in rows]
    apart = [float(np.abs(made.raw[rows[n]] - shipped.raw[list(shipped).index(n)]).max()) for n in common[::40]]
    assert np.median(apart) < 0.02


def test_a_damaged_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="kiosk models verify"):
        NodeVectors.open(tmp_path)
    (tmp_path / "graph.json").write_text('{"kind": "another", "numbers": []}', "utf-8")
    with pytest.raises(KnownError, match="another kind"):
        NodeVectors.open(tmp_path)
    (tmp_path / "graph.json").write_bytes((FOLDER / "graph.json").read_bytes())
    (tmp_path / "vectors.npz").write_bytes(b"no zip at all")
    with pytest.raises(KnownError, match=r"vectors\.npz"):
        NodeVectors.open(tmp_path)
