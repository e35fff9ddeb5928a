"""Companions match a piece, one of each kind, each with reasons that hold."""

import pytest

from kiosk.advice.baskets import SoldTogether
from kiosk.advice.constraints import Constraints
from kiosk.advice.matching import match, sets_for
from kiosk.advice.offers import Offer
from kiosk.advice.replay import still_holds
from kiosk.base.paths import CATALOG
from kiosk.base.settings import LANGUAGES, Language
from kiosk.catalog.piece import Bilingual
from kiosk.knowledge.graph import Graph, Node, Relation, Triple
from kiosk.knowledge.store import Knowledge


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Knowledge.open(CATALOG).graph


@pytest.mark.parametrize("language", LANGUAGES)
def test_companions_are_of_other_kinds_and_say_why(shelf: tuple[Offer, ...], graph: Graph, language: Language) -> None:
    by_sku = {offer.sku: offer for offer in shelf}
    for piece in shelf:
        found = sets_for(piece, shelf, language, graph=graph)
        kinds = [companion.offer.piece.category for companion in found]
        assert len(set(kinds)) == len(kinds) <= 3
        assert piece.piece.category not in kinds
        for companion in found:
            assert companion.reasons
            for reason in companion.reasons:
                assert still_holds(reason, by_sku, graph)
    assert sum(bool(sets_for(piece, shelf, language, graph=graph)) for piece in shelf) > 0.9 * len(shelf)


def test_a_diamond_necklace_in_white_gold_gets_the_studs(shelf: tuple[Offer, ...]) -> None:
    by_sku = {offer.sku: offer for offer in shelf}
    best = sets_for(by_sku["N001"], shelf, "zh")[0]
    assert best.offer.sku == "E003"
    assert [reason.text for reason in best.reasons][:2] == ["同样镶钻石", "同是18K白金"]


def test_the_budget_holds_for_all_companions_together(shelf: tuple[Offer, ...], graph: Graph) -> None:
    piece = next(offer for offer in shelf if offer.sku == "N001")
    for budget in (500, 5000, 21_000, 60_000):
        found = sets_for(piece, shelf, "zh", graph=graph, wish=Constraints.of(price_max=budget))
        assert sum(companion.offer.price or 0 for companion in found) <= budget
    assert sets_for(piece, shelf, "zh", graph=graph, wish=Constraints.of(price_max=500)) == ()


def test_what_is_not_wanted_is_no_companion(shelf: tuple[Offer, ...], graph: Graph) -> None:
    piece = next(offer for offer in shelf if offer.sku == "N001")
    without = Constraints.of(exclude={"gem": ("diamond",)})
    assert not any("diamond" in c.offer.piece.gems for c in sets_for(piece, shelf, "zh", wish=without, graph=graph))
    assert "E003" not in {c.offer.sku for c in sets_for(piece, shelf, "zh", put_back=("E003",), graph=graph)}


def test_two_colours_of_metal_count_against_a_match(shelf: tuple[Offer, ...]) -> None:
    by_sku = {offer.sku: offer for offer in shelf}
    studs = by_sku["E001"]  # pearls in yellow gold
    assert match(studs, by_sku["P005"], "zh").score > match(studs, by_sku["B004"], "zh").score


def test_one_collection_binds(shelf: tuple[Offer, ...]) -> None:
    by_sku = {offer.sku: offer for offer in shelf}
    node = Node("dawn", "collection", Bilingual("晨曦", "Dawn"))
    triples = [Triple("dawn", "has_piece", sku, "shop", "read") for sku in ("R001", "B001")]
    graph = Graph([node], [Relation("has_piece", value=True)], triples)
    alone = match(by_sku["R001"], by_sku["B001"], "zh")
    bound = match(by_sku["R001"], by_sku["B001"], "zh", graph)
    assert not alone.reasons
    assert bound.score > alone.score
    assert "晨曦" in bound.reasons[0].text
    assert still_holds(bound.reasons[0], by_sku, graph)


def test_receipts_move_the_order_of_what_matches_and_make_no_match(shelf: tuple[Offer, ...]) -> None:
    piece = next(offer for offer in shelf if offer.sku == "N001")
    receipts = [(("N001", "K004"), float(day)) for day in range(40)] + [(("E003",), 1.0), (("N001", "B001"), 2.0)]
    sold = SoldTogether.learn(receipts)
    assert sold.of("N001", "K004") > 0.5
    assert sold.of("N001", "X999") == 0
    assert next(c.offer.sku for c in sets_for(piece, shelf, "zh")) == "E003"
    found = [c.offer.sku for c in sets_for(piece, shelf, "zh", sold=sold)]
    assert found[0] == "K004"
    assert "B001" not in found, "agate beads share nothing with it"
