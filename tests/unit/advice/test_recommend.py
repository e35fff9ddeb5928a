"""Hard limits are never broken, whatever is asked of the real shelf."""

import dataclasses
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.advice.constraints import LIST_KEYS, SOFT_KEYS, Constraints
from kiosk.advice.filtering import SIZE_TOLERANCE_MM, breaks
from kiosk.advice.offers import Offer
from kiosk.advice.recommend import best_set, recommend, without_price
from kiosk.catalog.piece import CATEGORIES, GEM_ORIGINS, GEMS, METALS, OCCASIONS, RECIPIENTS, STYLES

_WORDS = {
    "category": CATEGORIES, "metal": METALS, "gem": GEMS, "gem_origin": GEM_ORIGINS,
    "colour": ("white", "red", "green", "blue"), "cut": ("round", "oval", "pear"),
    "style": STYLES, "occasion": OCCASIONS, "recipient": RECIPIENTS,
}  # fmt: skip


def _some(words: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), max_size=3, unique=True)


_NUMBERS = {
    "price_min": st.integers(0, 40_000), "price_max": st.integers(0, 80_000), "carat_min": st.floats(0, 2),
    "carat_max": st.floats(0, 3), "fineness": st.sampled_from((999, 950, 750)), "fineness_min": st.just(990),
    "length_mm_min": st.integers(150, 500), "length_mm_max": st.integers(150, 500),
    "inner_diameter_mm": st.sampled_from((16.5, 17.0, 56.0)), "weight_g_min": st.integers(0, 30),
    "weight_g_max": st.integers(1, 60),
}  # fmt: skip


@st.composite
def wishes(draw: st.DrawFn) -> Constraints:
    keys = draw(st.sets(st.sampled_from(LIST_KEYS), max_size=3))
    values: dict[str, Any] = {key: draw(_some(_WORDS[key])) for key in keys}
    for key in draw(st.sets(st.sampled_from(sorted(_NUMBERS)), max_size=3)):
        values[key] = draw(_NUMBERS[key])
    unwanted = draw(st.sets(st.sampled_from(("category", "metal", "gem")), max_size=2))
    exclude = {key: draw(_some(_WORDS[key])) for key in unwanted}
    return Constraints.of(exclude=exclude, sort=draw(st.sampled_from((None, "price_low", "carat_high"))), **values)


def _really_breaks(offer: Offer, wish: Constraints) -> set[str]:
    """An independent reading of the contract, straight from the record."""
    piece = offer.piece
    have = {
        "category": {piece.category}, "metal": {piece.metal}, "gem": set(piece.gems), "gem_origin": {piece.gem_origin},
        "colour": set(piece.colour), "cut": set(piece.cut),
    }  # fmt: skip
    broken = {key for key, values in have.items() if getattr(wish, key) and not values & set(getattr(wish, key))}
    numbers = {"price": offer.price, "carat": piece.carat, "length_mm": piece.length_mm, "weight_g": piece.weight_g}
    for name, value in numbers.items():
        low, high = getattr(wish, f"{name}_min"), getattr(wish, f"{name}_max")
        if low is not None and (value is None or value < low):
            broken.add(f"{name}_min")
        if high is not None and (value is None or value > high):
            broken.add(f"{name}_max")
    if wish.fineness is not None and piece.fineness != wish.fineness:
        broken.add("fineness")
    if wish.fineness_min is not None and (piece.fineness or 0) < wish.fineness_min:
        broken.add("fineness_min")
    size, inner = wish.inner_diameter_mm, piece.inner_diameter_mm
    if size is not None and (inner is None or abs(inner - size) > SIZE_TOLERANCE_MM):
        broken.add("inner_diameter_mm")
    return broken


@settings(max_examples=150, deadline=None)
@given(wish=wishes())
def test_no_piece_breaks_a_hard_limit_unless_it_says_so(shelf: tuple[Offer, ...], wish: Constraints) -> None:
    result = recommend(shelf, wish, "zh")
    assert len(result.picks) <= 12
    for pick in result.picks:
        assert set(pick.breaks) == _really_breaks(pick.offer, wish)
        for key, words in wish.excluded:
            piece = pick.offer.piece
            values = {"category": {piece.category}, "metal": set(piece.metals), "gem": set(piece.gems)}
            assert not values[key] & set(words), "what is not wanted is never offered, not even when nothing fits"
    assert set(result.relaxed) == {key for pick in result.picks for key in pick.breaks}
    if any(not _really_breaks(offer, wish) and not breaks(offer, wish) for offer in shelf):
        assert result.picks, "something fits, so it is shown"
        assert not result.relaxed, "and nothing else is"


@settings(max_examples=40, deadline=None)
@given(wish=wishes())
def test_a_piece_without_a_current_price_is_left_out_under_a_price_limit(
    stale_shelf: tuple[Offer, ...], wish: Constraints
) -> None:
    result = recommend(stale_shelf, wish.merge(Constraints.of(price_max=90_000)), "zh")
    assert all(pick.offer.price is not None for pick in result.picks)


def test_what_is_left_out_for_its_price_is_counted(stale_shelf: tuple[Offer, ...], shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(category=("bangle",), metal=("yellow_gold",), price_max=500_000)
    assert without_price(shelf, wish) == ()
    assert [offer.sku for offer in without_price(stale_shelf, wish)] == ["G001"]
    assert without_price(stale_shelf, wish.relax("price_max")) == ()


def test_what_matches_the_occasion_comes_before_what_does_not(shelf: tuple[Offer, ...]) -> None:
    picks = recommend(shelf, Constraints.of(category=("ring",), occasion=("daily",)), "zh").picks
    matches = ["daily" in pick.offer.piece.occasions for pick in picks]
    assert matches == sorted(matches, reverse=True)


def test_sorting_by_price_is_exact(shelf: tuple[Offer, ...]) -> None:
    prices = [pick.offer.price for pick in recommend(shelf, Constraints(sort="price_low"), "zh").picks]
    assert prices == sorted(price for price in prices if price is not None)
    highest = recommend(shelf, Constraints(sort="price_high"), "zh").picks[0].offer.price
    assert highest == max(offer.price or 0 for offer in shelf)


def test_an_open_wish_shows_different_kinds(shelf: tuple[Offer, ...]) -> None:
    categories = {pick.offer.piece.category for pick in recommend(shelf, Constraints(), "zh", limit=6).picks}
    assert len(categories) >= 4


def test_the_ranking_reads_nothing_but_the_record_and_the_price(shelf: tuple[Offer, ...]) -> None:
    """A piece has no cost to read; and labour, the nearest thing to a margin, moves nothing."""
    wish = Constraints.of(recipient=("women",), occasion=("daily",))
    before = [pick.offer.sku for pick in recommend(shelf, wish, "zh").picks]
    dearer = tuple(
        Offer(dataclasses.replace(o.piece, price=dataclasses.replace(o.piece.price, labour_per_g=999.0)), o.quote)
        for o in shelf
    )
    assert [pick.offer.sku for pick in recommend(dearer, wish, "zh").picks] == before
    assert not any("cost" in field.name for field in dataclasses.fields(shelf[0].piece))


def test_the_word_for_a_motif_finds_it(shelf: tuple[Offer, ...]) -> None:
    best = recommend(shelf, Constraints.of(category=("brooch",)), "zh", words=("银杏",)).picks[0]
    assert "银杏" in best.offer.piece.names.zh


def test_what_was_seen_is_not_shown_again(shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(category=("ring",))
    first = {pick.offer.sku for pick in recommend(shelf, wish, "zh", limit=2).picks}
    assert not first & {pick.offer.sku for pick in recommend(shelf, wish, "zh", leave_out=first).picks}


def test_a_set_stays_within_one_budget_with_one_piece_of_each_kind(shelf: tuple[Offer, ...]) -> None:
    wish = Constraints.of(category=("ring", "earrings", "necklace"), price_max=30_000)
    chosen = best_set(shelf, wish)
    assert [offer.piece.category for offer in chosen] == ["ring", "earrings", "necklace"]
    assert sum(offer.price or 0 for offer in chosen) <= 30_000
    assert best_set(shelf, wish.merge(Constraints.of(price_max=500))) == ()


def test_soft_keys_never_exclude(shelf: tuple[Offer, ...]) -> None:
    for key in SOFT_KEYS:
        assert not any(breaks(offer, Constraints.of(**{key: ("nothing-has-this",)})) for offer in shelf)
