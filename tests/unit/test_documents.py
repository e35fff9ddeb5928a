"""The documents are held against the code: every command and every layer is written down, and nothing else."""

import re
import tomllib

from kiosk.base.paths import ROOT
from kiosk.cli import kiosk as program
from tests.commands import all_commands

COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text("utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text("utf-8")


def test_every_command_is_documented() -> None:
    missing = [" ".join(words) for words in all_commands(program) if not documented(words)]
    assert not missing


def documented(words: tuple[str, ...]) -> bool:
    """`kiosk catalog show` counts as written down in `kiosk catalog show\\|check`."""
    if len(words) == 1:
        return f"`kiosk {words[0]}" in COMMAND_LINE
    group = rf"`kiosk {words[0]} (?:[a-z]+\\?\|)*{words[1]}\b"
    return re.search(group, COMMAND_LINE) is not None


def test_every_documented_command_exists_or_is_marked_as_planned() -> None:
    known = {words[0] for words in all_commands(program)}
    rows = [line for line in COMMAND_LINE.splitlines() if line.startswith("| `kiosk ")]
    assert len(rows) > 8
    unknown = [
        name
        for row in rows
        for name in re.findall(r"`kiosk ([a-z]+)", row)
        if name not in known and "(planned)" not in row
    ]
    assert not unknown


def test_every_option_of_a_command_has_help() -> None:
    bare = [
        f"{' '.join(words)} {parameter.name}"
        for words, command in all_commands(program).items()
        for parameter in command.params
        if parameter.param_type_name == "option" and not getattr(parameter, "help", None)
    ]
    assert not bare


def test_the_design_names_every_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["name"] == "layers")
    names = [name.strip(" ()") for layer in layers for name in layer.split("|")]
    assert not [name for name in names if name not in DESIGN]


def test_no_file_names_an_index_or_a_machines_path() -> None:
    # Written in pieces, so that this file does not name them itself.
    hosts = ["py" + r"pi\.org", "python" + "hosted"]
    forbidden = re.compile("|".join([*hosts, r"(?<![\w.])/" + r"(?:work|root|home/\w+)/"]))
    texts = [
        path
        for folder in ("kiosk", "installer", "tests", "docs", "assets", "models")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".toml", ".txt", ".qml", ".json"} and "__pycache__" not in path.parts
    ]
    assert not [str(path.relative_to(ROOT)) for path in texts if forbidden.search(path.read_text("utf-8"))]
