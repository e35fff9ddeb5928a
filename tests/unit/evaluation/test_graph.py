"""`kiosk evaluate graph`, from what ships: no torch, no training."""

import pytest

from kiosk.base.paths import MODELS
from kiosk.evaluation.graph import evaluate_graph
from kiosk.evaluation.report import Report
from kiosk.training.graph.measured import METHODS, Measured


@pytest.fixture(scope="module")
def measured() -> Measured:
    return Measured.read(MODELS / "graph" / "measured.npz")


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate_graph(MODELS / "graph")


def test_every_method_has_its_rows(report: Report) -> None:
    for method in METHODS:
        for measure in ("MRR", "Hits@10"):
            assert 0 < report.value(f"held-out links, {measure}: {method}") < 1


def test_the_network_beats_every_rival_on_held_out_links(report: Report) -> None:
    """It may leave the shop only with a lead; the interval of the lead over the best other lies above nothing."""
    leads = [row for row in report.rows if "lead over" in row.name]
    assert len(leads) == 2
    assert all(row.interval is not None and row.interval[0] > 0 for row in leads)


def test_what_is_computed_now_agrees_with_what_was_stored(report: Report) -> None:
    assert not any("lies" in note and "from the stored one" in note for note in report.notes)


def test_no_tested_pair_of_nodes_was_learnt(measured: Measured) -> None:
    for fates in measured.fates:
        pairs = [
            {frozenset((int(s), int(o))) for s, _, o in measured.triples[fates == fate]} for fate in (0, 1, 2)
        ]  # fmt: skip
        assert pairs[2]
        assert not pairs[2] & (pairs[0] | pairs[1])


def test_three_splits_differ(measured: Measured) -> None:
    assert len(measured.seeds) >= 3
    tested = [frozenset(map(tuple, measured.tested(seed).tolist())) for seed in measured.seeds]
    assert len(set(tested)) == len(tested)
