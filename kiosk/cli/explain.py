"""`kiosk explain`: which words of a sentence drove which slot and intent, as a table, as JSON, or as a page."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.base.errors import KnownError, UsageError
from kiosk.base.settings import LANGUAGES, Language
from kiosk.cli._output import console, print_json

if TYPE_CHECKING:
    from kiosk.assistant.attention import Explained


@click.command()
@click.argument("text")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the labels; by default that of the sentence.")
@click.option("--json", "as_json", is_flag=True, help="Every weight as JSON.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a page (or, named .svg, the picture).")
def command(text: str, language: Language | None, as_json: bool, page: Path | None) -> None:
    """Show how the joint reader reads TEXT, word by word."""
    if not text.strip():
        raise UsageError("The sentence is empty; write what a customer would say.")
    from kiosk.assistant.attention import explain
    from kiosk.assistant.normalising import is_chinese, normalise
    from kiosk.assistant.picturing import figure
    from kiosk.assistant.picturing import page as whole_page
    from kiosk.assistant.reader import Reader

    explained = explain(Reader.open(), normalise(text))
    tongue: Language = language or ("en" if is_chinese(text) is False else "zh")
    if page is not None:
        made = figure(explained, tongue) if page.suffix.lower() == ".svg" else whole_page(explained, tongue)
        try:
            page.write_text(made, "utf-8")
        except OSError as error:
            raise KnownError(f"The page {page} cannot be written: {error.strerror or error}.") from error
    if as_json:
        print_json(explained.document())
    else:
        _show(explained, tongue)


def _show(explained: "Explained", language: Language) -> None:
    from rich.table import Table
    from rich.text import Text

    from kiosk.assistant.picturing import table
    from kiosk.base.text import text

    rows = table(explained, language)
    shown = Table(box=None, padding=(0, 2, 0, 0))
    shown.add_column(text("explain.word", language))
    for label, _, _ in rows:
        shown.add_column(label, justify="right")
    for at, token in enumerate(explained.understood.tokens):
        cells = [Text(f"{effect[at]:+.2f} · {looked[at]:.2f}", style=_style(effect, at)) for _, effect, looked in rows]
        shown.add_row(token.text, *cells)
    console().print(shown)
    console().print(Text(text("explain.effect", language), style="dim"))
    console().print(Text(text("explain.attention", language), style="dim"))


def _style(effect: "object", at: int) -> str:
    import numpy as np

    row = np.asarray(effect)
    return "bold yellow" if row[at] > 0.02 and row[at] >= 0.5 * row.max() else ""
