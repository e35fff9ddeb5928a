"""`kiosk evaluate`: a table for people, JSON for programs, and only suites that are built."""

import importlib
import json
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.cli.evaluate import SUITES, suites
from kiosk.evaluation.report import Report, Row


def _run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["evaluate", *words])
    return int(left.value.code or 0)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A suite that takes no time."""
    rows = (Row("first", 0.25, aim=0.2, baseline=0.1, n=3, interval=(0.2, 0.3)), Row("violations", 0, at_most=True))
    module = importlib.import_module("kiosk.evaluation.recommend")
    monkeypatch.setattr(module, "evaluate_recommend", lambda data, say: Report("recommend", 0.1, rows, ("a note",)))


def test_every_suite_offered_can_be_called() -> None:
    assert "recommend" in suites()
    for name in suites():
        module, _, function = SUITES[name].partition(":")
        assert callable(getattr(importlib.import_module(module), function))


@pytest.mark.usefixtures("quick")
def test_json_has_the_promised_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("recommend", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["suite"] == "recommend"
    assert set(document["rows"][0]) >= {"name", "value", "unit", "aim", "baseline", "n"}


@pytest.mark.usefixtures("quick")
def test_people_get_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("recommend") == 0
    said = capsys.readouterr().out
    assert "first" in said
    assert "≥ 0.2 ✓" in said
    assert "0.2 to 0.3" in said
    assert "a note" in said


def test_an_unknown_suite_is_wrong_usage_and_missing_data_a_plain_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("nonsense") == 2
    assert _run("recommend", "--data", str(tmp_path)) == 1
    assert "no invoices to complete" in capsys.readouterr().err
