import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.base.paths import CATALOG
from kiosk.catalog.seed import user_catalog
from kiosk.catalog.store import Catalog
from kiosk.cli import main
from kiosk.knowledge.sources import source
from kiosk.knowledge.store import Knowledge

KEYS = {"id", "kind", "text", "reference", "status"}


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    with Catalog.open(user_catalog()) as opened:
        yield opened


@pytest.fixture(scope="module")
def knowledge() -> Iterator[Knowledge]:
    opened = Knowledge.open(CATALOG)
    yield opened
    opened.close()


def test_the_shipped_database_knows_what_the_sources_say(knowledge: Knowledge) -> None:
    fresh = Knowledge.from_sources()
    hint = "run: kiosk catalog build"
    assert knowledge.facts() == fresh.facts(), hint
    assert set(knowledge.graph.triples()) == set(fresh.graph.triples()), hint
    assert knowledge.graph.nodes() == fresh.graph.nodes(), hint
    fresh.close()


def test_every_fact_and_every_triple_can_be_opened(catalog: Catalog, knowledge: Knowledge) -> None:
    ids = [fact.source_id for fact in knowledge.facts()] + [t.id for t in knowledge.graph.triples()]
    for source_id in ids:
        document = source(source_id, catalog, knowledge)
        assert document.keys() == KEYS
        assert document["id"] == source_id
        assert document["text"]["zh"]
        assert document["text"]["en"]
        assert document["reference"]
        assert document["status"] in ("read", "from memory, verify")


def test_every_field_of_every_piece_can_be_opened(catalog: Catalog, knowledge: Knowledge) -> None:
    for piece in catalog.pieces():
        for field in ("price", "metal", "gems", "occasions", "styles", "carat", "dimensions_mm", "stock", "care"):
            document = source(f"catalog:{piece.sku}.{field}", catalog, knowledge)
            assert document["id"] == f"catalog:{piece.sku}.{field}"
            assert piece.names.zh in document["text"]["zh"]
            assert piece.names.en in document["text"]["en"]
            assert "None" not in document["text"]["en"]
            assert "_" not in document["text"]["zh"], document["text"]["zh"]


def test_a_price_is_said_as_money_and_a_size_with_its_unit(catalog: Catalog, knowledge: Knowledge) -> None:
    price = catalog.quote(catalog.piece("N001")).total
    assert f"¥{price:,}" in source("catalog:N001.price", catalog, knowledge)["text"]["zh"]
    assert "450 mm" in source("catalog:N001.length_mm", catalog, knowledge)["text"]["en"]


def test_a_price_that_is_not_current_sends_to_the_shop(knowledge: Knowledge) -> None:
    with Catalog.open(user_catalog(), clock=lambda: datetime(2040, 1, 1, tzinfo=UTC)) as late:
        said = source("catalog:R005.price", late, knowledge)["text"]
    assert "今日价请问店员" in said["zh"]


def test_a_rate_says_its_day_and_whose_price_it_is(catalog: Catalog, knowledge: Knowledge) -> None:
    catalog.set_rates({"gold_999": "1234.50"})
    date = catalog.rates()["gold_999"].date
    document = source(f"rate:gold_999@{date}", catalog, knowledge)
    assert "1234.50" in document["text"]["zh"]
    assert date in document["text"]["en"]
    assert "足金999" in document["text"]["zh"]
    assert "演示" not in document["text"]["zh"]
    demo = next(rate for rate in catalog.rates().values() if rate.demo)
    assert "演示" in source(f"rate:{demo.metal}@{demo.date}", catalog, knowledge)["text"]["zh"]


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("R001", "Sources look like"),
        ("web:example", "Sources look like"),
        ("fact:gold-18k-skn", "gold-18k-skin"),
        ("graph:diamond|has_hardness_mohs", "no triple"),
        ("graph:diamnd|is_a|gemstone", "Did you mean diamond"),
        ("graph:diamond|isa|gemstone", "Did you mean is_a"),
        ("graph:diamond|has_hardness_mohs|9", "Did you mean diamond|has_hardness_mohs|10"),
        ("catalog:R01.price", "did you mean"),
        ("catalog:R001", "catalog:R001.price"),
        ("catalog:R001.prise", "Did you mean price"),
        ("catalog:R001.cost", "no field"),
        ("rate:gold_99@2026-01-01", "Did you mean gold_999"),
        ("rate:gold_999@1999-01-01", "older ones are not"),
        ("rate:gold_999", "ask for rate:gold_999@"),
    ],
)
def test_an_unknown_source_names_the_nearest(catalog: Catalog, knowledge: Knowledge, wrong: str, hint: str) -> None:
    with pytest.raises(KnownError) as caught:
        source(wrong, catalog, knowledge)
    assert hint in str(caught.value)


def test_the_command_prints_json_and_text_and_fails_plainly(
    capsys: pytest.CaptureFixture[str], data_folder: Path
) -> None:
    with pytest.raises(SystemExit) as done:
        main(["source", "graph:diamond|has_hardness_mohs|10", "--json"])
    assert done.value.code == 0
    document = json.loads(capsys.readouterr().out)
    assert document["text"]["zh"] == "钻石的摩氏硬度是 10。"
    with pytest.raises(SystemExit) as done:
        main(["source", "fact:gold-18k-skin"])
    assert done.value.code == 0
    assert "from memory, verify" in capsys.readouterr().out
    with pytest.raises(SystemExit) as done:
        main(["source", "fact:nothing-like-this"])
    assert done.value.code == 1
    error = capsys.readouterr().err
    assert "There is no fact" in error
    assert "Traceback" not in error
