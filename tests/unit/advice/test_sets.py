"""Sets under one budget are the best there are: compared with trying every choice."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.ranking import Leads, rank
from kiosk.advice.sets import best_set, best_total, limits_of
from kiosk.advice.shelf import Shelf
from kiosk.advice.visit import Visit

_GROUPS = st.lists(
    st.lists(st.tuples(st.integers(1, 60), st.integers(-20, 20)), min_size=1, max_size=6), min_size=1, max_size=4
)


@settings(max_examples=200, deadline=None)
@given(groups=_GROUPS, low=st.integers(0, 120), room=st.integers(0, 150), bounded=st.booleans())
def test_the_choice_is_the_best_of_all_choices(
    groups: list[list[tuple[int, int]]], low: int, room: int, bounded: bool
) -> None:
    arrays = [(np.array([p for p, _ in g]), np.array([v for _, v in g])) for g in groups]
    high = low + room
    chosen = best_total(arrays, high, low if bounded else None)
    totals = [
        (sum(v for _, v in items), -sum(p for p, _ in items))
        for items in itertools.product(*groups)
        if sum(p for p, _ in items) <= high and (not bounded or sum(p for p, _ in items) >= low)
    ]
    if not totals:
        assert chosen == ()
        return
    mine = [group[place] for group, place in zip(groups, chosen, strict=True)]
    assert (sum(v for _, v in mine), -sum(p for p, _ in mine)) == max(totals)


def _place_sum(offers: tuple[Offer, ...], wish: Constraints, skus: list[str]) -> int:
    total = 0
    shelf = Shelf.of(offers)
    for category in wish.category:
        kind = np.flatnonzero([offer.piece.category == category for offer in offers])
        places = rank(shelf, kind, limits_of(wish, category), Leads(), len(kind), narrow=False)
        order = [offer.sku for offer in shelf.offers(places)]
        total += next(order.index(sku) for sku in skus if sku in order)
    return total


def test_three_golds_on_the_shelf_are_the_best_within_the_budget(shelf: tuple[Offer, ...]) -> None:
    kinds = ("ring", "earrings", "necklace")
    by_kind = [[offer for offer in shelf if offer.piece.category == kind] for kind in kinds]
    for budget in (9000, 14_000, 20_000, 33_000, 60_000):
        wish = Constraints.of(category=kinds, price_max=budget, style=("classic",))
        mine = [offer.sku for offer in best_set(shelf, wish)]
        possible = [
            [offer.sku for offer in three]
            for three in itertools.product(*by_kind)
            if sum(offer.price or 0 for offer in three) <= budget
        ]
        assert bool(mine) == bool(possible)
        if mine:
            assert _place_sum(shelf, wish, mine) == min(_place_sum(shelf, wish, skus) for skus in possible)


def test_a_range_is_reached_where_it_can_be(shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(category=("ring", "earrings", "necklace"), price_min=20_000, price_max=30_000)
    assert 20_000 <= sum(offer.price or 0 for offer in best_set(shelf, wish)) <= 30_000


def test_a_size_counts_for_the_kind_it_is_meant_for(shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(
        category=("ring", "earrings", "necklace", "bracelet"), inner_diameter_mm=16.5, length_mm_max=440
    )
    chosen = {offer.piece.category: offer for offer in best_set(shelf, wish)}
    assert chosen["ring"].piece.inner_diameter_mm == 16.5
    assert (chosen["necklace"].piece.length_mm or 0) <= 440
    assert set(chosen) == {"ring", "earrings", "necklace", "bracelet"}
    assert best_set(shelf, wish.merge(Constraints.of(inner_diameter_mm=12.0))) == (), "no ring of that size"
    assert limits_of(Constraints.of(inner_diameter_mm=56.0), "ring").inner_diameter_mm is None
    assert limits_of(Constraints.of(inner_diameter_mm=56.0), "bangle").inner_diameter_mm == 56.0
    assert limits_of(Constraints.of(length_mm_max=180.0), "bracelet").length_mm_max == 180.0
    assert limits_of(Constraints.of(length_mm_max=180.0), "necklace").length_mm_max is None


def test_prices_by_weight_need_today_s_rate(shelf: tuple[Offer, ...], stale_shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(category=("ring", "necklace"), metal=("yellow_gold",), fineness_min=990, price_max=60_000)
    assert {offer.sku for offer in best_set(shelf, wish)} == {"R005", "N005"}
    assert best_set(stale_shelf, wish) == ()


def test_what_was_put_back_is_not_in_the_next_set(shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(category=("ring", "earrings"), price_max=30_000)
    first = best_set(shelf, wish)
    again = best_set(shelf, wish, Leads(visit=Visit(put_back=(first[0].sku,))))
    assert first[0].sku not in {offer.sku for offer in again}
