"""A piece's facts: the main stone's own weight, sizes in millimetres, and a source that exists for each."""

import pytest

from kiosk.base.errors import KnownError
from kiosk.knowledge.sources import source
from kiosk.knowledge.store import Knowledge
from kiosk.ui.screens.detail import ring_size
from kiosk.ui.screens.shelf import carats
from tests.ui.conftest import Stage


def test_the_main_stone_is_not_credited_with_its_neighbours(stage: Stage) -> None:
    piece = stage.kiosk.shelf.pieces["R004"]
    alone = carats(piece, "sapphire")
    assert alone is not None
    assert piece.carat is not None
    assert alone < piece.carat
    assert f"蓝宝石 {alone:.2f} ct" in stage.kiosk.shelf.line(piece)
    stage.kiosk.detail.open("R004")
    values = {row["label"]: row["value"] for row in stage.kiosk.detail.property("facts")}
    assert f"{alone:.2f} ct" in values["主石"]
    assert "钻石" in values["配石"]


def test_every_fact_of_every_piece_has_a_source_that_opens(stage: Stage) -> None:
    knowledge = Knowledge.from_sources()
    missing = set()
    for sku in stage.kiosk.shelf.pieces:
        stage.kiosk.detail.open(sku)
        facts = stage.kiosk.detail.property("facts")
        for row in [*facts, {"sources": [f"catalog:{sku}.price"]}]:
            for name in row["sources"]:
                try:
                    source(name, stage.kiosk.shelf.catalog, knowledge)
                except KnownError:
                    missing.add(name.partition(".")[2])
    assert missing == set()


@pytest.mark.parametrize(("inner_mm", "size"), [(16.5, 12), (17.5, 15), (16.0, 10)])
def test_ring_sizes_are_the_nearest(inner_mm: float, size: int) -> None:
    assert ring_size(inner_mm) == size
