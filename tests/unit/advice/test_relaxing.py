from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.recommend import recommend
from kiosk.advice.relaxing import smallest_relaxation


def test_a_budget_a_little_short_is_the_limit_to_relax(shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(category=("necklace",), gem=("diamond",), price_max=4900)
    relaxation = smallest_relaxation(shelf, wish)
    assert relaxation is not None
    assert relaxation.keys == ("price_max",)
    assert relaxation.opened[0].sku == "N001"
    assert relaxation.nearest == 4980


def test_the_kind_of_piece_is_given_up_last(shelf: tuple[Offer, ...]) -> None:
    relaxation = smallest_relaxation(shelf, Constraints.of(category=("ring",), gem=("emerald",)))
    assert relaxation is not None
    assert relaxation.keys == ("gem",)
    assert {offer.piece.category for offer in relaxation.opened} == {"ring"}


def test_two_limits_are_named_only_where_one_opens_nothing(shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(category=("brooch",), metal=("silver",), price_max=100)
    relaxation = smallest_relaxation(shelf, wish)
    assert relaxation is not None
    assert relaxation.keys == ("metal", "price_max")


def test_an_exclusion_is_never_given_up(shelf: tuple[Offer, ...]) -> None:
    everything = tuple({offer.piece.category for offer in shelf})
    assert smallest_relaxation(shelf, Constraints.of(exclude={"category": everything}, price_max=1)) is None


def test_the_recommendation_carries_what_each_piece_breaks(shelf: tuple[Offer, ...]) -> None:
    result = recommend(shelf, Constraints.of(category=("necklace",), gem=("diamond",), price_max=4900), "en")
    assert result.relaxed == ("price_max",)
    assert all(pick.breaks == ("price_max",) for pick in result.picks)
