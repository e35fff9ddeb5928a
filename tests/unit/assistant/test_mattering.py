"""What is said about a difference is sourced, true of the pieces, and known."""

from kiosk.advice.offers import offers
from kiosk.assistant.mattering import EXPLAINING_FACTS, why_it_matters
from kiosk.base.paths import CATALOG
from kiosk.catalog.store import Catalog
from kiosk.knowledge.store import Knowledge

_KNOWN = Knowledge.from_sources()
_SHELF = {offer.sku: offer for offer in offers(Catalog.open(CATALOG))}


def _sources(*skus: str) -> list[tuple[str, ...]]:
    pieces = [_SHELF[sku] for sku in skus]
    return [reason.source for reason in why_it_matters(pieces, _KNOWN.graph, _KNOWN.fact, "zh")]


def test_every_explaining_fact_is_known() -> None:
    assert {_KNOWN.fact(name).id for name in EXPLAINING_FACTS} == EXPLAINING_FACTS


def test_purity_is_explained_before_colour() -> None:
    assert _sources("R005", "R003")[0] == ("fact:fine-gold-vs-18k",)


def test_stones_far_apart_in_hardness_are_compared_by_the_graph() -> None:
    assert ("graph:diamond|has_hardness_mohs|10", "graph:pearl|has_hardness_mohs|2.5-4.5") in _sources("E001", "E003")


def test_pieces_alike_need_no_lecture() -> None:
    assert _sources("N001", "E003") == []
