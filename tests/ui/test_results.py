"""Results say why, and what had to give way; removing a condition asks again."""

from kiosk.ui.threads.advising import wish_document
from tests.ui.conftest import Stage


def test_what_gave_way_is_named(stage: Stage) -> None:
    stage.kiosk.results.find({"category": ["bangle"], "gem": ["jadeite"], "price_max": 100})
    stage.settle()
    assert any(said.startswith("放宽了：") and "预算" in said for said in stage.texts())
    assert "没有完全符合的，下面这些各放宽了一点" in stage.texts()


def test_every_reason_has_a_source(stage: Stage) -> None:
    stage.kiosk.results.find({"category": ["necklace"], "gem": ["diamond"], "occasion": ["daily"]})
    rows = stage.kiosk.results.property("rows")
    assert rows
    assert all(reason["sources"] for row in rows for reason in row["reasons"])


def test_removing_a_condition_asks_again(stage: Stage) -> None:
    results = stage.kiosk.results
    results.find({"category": ["ring"], "metal": ["platinum"], "price_max": 6000})
    few = set(results.skus())
    results.remove("price_max", "")
    assert results.constraints == {"category": ["ring"], "metal": ["platinum"]}
    assert few < set(results.skus())


def test_every_condition_is_a_chip_in_words(stage: Stage) -> None:
    wish = {
        "category": ["ring"], "metal": ["platinum"], "occasion": ["engagement"], "price_max": 20000, "carat_min": 0.3,
        "fineness_min": 950, "exclude": {"gem": ["ruby"]},
    }  # fmt: skip
    stage.kiosk.results.show(wish_document(stage.kiosk.shelf.catalog, wish, "zh"))
    labels = [chip["label"] for chip in stage.kiosk.results.property("chips")]
    assert labels == ["戒指", "铂金", "求婚", "¥20,000 以内", "0.3 ct 以上", "成色 950 以上", "不要红宝石"]


def test_four_taps_find_pieces(stage: Stage) -> None:
    stage.show("home")
    stage.tap("home.path")
    for option in (1, 0, 3, 0):
        stage.tap(f"path.option.{option}")
    assert stage.kiosk.navigation.current == "results"
    wish = {"recipient": ["women"], "occasion": ["daily"], "price_min": 5000, "price_max": 10000, "category": ["ring"]}
    assert stage.kiosk.results.constraints == wish


def test_with_nothing_asked_the_next_step_is_offered(stage: Stage) -> None:
    stage.show("results")
    assert "四步帮我选" in stage.texts()
