"""Reports keep command-line.md's keys, and intervals treat what belongs together as one."""

import numpy as np
import pytest

from kiosk.evaluation.places import Figures, place
from kiosk.evaluation.report import Report, Row, bootstrap


def test_a_report_has_the_keys_that_programs_read() -> None:
    report = Report("recommend", 1.234, (Row("HR@20", 0.25, aim=0.2, baseline=0.1, n=9, interval=(0.2, 0.3)),), ("n",))
    document = report.document()
    assert set(document) >= {"suite", "seconds", "rows"}
    assert document["rows"] == [
        {"name": "HR@20", "value": 0.25, "unit": "", "aim": 0.2, "baseline": 0.1, "n": 9, "interval": [0.2, 0.3]}
    ]
    assert report.value("HR@20") == 0.25
    with pytest.raises(KeyError):
        report.value("no such row")


@pytest.mark.parametrize(
    ("value", "aim", "at_most", "reached"),
    [
        (0.3, 0.2, False, True), (0.1, 0.2, False, False), (3, 0, True, False), (0, 0, True, True),
        (None, 1, False, None),
    ],
)  # fmt: skip
def test_an_aim_is_a_floor_or_a_ceiling(value: float | None, aim: float, at_most: bool, reached: bool | None) -> None:
    assert Row("x", value, aim=aim, at_most=at_most).reached is reached


def test_an_interval_holds_the_mean_and_narrows_with_more_cases() -> None:
    rng = np.random.default_rng(0)
    few, many = rng.random(50), rng.random(5000)
    low, high = bootstrap(few)
    assert low < few.mean() < high
    assert high - low > 4 * (bootstrap(many)[1] - bootstrap(many)[0])


def test_repeats_of_one_case_are_not_more_evidence() -> None:
    once = np.random.default_rng(1).random(60)
    thrice = np.concatenate([once, once, once])
    groups = np.tile(np.arange(60), 3)
    alone, together = bootstrap(once), bootstrap(thrice, groups=groups)
    assert together == pytest.approx(alone)
    careless = bootstrap(thrice)
    assert careless[1] - careless[0] < 0.8 * (together[1] - together[0])


def test_a_place_counts_what_is_better_and_half_of_what_is_equal() -> None:
    scores = np.array([5.0, 3.0, 3.0, 3.0, 1.0])
    none = np.array([], dtype=np.int64)
    assert place(scores, 0, none) == 1
    assert place(scores, 2, none) == 3
    assert place(scores, 2, np.array([0])) == 2
    assert place(scores, 4, none, np.array([True, False, False, False, True])) == 2
    assert place(np.zeros(1001), 7, none) == 501, "a method that says nothing earns nothing"


def test_figures_count_the_first_ones_only() -> None:
    figures = Figures.of(np.array([1.0, 4.0, 21.0, np.inf]), np.arange(4), 20)
    assert figures.hits.tolist() == [1, 1, 0, 0]
    assert figures.reciprocal.tolist() == [1, 0.25, 0, 0]
