"""Every reason of many wishes is a path that can be walked again, and that breaks when its ground goes."""

import dataclasses
import random

import pytest

from kiosk.advice.constraints import Constraints
from kiosk.advice.offers import Offer
from kiosk.advice.paths import Step, named_by, walk
from kiosk.advice.reasons import Reason, price_reason, reasons_for
from kiosk.advice.recommend import recommend
from kiosk.advice.replay import replay, still_holds
from kiosk.advice.visit import Visit
from kiosk.base.paths import CATALOG
from kiosk.base.settings import LANGUAGES, Language
from kiosk.catalog.piece import CATEGORIES, GEMS, METALS, OCCASIONS, RECIPIENTS, STYLES, Bilingual
from kiosk.catalog.store import Catalog
from kiosk.knowledge.graph import Graph, Node, Relation, Triple
from kiosk.knowledge.sources import source
from kiosk.knowledge.store import Knowledge


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.open(CATALOG)


@pytest.fixture(scope="module")
def graph(knowledge: Knowledge) -> Graph:
    return knowledge.graph


def _wish(rng: random.Random) -> Constraints:
    words = {
        "category": CATEGORIES, "metal": METALS, "gem": GEMS, "occasion": OCCASIONS, "recipient": RECIPIENTS,
        "style": STYLES,
    }  # fmt: skip
    keys = rng.sample(sorted(words), rng.randint(0, 3))
    values: dict[str, object] = {key: rng.sample(words[key], rng.randint(1, 2)) for key in keys}
    if rng.random() < 0.4:
        values["price_max"] = rng.choice((3000, 8000, 20_000))
    if rng.random() < 0.2:
        values["price_min"] = rng.choice((1000, 3000))
    if rng.random() < 0.2:
        values["length_mm_min"] = 400
    return Constraints.of(**values)


def _visit(rng: random.Random, skus: list[str]) -> Visit:
    some = rng.sample(skus, 4)
    return Visit(looked=tuple(some[:2]), tried=tuple(some[1:2]), liked=tuple(some[:1]), put_back=tuple(some[3:]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_walked_again(shelf: tuple[Offer, ...], graph: Graph, language: Language) -> None:
    by_sku = {offer.sku: offer for offer in shelf}
    rng = random.Random(4)
    kinds = set()
    for _ in range(250):
        wish, visit = _wish(rng), _visit(rng, list(by_sku))
        named = tuple(rng.sample(("july", "april", "longevity", "ginkgo", "heritage_gold", "love", "june"), 2))
        for pick in recommend(shelf, wish, language, visit=visit, named=named, graph=graph).picks:
            # Where nothing fits, a number asked for is told but not met: the pick says so itself.
            for reason in pick.reasons if not pick.breaks else ():
                kinds |= {step.source.partition(":")[0] for step in reason.path}
                assert reason.path, reason
                assert still_holds(reason, by_sku, graph, wish=wish, visit=visit), (reason, replay(reason, by_sku))
    assert kinds == {"wish", "visit", "catalog", "graph", "rate"}


def test_every_source_of_a_walked_reason_opens(
    shelf: tuple[Offer, ...], fresh_catalog: Catalog, knowledge: Knowledge
) -> None:
    rng = random.Random(5)
    skus = [offer.sku for offer in shelf]
    for _ in range(40):
        found = recommend(
            shelf, _wish(rng), "zh", visit=_visit(rng, skus), named=("july", "longevity"), graph=knowledge.graph
        )
        for pick in found.picks:
            for reason in pick.reasons:
                for name in reason.source:
                    assert source(name, fresh_catalog, knowledge)["id"] == name


def test_a_reason_falls_when_the_record_changes(shelf: tuple[Offer, ...], graph: Graph) -> None:
    by_sku = {offer.sku: offer for offer in shelf}
    wish = Constraints.of(occasion=("daily",))
    reason = reasons_for(by_sku["N001"], wish, "zh")[0]
    assert still_holds(reason, by_sku, graph, wish=wish)
    assert not still_holds(reason, by_sku, graph, wish=Constraints()), "nobody asks for it any more"
    changed = dataclasses.replace(by_sku["N001"].piece, occasions=("party",))
    elsewhere = by_sku | {"N001": Offer(changed, by_sku["N001"].quote)}
    assert not still_holds(reason, elsewhere, graph, wish=wish)


def test_a_price_falls_with_the_price_and_with_the_budget(shelf: tuple[Offer, ...]) -> None:
    by_sku = {offer.sku: offer for offer in shelf}
    offer = by_sku["G001"]
    wish = Constraints.of(price_max=90_000)
    reason = price_reason(offer, wish, "zh")
    assert still_holds(reason, by_sku, wish=wish)
    dearer = Offer(offer.piece, dataclasses.replace(offer.quote, total=(offer.price or 0) + 1))
    assert not still_holds(reason, by_sku | {"G001": dearer}, wish=wish)
    stale = Offer(offer.piece, dataclasses.replace(offer.quote, stale=True))
    assert not still_holds(reason, by_sku | {"G001": stale}, wish=wish)


def test_made_up_steps_do_not_hold(shelf: tuple[Offer, ...], graph: Graph) -> None:
    by_sku = {offer.sku: offer for offer in shelf}

    def holds(*path: Step) -> bool:
        return still_holds(Reason("", (), path), by_sku, graph)

    july = Step("graph:ruby|birthstone_of|july", "july")
    assert holds(Step("catalog:P003.gems", "ruby"), july)
    assert not holds(Step("catalog:N001.gems", "diamond"), july), "a triple has to start where the record ended"
    assert not holds(Step("catalog:P003.gems", "ruby"), Step("graph:ruby|birthstone_of|may", "may"))
    assert not holds(Step("catalog:N001.gems", "ruby"))
    assert not holds(Step("catalog:X999.gems", "ruby"))
    assert not holds(Step("visit:liked", "N001"))
    assert not holds(Step("rumour:ruby", "ruby"))
    assert not still_holds(Reason("", ()), by_sku, graph), "no path is no proof"


def test_a_birth_month_finds_its_stone_and_says_so(shelf: tuple[Offer, ...], graph: Graph) -> None:
    best = recommend(shelf, Constraints.of(style=("romantic",)), "zh", named=("july",), graph=graph).picks[0]
    assert best.offer.piece.gems[0] == "ruby"
    assert any("graph:ruby|birthstone_of|july" in reason.source for reason in best.reasons)


def test_a_motif_is_read_off_the_name_where_its_words_end(shelf: tuple[Offer, ...], graph: Graph) -> None:
    by_sku = {offer.sku: offer for offer in shelf}
    assert "ginkgo" in named_by(by_sku["K002"], graph)
    assert "gourd" in named_by(by_sku["E005"], graph)
    assert "heritage_gold" in named_by(by_sku["G001"], graph)
    assert "longevity_lock" not in named_by(by_sku["N003"], graph), "玫瑰金锁骨链 is no 金锁"
    assert [step.value for step in walk(by_sku["K002"], "longevity", graph)] == ["ginkgo", "longevity"]
    assert walk(by_sku["N001"], "longevity", graph) == ()


def test_a_collection_that_is_named_comes_first(shelf: tuple[Offer, ...]) -> None:
    node = Node("dawn", "collection", Bilingual("晨曦系列", "Dawn collection"))
    triples = [Triple("dawn", "has_piece", "B001", "shop", "read")]
    graph = Graph([node], [Relation("has_piece", value=True)], triples)
    best = recommend(shelf, Constraints(), "zh", named=("dawn",), graph=graph).picks[0]
    assert best.offer.sku == "B001"
    said = next(reason for reason in best.reasons if "晨曦系列" in reason.text)
    assert said.source == ("graph:dawn|has_piece|B001",)
    assert still_holds(said, {offer.sku: offer for offer in shelf}, graph)
