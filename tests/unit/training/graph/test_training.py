"""The training itself; skipped where the [train] extra is not installed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the [train] extra")
pytest.importorskip("onnxscript", reason="training needs the [train] extra")

import torch
import tqdm

from kiosk.knowledge.vectors import GraphArrays, NodeVectors, run_network
from kiosk.training.graph.exporting import write_onnx
from kiosk.training.graph.fitting import Recipe, fit, sizes_of, tensors, vectors_of
from kiosk.training.graph.measured import METHODS, NETWORK, Measured
from kiosk.training.graph.network import GraphNetwork
from kiosk.training.graph.ranking import diagonal, ranks
from kiosk.training.graph.training import train_graph

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::DeprecationWarning")

# The exporter's progress bars would leave a thread behind.
tqdm.tqdm.monitor_interval = 0

SMALL = Recipe(dimensions=16, layers=2, bases=2, steps=200, rate=0.02)


def small_arrays() -> GraphArrays:
    """Two families of ten; members share a parent, a colour and a craft."""
    triples = [(member, relation, 20 + 3 * (member // 10) + relation) for member in range(20) for relation in range(3)]
    names = tuple(f"n{number}" for number in range(26))
    return GraphArrays(
        names, np.arange(1, 27), np.repeat([1, 2], [20, 6]), np.zeros((26, 4), np.float32),
        np.array(sorted(triples), np.int64), np.array([], np.int64),
    )  # fmt: skip


def test_it_guesses_links_that_were_taken_out() -> None:
    arrays = small_arrays()
    gone = np.isin(arrays.triples[:, 0], (3, 14)) & (arrays.triples[:, 1] == 1)
    train, asked = arrays.triples[~gone], arrays.triples[gone]
    network = fit(arrays, train, sizes_of(arrays, 2, 3, SMALL), SMALL, lambda what, share: None)
    vectors, weights = network.arrays(vectors_of(network, arrays, train))
    found = ranks(diagonal(vectors, weights), asked, arrays.triples, 3)
    assert found.tolist() == [1.0] * 4


@pytest.mark.parametrize("bases", [0, 2])
def test_onnx_gives_what_torch_gives_for_graphs_of_another_size(tmp_path: Path, bases: int) -> None:
    arrays = small_arrays()
    torch.manual_seed(0)
    network = GraphNetwork(sizes_of(arrays, 2, 3, replace(SMALL, bases=bases))).eval()
    write_onnx(network, arrays, arrays.triples, tmp_path / "model.onnx")
    for count in (len(arrays.triples), 7):
        less = replace(arrays, triples=arrays.triples[:count])
        with torch.no_grad():
            exact = network(*tensors(less, less.triples)).numpy()
        np.testing.assert_allclose(run_network(tmp_path / "model.onnx", less), exact, atol=1e-5)


def test_a_training_broken_off_ends_where_an_unbroken_one_does(tmp_path: Path) -> None:
    arrays, short = small_arrays(), replace(SMALL, steps=50)
    sizes = sizes_of(arrays, 2, 3, short)
    whole = fit(arrays, arrays.triples, sizes, short, lambda what, share: None)

    def stop(what: str, share: float) -> None:
        if share > 0.9:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(arrays, arrays.triples, sizes, short, stop, tmp_path / "kept.pt")
    assert (tmp_path / "kept.pt").is_file()
    again = fit(arrays, arrays.triples, sizes, short, lambda what, share: None, tmp_path / "kept.pt")
    for one, other in zip(whole.parameters(), again.parameters(), strict=True):
        torch.testing.assert_close(one, other)


def test_what_another_recipe_left_behind_is_passed_over(tmp_path: Path) -> None:
    arrays, short = small_arrays(), replace(SMALL, steps=25)
    sizes = sizes_of(arrays, 2, 3, short)
    fit(arrays, arrays.triples, sizes, replace(short, seed=1), lambda what, share: None, tmp_path / "kept.pt")
    found = fit(arrays, arrays.triples, sizes, short, lambda what, share: None, tmp_path / "kept.pt")
    alone = fit(arrays, arrays.triples, sizes, short, lambda what, share: None)
    torch.testing.assert_close(found.own.weight, alone.own.weight)


@pytest.mark.slow
def test_the_whole_run_writes_everything_and_can_be_gone_through_again(tmp_path: Path) -> None:
    out = tmp_path / "graph"
    report = train_graph(out, recipe=replace(SMALL, steps=4), seeds=(1,), say=lambda what, share: None)
    assert {p.name for p in out.iterdir()} == {"model.onnx", "graph.json", "vectors.npz", "measured.npz", "card.md"}
    assert report.difference < 1e-4
    assert len(NodeVectors.open(out)) == report.nodes
    measured = Measured.read(out / "measured.npz")
    assert {method for method, _ in measured.ranks} == set(METHODS)
    for method in ("popularity by relation", NETWORK):
        stored, now = measured.pooled(method), measured.again(method, 1)
        assert float((1 / now).mean()) == pytest.approx(float((1 / stored).mean()), abs=0.002)
    assert "| graph network |" in (out / "card.md").read_text("utf-8").replace("**", "")
