"""`kiosk inbox`: the questions that customers left for the shop."""

import click


@click.command("inbox")
@click.option("--all", "everything", is_flag=True, help="Answered and dismissed ones too.")
@click.option("--dismiss", type=int, default=None, metavar="ID", help="Put a question away.")
@click.option("--json", "as_json", is_flag=True, help="One JSON list.")
def command(everything: bool, dismiss: int | None, as_json: bool) -> None:
    """Show what customers asked and nobody here knew: the words, the day, how often; never who."""
    from dataclasses import asdict

    from rich.table import Table

    from kiosk.cli._output import console, print_json
    from kiosk.knowledge.inbox import Inbox

    inbox = Inbox()
    if dismiss is not None:
        inbox.settle(dismiss, "dismissed")
    questions = inbox.questions(None if everything else "open")
    if as_json:
        print_json([asdict(question) for question in questions])
        return
    if not questions:
        console().print("No questions are waiting.")
        return
    table = Table("id", "question", "language", "asked", "last day", "state")
    for question in questions:
        table.add_row(
            str(question.id), question.text, question.language, str(question.asked), question.last_day, question.state
        )  # fmt: skip
    console().print(table)
