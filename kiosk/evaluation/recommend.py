"""`kiosk evaluate recommend`: basket completion on real invoices, and the next piece of generated visits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from kiosk.advice.baskets import Baskets, Completion, ItemToItem
from kiosk.base.errors import KnownError
from kiosk.evaluation.baskets import JEWELRY, Invoices, Query, Split, leave_one_out, read_invoices, split
from kiosk.evaluation.places import Figures, place
from kiosk.evaluation.report import Report, Row, Say, Stopwatch, bootstrap, lead_row, quietly
from kiosk.evaluation.rivals import BasketNeighbours, Factors, Popularity, item_neighbours, rules
from kiosk.evaluation.walking import visit_rows

SEEDS: Final = (0, 1, 2)
"""Which item of each invoice is left out, and which invoices are drawn."""
TOP: Final = 20
SHIPPED: Final = "linear item-to-item"
"""The method in `kiosk.advice.baskets`."""
_TUNING_SEED: Final = 7
_TUNED_ON: Final = 800
"""Invoices of the tuning period that are looked at."""
_DRAWN: Final = 0.8
"""The share of the test invoices that each seed draws."""

Learn = Callable[[Baskets], Completion]


@dataclass(frozen=True)
class Table:
    """One invoice table and how it is split by time (ISO days)."""

    name: str
    file: str
    categories: tuple[str, ...] | None
    tune: tuple[str, str]
    test: tuple[str, str]


TABLES: Final = (
    Table(
        "all invoices", "online_retail_all.csv.xz", None, ("2011-10-01", "2011-11-01"), ("2011-11-01", "2012-01-01")
    ),
    Table(
        "jewelry lines", "online_retail_jewelry.csv", JEWELRY,
        ("2011-08-01", "2011-10-01"), ("2011-10-01", "2012-01-01"),
    ),
)  # fmt: skip


def methods() -> Mapping[str, tuple[Learn, ...]]:
    """Every method with the settings that are tried on the tuning period."""
    every = np.inf
    return {
        "popularity": tuple(_popular(days) for days in (every, 60.0, 14.0)),
        "item-kNN": tuple(
            _neighbours(shrink, power, days)
            for shrink in (5.0, 20.0) for power in (0.3, 0.5) for days in (every, 120.0)
        ),
        "association rules": tuple(_rules(support) for support in (1, 2, 5, 10)),
        "V-SKNN": tuple(
            _voting(most, power, rare) for most in (100, 300) for power in (1.0, 2.0) for rare in (0.0, 0.5, 1.0)
        ),
        "factors (SVD)": tuple(_factors(size, power) for size in (16, 64, 256) for power in (0.3, 0.6)),
        SHIPPED: tuple(
            _linear(ridge, shorten, days)
            for ridge in (3.0, 10.0, 30.0)
            for shorten, days in ((0.5, 120.0), (0.5, every), (0.0, 120.0))
        ),
    }  # fmt: skip


def evaluate_recommend(data: Path | None = None, say: Say = quietly) -> Report:
    """Measure what recommends.

    Args:
        data: the folder of the invoice tables, or one of them; None measures the generated visits alone.
        say: told of the progress.

    Raises:
        KnownError: no invoice table there.
    """
    watch = Stopwatch()
    rows: list[Row] = []
    notes: list[str] = []
    tables = _found(data)
    for number, (table, path) in enumerate(tables):
        begun, share = number / (len(tables) + 1), 1 / (len(tables) + 1)
        more, said = basket_rows(table, path, lambda what, part, b=begun, s=share: say(what, b + s * part))  # type: ignore[misc]
        rows += more
        notes += said
    begun = len(tables) / (len(tables) + 1)
    more, said = visit_rows(lambda what, part: say(what, begun + (1 - begun) * part))
    return Report("recommend", watch.seconds, (*rows, *more), (*notes, *said))


def basket_rows(table: Table, path: Path, say: Say = quietly) -> tuple[list[Row], list[str]]:
    """One table's figures: each method tuned on the months before, learnt anew, and tested on later invoices."""
    say(table.name, 0.0)
    invoices = read_invoices(path, table.categories)
    tuning, test = split(invoices, *table.tune), split(invoices, *table.test)
    offered = methods()
    figures: dict[str, Figures] = {}
    for number, (name, choices) in enumerate(offered.items()):
        say(f"{table.name}: {name}", number / len(offered))
        figures[name] = measure(tuned(choices, tuning)(test.fit), test)
    return rows_of(table.name, figures), _told(table, invoices, test)


def tuned(choices: Sequence[Learn], tuning: Split) -> Learn:
    """The setting with the best HR@20 + MRR@20 on the tuning period; of equals, the first."""
    queries = leave_one_out(tuning.test, _TUNING_SEED, _TUNED_ON)
    scores = []
    for learn in choices:
        found = asked(learn(tuning.fit), queries)
        scores.append(float(found.hits.mean() + found.reciprocal.mean()))
    return choices[int(np.argmax(scores))]


def measure(method: Completion, test: Split) -> Figures:
    """A method on the test invoices under every seed."""
    most = max(1, round(_DRAWN * len(test.test)))
    return Figures.join([asked(method, leave_one_out(test.test, seed, most)) for seed in SEEDS])


def asked(method: Completion, queries: Sequence[Query]) -> Figures:
    """The place of each left-out item among all items that are not in the basket."""
    places = np.array([place(method.scores(query.basket), query.target, query.basket) for query in queries])
    return Figures.of(places, np.array([query.invoice for query in queries]), TOP)


def rows_of(
    table: str, figures: Mapping[str, Figures], shipped: str = SHIPPED, baseline: str = "popularity"
) -> list[Row]:
    """Two rows a method, and by how much the shipped one leads the best other; the aim is that best other."""
    rows = []
    for measure_name, pick in (("HR", "hits"), ("MRR", "reciprocal")):
        values = {name: getattr(found, pick) for name, found in figures.items()}
        groups = next(iter(figures.values())).groups
        rivals = {name: float(value.mean()) for name, value in values.items() if name != shipped}
        best = max(rivals, key=lambda name: rivals[name])
        top = next(iter(figures.values())).top
        for name, value in values.items():
            rows.append(
                Row(
                    f"{table}, {measure_name}@{top}: {name}", float(value.mean()),
                    aim=rivals[best] if name == shipped else None,
                    baseline=rivals.get(baseline), n=len(value), interval=bootstrap(value, groups=groups),
                )
            )  # fmt: skip
        rows.append(
            lead_row(f"{table}, {measure_name}@{top}: lead over {best}", values[shipped] - values[best], groups)
        )
    return rows


def _told(table: Table, invoices: Invoices, test: Split) -> list[str]:
    dropped = ", ".join(f"{count:,} {reason}" for reason, count in sorted(invoices.dropped.items()))
    return [
        f"{table.name}: {table.file}; lines left out: {dropped}. Learnt from {len(test.fit):,} invoices of "
        f"{test.fit.count:,} items before {table.test[0]}, tested on {len(test.test):,} later ones of two or more; "
        f"settings chosen on {table.tune[0]} to {table.tune[1]}. Every item ever sold before is a candidate; "
        f"{test.unseen:.1%} of the later lines are of items never sold before and are left out. "
        f"{len(SEEDS)} seeds; intervals resample whole invoices."
    ]


def _found(data: Path | None) -> list[tuple[Table, Path]]:
    if data is None:
        return []
    places = [(table, data / table.file if data.is_dir() else data) for table in TABLES]
    found = [(table, path) for table, path in places if path.is_file() and path.name == table.file]
    if not found:
        names = " or ".join(table.file for table in TABLES)
        raise KnownError(f"{data} has no invoices to complete: give a folder with {names}.")
    return found


def _popular(days: float) -> Learn:
    return lambda baskets: Popularity.learn(baskets, days)


def _neighbours(shrink: float, power: float, days: float) -> Learn:
    return lambda baskets: item_neighbours(baskets, shrink, power, half_life_days=days)


def _rules(support: int) -> Learn:
    return lambda baskets: rules(baskets, support)


def _voting(most: int, power: float, rare: float) -> Learn:
    return lambda baskets: BasketNeighbours.learn(baskets, most, power=power, rare_votes=rare)


def _factors(size: int, power: float) -> Learn:
    return lambda baskets: Factors.learn(baskets, size, power, 120.0)


def _linear(ridge: float, shorten: float, days: float) -> Learn:
    return lambda baskets: ItemToItem.linear(baskets, ridge, days, shorten)
