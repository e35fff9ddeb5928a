"""Generated visits are repeatable, keep to the wish, and say that they are generated."""

import pytest

from kiosk.advice.filtering import fitting
from kiosk.evaluation.visits import generate_visits, varied_shelf
from kiosk.evaluation.walking import SHIPPED, Walk, demo_shelf, follow


def test_the_same_seed_makes_the_same_visits() -> None:
    shelf = demo_shelf()
    assert generate_visits(shelf, 20, 5) == generate_visits(shelf, 20, 5)
    assert generate_visits(shelf, 20, 5) != generate_visits(shelf, 20, 6)


def test_customers_look_at_what_fits_their_wish_each_once() -> None:
    shelf = demo_shelf()
    for visit in generate_visits(shelf, 60, 2):
        fit = {offer.sku for offer in fitting(shelf, visit.wish)}
        skus = [look.sku for look in visit.looks]
        assert 2 <= len(skus) == len(set(skus)) <= 8
        assert set(skus) <= fit
        so_far = visit.until(len(skus))
        assert not set(so_far.put_back) & {*so_far.liked, *so_far.tried, *so_far.looked}
        assert set(so_far.skus()) == set(skus)
        assert visit.until(1).skus() == (skus[0],)


def test_a_varied_shelf_has_as_many_different_pieces_as_asked() -> None:
    shelf = varied_shelf(demo_shelf(), 300)
    assert len({offer.sku for offer in shelf}) == 300
    assert len({(o.piece.category, o.piece.metal, o.piece.gems, o.piece.styles, o.price) for o in shelf}) > 250
    assert all(offer.price for offer in shelf)


@pytest.mark.slow
def test_following_the_visit_beats_the_wish_alone() -> None:
    figures = follow(Walk("generated", 80, 5), demo_shelf())
    assert figures[SHIPPED].hits.mean() > figures["wish alone"].hits.mean() + 0.02
    assert figures[SHIPPED].hits.mean() > figures["popularity*"].hits.mean()
