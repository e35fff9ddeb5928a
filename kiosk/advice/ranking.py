"""The order of pieces that break nothing: what was asked for, then the taste of the visit, then variety.

No cost, no margin and no stock comes in here; a price only where the customer asked to sort by it.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from kiosk.advice.columns import Bools, Floats, Ints, Words
from kiosk.advice.constraints import SOFT_KEYS, Constraints
from kiosk.advice.reaching import reached
from kiosk.advice.shelf import Shelf
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
VARIED: Final = 240
"""So many of a list are chosen with variety; what follows, far beyond what is shown, keeps the order of its score."""


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
    shelf: Shelf,
    places: Ints,
    wish: Constraints,
    leads: Leads,
    most: int,
    *,
    narrow: bool = True,
    taste_weight: float = TASTE_WEIGHT,
    likeness_penalty: float = _LIKENESS_PENALTY,
) -> Ints:
    """The places of the best `most` of the pieces that fit, best first.

    Args:
        shelf: every piece, those of the visit among them.
        places: of the pieces that break no limit, ascending.
        wish: what was asked for.
        leads: what else moves the order.
        most: how many are wanted.
        narrow: leave out what matches nothing that was asked, where enough does match.
        taste_weight: how much the visit counts.
        likeness_penalty: what each likeness to a piece already chosen costs.
    """
    asks = any(getattr(wish, key) for key in (*SOFT_KEYS, "gem")) or leads.words or leads.leaning or leads.named
    asked = asked_scores(shelf, places, wish, leads) if asks else np.zeros(len(places))
    if narrow:
        kept = _narrowed(shelf, places, asked, wish, leads)
        places, asked = places[kept], asked[kept]
    scores = asked + taste_weight * _taste(shelf, places, leads)
    if wish.sort:
        return places[first_places(_sort_keys(shelf, places, wish.sort), -scores, most=most)]
    refused = np.isin(places, shelf.records.at(leads.visit.put_back))
    wanted, rest = np.flatnonzero(~refused), np.flatnonzero(refused)
    # What was put back comes after everything that was not, however well it matches.
    chosen = wanted[_diverse(shelf, places[wanted], scores[wanted], most, likeness_penalty)]
    order: Ints = np.concatenate([chosen, rest[np.argsort(-asked[rest], kind="stable")]])[:most]
    return places[order]


def asked_scores(shelf: Shelf, places: Ints, wish: Constraints, leads: Leads) -> Floats:
    """(m,): how well the pieces at `places` answer what was said: soft lists, words, named nodes, the main stone."""
    records = shelf.records
    score = np.zeros(len(places))
    for key in SOFT_KEYS:
        if wanted := getattr(wish, key):
            halves = key == "recipient" and "children" not in wanted
            match = partial(_soft, _WEIGHTS[key], frozenset(wanted), len(wanted), halves)
            score += records.lists[key].score(match, places)
    for word in leads.words:
        named, told = records.names.have(word, places), records.told.have(word, places)
        score += _WORD_WEIGHT * np.where(named, 1.0, np.where(told, 0.4, 0.0))
    if leads.graph is not None:
        for node in leads.named:
            score += _NAMED_WEIGHT * reached(records, node, leads.graph)[places]
    if leads.leaning:
        score += 0.5 * _WEIGHTS["recipient"] * records.lists["recipient"].any_of(leads.leaning)[places]
    if wish.gem:
        # The stone asked for should be the main one, not an accent.
        score += records.main_gem.any_of(wish.gem)[places]
    return score


def first_places(keys: Floats, *ties: Floats, most: int) -> Ints:
    """Indices of the `most` smallest keys, in order; ties by the further keys, then as they stand."""
    if len(keys) > most > 0:
        near = np.flatnonzero(keys <= np.partition(keys, most - 1)[most - 1])
    else:
        near = np.arange(len(keys))
    order = np.lexsort((*(tie[near] for tie in reversed(ties)), keys[near]))
    return near[order][:most]


def _soft(weight: float, wanted: frozenset[str], said: int, halves: bool, have: Words) -> float:
    """The share of what was said that a piece has; `halves`: one for everybody is half a match."""
    both = len(wanted.intersection(have))
    return weight * 0.5 if halves and not both and "unisex" in have else weight * both / said


def _narrowed(shelf: Shelf, places: Ints, asked: Floats, wish: Constraints, leads: Leads) -> Ints:
    """Which of the pieces stay where enough match what was asked."""
    kept = np.arange(len(places))
    if leads.words and not wish.hard():
        named = np.any([shelf.records.names.have(word, places) for word in leads.words], axis=0)
        kept = np.flatnonzero(named) if named.any() else kept  # "葫芦": the word is the wish
    matched = kept[asked[kept] > 0]
    if len(matched) >= _ENOUGH_MATCHES:
        kept = matched  # the rest match nothing of what was asked beyond the limits
    if wish.sort == "carat_high" and wish.gem:
        # The largest diamond is not the one beside a larger sapphire.
        main: Bools = shelf.records.main_gem.any_of(wish.gem)[places[kept]]
        kept = kept[main] if main.any() else kept
    return kept


def _taste(shelf: Shelf, places: Ints, leads: Leads) -> Floats:
    if not leads.visit or not len(places):
        return np.zeros(len(places))
    pieces = shelf.records.pieces
    vectors = leads.vectors
    if vectors is None:
        both = dict.fromkeys([*places.tolist(), *shelf.records.at(leads.visit.skus()).tolist()])
        vectors = attribute_vectors(pieces[place] for place in both)
    return np.asarray(taste(leads.visit, [pieces[place].sku for place in places], vectors), dtype=np.float64)


def _diverse(shelf: Shelf, places: Ints, scores: Floats, most: int, penalty: float) -> Ints:
    """Greedy: the best next one, where each likeness to one already chosen costs a little. Ties keep their order.

    Likeness knows three traits only, so of pieces that share all three no more than the best `most` can be chosen,
    and nothing whose score lies further below the `most`-th best than all likenesses together cost: the others are
    left out first, which changes nothing and makes long shelves quick.
    """
    if not len(places) or most < 1:
        return np.zeros(0, dtype=np.intp)
    varied = min(most, VARIED, len(places))
    near = np.flatnonzero(scores >= np.partition(scores, -varied)[-varied] - penalty * varied)
    kinds = shelf.records.kind.codes[places[near]].astype(np.uint32)
    order = np.argsort(-scores[near], kind="stable")
    order = order[np.argsort(kinds[order], kind="stable")]
    first = np.flatnonzero(np.diff(kinds[order].astype(np.int64), prepend=-1))
    inside = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    pool = near[np.sort(order[inside < varied])]
    traits, here = shelf.records.traits, shelf.records.kind.codes[places[pool]]
    left = scores[pool].astype(np.float64)
    chosen: list[int] = []
    while len(chosen) < varied:
        best = int(np.argmax(left))
        chosen.append(best)
        left -= (penalty * (traits == traits[here[best]]).sum(axis=1) / 3)[here]
        left[chosen] = -np.inf
    found = pool[chosen]
    if most > varied:
        after = np.setdiff1d(np.arange(len(places)), found)
        found = np.concatenate([found, after[np.argsort(-scores[after], kind="stable")]])
    return found[:most]


def _sort_keys(shelf: Shelf, places: Ints, sort: str) -> Floats:
    """Smallest first; what has no price comes last, what has no carats counts as none."""
    if sort == "carat_high":
        return -np.nan_to_num(shelf.records.numbers["carat"][places])
    prices = shelf.prices[places]
    return np.where(np.isnan(prices), np.inf, prices if sort == "price_low" else -prices)
