"""Measuring the attribute reader; the offers here are made up."""

import json
from pathlib import Path

import numpy as np
import pytest

from kiosk.base.errors import KnownError
from kiosk.evaluation.attributes import evaluate_attributes
from kiosk.evaluation.gazetteer import Gazetteer
from kiosk.evaluation.marked import Marked, counts, f1, f1_interval, read_marked
from kiosk.evaluation.spanlearner import SETTINGS, Learner
from kiosk.knowledge.offers.offer import ATTRIBUTES, Offer
from kiosk.knowledge.offers.reader import AttributeReader


def _marked(shop: str, description: str, **values: str) -> Marked:
    found = {name.replace("_", " "): frozenset((value,)) for name, value in values.items()}
    return Marked(
        Offer("", description, f"www.{shop}.example"), shop, {a: found.get(a, frozenset()) for a in ATTRIBUTES}
    )


def _line(shop: str, brand: str, metal: str) -> str:
    scores = {a: {"n/a": 1} for a in ATTRIBUTES}
    scores["Brand"] = {brand: {"pid": [0, 1], "score": 1}}  # type: ignore[dict-item]
    scores["Metal Type"] = {metal: {"pid": [1], "score": 1}}  # type: ignore[dict-item]
    scores["Product Type"] = {"Wedding band": {"pid": [0]}, "wedding band": {"pid": [1]}}  # type: ignore[dict-item]
    return json.dumps(
        {"input_title": f"{brand} Wedding band", "input_description": f"A {brand} wedding band of {metal}.",
         "url": f"www.{shop}.example", "target_scores": scores}
    )  # fmt: skip


def test_counting() -> None:
    marked = _marked("one", "", Brand="nova", Gender="ladies").values
    read = {**marked, "Gender": frozenset(("gents",)), "Metal Type": frozenset(("gold",))}
    table = counts(marked, read)
    assert table.sum(axis=0).tolist() == [1, 1, 2]
    assert f1(table) == pytest.approx(2 / 5)
    assert f1(np.zeros((8, 3))) == 0.0


def test_the_interval_draws_whole_shops() -> None:
    table = np.array([[[1, 0, 0]]] * 9 + [[[0, 1, 0]]], dtype=np.float64)
    assert f1_interval(table, ["a"] * 10) == (f1(table), f1(table))
    low, high = f1_interval(table, ["a"] * 9 + ["b"])
    assert low < f1(table) < high


def test_a_gazetteer_knows_only_other_shops() -> None:
    offers = [_marked("one", "a novarium ring", Metal_Type="novarium"), _marked("two", "of novarium made")]
    gazetteer = Gazetteer(offers)
    assert gazetteer.read(1, {"two"}, 0.5, False)["Metal Type"] == {"novarium"}
    assert gazetteer.read(0, {"one"}, 0.5, False)["Metal Type"] == frozenset()


def test_a_longer_value_hides_the_shorter() -> None:
    offers = [
        _marked("one", "a rose ring", Metal_Type="rose"),
        _marked("two", "of dusty rose", Metal_Type="dusty rose"),
        _marked("three", "of dusty rose"),
    ]
    gazetteer = Gazetteer(offers)
    assert gazetteer.read(2, {"three"}, 0.3, False)["Metal Type"] == {"rose", "dusty rose"}
    assert gazetteer.read(2, {"three"}, 0.3, True)["Metal Type"] == {"dusty rose"}


def test_a_habit_is_learnt_from_other_shops_alone() -> None:
    offers = [
        _marked(shop, f"a gift she keeps, says {shop}", Gender="she")
        for shop in ("one", "two", "three")
        for _ in range(4)
    ]  # fmt: skip
    learner = Learner(offers, AttributeReader(), Gazetteer(offers))
    setting = SETTINGS[-1]
    assert learner.read("one", frozenset(), setting)[0]["Gender"]["she"] > 0.5
    assert learner.read("one", frozenset(("two", "three")), setting)[0]["Gender"]["she"] < 0.5


def test_a_small_file_is_measured(tmp_path: Path) -> None:
    rows = (("one", "Nova", "titanium"), ("two", "Orlen", "titanium"), ("three", "Verre", "platinum"))
    lines = [_line(*row) for row in rows]
    path = tmp_path / "offers.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    report = evaluate_attributes(path)
    assert report.suite == "attributes"
    assert report.value("shipped grammar alone") == 1.0
    assert report.value("gazetteer of the other shops") < 1.0
    assert next(row.n for row in report.rows if row.name == "shipped grammar alone") == 9


@pytest.mark.parametrize("content", ["no json", '{"url": "x"}', _line("one", "Nova", "gold")])
def test_an_unfit_file_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "offers.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(KnownError, match="offers"):
        read_marked(path)


def test_an_absent_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="--data"):
        read_marked(tmp_path / "none.jsonl")


def test_the_grammar_reads_marked_offers(shared_data: Path) -> None:
    path = shared_data / "text" / "wdc_pave_jewelry.jsonl"
    if not path.is_file():
        pytest.skip("the marked offers are not in ../shared/data")
    reader = AttributeReader()
    tables = [
        counts(one.values, {a: frozenset(v.casefold() for v in found) for a, found in reader.read(one.offer).items()})
        for one in read_marked(path)
    ]
    assert f1(np.stack(tables)) > 0.85
