"""`kiosk evaluate`: how good the parts are, each suite one table."""

import importlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kiosk.cli._output import console, print_json, progress_console

if TYPE_CHECKING:
    from kiosk.evaluation.report import Report, Row

SUITES: Final = {
    "assistant": "kiosk.evaluation.assistant:evaluate_assistant",
    "attributes": "kiosk.evaluation.attributes:evaluate_attributes",
    "graph": "kiosk.evaluation.graph:evaluate_graph",
    "recommend": "kiosk.evaluation.recommend:evaluate_recommend",
    "reviews": "kiosk.evaluation.reviews:evaluate_reviews",
}
"""Name to `module:function(data: Path | None, say: Say) -> Report`; a module that is not there is not offered."""


def suites() -> list[str]:
    """The suites that are built."""
    return [name for name, place in SUITES.items() if importlib.util.find_spec(place.partition(":")[0]) is not None]


@click.command()
@click.argument("suite", type=click.Choice(suites()))
@click.option("--data", type=click.Path(path_type=Path), default=None, help="The suite's material: a file or a folder.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def command(suite: str, data: Path | None, as_json: bool) -> None:
    """Measure one SUITE and print its table."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    module, _, function = SUITES[suite].partition(":")
    evaluate = getattr(importlib.import_module(module), function)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=progress_console(), transient=True) as bars:
        task = bars.add_task(suite, total=1.0)
        report: Report = evaluate(data, lambda what, share: bars.update(task, description=what, completed=share))
    if as_json:
        print_json(report.document())
    else:
        _show(report)


def _show(report: "Report") -> None:
    from rich.measure import Measurement
    from rich.table import Table

    headings = ("value", "95 %", "unit", "aim", "baseline", "n")
    lines = [_cells(row) for row in report.rows]
    told = [place for place in range(len(headings)) if any(line[place] for line in lines)]
    table = Table(title=f"{report.suite} ({report.seconds:.1f} s)", title_justify="left")
    table.add_column("", no_wrap=True)
    for place in told:
        table.add_column(headings[place], justify="right", no_wrap=True)
    for row, line in zip(report.rows, lines, strict=True):
        table.add_row(row.name, *(line[place] for place in told))
    out = console()
    out.width = max(out.width, Measurement.get(out, out.options.update(max_width=200), table).maximum)
    out.print(table)
    for note in report.notes:
        out.print(f"- {note}")


def _cells(row: "Row") -> tuple[str, ...]:
    mark = {True: " ✓", False: " ✗", None: ""}[row.reached]
    between = "" if row.interval is None else f"{_number(row.interval[0])} to {_number(row.interval[1])}"
    limit = "" if row.aim is None else f"{'≤' if row.at_most else '≥'} {_number(row.aim)}{mark}"
    count = "" if row.n is None else f"{row.n:,}"
    return _number(row.value), between, row.unit, limit, _number(row.baseline), count


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() and abs(value) >= 1 else f"{value:.4g}"
