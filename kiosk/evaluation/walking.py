"""The next piece of GENERATED visits: the shipped session ranker beside what others would show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kiosk.advice.baskets import Baskets, Completion, ItemToItem
from kiosk.advice.filtering import fitting
from kiosk.advice.nodes import graph_vectors
from kiosk.advice.offers import Offer, offers
from kiosk.advice.ranking import Leads, rank
from kiosk.advice.shelf import Shelf
from kiosk.advice.vectors import PieceVectors, Vectors, attribute_vectors
from kiosk.advice.visit import NO_VISIT, Visit
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.evaluation.places import Figures, place
from kiosk.evaluation.report import Row, Say, bootstrap, quietly
from kiosk.evaluation.rivals import BasketNeighbours, Popularity, item_neighbours
from kiosk.evaluation.visits import GeneratedVisit, generate_visits, varied_shelf
from kiosk.inference.manifest import model, status
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.store import Knowledge
from kiosk.knowledge.vectors import NodeVectors

Nodes = Mapping[str, NDArray[np.floating[Any]]]
SEEDS: Final = (0, 1, 2)
SHIPPED: Final = "wish and visit (shipped)"
_OTHERS: Final = 2000
"""Generated visits of other customers that the learning methods are given."""


@dataclass(frozen=True)
class Walk:
    """A shelf, how many visits each seed makes, and how long the list is."""

    name: str
    visits: int
    top: int


def visit_rows(say: Say = quietly) -> tuple[list[Row], list[str]]:
    """Rows for the demo shelf and for a generated shelf of 1,000 pieces, every name saying that it is generated.

    Two kinds of vectors of the graph's nodes are measured beside the records: its leading eigenvectors, and those of
    the trained network where that is installed.
    """
    graph = Knowledge.open(CATALOG).graph
    graphs: dict[str, Nodes] = {"graph spectrum": spectrum(graph)}
    if status(model("graph")).usable:
        graphs["graph network"] = NodeVectors.open(graph=graph)
    shelf = demo_shelf()
    walks = (
        (Walk("generated visits, demo shelf", 300, 5), shelf),
        (Walk("generated visits, generated shelf of 1,000", 120, 20), varied_shelf(shelf, 1000)),
    )
    rows: list[Row] = []
    for number, (walk, pieces) in enumerate(walks):
        say(walk.name, number / len(walks))
        rivals = {name: graph_vectors(pieces, nodes, graph) for name, nodes in graphs.items()}
        rows += _rows(walk, follow(walk, pieces, rivals))
    note = (
        "Generated visits are made up (kiosk.evaluation.visits): they show that the order follows a customer, not how "
        "often real ones are met. The methods marked with * learn from 2,000 other generated visits; a kiosk keeps no "
        "visit, so they could not be shipped however well they do."
    )
    return rows, [note]


def demo_shelf(path: Path = CATALOG) -> tuple[Offer, ...]:
    """The shipped catalog on the day its demo rates were set, so that every piece has a price."""
    with Catalog.open(path) as catalog:
        day = max(rate.set_at for rate in catalog.rates().values())
    with Catalog.open(path, clock=lambda: day) as catalog:
        return offers(catalog)


def spectrum(graph: Graph, size: int = 64) -> Nodes:
    """The plainest vectors of the graph's nodes: leading eigenvectors of its normalised adjacency, by node id."""
    ids = [node.id for node in graph.nodes()]
    number = {node: place_ for place_, node in enumerate(ids)}
    joined = np.zeros((len(ids), len(ids)))
    for triple in graph.triples():
        if triple.subject in number and triple.object in number:
            joined[number[triple.subject], number[triple.object]] = 1.0
    joined = np.maximum(joined, joined.T)
    scale = np.maximum(joined.sum(axis=1), 1.0) ** -0.5
    values, found = np.linalg.eigh(joined * scale[:, None] * scale)
    leading = np.argsort(-values)[1 : size + 1]  # the first only knows how many neighbours a node has
    return dict(zip(ids, found[:, leading] * values[leading], strict=True))


def follow(
    walk: Walk, shelf: Sequence[Offer], rivals: Mapping[str, PieceVectors] | None = None
) -> Mapping[str, Figures]:
    """Every ranker on the same visits; `rivals` are vectors of the pieces that might serve instead of the records."""
    vectors = attribute_vectors(offer.piece for offer in shelf)
    others = {f"wish and visit, {name}": alike for name, alike in (rivals or {}).items()}
    skus = [offer.sku for offer in shelf]
    columns = Shelf.of(shelf)
    others |= {
        f"{name} and records": Vectors(skus, np.hstack([vectors.rows(skus), alone.rows(skus)]))
        for name, alone in others.items()
    }
    learnt = _learnt(shelf)
    found: dict[str, list[Figures]] = {}
    for seed in SEEDS:
        visits = generate_visits(shelf, walk.visits, 1000 + seed)
        groups = np.array([seed * 100_000 + k for k, visit in enumerate(visits) for _ in visit.looks[1:]])
        for name, change in _SESSIONS.items():
            places = [at for visit in visits for at in _session_places(visit, columns, vectors, walk.top, change)]
            found.setdefault(name, []).append(Figures.of(np.array(places), groups, walk.top))
        for name, alike in others.items():
            places = [at for visit in visits for at in _session_places(visit, columns, alike, walk.top, _everything)]
            found.setdefault(name, []).append(Figures.of(np.array(places), groups, walk.top))
            places = [at for visit in visits for at in _session_places(visit, columns, alike, walk.top, _last_look)]
            name = name.replace("visit", "last look")
            found.setdefault(name, []).append(Figures.of(np.array(places), groups, walk.top))
        for name, method in learnt.items():
            places = [at for visit in visits for at in _learnt_places(visit, shelf, method)]
            found.setdefault(name, []).append(Figures.of(np.array(places), groups, walk.top))
    return {name: Figures.join(parts) for name, parts in found.items()}


def _everything(visit: Visit) -> Visit:
    return visit


def _nothing(visit: Visit) -> Visit:
    return NO_VISIT


def _without_put_backs(visit: Visit) -> Visit:
    return replace(visit, put_back=())


def _last_look(visit: Visit) -> Visit:
    return Visit(looked=visit.looked[:1])


_SESSIONS: Final = {
    "wish alone": _nothing,
    "wish and last look": _last_look,
    "wish and visit, put-backs ignored": _without_put_backs,
    SHIPPED: _everything,
}


def _session_places(
    visit: GeneratedVisit, shelf: Shelf, vectors: PieceVectors, top: int, change: object
) -> list[float]:
    """The place of each next piece among those that fit and were not looked at; infinite beyond the list."""
    assert callable(change)
    left = shelf.fits(visit.wish)
    places = []
    for count in range(1, len(visit.looks)):
        left[shelf.records.at([visit.looks[count - 1].sku])] = False
        leads = Leads(visit=change(visit.until(count)), vectors=vectors)
        ranked = rank(shelf, np.flatnonzero(left), visit.wish, leads, top)
        skus = [offer.sku for offer in shelf.offers(ranked)]
        target = visit.looks[count].sku
        places.append(skus.index(target) + 1.0 if target in skus else np.inf)
    return places


def _learnt(shelf: Sequence[Offer]) -> dict[str, Completion]:
    number = {offer.sku: place_ for place_, offer in enumerate(shelf)}
    others = generate_visits(shelf, _OTHERS, 99)
    rows = [[number[look.sku] for look in visit.looks] for visit in others]
    baskets = Baskets.of(rows, np.zeros(len(rows)), len(shelf))
    return {
        "popularity*": Popularity.learn(baskets),
        "item-kNN*": item_neighbours(baskets),
        "V-SKNN*": BasketNeighbours.learn(baskets, 100),
        "linear item-to-item*": ItemToItem.linear(baskets, 30.0),
    }


def _learnt_places(visit: GeneratedVisit, shelf: Sequence[Offer], method: Completion) -> list[float]:
    number = {offer.sku: place_ for place_, offer in enumerate(shelf)}
    among = np.zeros(len(shelf), dtype=bool)
    among[[number[offer.sku] for offer in fitting(shelf, visit.wish)]] = True
    looks = np.array([number[look.sku] for look in visit.looks], dtype=np.int64)
    return [
        place(method.scores(looks[:count]), int(looks[count]), looks[:count], among) for count in range(1, len(looks))
    ]


def _rows(walk: Walk, figures: Mapping[str, Figures]) -> list[Row]:
    rows = []
    for measure, pick in (("HR", "hits"), ("MRR", "reciprocal")):
        values = {name: getattr(found, pick) for name, found in figures.items()}
        groups = figures[SHIPPED].groups
        best = max(float(value.mean()) for name, value in values.items() if name != SHIPPED and not name.endswith("*"))
        for name, value in values.items():
            rows.append(
                Row(
                    f"{walk.name}, {measure}@{walk.top}: {name}", float(value.mean()),
                    aim=best if name == SHIPPED else None, baseline=float(values["popularity*"].mean()),
                    n=len(value), interval=bootstrap(value, groups=groups),
                )
            )  # fmt: skip
    return rows
