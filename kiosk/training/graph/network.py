"""The network: own vector, kind and numbers of each node, mixed along the triples by relation; DistMult on top."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Sizes:
    """How large the network is, and what it is made of."""

    nodes: int
    kinds: int
    relations: int
    numbers: int
    dimensions: int = 64
    layers: int = 2
    bases: int = 6
    """Matrices of which each relation's own is a mixture (R-GCN's basis decomposition); 0: composition (CompGCN)."""
    features: bool = True
    """Whether kinds and numbers are read."""
    drop: float = 0.2


class Layer(nn.Module):  # type: ignore[misc]
    """One step along the triples: each node adds up what its neighbours say, relation by relation."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        d = sizes.dimensions
        self.bases = sizes.bases
        self.own = nn.Linear(d, d)
        if sizes.bases:
            self.matrices = nn.Parameter(torch.empty(sizes.bases, d, d))
            nn.init.xavier_uniform_(self.matrices)
            self.mixture = nn.Parameter(torch.randn(2 * sizes.relations, sizes.bases) / sizes.bases**0.5)
        else:
            self.there = nn.Linear(d, d, bias=False)
            self.back = nn.Linear(d, d, bias=False)
            self.relation = nn.Parameter(torch.randn(2 * sizes.relations, d) / d**0.5 + 1.0)
        self.relations = sizes.relations
        self.drop = nn.Dropout(sizes.drop)
        self.norm = nn.LayerNorm(d)

    def forward(self, states: Tensor, triples: Tensor) -> Tensor:
        """(n, d) states and (e, 3) triples to (n, d) states."""
        one, relation, other = triples[:, 0], triples[:, 1], triples[:, 2]
        to_other = self.said(states, one, relation, back=False)
        to_one = self.said(states, other, relation + self.relations, back=True)
        ends = torch.cat([other, one])
        said = torch.cat([to_other, to_one])
        total = torch.zeros_like(states).index_add(0, ends, said)
        count = torch.zeros_like(states[:, :1]).index_add(0, ends, torch.ones_like(said[:, :1]))
        mean = total / torch.clamp(count, min=1.0)
        out: Tensor = states + self.drop(torch.tanh(self.own(self.norm(states)) + mean))
        return out

    def said(self, states: Tensor, speakers: Tensor, relations: Tensor, *, back: bool) -> Tensor:
        """(e, d): what each triple carries to its other end."""
        if self.bases:
            turned = torch.einsum("nd,bdk->nbk", self.norm(states), self.matrices)
            carried: Tensor = (turned[speakers] * self.mixture[relations].unsqueeze(-1)).sum(1)
            return carried
        through: Tensor = (self.back if back else self.there)(self.norm(states)[speakers] * self.relation[relations])
        return through


class GraphNetwork(nn.Module):  # type: ignore[misc]
    """Nodes to vectors. Number 0 of nodes and kinds is what training never saw: its vector is zero and stays so."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        d = sizes.dimensions
        self.sizes = sizes
        self.own = nn.Embedding(sizes.nodes + 1, d, padding_idx=0)
        self.kind = nn.Embedding(sizes.kinds + 1, d, padding_idx=0)
        self.numbers = nn.Linear(sizes.numbers, d, bias=False)
        for table in (self.own, self.kind):
            nn.init.normal_(table.weight, std=0.3)
            with torch.no_grad():
                table.weight[0] = 0.0
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.drop = nn.Dropout(sizes.drop)
        self.relations = nn.Parameter(torch.randn(2 * sizes.relations, d) * 0.3)

    def forward(self, own: Tensor, kinds: Tensor, numbers: Tensor, triples: Tensor) -> Tensor:
        """(n,), (n,), (n, numbers), (e, 3) to (n, d)."""
        states: Tensor = self.own(own)
        if self.sizes.features:
            states = states + self.kind(kinds) + self.numbers(numbers)
        states = self.drop(states)
        for layer in self.layers:
            states = layer(states, triples)
        return states

    def scores(self, vectors: Tensor, ones: Tensor, relations: Tensor) -> Tensor:
        """(q, n): how likely each node stands at the other end; r + R asks for a subject."""
        asked: Tensor = self.drop(vectors[ones] * self.relations[relations])
        found: Tensor = asked @ vectors.T
        return found

    def arrays(self, vectors: Tensor) -> tuple[Any, Any]:
        """Vectors and relation weights as numpy."""
        return vectors.detach().numpy().copy(), self.relations.detach().numpy().copy()
