"""`kiosk bake`: render pieces' pictures and try-on atlases."""

from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("skus", nargs=-1, metavar="[SKU ...]")
@click.option(
    "--pixels",
    type=click.IntRange(16, 4096),
    default=800,
    show_default=True,
    help="Side of the picture; atlases shrink along.",
)
@click.option(
    "--samples",
    type=click.IntRange(1, 4096),
    default=None,
    help="Light paths a pixel; by default what suits each kind.",
)
@click.option("--only", type=click.Choice(["pictures", "atlas"]), default=None, help="One kind alone.")
@click.option("--force", is_flag=True, help="Bake again what is already there and current.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder for pictures/ and atlas/; by default assets/.",
)
@click.option(
    "--renderer", type=click.Choice(["scalar_rgb", "llvm_ad_rgb"]), default="scalar_rgb", show_default=True,
    help="llvm_ad_rgb is about four times faster where LLVM 16 or later is found (DRJIT_LIBLLVM_PATH).",
)  # fmt: skip
def command(
    skus: tuple[str, ...], pixels: int, samples: int | None, only: Any, force: bool, out: Path | None, renderer: str
) -> None:
    """Render the pictures and atlases of pieces (all of them by default); resumes where it stopped.

    The names `hand` and `bust` render the display hand and bust that wear the pieces where there is no camera.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from kiosk.base.paths import ASSETS
    from kiosk.cli._output import progress_console
    from kiosk.studio import baking
    from kiosk.studio.spec import all_skus

    for name in sorted({"hand", "bust"} & set(skus)):
        _bake_display(name, samples, (out or ASSETS) / "display")
    if skus and not (skus := tuple(sku for sku in skus if sku not in ("hand", "bust"))):
        return
    job = baking.Job(out or ASSETS, pixels, samples, only, force, renderer)
    wanted = baking.in_order(skus or all_skus())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=progress_console()) as bar:
        whole = bar.add_task("pieces", total=len(wanted) * (1 if only else 2))
        piece = bar.add_task("", total=1)

        def tell(progress: baking.Progress) -> None:
            bar.update(
                piece, description=f"{progress.sku} {progress.kind}", completed=progress.done, total=progress.total
            )
            if progress.result is not None:
                bar.advance(whole)
                state = "current" if progress.skipped else "baked"
                bar.console.print(f"{progress.sku} {progress.kind}: {state}", highlight=False)

        baking.bake(wanted, job, tell)


def _bake_display(name: str, samples: int | None, folder: Path) -> None:
    """A display picture, some minutes; in the usual folder its landmarks are found anew as well."""
    from kiosk.base.paths import ASSETS
    from kiosk.cli._output import progress_console
    from kiosk.studio.mannequin.display import make_bust, make_hand, save
    from kiosk.tryon.display import write_landmarks

    with progress_console().status(f"rendering the display {name}"):
        save(make_hand(4.5, samples or 64) if name == "hand" else make_bust(3.4, samples or 48), folder)
    if folder == ASSETS / "display":
        write_landmarks()
