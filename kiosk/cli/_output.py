"""How commands print: JSON for programs, rich tables and progress bars for people."""

import json
from typing import Any

import click
from rich.console import Console


def print_json(value: Any, *, compact: bool = False) -> None:
    """One JSON document on stdout, UTF-8; `compact` puts it on a single line (JSON lines)."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=None if compact else 2))


def console() -> Console:
    """The console for people; highlighting off, because prices and sizes are not code."""
    return Console(highlight=False)


def progress_console() -> Console:
    """Progress goes to stderr, so that stdout stays clean for pipes."""
    return Console(stderr=True, highlight=False)
