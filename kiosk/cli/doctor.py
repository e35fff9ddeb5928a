"""`kiosk doctor`: what works on this machine, and what to do about the rest."""

import click

from kiosk.base.settings import LANGUAGES, Language


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
@click.option("--language", type=click.Choice(LANGUAGES), default=None, help="By default the shop's.")
@click.option("--only", multiple=True, metavar="NAME", help="One check alone (may be repeated), such as camera.")
@click.option("--inside", default=None, hidden=True, help="Run this check in this process, as the doctor itself does.")
def command(as_json: bool, language: Language | None, only: tuple[str, ...], inside: str | None) -> None:
    """Look at camera, microphone, speaker, models, GPU, disk, database, display, fonts and voice."""
    from kiosk.cli._output import console, print_json, progress_console
    from kiosk.health.doctor import CHECKS, examine, run_check

    language = language or _shops_language()
    names = (inside,) if inside else only
    _refuse_unknown(names, tuple(CHECKS))
    if inside:
        checks = [run_check(inside, language)]
    else:
        with progress_console().status("..."):
            checks = examine(language, only or tuple(CHECKS))
    if as_json:
        print_json({"checks": [check.document() for check in checks]})
        return
    from rich.markup import escape
    from rich.table import Table

    from kiosk.base.text import text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(width=1)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        mark = "[green]✓[/]" if check.ok else "[red]✗[/]"
        # What a device calls itself may hold brackets, which are no markup.
        advice = f"\n[dim]→ {escape(check.advice)}[/]" if check.advice else ""
        table.add_row(mark, text(f"health.{check.name}.name", language), escape(check.detail) + advice)
    console().print(table)
    missing = sum(not check.ok for check in checks)
    key = "health.summary.some" if missing else "health.summary.all"
    console().print(text(key, language, count=missing))


def _shops_language() -> Language:
    from kiosk.base.errors import KnownError
    from kiosk.base.settings import Settings, read_settings

    try:
        return read_settings().language
    except KnownError:
        return Settings().language


def _refuse_unknown(names: tuple[str, ...], known: tuple[str, ...]) -> None:
    from kiosk.base.errors import UsageError

    for name in names:
        if name not in known:
            raise UsageError(f"There is no check {name!r}; there are {', '.join(known)}.")
