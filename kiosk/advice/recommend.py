"""From a wish to pieces: hard limits, then ranking, diversity and reasons. Ranking reads no cost and no margin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from kiosk.advice.constraints import Constraints
from kiosk.advice.filtering import breaks
from kiosk.advice.offers import Offer
from kiosk.advice.paths import Surroundings
from kiosk.advice.ranking import Leads, asked_scores, first_places, rank
from kiosk.advice.reasons import Reason, reasons_for
from kiosk.advice.relaxing import Relaxation, smallest_relaxation
from kiosk.advice.sets import best_set as best_set
from kiosk.advice.shelf import Offers, Shelf
from kiosk.advice.vectors import PieceVectors
from kiosk.advice.visit import NO_VISIT, Visit
from kiosk.base.settings import Language
from kiosk.knowledge.graph import Graph

MOST_PIECES: Final = 12


@dataclass(frozen=True)
class Pick:
    """One recommended piece, why, and which hard limits it breaks (none unless nothing fits)."""

    offer: Offer
    reasons: tuple[Reason, ...]
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recommendation:
    """Best first, at most twelve; `relaxation` only when nothing fits."""

    picks: tuple[Pick, ...]
    relaxation: Relaxation | None = None

    @property
    def relaxed(self) -> tuple[str, ...]:
        """Every key that a pick breaks."""
        return tuple(dict.fromkeys(key for pick in self.picks for key in pick.breaks))


def recommend(
    candidates: Shelf | Iterable[Offer],
    wish: Constraints,
    language: Language,
    *,
    words: Sequence[str] = (),
    leaning: Sequence[str] = (),
    leave_out: Iterable[str] = (),
    limit: int = MOST_PIECES,
    visit: Visit | None = None,
    named: Sequence[str] = (),
    graph: Graph | None = None,
    vectors: PieceVectors | None = None,
) -> Recommendation:
    """Pieces for a wish.

    Args:
        candidates: the shelf with today's prices; plain offers are made into one first, which costs time.
        wish: what holds; hard limits are never broken unless nothing fits.
        language: of the reasons.
        words: what the customer said besides (motifs, names); pieces whose name or text has them come earlier.
        leaning: recipients suggested but not said (a mother likes what elders like): half a match.
        leave_out: SKUs already seen ("还有别的吗").
        limit: most pieces, at most twelve.
        visit: what was looked at, tried, liked and put back; moves the order, never the limits.
        named: nodes of the graph that were said and are no limit (a birth month, a motif, a meaning).
        graph: the knowledge that reasons may walk through, and that finds what was `named`.
        vectors: of the pieces; None makes them from the records at hand.
    """
    shelf = Shelf.of(candidates)
    visit = visit or NO_VISIT
    leads = Leads(tuple(words), tuple(leaning), named_beside(wish, named, graph), visit, vectors, graph)
    around = Surroundings(graph, visit, leads.named, shelf)
    seen = tuple(leave_out)
    fits = shelf.fits(wish)
    fits[shelf.records.at(seen)] = False
    most = min(limit, MOST_PIECES)
    if fits.any():
        ranked = shelf.offers(rank(shelf, np.flatnonzero(fits), wish, leads, most))
        return Recommendation(tuple(Pick(offer, reasons_for(offer, wish, language, around)) for offer in ranked))
    if seen:
        return Recommendation(())
    relaxation = smallest_relaxation(shelf, wish)
    if relaxation is None:
        return Recommendation(())
    nearest = _nearest_first(shelf, relaxation, wish, leads, most)
    return Recommendation(
        tuple(Pick(offer, reasons_for(offer, wish, language, around), breaks(offer, wish)) for offer in nearest),
        relaxation,
    )


def named_beside(wish: Constraints, named: Sequence[str], graph: Graph | None) -> tuple[str, ...]:
    """Those of the nodes that can be walked to and that the wish does not hold already."""
    if graph is None:
        return ()
    held = {word for key in wish.said() if isinstance(words := getattr(wish, key), tuple) for word in words}
    kinds = ("month", "meaning", "motif", "craft", "setting", "collection")
    return tuple(node for node in named if graph.has(node) and node not in held and graph.node(node).kind in kinds)


def without_price(candidates: Shelf | Iterable[Offer], wish: Constraints) -> Offers:
    """The pieces that would fit but for a day's rate that is not current, while money is a limit."""
    shelf = Shelf.of(candidates)
    if not wish.limits_price():
        return shelf.offers(np.zeros(0, dtype=np.intp))
    return shelf.offers(shelf.fits(wish.relax("price_min", "price_max")) & shelf.unpriced())


def _nearest_first(shelf: Shelf, relaxation: Relaxation, wish: Constraints, leads: Leads, most: int) -> Offers:
    """Opened pieces in the order of how little they break; alike ones by how well they match the rest."""
    places = relaxation.opened.places
    scores = asked_scores(shelf, places, wish.relax(*relaxation.keys), leads)
    refused = np.isin(places, shelf.records.at(leads.visit.put_back)).astype(np.float64)
    return shelf.offers(places[first_places(relaxation.distances, refused, -scores, most=most)])
