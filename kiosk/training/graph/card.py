"""The graph network's card: what it was trained on, how well it guesses unseen links, and where it falls short."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from kiosk.training.graph.measured import METHODS, NETWORK, Measured

_LEAST = 60
"""Relations with fewer tested ranks than this are not told apart."""


@dataclass(frozen=True)
class Report:
    """What a training did and measured."""

    recipe: Mapping[str, Any]
    distmult: Mapping[str, Any]
    nodes: int
    triples: int
    measured: Measured
    difference: float
    """Largest between torch and ONNX."""
    bytes: Mapping[str, int]
    likeness: Mapping[str, Any]
    relations: tuple[str, ...]

    def table(self) -> list[tuple[str, float, float, float, float]]:
        """Method, MRR, the largest distance of a seed's from it, Hits@10, likewise."""
        if not self.measured.seeds:
            return []
        rows = []
        for method in METHODS:
            each = [self.measured.ranks[method, seed].astype(np.float64) for seed in self.measured.seeds]
            mrr, hits = [float((1 / r).mean()) for r in each], [float((r <= 10).mean()) for r in each]
            rows.append((method, _mean(mrr), _spread(mrr), _mean(hits), _spread(hits)))
        return rows

    def by_relation(self) -> list[tuple[str, int, float, float, str]]:
        """Relation, tested ranks, the network's MRR, the best rival's, and which that is; worst lead first."""
        found = []
        seeds = self.measured.seeds
        if not seeds:
            return []
        which = np.concatenate([np.tile(self.measured.tested(seed)[:, 1], 2) for seed in seeds])
        pooled = {method: self.measured.pooled(method) for method in METHODS}
        for number, relation in enumerate(self.relations):
            rows = which == number
            if rows.sum() < _LEAST:
                continue
            mrr = {method: float((1 / ranks[rows]).mean()) for method, ranks in pooled.items()}
            best = max((method for method in mrr if method != NETWORK), key=lambda method: mrr[method])
            found.append((relation, int(rows.sum()), mrr[NETWORK], mrr[best], best))
        return sorted(found, key=lambda row: row[2] - row[3])


def write_card(report: Report) -> str:
    """The card as Markdown; every figure comes from the report."""
    recipe, alone, held = report.recipe, report.distmult, report.likeness
    tested = sum(len(report.measured.tested(seed)) for seed in report.measured.seeds)
    seeds = ", ".join(map(str, report.measured.seeds))
    sizes = ", ".join(f"{name} {size / 1e3:.0f} kB" for name, size in report.bytes.items())
    misses = "; ".join(held["misses"]) or "none"
    return f"""# Graph network

Gives each node of the knowledge graph {recipe["dimensions"]} numbers; nodes that stand in like places lie near one
another. Made by `kiosk train graph`; this card is written by that command, its figures by its own measurement.
`kiosk evaluate graph` goes through them again without torch.

## Model
A relational graph network in plain torch under a DistMult decoder: R-GCN of {recipe["layers"]} layers, the matrix of
each relation and of its inverse a mixture of {recipe["bases"]} (basis decomposition). A node enters as its own vector,
its kind, and its numbers (hardness, density, refraction, fineness, ...; plain values are no nodes). In training
{recipe["forgotten"]:.0%} of the own vectors are hidden at each step, so that a node which is newer than the model gets
a sensible vector from kind, numbers and neighbours. No names and no text are read.

{sizes}; `measured.npz` only serves `kiosk evaluate graph`.
Largest difference of any number between torch and the ONNX file (float32): {report.difference:.1e}. Licence:
Apache-2.0, like the program.

## Data
The graph's {report.nodes:,} nodes and {report.triples:,} triples between nodes, written by hand for this project. No
customer, no visit, no sale.

## Training
{recipe["steps"]} steps of AdamW; each takes {recipe["asked"]:.0%} of the pairs of nodes out of the graph and asks for
them, so that no link is guessed from itself. Cross-entropy over all nodes, both directions.

## Measured
{len(report.measured.seeds)} splits (seeds {seeds}), {tested:,} tested triples, each asked for its object and for its
subject; every node is a candidate, other right answers are filtered out, ties share their middle rank. **Leakage**:
whole pairs of nodes are held out, with all their triples in any relation and direction, so neither an inverse, nor the
other half of a symmetric relation, nor a second relation of the same two nodes is learnt. 10 % of the pairs are tested,
10 % set aside, 80 % learnt. After ± the largest distance of one split.

| | MRR | Hits@10 |
| --- | --- | --- |
{_table(report)}

*DistMult* alone: the same dimensions, {alone["steps"]} steps, dropout {alone["drop"]}, the best of six settings tried.
*With features* it reads kinds and numbers like the network, but passes no messages. *Vote*: what nodes with like
neighbours (cosine) stand in that relation to. Settings were chosen on the validation links of another split (seed 0),
some of whose triples are tested here.

Where the network leads least and most, by relation (MRR; relations of at least {_LEAST} ranks):

| relation | ranks | network | best other | |
| --- | --- | --- | --- | --- |
{_relations(report)}

## Likeness
Of {held["asked"]:.0f} questions written down before the first training (`assets/training/graph/likeness.toml`)
{held["held"]:.0f} hold, gold nearer to platinum than to pearl among them. Misses: {misses}.
The questions are easy: an untrained network of the same build over the same graph answers {held["untrained"]:.1f} (mean
of 5 seeds), shared neighbours alone (cosine) {held["neighbours"]:.0f}. What training adds is seen in the links above.

## Limits
- A link that is guessed is no knowledge: nothing here is ever said to a customer. Likeness orders, triples speak.
- Some links follow from numbers that are read (`harder_than` from the hardness), or from a species' siblings (crystal
  system, lustre).
- The graph is small and by few hands; what it says of a node is as much about what was written as about the thing.
"""


def _table(report: Report) -> str:
    best = max((row[1] for row in report.table()), default=0.0)
    return "\n".join(
        f"| {'**' + name + '**' if mrr == best else name} | {mrr:.3f} ±{spread:.3f} | {hits:.3f} ±{wide:.3f} |"
        for name, mrr, spread, hits, wide in report.table()
    )


def _relations(report: Report) -> str:
    rows = report.by_relation()
    shown = rows if len(rows) <= 10 else [*rows[:7], *rows[-3:]]
    return "\n".join(f"| {name} | {n} | {own:.3f} | {other:.3f} | {which} |" for name, n, own, other, which in shown)


def _mean(values: list[float]) -> float:
    return float(np.mean(values))


def _spread(values: list[float]) -> float:
    return float(np.abs(np.array(values) - np.mean(values)).max())
