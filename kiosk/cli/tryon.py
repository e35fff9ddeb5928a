"""`kiosk tryon`: pieces on a photograph or over a video."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kiosk.base.errors import KnownError, UsageError
from kiosk.base.settings import LANGUAGES, Language, read_settings
from kiosk.base.text import text
from kiosk.cli._output import console, print_json, progress_console

FILE = click.Path(path_type=Path)


@click.command("tryon")
@click.option("--photo", type=FILE, help="A photograph (JPEG, PNG, WebP).")
@click.option("--video", type=FILE, help="A video.")
@click.option(
    "--piece", "pieces", multiple=True, required=True, metavar="SKU[@ANCHOR]",
    help="A piece, and where it is worn, such as R001@left_hand/ring. Give it again for more pieces.",
)  # fmt: skip
@click.option("--out", type=FILE, help="Where to write the picture (.png) or video (.mp4).")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of reasons and tables; by default the shop's.")
@click.option("--json", "as_json", is_flag=True, help="Placements as JSON.")
def command(
    photo: Path | None,
    video: Path | None,
    pieces: tuple[str, ...],
    out: Path | None,
    language: Language | None,
    as_json: bool,
) -> None:
    """Show pieces worn on a photograph or over a video."""
    from kiosk.catalog.store import Catalog
    from kiosk.tryon.anchors import check_anchor, parse_anchor
    from kiosk.tryon.scene import Worn
    from kiosk.tryon.video import worn_from_words

    if (photo is None) == (video is None):
        raise UsageError("Give either --photo or --video.")
    language = language or read_settings().language
    with Catalog.open() as catalog:
        worn = [Worn(catalog.piece(sku), anchor) for sku, anchor in worn_from_words(pieces)]
    for one in worn:
        if one.anchor is not None:
            check_anchor(one.piece.category, parse_anchor(one.anchor))
    if photo is not None:
        document = _photo(photo, worn, out, language)
    else:
        assert video is not None
        document = _video(video, worn, out, language)
    if as_json:
        print_json(document)
    else:
        _tell(document, out, language)


def _photo(path: Path, worn: list[Any], out: Path | None, language: Language) -> dict[str, Any]:
    from kiosk.imaging.files import read_image, write_image
    from kiosk.tryon.pipeline import Mirror

    picture = read_image(path)
    mirror = Mirror(stream=False)
    try:
        mirror.wear(worn)
        with _native_chatter_off():
            shown = mirror.process(picture)
    finally:
        mirror.close()
    if out is not None:
        write_image(out, shown.image)
    return shown.document(language)


def _video(path: Path, worn: list[Any], out: Path | None, language: Language) -> dict[str, Any]:
    from rich.progress import Progress

    from kiosk.tryon.pipeline import Mirror
    from kiosk.tryon.video import wear_on_video

    if out is not None and out.parent != Path() and not out.parent.is_dir():
        raise KnownError(f"There is no folder {out.parent} to write {out.name} into.")
    mirror = Mirror()
    try:
        mirror.wear(worn)
        with _native_chatter_off(), Progress(console=progress_console(), transient=True) as bar:
            task = bar.add_task("tryon", total=None)
            follow: Callable[[int, int], None] = lambda done, total: bar.update(  # noqa: E731
                task, completed=done, total=total or None
            )
            return wear_on_video(mirror, path, out, language, follow).document()
    finally:
        mirror.close()


@contextmanager
def _native_chatter_off() -> Iterator[None]:
    """Keep the landmark library's C++ notes off stderr; Python's own stderr goes on as before."""
    sys.stderr.flush()
    kept = os.dup(2)
    python_side = sys.stderr
    with open(kept, "w", encoding="utf-8", buffering=1) as stderr, open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        # Under a test's capture Python's stderr is no file of the process, and stays what it is.
        if python_side is sys.__stderr__:
            sys.stderr = stderr
        try:
            yield
        finally:
            sys.stderr = python_side
            os.dup2(kept, 2)


def _tell(document: dict[str, Any], out: Path | None, language: Language) -> None:
    from rich.table import Table

    def say(key: str, **values: object) -> str:
        return text(f"tryon.{key}", language, **values)

    screen = console()
    if "summary" in document:
        summary = document["summary"]
        screen.print(say("cli.frames", count=summary["frames"]))
        table = Table(*(say(f"cli.head.{name}") for name in ("stage", "median", "p95")))
        for stage, times in summary["ms"].items():
            table.add_row(stage, f"{times['median']:.1f}", f"{times['p95']:.1f}")
        screen.print(table)
    else:
        heads = ("sku", "anchor", "center", "axis", "width", "scale", "source", "error", "confidence")
        table = Table(*(say(f"cli.head.{name}") for name in heads), title=say("cli.placed"))
        for one in document["placements"]:
            table.add_row(
                one["sku"], one["anchor"], f"{one['center'][0]:.0f}, {one['center'][1]:.0f}", f"{one['axis_deg']:.0f}°",
                f"{one['width_px']:.1f}", "-" if one["px_per_mm"] is None else f"{one['px_per_mm']:.2f}",
                say(f"scale.{one['scale_source']}"),
                "-" if one["scale_error"] is None else f"{100 * one['scale_error']:.0f} %", f"{one['confidence']:.2f}",
            )  # fmt: skip
        screen.print(table if document["placements"] else say("cli.none"))
        for one in document["skipped"]:
            screen.print(f"{say('cli.skipped')} {one['sku']}: {one['reason']}")
    if out is not None:
        screen.print(say("cli.saved", file=out.name))
