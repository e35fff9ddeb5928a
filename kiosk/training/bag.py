"""The model and its training: one row a feature, summed; pairs attract, the other pairs of a batch repel."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kiosk.training.recipe import Recipe

Progress = Callable[[int, int, float], None]
"""Called with steps done, steps in all and the running loss."""


Bags = Sequence[NDArray[np.int64]]
"""The feature ids of texts."""


def initial_table(rows: int, dimensions: int, bags: Bags, seed: int) -> NDArray[np.float32]:
    """Random directions whose lengths are the features' inverse document frequencies: BM25's idea as a start."""
    count = np.zeros(rows)
    for bag in bags:
        count[bag] += 1
    weight = np.log(1.0 + (len(bags) + 1.0) / (count + 1.0))
    directions = np.random.default_rng(seed).normal(size=(rows, dimensions)) / math.sqrt(dimensions)
    table: NDArray[np.float32] = (directions * (weight / weight.max())[:, None]).astype(np.float32)
    table[0] = 0.0
    return table


def train(
    table: NDArray[np.float32],
    questions: Bags,
    statements: Bags,
    groups: NDArray[np.int64],
    topics: NDArray[np.int64],
    recipe: Recipe,
    progress: Progress = lambda done, total, loss: None,
) -> NDArray[np.float32]:
    """The trained table, (rows, dimensions).

    Args:
        table: where to start.
        questions: feature ids of each pair's first text.
        statements: of its second text.
        groups: pairs with the same number do not repel one another.
        topics: what each pair is about; negative for no topic.
        recipe: sizes, steps and seed.
        progress: told after every step.
    """
    torch.manual_seed(recipe.seed)
    chance = np.random.default_rng(recipe.seed)
    model = nn.EmbeddingBag.from_pretrained(torch.tensor(table), freeze=False, mode="sum", include_last_offset=True)
    optimiser = torch.optim.Adam(model.parameters(), lr=recipe.rate, betas=(0.9, 0.99), fused=True)
    batches = _Batches(topics, recipe)
    running = 0.0
    for step in range(recipe.steps):
        share = step / recipe.steps
        for group in optimiser.param_groups:
            group["lr"] = recipe.rate * min(1.0, 20 * share + 0.05) * (0.5 + 0.5 * math.cos(math.pi * share))
        chosen = batches.draw(chance)
        first = _embed(model, [questions[i] for i in chosen], recipe.kept, chance)
        second = _embed(model, [statements[i] for i in chosen], recipe.kept, chance)
        loss = _contrast(first, second, torch.from_numpy(groups[chosen]), recipe.temperature)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        value = loss.item()
        running = value if step == 0 else 0.98 * running + 0.02 * value
        progress(step + 1, recipe.steps, running)
    trained: NDArray[np.float32] = model.weight.detach().numpy()
    trained[0] = 0.0
    return trained


class _Batches:
    """Draws batches: one half at random, one half from a few topics."""

    def __init__(self, topics: NDArray[np.int64], recipe: Recipe) -> None:
        self._count, self._recipe = len(topics), recipe
        order = np.argsort(topics, kind="stable")
        order = order[topics[order] >= 0]
        members = np.split(order, np.flatnonzero(np.diff(topics[order])) + 1)
        self._size = recipe.batch // 2 // max(recipe.clusters, 1)
        self._members = [m for m in members if len(m) >= self._size]

    def draw(self, chance: np.random.Generator) -> NDArray[np.int64]:
        """Indices of a batch's pairs, each once."""
        clusters = min(self._recipe.clusters, len(self._members))
        drawn = (
            [
                chance.choice(self._members[i], self._size, replace=False)
                for i in chance.choice(len(self._members), clusters, replace=False)
            ]
            if clusters
            else []
        )
        near = np.concatenate(drawn) if drawn else np.empty(0, np.int64)
        rest = chance.choice(self._count, self._recipe.batch - len(near), replace=False)
        return np.unique(np.concatenate([near, rest]))


def _embed(model: nn.EmbeddingBag, bags: Bags, kept: float, chance: np.random.Generator) -> torch.Tensor:
    kept_bags = [bag[chance.random(len(bag)) < kept] for bag in bags]
    offsets = np.concatenate([[0], np.cumsum([len(bag) for bag in kept_bags])])
    vectors = model(torch.from_numpy(np.concatenate(kept_bags)), torch.from_numpy(offsets))
    return nn.functional.normalize(vectors, dim=1, eps=1e-6)


def _contrast(first: torch.Tensor, second: torch.Tensor, groups: torch.Tensor, temperature: float) -> torch.Tensor:
    scores = first @ second.T / temperature
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    scores = scores.masked_fill(same, -1e4)
    target = torch.arange(len(groups))
    return (nn.functional.cross_entropy(scores, target) + nn.functional.cross_entropy(scores.T, target)) / 2


def embed(table: NDArray[np.float32], bags: Bags) -> NDArray[np.float32]:
    """Vectors of length 1 by the table alone, for measuring without an export: (n, dimensions)."""
    sums = np.stack([table[bag].sum(axis=0) for bag in bags])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    vectors: NDArray[np.float32] = (sums / np.maximum(lengths, 1e-9)).astype(np.float32)
    return vectors
