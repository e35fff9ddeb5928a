"""`kiosk ask`: one question, a talk, or JSON lines in and out."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.base.errors import KnownError, UsageError
from kiosk.base.settings import LANGUAGES, Language
from kiosk.cli._output import console, print_json

if TYPE_CHECKING:
    from kiosk.assistant.guide import Guide
    from kiosk.assistant.reply import Reply

_LEAVE = {"exit", "quit", "q", "退出"}


@click.command()
@click.argument("text", required=False)
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the answer; by default that of the question.")
@click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")
@click.option("--batch", "batch", metavar="FILE", help="JSON lines in (- is stdin), JSON lines out.")
def command(text: str | None, language: Language | None, as_json: bool, batch: str | None) -> int:
    """Ask the guide: TEXT, a FILE of questions, or (without either) a talk at the prompt."""
    if text is not None and batch is not None:
        raise UsageError("Give either a question or --batch, not both.")
    if text is not None and not text.strip():
        raise UsageError("The question is empty; write what you want to know.")
    if batch is not None:
        return _batch(_open_guide(), batch, language)
    if text is None:
        return _talk(_open_guide(), language, as_json)
    reply = _open_guide().ask(text, language)
    _show(reply, as_json)
    return 0


def _open_guide() -> "Guide":
    from kiosk.catalog.store import Catalog
    from kiosk.engines import open_guide

    guide, _ = open_guide(Catalog.open())
    return guide


def _batch(guide: "Guide", name: str, language: Language | None) -> int:
    """Answer every line; a malformed one gets an error line and makes the exit code 1."""
    from kiosk.assistant.dialogue import Conversation

    talks: dict[str, Conversation] = {}
    failed = False
    for line in _lines(name):
        if not line.strip():
            continue
        try:
            question = _parse(line)
        except _MalformedError as error:
            failed = True
            print_json({"id": error.id, "error": str(error)}, compact=True)
            continue
        talk = question.get("conversation")
        conversation = talks.setdefault(talk, Conversation()) if talk is not None else None
        reply = guide.ask(question["text"], question.get("language", language), conversation)
        print_json({"id": question["id"], **reply.document()}, compact=True)
    return 1 if failed else 0


class _MalformedError(Exception):
    """A line that is no question."""

    def __init__(self, message: str, line_id: str | int | None = None) -> None:
        super().__init__(message)
        self.id = line_id


def _parse(line: str) -> dict[str, Any]:
    """A question with the keys of the contract, checked."""
    try:
        question = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise _MalformedError("the line is not JSON") from None
    if not isinstance(question, dict):
        raise _MalformedError("the line is not a JSON object")
    line_id = question.get("id")
    known_id = line_id if isinstance(line_id, str | int) and not isinstance(line_id, bool) else None
    if known_id is None:
        raise _MalformedError("id is missing or is neither a text nor a number")
    if not isinstance(question.get("text"), str) or not question["text"].strip():
        raise _MalformedError("text is missing or empty", known_id)
    if question.get("language") is None:
        question.pop("language", None)
    elif question["language"] not in LANGUAGES:
        raise _MalformedError("language is neither zh nor en", known_id)
    if question.get("conversation") is not None and not isinstance(question["conversation"], str | int):
        raise _MalformedError("conversation is neither a text nor a number", known_id)
    if question.get("conversation") is not None:
        question["conversation"] = str(question["conversation"])
    return question


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from _decoded(sys.stdin.buffer, "stdin")
        return
    path = Path(name)
    try:
        with path.open("rb") as file:
            yield from _decoded(file, path.name)
    except OSError as error:
        raise KnownError(f"The file {name} cannot be read: {error.strerror}.") from error


def _decoded(lines: Iterable[bytes], name: str) -> Iterator[str]:
    for line in lines:
        # Broken bytes spoil their own line only: it stops being JSON and is reported like any other malformed line.
        yield line.decode("utf-8-sig", errors="replace")


def _talk(guide: "Guide", language: Language | None, as_json: bool) -> int:
    """A talk at the prompt until an empty line's end, `exit`, or the end of input."""
    from kiosk.assistant.dialogue import Conversation

    conversation = Conversation()
    prompt = "" if not sys.stdin.isatty() else "› "
    while True:
        try:
            said = input(prompt)
        except (EOFError, KeyboardInterrupt):
            return 0
        if said.strip().lower() in _LEAVE:
            return 0
        if said.strip():
            _show(guide.ask(said, language, conversation), as_json)


def _show(reply: "Reply", as_json: bool) -> None:
    if as_json:
        print_json(reply.document())
        return
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    out = console()
    out.print(Text(reply.answer, style="bold"))
    if reply.pieces:
        from kiosk.advice import wording

        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        for shown in reply.pieces:
            price = "—" if shown.offer.price is None else wording.money(shown.offer.price, reply.language)
            because = "; ".join(reason.text for reason in shown.reasons[:3])
            name = shown.offer.piece.names[reply.language]
            sku = Text(shown.offer.sku, style="dim")
            table.add_row(sku, Text(name), Text(price, justify="right"), Text(because, style="dim"))
        out.print(Padding(table, (1, 0, 0, 2)))
    if reply.claims:
        sources = dict.fromkeys(source for claim in reply.claims for source in claim.source)
        out.print(Padding(Text("  ".join(sources), style="dim italic"), (1, 0, 0, 2)))
