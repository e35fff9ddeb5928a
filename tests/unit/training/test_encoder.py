"""The training itself; skipped where the [train] extra is not installed."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the [train] extra")
pytest.importorskip("onnx", reason="training needs the [train] extra")

from kiosk.inference.sessions import open_session
from kiosk.training import bag
from kiosk.training.encoder import hold_out, make_tokenizer, train_encoder
from kiosk.training.export import export, quantise
from kiosk.training.recipe import Amounts, Recipe

SMALL = Recipe(dimensions=16, steps=60, batch=32, clusters=2, rate=0.02)


def test_training_brings_pairs_together() -> None:
    chance = np.random.default_rng(0)
    firsts = [np.array([1 + i, 100 + chance.integers(50)]) for i in range(40) for _ in range(4)]
    seconds = [np.array([50 + i, 150 + chance.integers(50)]) for i in range(40) for _ in range(4)]
    groups = np.repeat(np.arange(40), 4)
    start = bag.initial_table(200, 16, seconds, 0)
    trained = bag.train(start.copy(), firsts, seconds, groups, groups % 5, SMALL)

    def found(table: np.ndarray) -> float:
        probe = [np.array([1 + i]) for i in range(40)]
        scores = bag.embed(table, probe) @ bag.embed(table, [np.array([50 + i]) for i in range(40)]).T
        return float((scores.argmax(axis=1) == np.arange(40)).mean())

    assert found(start) < 0.3
    assert found(trained) > 0.9


def test_the_export_matches_the_table_at_any_number_of_features(tmp_path: Path) -> None:
    table = np.random.default_rng(1).normal(size=(50, 16)).astype(np.float32)
    table[0] = 0
    export(table, tmp_path / "m.onnx")
    session = open_session(tmp_path / "m.onnx", gpu=False)
    rows, scale = quantise(table)
    for width in (1, 7, 300):
        ids = np.random.default_rng(width).integers(0, 50, (3, width))
        expected = (rows * scale)[ids].sum(axis=1)
        expected /= np.linalg.norm(expected, axis=1, keepdims=True)
        np.testing.assert_allclose(session.run({"ids": ids})["embedding"], expected, atol=1e-5)


def test_the_whole_run_writes_an_encoder_with_its_card(tmp_path: Path) -> None:
    said: list[str] = []
    few = Amounts(sentences=400, words=100, made_up=100, fact_repeats=1, other_repeats=1)
    out = tmp_path / "encoder"
    report = train_encoder(
        out, recipe=SMALL, amounts=few, measure_seeds=(0,), say=lambda what, share: said.append(what)
    )
    assert {path.name for path in out.iterdir()} == {"model.onnx", "tokenizer.json", "card.md"}
    assert report.loss < 0.05
    assert any("measuring 1/1" in what for what in said)
    assert "| BM25 | zh in zh texts |" in (out / "card.md").read_text("utf-8")


def test_facts_left_out_are_another_third_for_each_seed() -> None:
    from kiosk.knowledge.reading import read_content

    facts = read_content().facts
    kept, unseen = hold_out(facts, 0)
    assert len(unseen) == round(0.3 * len(facts))
    assert {f.id for f in kept} | {f.id for f in unseen} == {f.id for f in facts}
    assert not {f.id for f in kept} & {f.id for f in unseen}
    assert unseen != hold_out(facts, 1)[1]


def test_the_tokenizer_knows_the_readings_of_common_characters() -> None:
    tokenizer = make_tokenizer()
    assert tokenizer.spelled("feicui") == ["fei", "cui"]
    assert sum(map(len, tokenizer.syllables.values())) == 6763
