"""Why a piece is not in the list: each finding is what a change of the wish really does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer, offers
from kiosk.advice.recommend import recommend
from kiosk.advice.whynot import why_not
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog

_SHELF = tuple(offers(Catalog.open(CATALOG)))
_BY_SKU = {offer.sku: offer for offer in _SHELF}

_WISHES = st.builds(
    lambda category, metal, gem, price, occasion: Constraints.of(
        category=category, metal=metal, gem=gem, price_max=price, occasion=occasion
    ),
    st.lists(st.sampled_from(["ring", "earrings", "necklace", "pendant"]), max_size=1),
    st.lists(st.sampled_from(["rose_gold", "white_gold", "platinum"]), max_size=1),
    st.lists(st.sampled_from(["diamond", "pearl", "jadeite"]), max_size=1),
    st.sampled_from([None, 2000.0, 6000.0, 20000.0]),
    st.lists(st.sampled_from(["daily", "wedding"]), max_size=1),
)


def _shows(wish: Constraints, sku: str) -> bool:
    result = recommend(_SHELF, wish, "zh")
    return result.relaxation is None and sku in [pick.offer.sku for pick in result.picks]


@given(st.sampled_from(_SHELF), _WISHES)
@settings(max_examples=120, deadline=None)
def test_the_change_named_brings_the_piece_in(offer: Offer, wish: Constraints) -> None:
    found = why_not(offer, _SHELF, wish, 1)
    if found.kind in ("limit", "limits", "soft"):
        relaxed = wish.relax(*found.keys)
        assert not _shows(wish, offer.sku)
        assert why_not(offer, _SHELF, relaxed, 1).kind in ("shown", "stale", "rank", "soft", "category")
    if found.kind == "soft":
        assert _shows(wish.relax(*found.keys), offer.sku)
    if found.kind == "shown":
        assert _shows(wish, offer.sku)


def test_one_limit_is_named_with_the_pieces_own_number() -> None:
    found = why_not(_BY_SKU["R001"], _SHELF, Constraints.of(category=["ring"], price_max=5000.0), 1)
    assert (found.kind, found.keys, found.value) == ("limit", ("price_max",), 12800)


def test_what_was_not_wanted_is_told_as_such() -> None:
    found = why_not(_BY_SKU["R001"], _SHELF, Constraints.of(exclude={"metal": ["platinum"]}), 1)
    assert (found.kind, found.keys) == ("excluded", ("metal",))


def test_nothing_in_stock_is_the_reason_when_all_else_fits() -> None:
    assert why_not(_BY_SKU["R001"], _SHELF, Constraints.of(category=["ring"]), 0).kind == "sold_out"
