"""The order of pieces that break nothing: what was asked for, then the taste of the visit, then variety.

No cost, no margin and no stock comes in here; a price only where the customer asked to sort by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kiosk.advice.constraints import SOFT_KEYS, Constraints
from kiosk.advice.filtering import list_values
from kiosk.advice.offers import Offer
from kiosk.advice.paths import walk
from kiosk.advice.taste import taste
from kiosk.advice.vectors import PieceVectors, attribute_vectors
from kiosk.advice.visit import NO_VISIT, Visit
from kiosk.knowledge.graph import Graph

_WEIGHTS: Final = {"occasion": 3.0, "recipient": 2.0, "style": 2.5}
_WORD_WEIGHT: Final = 2.0
_NAMED_WEIGHT: Final = 2.0
"""A node that the customer named (a birth month, a motif) and the graph finds in the piece."""
TASTE_WEIGHT: Final = 3.0
"""The visit's taste (about -1 to 1) against what was asked for. Measured: `kiosk evaluate recommend`."""
_LIKENESS_PENALTY: Final = 0.8
_ENOUGH_MATCHES: Final = 3


@dataclass(frozen=True)
class Leads:
    """Everything besides the wish that moves the order."""

    words: tuple[str, ...] = ()
    """Said besides: motifs, names."""
    leaning: tuple[str, ...] = ()
    """Recipients suggested but not said."""
    named: tuple[str, ...] = ()
    """Nodes of the graph that were named."""
    visit: Visit = NO_VISIT
    vectors: PieceVectors | None = None
    """None: made from the records of the pieces at hand."""
    graph: Graph | None = None


def rank(
    fit: Sequence[Offer],
    wish: Constraints,
    leads: Leads,
    most: int,
    *,
    shelf: Mapping[str, Offer] | None = None,
    narrow: bool = True,
    taste_weight: float = TASTE_WEIGHT,
    likeness_penalty: float = _LIKENESS_PENALTY,
) -> list[Offer]:
    """The best `most` of the pieces that fit, best first.

    Args:
        fit: pieces that break no limit.
        wish: what was asked for.
        leads: what else moves the order.
        most: how many are wanted.
        shelf: every piece, to look up those of the visit; None when there was none.
        narrow: leave out what matches nothing that was asked, where enough does match.
        taste_weight: how much the visit counts.
        likeness_penalty: what each likeness to a piece already chosen costs.
    """
    asks = any(getattr(wish, key) for key in (*SOFT_KEYS, "gem")) or leads.words or leads.leaning or leads.named
    asked = {offer.piece.sku: asked_score(offer, wish, leads) if asks else 0.0 for offer in fit}
    named = [offer for offer in fit if _is_named(offer, leads.words)] if leads.words else []
    if narrow and named and not wish.hard():
        fit = named  # "葫芦": the word is the wish
    matched = [offer for offer in fit if asked[offer.sku] > 0]
    if narrow and len(matched) >= _ENOUGH_MATCHES:
        fit = matched  # the rest match nothing of what was asked beyond the limits
    if narrow and wish.sort == "carat_high" and wish.gem:
        # The largest diamond is not the one beside a larger sapphire.
        fit = [offer for offer in fit if offer.piece.gems[:1] and offer.piece.gems[0] in wish.gem] or fit
    scores = np.array([asked[offer.sku] for offer in fit]) + taste_weight * _taste(fit, leads, shelf or {})
    if sort := wish.sort:
        order = sorted(range(len(fit)), key=lambda place: (_sort_key(fit[place], sort), -scores[place]))
        return [fit[place] for place in order[:most]]
    refused = set(leads.visit.put_back)
    wanted = [place for place, offer in enumerate(fit) if offer.piece.sku not in refused]
    rest = [place for place, offer in enumerate(fit) if offer.piece.sku in refused]
    # What was put back comes after everything that was not, however well it matches.
    chosen = _diverse([fit[place] for place in wanted], scores[wanted], most, likeness_penalty)
    return (chosen + sorted((fit[place] for place in rest), key=lambda offer: -asked[offer.sku]))[:most]


def asked_score(offer: Offer, wish: Constraints, leads: Leads) -> float:
    """How well a piece answers what was said: soft lists, words, named nodes, the main stone."""
    score = 0.0
    for key in SOFT_KEYS:
        wanted = getattr(wish, key)
        if not wanted:
            continue
        have = set(list_values(offer, key))
        if key == "recipient" and "unisex" in have and not {"children"} & set(wanted):
            score += _WEIGHTS[key] * 0.5 * (not set(wanted) & have)
        score += _WEIGHTS[key] * len(set(wanted) & have) / len(wanted)
    piece = offer.piece
    if leads.words:
        told = f"{piece.names.zh} {piece.descriptions.zh} {piece.names.en} {piece.descriptions.en}".lower()
        name = f"{piece.names.zh} {piece.names.en}".lower()
        for word in leads.words:
            score += _WORD_WEIGHT * (1.0 if word in name else 0.4 if word in told else 0.0)
    if leads.graph is not None:
        for node in leads.named:
            score += _NAMED_WEIGHT * bool(walk(offer, node, leads.graph))
    score += 0.5 * _WEIGHTS["recipient"] * bool(set(leads.leaning) & set(piece.recipients))
    # The stone asked for should be the main one, not an accent.
    if wish.gem and piece.gems and piece.gems[0] in wish.gem:
        score += 1.0
    return score


def _taste(fit: Sequence[Offer], leads: Leads, shelf: Mapping[str, Offer]) -> NDArray[np.float64]:
    if not leads.visit or not fit:
        return np.zeros(len(fit))
    vectors = leads.vectors
    if vectors is None:
        past = [shelf[sku] for sku in leads.visit.skus() if sku in shelf]
        vectors = attribute_vectors({offer.sku: offer.piece for offer in (*fit, *past)}.values())
    return np.asarray(taste(leads.visit, [offer.sku for offer in fit], vectors), dtype=np.float64)


def _is_named(offer: Offer, words: Sequence[str]) -> bool:
    if not words:
        return False
    name = f"{offer.piece.names.zh} {offer.piece.names.en}".lower()
    return any(word in name for word in words)


def _diverse(offers: Sequence[Offer], scores: NDArray[np.float64], most: int, penalty: float) -> list[Offer]:
    """Greedy: the best next one, where each likeness to one already chosen costs a little. Ties keep their order.

    Likeness knows three traits only, so of pieces that share all three no more than the best `most` can be chosen:
    the others are left out first, which changes nothing and makes long shelves quick.
    """
    if not offers:
        return []
    numbers: dict[tuple[str | None, ...], int] = {}
    kinds = np.array(
        [
            numbers.setdefault((piece.category, piece.metal, *piece.gems[:1]), len(numbers))
            for piece in (offer.piece for offer in offers)
        ]
    )
    order = np.lexsort((-scores, kinds))
    first = np.flatnonzero(np.diff(kinds[order], prepend=-1))
    inside = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    pool = np.sort(order[inside < most])
    codes: dict[str | None, int] = {"": 0}  # the stone of a piece without one
    traits = [[codes.setdefault(word, len(codes)) for word in (*key, "")[:3]] for key in numbers]
    here = np.array(traits)[kinds[pool]]
    left = scores[pool].astype(np.float64)
    chosen: list[int] = []
    while len(chosen) < min(most, len(pool)):
        best = int(np.argmax(left))
        chosen.append(best)
        left -= penalty * (here == here[best]).sum(axis=1) / 3
        left[chosen] = -np.inf
    return [offers[pool[place]] for place in chosen]


def _sort_key(offer: Offer, sort: str) -> float:
    if sort == "carat_high":
        return -(offer.piece.carat or 0.0)
    if offer.price is None:
        return float("inf")
    return float(offer.price if sort == "price_low" else -offer.price)
