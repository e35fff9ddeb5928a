"""`kiosk models`: what models there are, getting them, verifying them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.base.errors import KnownError
from kiosk.cli._output import console, print_json, progress_console

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.inference.manifest import Status
    from kiosk.inference.provision import Outcome, Step

_COLOURS = {"ready": "green", "missing": "yellow", "broken": "red", "unverified": "cyan"}


@click.group()
def command() -> None:
    """The models: list, fetch, verify, import."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
def list_models(as_json: bool) -> None:
    """Every model, its state, size, licence and source."""
    from kiosk.inference.manifest import load_manifest, status

    _show([status(entry) for entry in load_manifest().values()], as_json)


@command.command()
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
def verify(as_json: bool) -> None:
    """Compute every sha256 anew; fails when a model is broken."""
    from kiosk.inference.manifest import load_manifest, status

    found = [status(entry, recheck=True) for entry in load_manifest().values()]
    _show(found, as_json)
    broken = [s.problem for s in found if s.state == "broken"]
    if broken:
        raise KnownError(" ".join(filter(None, broken)))


@command.command()
@click.argument("names", nargs=-1)
@click.option("--from", "folder", type=click.Path(path_type=Path), help="A folder or USB stick to look into first.")
@click.option("--quick", is_flag=True, help="For the start-up: waits 3 s at most for an address; exit code 0.")
def fetch(names: tuple[str, ...], folder: Path | None, quick: bool) -> None:
    """Get models: from a folder, else rebuilt from a package, else downloaded (resuming)."""
    from kiosk.inference.provision import ensure_models

    if folder is not None and not folder.is_dir():
        raise KnownError(f"There is no folder {folder}.")
    outcomes = _with_progress(lambda progress: ensure_models(progress, names=names, folder=folder, quick=quick))
    _report(outcomes, quiet=quick)
    failed = [o.name for o in outcomes if not o.ok]
    if failed and not quick:
        raise KnownError(f"Not had: {', '.join(failed)}. Their features stay off; the kiosk works without them.")


@command.command("import")
@click.argument("path", type=click.Path(path_type=Path))
def import_models(path: Path) -> None:
    """Put a model file, a zip, or a folder of them into place."""
    from kiosk.inference.provision import install_from

    outcomes = _with_progress(lambda progress: install_from(path, progress))
    _report(outcomes, quiet=False)
    refused = [o.sentence for o in outcomes if not o.ok]
    if refused:
        raise KnownError(" ".join(refused))


def _show(found: "Sequence[Status]", as_json: bool) -> None:
    if as_json:
        print_json([_document(s) for s in found])
        return
    from rich.table import Table

    table = Table("model", "state", "MB", "for", "licence", box=None)
    for s in found:
        size = _document(s)["bytes"]
        megabytes = f"{size / 1e6:.1f}" if size else "?"
        colour = _COLOURS[s.state]
        table.add_row(s.model.name, f"[{colour}]{s.state}[/]", megabytes, s.model.purpose, s.model.licence)
    console().print(table)
    for s in found:
        if s.problem:
            console().print(f"{s.model.name}: {s.problem}", style="dim", markup=False, soft_wrap=True)


def _document(s: "Status") -> dict[str, Any]:
    size = s.model.bytes
    if size is None and s.path is not None:
        files = [s.path] if s.path.is_file() else [p for p in s.path.rglob("*") if p.is_file()]
        size = sum(p.stat().st_size for p in files)
    return {
        "name": s.model.name, "state": s.state, "bytes": size, "licence": s.model.licence, "source": s.model.source,
        "purpose": s.model.purpose, "sha256": s.model.sha256, "path": str(s.path) if s.path else None,
    }  # fmt: skip


def _with_progress(work: "Callable[[Callable[[Step], None]], list[Outcome]]") -> "list[Outcome]":
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=progress_console(), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(step: "Step") -> None:
            words = f"{step.name}: {step.doing}"
            if step.name not in tasks:
                tasks[step.name] = bars.add_task(words, total=None)
            bars.update(tasks[step.name], description=words, completed=step.done, total=step.total)

        return work(show)


def _report(outcomes: "Sequence[Outcome]", *, quiet: bool) -> None:
    """One line a model on stderr; quietly only what is new or missing."""
    out = progress_console()
    for o in outcomes:
        if not o.ok:
            out.print(f"  [yellow]–[/] {o.name}: ", o.sentence, sep="", soft_wrap=True)
        elif not (quiet and o.how == "present"):
            out.print(f"  [green]✓[/] {o.name} ({o.how})")
