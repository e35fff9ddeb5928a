"""The training itself; skipped where the [train] extra is not installed."""

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the [train] extra")
pytest.importorskip("onnx", reason="training needs the [train] extra")

import torch

from kiosk.assistant.reader import Reader
from kiosk.training.reader.fitting import Recipe, intent_loss, spans
from kiosk.training.reader.network import Shape
from kiosk.training.reader.training import train_reader

TINY = Recipe(steps=6, templates=3, batch=8, chunk=3, warm=2, shape=Shape(dimensions=16, layers=2, heads=2, inner=16))


def test_spans_of_tags() -> None:
    assert spans(["O", "B-gem", "I-gem", "B-gem", "I-metal"]) == {("gem", 1, 3), ("gem", 3, 4), ("metal", 4, 5)}


def test_any_of_several_right_intents_will_do() -> None:
    logits = torch.tensor([[4.0, 0.0, 0.0], [0.0, 4.0, 0.0]])
    either = torch.tensor([[True, True, False], [True, True, False]])
    wrong = torch.tensor([[False, False, True], [False, False, True]])
    first, second = (intent_loss(logits[i : i + 1], either[i : i + 1], 0.0) for i in (0, 1))
    assert float(first) == pytest.approx(float(second))
    assert float(intent_loss(logits, either, 0.0)) < 0.05 < 3 < float(intent_loss(logits, wrong, 0.0))


@pytest.mark.filterwarnings("ignore")
def test_a_training_writes_a_reader_that_opens_and_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)  # torch's exporter would leave a thread that watches bars
    told: list[float] = []
    train_reader(tmp_path, recipe=TINY, say=lambda what, share: told.append(share))
    reader = Reader.open(tmp_path)
    understood = reader.read("我想找一款钻石项链")
    assert sum(understood.intents.values()) == pytest.approx(1, abs=1e-4)
    assert understood.attention.shape[:2] == (2, 2)
    np.testing.assert_allclose(understood.attention.sum(-1), 1, atol=1e-4)
    document = json.loads((tmp_path / "tokens.json").read_text("utf-8"))
    assert document["temperature"] > 0
    state = torch.load(tmp_path / "training.partial", weights_only=False)
    assert state["done"] == TINY.steps
    again: list[float] = []
    train_reader(tmp_path, recipe=TINY, say=lambda what, share: again.append(share))
    assert len(told) > len(again) == 1
