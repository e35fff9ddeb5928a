"""Training: take some pairs of nodes out of the graph, mix along the others, and guess the links taken out."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch.nn import functional

from kiosk.knowledge.vectors import GraphArrays
from kiosk.training.graph.network import GraphNetwork, Sizes
from kiosk.training.graph.ranking import Ints, both_ways

Say = Callable[[str, float], None]
"""Told what is being done and how far, 0..1."""
_TOLD_EVERY: Final = 25


@dataclass(frozen=True)
class Recipe:
    """Sizes and steps."""

    dimensions: int = 64
    layers: int = 3
    bases: int = 6
    features: bool = True
    drop: float = 0.2
    steps: int = 400
    asked: float = 0.25
    """Share of the pairs of nodes that a step takes out of the graph and asks for."""
    forgotten: float = 0.2
    """Share of the nodes whose own vector a step hides, so that a new node is no surprise."""
    rate: float = 0.01
    decay: float = 1e-4
    smoothing: float = 0.1
    seed: int = 0


def sizes_of(arrays: GraphArrays, kinds: int, relations: int, recipe: Recipe) -> Sizes:
    """The network's sizes for a graph."""
    return Sizes(
        len(arrays.nodes), kinds, relations, arrays.numbers.shape[1], recipe.dimensions, recipe.layers, recipe.bases,
        recipe.features, recipe.drop,
    )  # fmt: skip


def fit(
    arrays: GraphArrays,
    train: Ints,
    sizes: Sizes,
    recipe: Recipe,
    say: Say,
    checkpoint: Path | None = None,
) -> GraphNetwork:
    """Train on (e, 3) triples.

    Args:
        arrays: the nodes; its own triples are not read.
        train: what may be learnt, symmetric relations both ways.
        sizes: of the network.
        recipe: steps and seed.
        say: told of the progress.
        checkpoint: a file in which the state is kept, and from which a broken-off training goes on.
    """
    torch.manual_seed(recipe.seed)
    network = GraphNetwork(sizes)
    optimiser = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    plan = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, recipe.steps, eta_min=recipe.rate / 50)
    state = _State(network, optimiser, plan, json.dumps([asdict(recipe), asdict(sizes), len(train)]))
    if checkpoint is not None and checkpoint.is_file():
        state.load(checkpoint)
    feed = tensors(arrays, train)
    chooser = _Chooser(train, sizes.relations, recipe)
    while state.step < recipe.steps:
        network.train()
        graph, queries = chooser.take(state.step)
        hidden = torch.rand(len(arrays.nodes), generator=chooser.torch(state.step)) < recipe.forgotten
        own = torch.where(hidden, 0, feed[0]) if sizes.layers else feed[0]
        vectors = network(own, feed[1], feed[2], torch.from_numpy(graph))
        asked = torch.from_numpy(queries)
        scores = network.scores(vectors, asked[:, 0], asked[:, 1])
        loss = functional.cross_entropy(scores, asked[:, 2], label_smoothing=recipe.smoothing)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        plan.step()
        state.step += 1
        if state.step % _TOLD_EVERY == 0 or state.step == recipe.steps:
            say(f"loss {loss.item():.3f}", state.step / recipe.steps)
            if checkpoint is not None:
                state.save(checkpoint)
    network.eval()
    return network


def vectors_of(network: GraphNetwork, arrays: GraphArrays, triples: Ints) -> torch.Tensor:
    """(n, d): the nodes' vectors, mixed along these triples."""
    network.eval()
    with torch.no_grad():
        found: torch.Tensor = network(*tensors(arrays, triples))
    return found


def tensors(arrays: GraphArrays, triples: Ints) -> tuple[torch.Tensor, ...]:
    """What the network reads."""
    return (
        torch.from_numpy(arrays.own), torch.from_numpy(arrays.kinds), torch.from_numpy(arrays.numbers),
        torch.from_numpy(np.ascontiguousarray(triples)),
    )  # fmt: skip


class _Chooser:
    """Which pairs of nodes a step asks for; the same seed and step choose the same."""

    def __init__(self, train: Ints, relations: int, recipe: Recipe) -> None:
        ends = np.sort(train[:, [0, 2]], axis=1)
        pairs, which = np.unique(ends, axis=0, return_inverse=True)
        self._train, self._which, self._pairs = train, which.reshape(-1), len(pairs)
        self._relations, self._recipe = relations, recipe

    def take(self, step: int) -> tuple[Ints, Ints]:
        """The triples that stay, and the directed queries of those taken out."""
        rng = np.random.default_rng((self._recipe.seed, step))
        out = rng.random(self._pairs) < self._recipe.asked
        gone = out[self._which]
        return self._train[~gone], both_ways(self._train[gone], self._relations)

    def torch(self, step: int) -> torch.Generator:
        """Chance for tensors."""
        return torch.Generator().manual_seed(1_000_003 * self._recipe.seed + step)


class _State:
    """Everything that a broken-off training needs to go on."""

    def __init__(self, network: GraphNetwork, optimiser: Any, plan: Any, stamp: str) -> None:
        self._parts = {"network": network, "optimiser": optimiser, "plan": plan}
        self._stamp = stamp
        self.step = 0

    def save(self, path: Path) -> None:
        """Write it, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".new")
        parts = {name: part.state_dict() for name, part in self._parts.items()}
        state = {"parts": parts, "step": self.step, "chance": torch.get_rng_state(), "stamp": self._stamp}
        torch.save(state, partial)
        partial.replace(path)

    def load(self, path: Path) -> None:
        """Read what `save` wrote; what another recipe or graph left behind is passed over."""
        found = torch.load(path, weights_only=True)
        if found.get("stamp") != self._stamp:
            return
        for name, part in self._parts.items():
            part.load_state_dict(found["parts"][name])
        self.step = found["step"]
        torch.set_rng_state(found["chance"])
