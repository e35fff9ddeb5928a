"""`kiosk train graph`: measure on links held out, train on all of them, export, write the card."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from kiosk.base.errors import KnownError
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.reading import read_content
from kiosk.knowledge.vectors import GraphArrays, NodeVectors, Vocabulary
from kiosk.training.graph.card import Report, write_card
from kiosk.training.graph.exporting import export
from kiosk.training.graph.fitting import Recipe, Say, fit, sizes_of, tensors, vectors_of
from kiosk.training.graph.likeness import by_neighbours, holding, read_questions
from kiosk.training.graph.measured import LEARNT, NETWORK, RIVALS, Measured
from kiosk.training.graph.network import GraphNetwork
from kiosk.training.graph.ranking import Ints, diagonal, ranks
from kiosk.training.graph.splitting import split

_HALF = np.float16
DISTMULT: Final = replace(Recipe(), layers=0, features=False, drop=0.5, asked=0.5, rate=0.02, decay=0.01, steps=600)
"""DistMult alone, with the settings that suit it best."""


def recipes(recipe: Recipe) -> Mapping[str, Recipe]:
    """What is trained for the comparison, by name."""
    return {
        LEARNT[0]: replace(DISTMULT, dimensions=recipe.dimensions, steps=min(DISTMULT.steps, 3 * recipe.steps // 2)),
        LEARNT[1]: replace(recipe, layers=0),
        NETWORK: recipe,
    }


def train_graph(out: Path, *, recipe: Recipe, seeds: Sequence[int] = (1, 2, 3), say: Say) -> Report:
    """Train and write `model.onnx`, `graph.json`, `vectors.npz`, `measured.npz` and `card.md`.

    What was finished before a training was broken off is kept in the folder's `partial` and not done again.

    Args:
        out: made if absent.
        recipe: of the network.
        seeds: one split of the links each, to measure on; none skips measuring.
        say: told of the progress.

    Raises:
        KnownError: the folder cannot be written.
    """
    torch.set_num_threads(1)
    graph = read_content().graph()
    vocabulary = Vocabulary.of(graph)
    arrays = GraphArrays.of(graph, vocabulary)
    try:
        partial = out / "partial" / f"{len(arrays.nodes)}-{len(arrays.triples)}"
        partial.mkdir(parents=True, exist_ok=True)
        measured = measure(arrays, vocabulary, recipe, seeds, partial, say)
        measured.write(out / "measured.npz")
        sizes = sizes_of(arrays, len(vocabulary.kinds), len(vocabulary.relations), recipe)
        network = fit(
            arrays, arrays.mirrored(arrays.triples), sizes, recipe, lambda what, share: say(f"final: {what}", share),
            partial / "final.pt",
        )  # fmt: skip
        difference = export(network, arrays, vocabulary, out)
        report = Report(
            recipe=asdict(recipe), distmult=asdict(recipes(recipe)[LEARNT[0]]), nodes=len(arrays.nodes),
            triples=len(arrays.triples), measured=measured, difference=difference,
            bytes={file.name: file.stat().st_size for file in sorted(out.iterdir()) if file.suffix in _SHIPPED},
            likeness=_likeness(graph, arrays, network, out), relations=vocabulary.relations,
        )  # fmt: skip
        (out / "card.md").write_text(write_card(report), "utf-8")
        shutil.rmtree(out / "partial")
    except OSError as error:
        raise KnownError(f"The folder {out} cannot be written: {error.strerror or error}.") from error
    return report


_SHIPPED: Final = (".onnx", ".json", ".npz")


def measure(
    arrays: GraphArrays, vocabulary: Vocabulary, recipe: Recipe, seeds: Sequence[int], partial: Path, say: Say
) -> Measured:
    """Every method on the same held-out links, one split a seed."""
    relations, nodes = len(vocabulary.relations), len(arrays.nodes)
    fates, found, kept = [], {}, []
    for seed in seeds:
        links = split(arrays.triples, seed)
        fates.append(links.fates(arrays.triples))
        train, known = arrays.mirrored(links.train), arrays.mirrored(links.all)
        for name, rival in RIVALS.items():
            found[name, seed] = ranks(rival(train, relations, nodes), links.test, known, relations)
        for name, chosen in recipes(recipe).items():

            def told(what: str, share: float, name: str = name, seed: int = seed) -> None:
                say(f"seed {seed}, {name}: {what}", share)

            ready = _one(arrays, vocabulary, replace(chosen, seed=seed), train, partial / f"{name}-{seed}", told)
            found[name, seed] = ranks(diagonal(ready[0], ready[1]), links.test, known, relations)
            if name == NETWORK:
                kept.append(ready)
    return Measured(
        tuple(seeds), arrays.nodes, vocabulary.relations, arrays.triples, arrays.symmetric,
        np.array(fates, np.int8).reshape(len(seeds), -1),
        {key: value.astype(np.float32) for key, value in found.items()},
        np.array([vectors for vectors, _ in kept], _HALF), np.array([weights for _, weights in kept], _HALF),
    )  # fmt: skip


def _one(
    arrays: GraphArrays, vocabulary: Vocabulary, recipe: Recipe, train: Ints, place: Path, say: Say
) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
    """Vectors and relation weights of one training, from the folder of finished ones if they are there."""
    done = place.with_suffix(".npz")
    stamp = json.dumps(asdict(recipe))
    if done.is_file():
        with np.load(done, allow_pickle=False) as stored:
            if str(stored["recipe"]) == stamp:
                return stored["vectors"], stored["weights"]
    sizes = sizes_of(arrays, len(vocabulary.kinds), len(vocabulary.relations), recipe)
    network = fit(arrays, train, sizes, recipe, say, place.with_suffix(".pt"))
    vectors, weights = network.arrays(vectors_of(network, arrays, train))
    np.savez(done, vectors=vectors.astype(_HALF), weights=weights.astype(_HALF), recipe=np.array(stamp))
    return vectors.astype(_HALF), weights.astype(_HALF)


def _likeness(graph: Graph, arrays: GraphArrays, network: GraphNetwork, out: Path) -> Mapping[str, float | list[str]]:
    """How many of the twenty questions hold: as shipped, untrained, and by shared neighbours alone."""
    questions = read_questions()
    shipped = NodeVectors.open(out)
    untrained = []
    for seed in range(5):
        torch.manual_seed(seed)
        with torch.no_grad():
            raw = GraphNetwork(network.sizes).eval()(*tensors(arrays, arrays.mirrored(arrays.triples))).numpy()
        untrained.append(len(holding(NodeVectors(arrays.nodes, raw), questions)))
    held = holding(shipped, questions)
    return {
        "asked": float(len(questions)),
        "held": float(len(held)),
        "untrained": float(np.mean(untrained)),
        "neighbours": float(len(holding(by_neighbours(arrays), questions))),
        "misses": [str(question) for question in questions if question not in held],
    }
