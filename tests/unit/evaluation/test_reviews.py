"""The suite of reviews counts as it says."""

import json
from pathlib import Path

import pytest

from kiosk.base.errors import KnownError
from kiosk.evaluation.reviews import evaluate_reviews


def test_precision_and_recall_are_counted_by_aspect_and_side(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "language": "zh", "text": "戴着很舒服", "aspects": {"comfort": "praise"}},
        {"id": "b", "language": "zh", "text": "戴着很舒服", "aspects": {"comfort": "complaint"}},
        {"id": "c", "language": "zh", "text": "昨天到的", "aspects": {"clasp": "complaint"}},
        {"id": "d", "language": "en", "text": "Lovely colour", "aspects": {"colour": "mixed"}},
    ]
    path = tmp_path / "own.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    report = evaluate_reviews(path)
    assert report.value("zh comfort precision") == 0.5
    assert report.value("zh recall") == pytest.approx(1 / 3)
    assert report.value("en recall") == 0.5
    assert report.value("all F1") == pytest.approx(2 * 2 / (3 + 5))
    assert "1 aspects were heard" in report.notes[0]


@pytest.mark.parametrize(
    "line", ["{", '{"id": "a"}', '{"id":"a","language":"zh","text":"x","aspects":{"wings":"praise"}}']
)
def test_what_is_no_labelled_review_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(KnownError, match="line 1"):
        evaluate_reviews(path)
