"""`kiosk train`: our own models, from our own data (needs the [train] extra)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kiosk.base.errors import KnownError
from kiosk.base.paths import MODELS
from kiosk.cli._output import console, progress_console

Say = Callable[[str, float], None]


@contextmanager
def _needing_packages() -> Iterator[None]:
    """Name the package that training lacks and where it comes from."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise KnownError(
            f"Training needs {error.name}; install it with: pip install -r installer/lock/train.txt"
        ) from error


@contextmanager
def _progress() -> Iterator[Say]:
    """A bar that is told what is being done and which share of it."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=progress_console(), transient=True) as bars:
        task = bars.add_task("reading", total=1.0)
        yield lambda what, share: bars.update(task, description=what, completed=share)


def _record(out: Path, name: str) -> None:
    """The manifest names the new files, where they are the ones that ship."""
    from kiosk.training.recording import record_in_manifest

    if out.resolve() == (MODELS / name).resolve():
        record_in_manifest(MODELS / "manifest.toml", name, out)


@click.group()
def command() -> None:
    """Train our own models (needs the packages of installer/lock/train.txt)."""


@command.command()
@click.option("--seed", default=0, show_default=True, help="Of the final training.")
@click.option("--steps", default=None, type=click.IntRange(1), help="Training steps; fewer are quicker and worse.")
@click.option(
    "--measure", "trainings", default=3, show_default=True, type=click.IntRange(0), help="Trainings to measure."
)
@click.option("--out", type=click.Path(path_type=Path), default=MODELS / "encoder", help="Folder to write to.")
def encoder(seed: int, steps: int | None, trainings: int, out: Path) -> None:
    """The bilingual text encoder: trains, measures on facts left out, exports, writes its card."""
    with _needing_packages():
        from kiosk.training.encoder import train_encoder
        from kiosk.training.recipe import Recipe

    recipe = Recipe(seed=seed) if steps is None else Recipe(seed=seed, steps=steps)
    with _progress() as say:
        report = train_encoder(
            out,
            recipe=recipe,
            measure_seeds=range(1, trainings + 1),
            say=say,
        )
    _record(out, "encoder")
    console().print(f"{out}: {report.model_bytes / 1e6:.2f} MB, {report.encode_ms:.2f} ms a question (p95)")
    for what, scores in (("new facts", report.scores), ("new wordings", report.reworded)):
        for (way, asked), (score, spread) in scores.items():
            first, third = f"{100 * score.top1:5.1f} ±{100 * spread:.1f}", f"{100 * score.top3:5.1f}"
            console().print(f"  {what:12} {way:24} {asked:9} top-1 {first}  top-3 {third}")


@command.command()
@click.option("--seed", default=0, show_default=True, help="Of the training.")
@click.option("--steps", default=None, type=click.IntRange(1), help="Training steps; fewer are quicker and worse.")
@click.option("--out", type=click.Path(path_type=Path), default=MODELS / "reader", help="Folder to write to.")
def reader(seed: int, steps: int | None, out: Path) -> None:
    """The joint reader of intent and slots: trains, measures on held-out templates, exports, writes its card.

    A training that was broken off goes on where it was when the command is given again.
    """
    with _needing_packages():
        from kiosk.training.reader.fitting import Recipe
        from kiosk.training.reader.training import train_reader

    recipe = Recipe(seed=seed) if steps is None else Recipe(seed=seed, steps=steps)
    with _progress() as say:
        report = train_reader(out, recipe=recipe, say=say)
    _record(out, "reader")
    console().print(f"{out}: {report.model_bytes / 1e6:.2f} MB, {report.seconds:.0f} s")
    for language, scores in report.scores.items():
        console().print(
            f"  {language}, held-out frames: intent {scores.intent:.3f}  slot F1 {scores.slots:.3f}  "
            f"polarity {scores.polarity:.3f}  value {scores.value:.3f}  calibration error {scores.ece:.3f}"
        )


@command.command()
@click.option("--seed", default=0, show_default=True, help="Of the final training.")
@click.option("--steps", default=None, type=click.IntRange(1), help="Training steps; fewer are quicker and worse.")
@click.option("--measure", "splits", default=3, show_default=True, type=click.IntRange(0), help="Splits to measure on.")
@click.option("--out", type=click.Path(path_type=Path), default=MODELS / "graph", help="Folder to write to.")
def graph(seed: int, steps: int | None, splits: int, out: Path) -> None:
    """The relational graph network: measures on held-out links beside its rivals, trains, exports, writes its card.

    A training that was broken off goes on where it was when the command is given again.
    """
    with _needing_packages():
        from kiosk.training.graph.fitting import Recipe
        from kiosk.training.graph.training import train_graph

    recipe = Recipe(seed=seed) if steps is None else Recipe(seed=seed, steps=steps)
    with _progress() as say:
        report = train_graph(
            out,
            recipe=recipe,
            seeds=range(1, splits + 1),
            say=say,
        )
    _record(out, "graph")
    console().print(f"{out}: {sum(report.bytes.values()) / 1e6:.2f} MB, ONNX against torch {report.difference:.1e}")
    for name, mrr, spread, hits, wide in report.table():
        console().print(f"  {name:24} MRR {mrr:.3f} ±{spread:.3f}  Hits@10 {hits:.3f} ±{wide:.3f}")
    held = report.likeness
    console().print(
        f"  likeness {held['held']:.0f} of {held['asked']:.0f} (untrained {held['untrained']:.1f}, "
        f"shared neighbours {held['neighbours']:.0f}); misses: {'; '.join(held['misses']) or 'none'}"
    )
