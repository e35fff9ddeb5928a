"""A shelf judges all pieces at once exactly as they would be judged one by one."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.advice.columns import Texts
from kiosk.advice.constraints import LIST_KEYS, SORTS, Constraints
from kiosk.advice.filtering import breaks, fitting, meets
from kiosk.advice.offers import Offer
from kiosk.advice.paths import walk
from kiosk.advice.ranking import Leads, rank
from kiosk.advice.reaching import reached
from kiosk.advice.recommend import recommend, without_price
from kiosk.advice.relaxing import smallest_relaxation
from kiosk.advice.shelf import Shelf
from kiosk.advice.visit import Visit
from kiosk.base.paths import CATALOG
from kiosk.catalog.piece import Bilingual, Piece, PriceRule
from kiosk.catalog.pricing import Quote
from kiosk.knowledge.graph import Graph
from kiosk.knowledge.store import Knowledge
from tests.helpers.plain_order import plain_rank, plain_relaxation

WORDS: dict[str, tuple[str, ...]] = {
    "category": ("ring", "earrings", "necklace"),
    "metal": ("yellow_gold", "rose_gold", "platinum"),
    "gem": ("diamond", "ruby", "pearl"),
    "gem_origin": ("natural", "lab_grown"),
    "colour": ("white", "red"),
    "cut": ("round", "bead"),
    "style": ("classic", "modern", "minimal"),
    "occasion": ("daily", "wedding", "birthday"),
    "recipient": ("women", "men", "unisex", "children", "elders"),
}
NAMES = ("葫芦银杏", "玫瑰金锁骨链", "银杏叶", "halo", "gourd leaf", "古法手镯", "六爪钻戒")


def _some(words: tuple[str, ...], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), max_size=most, unique=True).map(tuple)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


SIZES = st.sampled_from((15.0, 16.4, 16.5, 16.65, 16.66, 52.0))
PIECES = st.builds(
    Piece,
    sku=st.just(""),
    names=st.builds(Bilingual, st.sampled_from(NAMES), st.sampled_from(NAMES)),
    descriptions=st.builds(Bilingual, st.sampled_from(NAMES), st.sampled_from(NAMES)),
    category=st.sampled_from(WORDS["category"]),
    price=st.just(PriceRule("fixed", fixed=1)),
    metal=_maybe(st.sampled_from(WORDS["metal"])),
    metals=_some(WORDS["metal"]),
    fineness=_maybe(st.sampled_from((999, 750))),
    gems=_some(WORDS["gem"]),
    gem_origin=_maybe(st.sampled_from(WORDS["gem_origin"])),
    colour=_some(WORDS["colour"]),
    cut=_some(WORDS["cut"]),
    carat=_maybe(st.sampled_from((0.3, 0.5, 1.0))),
    weight_g=_maybe(st.sampled_from((1.0, 2.5))),
    length_mm=_maybe(st.sampled_from((420.0, 450.0))),
    inner_diameter_mm=_maybe(SIZES),
    styles=_some(WORDS["style"]),
    occasions=_some(WORDS["occasion"]),
    recipients=_some(WORDS["recipient"]),
)
PRICES = _maybe(st.sampled_from((0, 1000, 2000, 3000)))
SHELVES = st.lists(st.tuples(PIECES, PRICES), max_size=14).map(
    lambda made: tuple(_offer(piece, price, place) for place, (piece, price) in enumerate(made))
)


def _offer(piece: Piece, price: int | None, place: int) -> Offer:
    from dataclasses import replace

    return Offer(replace(piece, sku=f"S{place:03}"), Quote(price, "CNY", None, "fixed", stale=price is None))


NUMBERS: dict[str, st.SearchStrategy[Any]] = {
    "price_min": st.sampled_from((0, 1000, 1500)),
    "price_max": st.sampled_from((0, 1000, 2500)),
    "carat_min": st.just(0.5),
    "carat_max": st.just(0.5),
    "fineness": st.sampled_from((999, 750)),
    "fineness_min": st.just(900),
    "length_mm_min": st.just(430),
    "length_mm_max": st.just(430),
    "inner_diameter_mm": SIZES,
    "weight_g_min": st.just(2),
    "weight_g_max": st.just(2),
}


@st.composite
def wishes(draw: st.DrawFn) -> Constraints:
    """Any few keys, exclusions and sorts together."""
    keys = draw(st.lists(st.sampled_from((*LIST_KEYS, *NUMBERS)), max_size=4, unique=True))
    said = {key: draw(_some(WORDS[key]) if key in WORDS else NUMBERS[key]) for key in keys}
    out = draw(st.dictionaries(st.sampled_from(LIST_KEYS), st.just(None), max_size=2))
    exclude = {key: draw(_some(WORDS[key], 1)) for key in out}
    return Constraints.of(exclude=exclude, sort=draw(_maybe(st.sampled_from(SORTS))), **said)


@settings(max_examples=150, deadline=None)
@given(offers=SHELVES, wish=wishes())
def test_limits_are_those_of_each_piece(offers: tuple[Offer, ...], wish: Constraints) -> None:
    shelf = Shelf.of(offers)
    assert list(shelf.offers(shelf.fits(wish))) == list(fitting(offers, wish))
    for key in wish.said():
        assert shelf.meets(key, wish).tolist() == [meets(offer, key, wish) for offer in offers]
    free = wish.relax("price_min", "price_max")
    unpriced = [offer for offer in offers if offer.price is None and not breaks(offer, free)]
    assert without_price(shelf, wish) == (unpriced if wish.limits_price() else [])


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Knowledge.open(CATALOG).graph


LEADS = st.builds(
    Leads,
    words=_some(("葫芦", "银杏", "halo", "leaf", "链", "nothing")),
    leaning=_some(("elders", "children"), 1),
    named=_some(("july", "gourd", "ginkgo", "longevity", "wedding", "nowhere", "heritage_gold")),
    visit=st.builds(
        Visit,
        *(
            st.lists(st.sampled_from(("S000", "S001", "S003", "S099")), max_size=2, unique=True).map(tuple)
            for _ in "1234"
        ),
    ),
)


@settings(max_examples=150, deadline=None)
@given(offers=SHELVES, wish=wishes(), leads=LEADS, most=st.integers(1, 14))
def test_the_order_is_that_of_each_piece(
    graph: Graph, offers: tuple[Offer, ...], wish: Constraints, leads: Leads, most: int
) -> None:
    leads = Leads(leads.words, leads.leaning, leads.named, leads.visit, None, graph)
    shelf = Shelf.of(offers)
    found = shelf.offers(rank(shelf, np.flatnonzero(shelf.fits(wish)), wish, leads, most))
    assert [o.sku for o in found] == [o.sku for o in plain_rank(fitting(offers, wish), wish, leads, most, shelf)]


@settings(max_examples=150, deadline=None)
@given(offers=SHELVES, wish=wishes())
def test_the_smallest_relaxation_is_that_of_each_piece(offers: tuple[Offer, ...], wish: Constraints) -> None:
    if fitting(offers, wish):
        return
    found, plain = smallest_relaxation(Shelf.of(offers), wish), plain_relaxation(offers, wish)
    assert (None if found is None else (found.keys, [o.sku for o in found.opened], found.nearest)) == plain
    if found is not None:
        picks = recommend(offers, wish, "zh").picks
        assert {pick.offer.sku for pick in picks} <= {offer.sku for offer in found.opened}
        assert all(pick.breaks == breaks(pick.offer, wish) for pick in picks)


@settings(max_examples=15, deadline=None)
@given(offers=SHELVES)
def test_the_whole_shelf_leads_where_each_piece_does(graph: Graph, offers: tuple[Offer, ...]) -> None:
    shelf = Shelf.of(offers)
    for node in graph.nodes():
        if node.kind in ("month", "motif", "meaning", "craft", "setting", "occasion", "style"):
            plain = [bool(walk(offer, node.id, graph)) for offer in offers]
            assert reached(shelf.records, node.id, graph).tolist() == plain, node.id


def test_the_real_shelf_leads_where_each_piece_does(graph: Graph, shelf: tuple[Offer, ...]) -> None:
    columns = Shelf.of(shelf)
    for node in graph.nodes():
        if node.kind not in ("month", "meaning", "motif", "craft", "setting", "collection"):
            continue  # what a wish may name besides its limits
        plain = [bool(walk(offer, node.id, graph)) for offer in shelf]
        assert reached(columns.records, node.id, graph).tolist() == plain, node.id


@given(texts=st.lists(st.text("ab葫芦", max_size=6), max_size=6), word=st.text("ab葫芦", min_size=1, max_size=3))
def test_a_word_is_found_in_all_texts_at_once(texts: list[str], word: str) -> None:
    assert Texts(texts).having(word).tolist() == [place for place, text in enumerate(texts) if word in text]
